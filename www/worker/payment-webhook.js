// The webhook of the payment provider. It orders what was paid, even if the shopper's page is gone. The
// page and the webhook share the journal, so both get the same order.
import { getPayment } from "./payments.js";

/** The failures after which the shop gives the money back. After others the provider calls again. */
const REFUSALS = new Set([
  "purchase_closed",
  "package_unavailable",
  "price_changed",
  "insufficient_balance",
  "sim_recycled",
  "not_found",
  "validation",
]);

/** @param {number} status @param {string} message */
const answer = (status, message) => Response.json({ message }, { status });

/**
 * @param {Request} request its body is `{ "payment_id": … }`
 * @param {object} options
 * @param {import("pressone-esim/gateway").Gateway} options.gateway
 * @param {import("pressone-esim/stores").Store} options.store
 * @param {string} options.secret the provider signs the body with it
 */
export async function handlePaymentWebhook(request, { gateway, store, secret }) {
  const body = await request.text();
  const signature = request.headers.get("Payment-Signature") ?? "";
  if (!(await isSigned(body, signature, secret))) return answer(401, "The signature is wrong.");
  const { payment_id } = JSON.parse(body);
  const payment = await getPayment(store, payment_id);
  if (!payment) return answer(404, "There is no such payment.");
  const { shopper, ...order } = payment;
  try {
    // `tries: 0`: nothing is ordered after a failure that the shopper may have been told.
    await gateway.purchase({ id: shopper }, { ...order, reference: payment_id, tries: 0 });
    return answer(200, "Ordered.");
  } catch (error) {
    const { kind, outcome, stored } = /** @type {import("pressone-esim/errors").PressOneError} */ (
      error
    );
    const isRefused = outcome === "not_ordered" && (stored || REFUSALS.has(kind));
    if (!isRefused) return answer(500, "Not known yet: call again.");
  }
  const { state } = await gateway.closePurchase(payment_id);
  if (state !== "closed") return answer(500, "Not known yet: call again.");
  // A real shop cancels the payment here: the closed reference never buys again.
  return answer(200, "Closed: nothing was ordered.");
}

/**
 * @param {string} body
 * @param {string} signature HMAC-SHA256 of the body, in hexadecimal digits
 * @param {string} secret
 */
async function isSigned(body, signature, secret) {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encode(secret), algorithm, false, ["verify"]);
  const bytes = signature.match(/../g)?.map((digits) => Number.parseInt(digits, 16)) ?? [];
  return crypto.subtle.verify("HMAC", key, new Uint8Array(bytes), encode(body));
}
