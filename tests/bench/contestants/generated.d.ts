// The checks that `prepare.mjs` makes into target/bench/generated/, with ajv and with typia.

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

/** typia's: the body, or an error. */
export const assertTopups: (body: unknown) => object;
export const assertOrder: (body: unknown) => object;
export const assertHistory: (body: unknown) => object;
export const assertOrders: (body: unknown) => object;
export const assertRenewal: (body: unknown) => object;
