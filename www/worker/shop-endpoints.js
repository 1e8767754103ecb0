// The shop's own endpoints: the shopper's account and payments. A real shop has a database and a
// payment provider in their place.
import { createPayment } from "./payments.js";

const MAX_BODY_BYTES = 4_096;

/**
 * @typedef {object} Visit
 * @property {import("./sessions.js").Shopper} shopper
 * @property {import("pressone-esim/stores").Store} store
 */

/** @param {number} status @param {unknown} body */
const uncachedJson = (status, body) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/**
 * @param {Request} request
 * @param {string} path
 * @param {Visit} visit
 */
export async function handleShopRequest(request, path, visit) {
  if (request.method === "GET" && path === "/shop/esims") return getAccount(visit);
  if (request.method === "POST" && path === "/shop/payments") return postPayment(request, visit);
  return uncachedJson(404, { message: "There is nothing here." });
}

/** @param {Visit} visit */
function getAccount({ shopper: { id, esims, emails } }) {
  return uncachedJson(200, { shopper: id, esims, emails });
}

/** @param {Request} request @param {Visit} visit */
async function postPayment(request, { shopper, store }) {
  // Negated, so a length that is no number is refused too.
  if (!(Number(request.headers.get("Content-Length")) <= MAX_BODY_BYTES)) {
    return uncachedJson(413, { message: `The body is larger than ${MAX_BODY_BYTES} bytes.` });
  }
  const { iccid, package_id, price } = (await request.json().catch(() => null)) ?? {};
  if (!shopper.esims.some((esim) => esim.iccid === iccid)) {
    return uncachedJson(404, { message: "The shopper has no such eSIM." });
  }
  if (typeof package_id !== "string" || !Number.isFinite(price) || price < 0) {
    return uncachedJson(422, { message: "The body needs a package_id and a price." });
  }
  const payment = { shopper: shopper.id, iccid, package_id, price };
  const payment_id = await createPayment(store, payment);
  return uncachedJson(200, { payment_id });
}
