// The numbers that a shopper has claimed here. The gateway's journal has the claims, and the payments have the numbers.
import { readGatewayList } from "./gateway-list.js";
import { planOf } from "./number-plans.js";
import { addressOf, getPayment } from "./payments.js";

const FORMER_PLAN = "Phone number";

/**
 * @typedef {import("./sessions.js").PhoneNumber & { claim?: { reference: string, paid: number } }} PhoneNumber with the
 *   payment of its claim
 */

/**
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {import("pressone-esim/stores").Store} store
 * @param {Request} request of the shopper
 * @returns {Promise<PhoneNumber[]>} the newest first
 */
export async function readClaimedNumbers(gateway, store, request) {
  /** @type {Map<string, PhoneNumber>} */
  const numbers = new Map();
  for (const reference of await readClaims(gateway, request, "done")) {
    const payment = await getPayment(store, reference);
    if (payment?.kind !== "claim" || numbers.has(payment.number)) continue;
    // The plan may have left the shop. The number then keeps the price that was paid.
    const { plan, price } = planOf(payment.number) ?? { plan: FORMER_PLAN, price: payment.price };
    numbers.set(payment.number, {
      email: addressOf(reference),
      mobile: payment.number,
      plan,
      price,
      claim: { reference, paid: payment.price },
    });
  }
  return [...numbers.values()];
}

/**
 * Returns the numbers whose claims are not known yet.
 *
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {import("pressone-esim/stores").Store} store
 * @param {Request} request of the shopper
 * @returns {Promise<string[]>}
 */
export async function readOpenClaims(gateway, store, request) {
  const numbers = [];
  for (const reference of await readClaims(gateway, request, "open")) {
    const payment = await getPayment(store, reference);
    if (payment?.kind === "claim") numbers.push(payment.number);
  }
  return numbers;
}

/**
 * Returns the references of the claims in a state.
 *
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {Request} request
 * @param {"open" | "done"} state
 */
async function readClaims(gateway, request, state) {
  const query = { kind: "claim", state };
  const claims = await readGatewayList(gateway, request, "/purchases.json", query, "after");
  return claims.map(({ reference }) => reference);
}
