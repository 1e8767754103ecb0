// The types of a client, from the declarations that wasm-bindgen generates.

/** The only line that needs more than the library of ES2022. `package/disposal.d.ts` stands in for it. */
const DISPOSE = /^ *\[Symbol\.dispose\]\(\): void;\n/gm;

/** @param {string} declarations of wasm-bindgen's target `bundler` */
export function apiTypes(declarations) {
  if (/\binitSync\b|\bInitInput\b/.test(declarations)) {
    throw new Error("wasm-bindgen declares the functions that load the module");
  }
  if (!DISPOSE.test(declarations)) throw new Error("wasm-bindgen declares no Symbol.dispose");
  return declarations.replace(DISPOSE, "");
}
