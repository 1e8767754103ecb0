// Payments. A shop has them in its database.

const keyOf = (id) => `payment:${id}`;

/**
 * Saves a payment, and returns its id: the order's reference. Its `state` is "pending", "paid" or "refunded".
 * The id is the page's key of the payment, so a request that is repeated makes no second one.
 */
export async function savePayment(store, id, payment) {
  if (!/^[\w-]{36}$/.test(id)) throw new Error("The payment has no idempotency key.");
  await store.compareAndSet(keyOf(id), null, JSON.stringify({ ...payment, id }));
  return id;
}

export async function findPayment(store, id) {
  if (!/^[\w-]{36}$/.test(id)) return null;
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
