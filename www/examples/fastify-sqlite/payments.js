// Payments: a payment's id is the order's reference.
import { database } from "./database.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const insert = database.prepare("INSERT OR IGNORE INTO payments VALUES (?, ?, ?, ?, ?, 'pending')");
const select = database.prepare("SELECT * FROM payments WHERE id = ?");
const confirm = database.prepare(
  "UPDATE payments SET state = 'paid' WHERE id = ? AND state = 'pending'",
);
const refund = database.prepare("UPDATE payments SET state = 'refunded' WHERE id = ?");

/** The id is the page's key of the payment, so a request that is repeated makes no second one. */
export function savePayment(id, { shopper, iccid, package_id, price }) {
  if (!UUID.test(id)) throw new Error("The Idempotency-Key is not a UUID.");
  insert.run(id, shopper, iccid, package_id, price);
  return id;
}

export const findPayment = (id) => select.get(id) ?? null;

export function confirmPayment(id) {
  confirm.run(id);
}

export function refundPayment(id) {
  // With a Stripe account:
  // await stripe.refunds.create({ payment_intent }, { idempotencyKey: payment.id })
  refund.run(id);
}

/** The gateway's hook: says if the reference is this shopper's payment for this eSIM and package. */
export function verifyPayment(shopper, { reference, iccid, package_id }) {
  const payment = findPayment(reference);
  if (payment?.shopper !== shopper.id) return false;
  if (payment.iccid !== iccid || payment.package_id !== package_id) return false;
  if (payment.state === "pending") return "pending";
  return { paid: payment.state === "paid", price: payment.price };
}
