/** The member that `using` calls, in programs whose `lib` has `Symbol.dispose`. It frees the client. */
export type Disposal = SymbolConstructor extends { readonly dispose: infer Key extends symbol }
  ? { [key in Key]: () => void }
  : unknown;
