// Payments: a payment's id is the order's reference.
import { pool } from "./database.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id is the page's key of the payment, so a request that is repeated makes no second one. */
export async function savePayment(id, { shopper, iccid, package_id, price }) {
  if (!UUID.test(id)) throw new Error("The Idempotency-Key is not a UUID.");
  await pool.query(
    "INSERT INTO payments (id, shopper, iccid, package_id, price) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [id, shopper, iccid, package_id, price],
  );
  return id;
}

export async function findPayment(id) {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query("SELECT * FROM payments WHERE id = $1", [id]);
  return rows[0] ?? null;
}

export async function confirmPayment(id) {
  await pool.query("UPDATE payments SET state = 'paid' WHERE id = $1 AND state = 'pending'", [id]);
}

export async function refundPayment(id) {
  // With a Stripe account:
  // await stripe.refunds.create({ payment_intent }, { idempotencyKey: payment.id })
  await pool.query("UPDATE payments SET state = 'refunded' WHERE id = $1", [id]);
}

/** The gateway's hook: says if the reference is this shopper's payment for this eSIM and package. */
export async function verifyPayment(shopper, { reference, iccid, package_id }) {
  const payment = await findPayment(reference);
  if (payment?.shopper !== shopper.id) return false;
  if (payment.iccid !== iccid || payment.package_id !== package_id) return false;
  if (payment.state === "pending") return "pending";
  return { paid: payment.state === "paid", price: payment.price };
}
