// Payments. A shop has them in its database.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyOf = (id) => `payment:${id}`;

/**
 * Saves a payment, and returns its id: the order's reference. Its `state` is "pending", "paid" or "refunded".
 * The id is the page's key of the payment, so a request that is repeated makes no second one.
 */
export async function savePayment(store, id, payment) {
  if (!UUID.test(id)) throw new Error("The Idempotency-Key is not a UUID.");
  await store.compareAndSet(keyOf(id), null, JSON.stringify({ ...payment, id }));
  return id;
}

export async function findPayment(store, id) {
  if (!UUID.test(id)) return null;
  return JSON.parse(await store.get(keyOf(id)));
}

/** The gateway's hook: says if the reference is this shopper's payment for this eSIM and package. */
export async function verifyPayment(store, shopper, { reference, iccid, package_id }) {
  const payment = await findPayment(store, reference);
  if (payment?.shopper !== shopper.id) return false;
  if (payment.iccid !== iccid || payment.package_id !== package_id) return false;
  if (payment.state === "pending") return "pending";
  return { paid: payment.state === "paid", price: payment.price };
}
