// Put right by hand, then checked with the code that ajv compiled.
import * as ajvChecks from "#generated/ajv";
import { putRight } from "./by-hand.js";

/** @param {unknown} body */
export function ajv(body) {
  const right = putRight(body);
  if (!ajvChecks.orders(right)) throw new Error(ajvChecks.orders.errors?.[0]?.instancePath);
  return { orders: right.data, meta: right.meta };
}
