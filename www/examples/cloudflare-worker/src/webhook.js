// Stripe calls this when a checkout is paid. It orders what was paid.
import { isRefused } from "pressone-esim/errors";
import Stripe from "stripe";
import { findPayment, setPaymentState } from "./payments.js";

export async function handleWebhook(request, { store, gateway, secret }) {
  const body = await request.text();
  const signature = request.headers.get("Stripe-Signature");
  let event;
  try {
    event = await Stripe.webhooks.constructEventAsync(body, signature, secret);
  } catch {
    return new Response("The signature is wrong.", { status: 400 });
  }
  const checkout = event.data.object;
  const isPaid = event.type === "checkout.session.completed" && checkout.payment_status === "paid";
  if (!isPaid) return new Response("ignored");
  const isDone = await fulfil(checkout.client_reference_id, store, gateway);
  // Stripe calls again after a 500.
  return new Response(null, { status: isDone ? 200 : 500 });
}

/** Orders what was paid. Returns false if it has to be called again. */
async function fulfil(paymentId, store, gateway) {
  const payment = await findPayment(store, paymentId);
  if (!payment) return true; // not a payment of this shop
  if (payment.state === "pending") await setPaymentState(store, payment, "paid");
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
  // With a Stripe account:
  // await stripe.refunds.create({ payment_intent }, { idempotencyKey: payment.id })
  await setPaymentState(store, payment, "refunded");
  return true;
}
