// Stripe calls this route when a checkout is paid.
import Stripe from "stripe";
import { fulfil } from "../../../lib/fulfil.js";

export async function POST(request) {
  const body = await request.text();
  const signature = request.headers.get("Stripe-Signature");
  let event;
  try {
    event = Stripe.webhooks.constructEvent(body, signature, process.env.WEBHOOK_SECRET);
  } catch {
    return new Response("The signature is wrong.", { status: 400 });
  }
  const checkout = event.data.object;
  const isPaid = event.type === "checkout.session.completed" && checkout.payment_status === "paid";
  if (!isPaid) return new Response("ignored");
  const isDone = await fulfil(checkout.client_reference_id);
  // Stripe calls again after a 500.
  return new Response(null, { status: isDone ? 200 : 500 });
}
