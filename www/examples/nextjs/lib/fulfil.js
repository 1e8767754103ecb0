// The order of a confirmed payment.
import { isRefused } from "pressone-esim/errors";
import { findPayment, setPaymentState } from "./payments.js";
import { gateway } from "./pressone.js";

/** Orders what was paid. Returns false if it has to be called again. */
export async function fulfil(paymentId) {
  const payment = await findPayment(paymentId);
  if (!payment) return true; // not a payment of this shop
  if (payment.state === "pending") await setPaymentState(payment, "paid");
  const { shopper, iccid, package_id, price } = payment;
  const order = { reference: paymentId, iccid, package_id, price };
  try {
    await gateway.purchase({ id: shopper }, order);
    return true;
  } catch (error) {
    // A transient failure: the next call may succeed.
    if (!isRefused(error)) return false;
  }
  return refund(payment);
}

/** Gives the money back, if it is certain that this payment never buys. */
async function refund(payment) {
  const { state } = await gateway.closePurchase(payment.id);
  if (state !== "closed") return false;
  // With a Stripe account:
  // await stripe.refunds.create({ payment_intent }, { idempotencyKey: payment.id })
  await setPaymentState(payment, "refunded");
  return true;
}
