// Payments. A shop has them in its database.
import { store } from "./store.js";

const keyOf = (id) => `payment:${id}`;

/**
 * Saves a payment, and returns its id: the order's reference. Its `state` is "pending", "paid" or "refunded".
 * The id is the page's key of the payment, so a request that is repeated makes no second one.
 */
export async function savePayment(id, payment) {
  if (!/^[\w-]{36}$/.test(id)) throw new Error("The payment has no idempotency key.");
  await store.compareAndSet(keyOf(id), null, JSON.stringify({ ...payment, id }));
  return id;
}

export async function findPayment(id) {
  if (!/^[\w-]{36}$/.test(id)) return null;
  return JSON.parse(await store.get(keyOf(id)));
}

export async function setPaymentState(payment, state) {
  await store.put(keyOf(payment.id), JSON.stringify({ ...payment, state }));
}
