// Payments. A shop has them in its database.
import { store } from "./store.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyOf = (id) => `payment:${id}`;

/**
 * Saves a payment, and returns its id: the order's reference. Its `state` is "pending", "paid" or "refunded".
 * The id is the page's key of the payment, so a request that is repeated makes no second one.
 */
export async function savePayment(id, payment) {
  if (!UUID.test(id)) throw new Error("The Idempotency-Key is not a UUID.");
  await store.compareAndSet(keyOf(id), null, JSON.stringify({ ...payment, id }));
  return id;
}

export async function findPayment(id) {
  if (!UUID.test(id)) return null;
  return JSON.parse(await store.get(keyOf(id)));
}

export async function setPaymentState(payment, state) {
  await store.put(keyOf(payment.id), JSON.stringify({ ...payment, state }));
}
