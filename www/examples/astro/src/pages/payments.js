import { savePayment } from "../lib/payments.js";
import { partner, store } from "../lib/pressone.js";
import { findShopper } from "../lib/sessions.js";

/** A shop calls its payment provider here. This payment is confirmed at once. */
export async function POST({ request }) {
  const shopper = await findShopper(store, request.headers.get("Cookie"));
  if (!shopper) return new Response("Please sign in.", { status: 401 });
  const { iccid, package_id } = await request.json();
  if (!shopper.esims.includes(iccid))
    return new Response("This is not your eSIM.", { status: 403 });
  // The page may lie about the price.
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) return new Response("There is no such package.", { status: 404 });
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price, state: "paid" };
  const key = request.headers.get("Idempotency-Key");
  return Response.json({ reference: await savePayment(store, key, payment) });
}
