// The checks that `compile-ajv.mjs` writes into target/bench/compiled-ajv.js.

/** Returns true if the body fits. If it does not, `errors` says why. */
export interface Check {
  (body: unknown): boolean;
  errors?: { instancePath: string; keyword: string }[] | null;
}
export const topups: Check;
export const order: Check;
export const history: Check;
export const orders: Check;
export const renewal: Check;
