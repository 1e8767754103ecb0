// The webhook of the payment provider. It orders what was paid, even if the shopper's page is gone. The
// page and the webhook share the journal, so both get the same order.
import { isRefused } from "pressone-esim/errors";
import { addressOf, getPayment } from "./payments.js";

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
  try {
    await order(gateway, payment, payment_id);
    return answer(200, "Ordered.");
  } catch (error) {
    if (!isRefused(error) && !isBusy(error)) return answer(500, "Not known yet: call again.");
  }
  const { state } = await gateway.closePurchase(payment_id);
  if (state !== "closed") return answer(500, "Not known yet: call again.");
  // A real shop cancels the payment here: the closed reference never buys again.
  return answer(200, "Closed: nothing was ordered.");
}

/**
 * True if another purchase of the number is open. The page has told the shopper that nothing was charged, so the payment
 * must not buy the number later.
 *
 * @param {any} error
 */
const isBusy = (error) => error?.kind === "number_busy" && error.outcome === "not_ordered";

/**
 * @param {import("pressone-esim/gateway").Gateway} gateway
 * @param {import("./payments.js").Payment} payment
 * @param {string} reference the payment's id
 */
function order(gateway, { shopper, ...paid }, reference) {
  const identity = { id: shopper };
  if (paid.kind === "renewal") return gateway.renew(identity, { email: paid.email, reference });
  if (paid.kind === "claim") {
    const { number } = paid;
    return gateway.claim(identity, { number, email: addressOf(reference), reference });
  }
  // `purchase` has a type for top-ups and one for new eSIMs.
  return gateway.purchase(identity, /** @type {any} */ ({ ...paid, reference }));
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
