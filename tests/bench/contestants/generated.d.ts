// The checks that `prepare.mjs` makes into target/bench/generated/.

/** ajv's: whether it fits, and else in `errors` why not. */
export interface Check {
  (body: unknown): boolean;
  errors?: { instancePath: string; keyword: string }[] | null;
}
export const topups: Check;
export const order: Check;
export const history: Check;
export const orders: Check;
export const renewal: Check;
