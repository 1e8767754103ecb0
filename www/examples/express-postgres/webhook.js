// Stripe calls this when a checkout is paid. It orders what was paid.
import process from "node:process";
import { isRefused } from "pressone-esim/errors";
import Stripe from "stripe";
import { confirmPayment, findPayment, refundPayment } from "./payments.js";
import { gateway } from "./pressone.js";

const { WEBHOOK_SECRET } = process.env;

/** `request.body` is the body's bytes, because Stripe signs the bytes. */
export async function handleWebhook(request, response) {
  let event;
  try {
    const signature = request.headers["stripe-signature"];
    event = Stripe.webhooks.constructEvent(request.body, signature, WEBHOOK_SECRET);
  } catch {
    return response.status(400).send("The signature is wrong.");
  }
  const checkout = event.data.object;
  const isPaid = event.type === "checkout.session.completed" && checkout.payment_status === "paid";
  if (!isPaid) return response.send("ignored");
  const isDone = await fulfil(checkout.client_reference_id);
  // Stripe calls again after a 500.
  return response.status(isDone ? 200 : 500).end();
}

/** Orders what was paid. Returns false if it has to be called again. */
async function fulfil(paymentId) {
  await confirmPayment(paymentId);
  const payment = await findPayment(paymentId);
  if (!payment) return true; // not a payment of this shop
  const { shopper, iccid, package_id, price } = payment;
  const order = { reference: paymentId, iccid, package_id, price };
  try {
    await gateway.purchase({ id: shopper }, order);
    return true;
  } catch (error) {
    // A transient failure: the next call may succeed.
    if (!isRefused(error)) return false;
  }
  // The money is given back only if it is certain that this payment never buys.
  const { state } = await gateway.closePurchase(paymentId);
  if (state !== "closed") return false;
  await refundPayment(paymentId);
  return true;
}
