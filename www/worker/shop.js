// The shop's own endpoints, which PressOne has no part in: what belongs to the shopper, and payments.
// They stand in for what a real shop has already: its database, its payment provider.

/** @typedef {import("pressone-esim/gateway").SharedStorage} SharedStorage */
/** @typedef {{ iccid: string, package_id: string, price: number }} Purchase */

const LONGEST = 4_096;
/** @param {string} id */
const keyOf = (id) => `shop:payment:${id}`;

/** @param {number} status @param {unknown} body */
const answer = (status, body) =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store" } });

/**
 * @param {Request} request
 * @param {string} path
 * @param {{ session: string, shopper: import("./sessions.js").Shopper, storage: SharedStorage }} visit
 */
export async function handleShop(request, path, { session, shopper, storage }) {
  if (request.method === "GET" && path === "/shop/esims") {
    const { id, esims, emails } = shopper;
    return answer(200, { shopper: id, esims, emails });
  }
  if (request.method === "POST" && path === "/shop/payments") {
    if (!(Number(request.headers.get("Content-Length")) <= LONGEST)) {
      return answer(413, { message: "too large" });
    }
    const { iccid, package_id, price } = (await request.json().catch(() => null)) ?? {};
    if (!shopper.esims.some((esim) => esim.iccid === iccid)) return answer(404, {});
    if (typeof package_id !== "string" || !Number.isFinite(price) || price < 0) {
      return answer(422, { message: "a package_id and a price are needed" });
    }
    return answer(200, {
      payment_id: await authorise(storage, session, { iccid, package_id, price }),
    });
  }
  return answer(404, { message: "There is nothing here." });
}

/**
 * Reserves the price; no money moves here. A real shop captures it when the order is made, and lets
 * go of it when the order is refused.
 *
 * @param {SharedStorage} storage
 * @param {string} session
 * @param {Purchase} purchase
 * @returns {Promise<string>} the payment's id, which becomes the order's reference
 */
async function authorise(storage, session, purchase) {
  const id = `pay-${crypto.randomUUID().slice(0, 18).replaceAll("-", "")}`;
  await storage.setItem(keyOf(id), JSON.stringify({ ...purchase, session }));
  return id;
}

/**
 * Whether the order's reference is a payment of this visitor's for just that, and covers the price.
 *
 * @param {SharedStorage} storage
 * @param {string} session
 * @param {import("pressone-esim/gateway").GatewayOrder} order
 * @param {number} price
 */
export async function isPaid(storage, session, { reference, iccid, package_id }, price) {
  const payment = JSON.parse((await storage.getItem(keyOf(reference))) ?? "null");
  const good =
    payment?.session === session && payment.iccid === iccid && payment.package_id === package_id;
  return good && payment.price !== price ? "price_changed" : good;
}
