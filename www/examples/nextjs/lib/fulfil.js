// The order of a confirmed payment.
import { findPayment, setPaymentState } from "./payments.js";
import { gateway } from "./pressone.js";

/** The failures that are final. After others, such as a timeout, the next call may succeed. */
const REFUSALS = [
  "purchase_closed",
  "package_unavailable",
  "price_changed",
  "insufficient_balance",
  "sim_recycled",
  "not_found",
  "validation",
];

/** Orders what was paid. Returns false if it has to be called again. */
export async function fulfil(paymentId) {
  const payment = await findPayment(paymentId);
  if (!payment) return true; // not a payment of this shop
  if (payment.state === "pending") await setPaymentState(payment, "paid");
  const { shopper, iccid, package_id, price } = payment;
  const order = { reference: paymentId, iccid, package_id, price, tries: 0 };
  try {
    await gateway.purchase({ id: shopper }, order);
    return true;
  } catch (error) {
    const isRefused = error.stored || REFUSALS.includes(error.kind);
    if (error.outcome !== "not_ordered" || !isRefused) return false;
  }
  return refund(payment);
}

/** Gives the money back, if it is certain that this payment never buys. */
async function refund(payment) {
  const { state } = await gateway.closePurchase(payment.id);
  if (state !== "closed") return false;
  // With a Stripe account: await stripe.refunds.create({ payment_intent })
  await setPaymentState(payment, "refunded");
  return true;
}
