// Stands in for Stripe: sends the signed event of a paid checkout. npm run pay -- <payment id>
import process from "node:process";
import Stripe from "stripe";

const { PUBLIC_ORIGIN = "http://localhost:3000", WEBHOOK_SECRET } = process.env;
const checkout = { client_reference_id: process.argv[2], payment_status: "paid" };
const payload = JSON.stringify({
  object: "event",
  type: "checkout.session.completed",
  data: { object: checkout },
});
const answer = await fetch(`${PUBLIC_ORIGIN}/webhook`, {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    "Stripe-Signature": Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: WEBHOOK_SECRET,
    }),
  },
  body: payload,
});
console.log(answer.status, await answer.text());
if (!answer.ok) process.exitCode = 1;
