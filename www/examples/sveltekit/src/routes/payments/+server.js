import { error, json } from "@sveltejs/kit";
import { savePayment } from "$lib/server/payments.js";
import { partnerClient } from "$lib/server/pressone.js";

/** A shop calls its payment provider here. This payment is confirmed at once. */
export async function POST({ request, locals: { shopper } }) {
  const { iccid, package_id } = await request.json();
  if (!shopper) error(401, "Please sign in.");
  if (!shopper.esims.includes(iccid)) error(403, "This is not the shopper's eSIM.");
  // The page may lie about the price.
  const partner = await partnerClient();
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === package_id);
  if (!offer) error(404, "There is no such package.");
  const payment = { shopper: shopper.id, iccid, package_id, price: offer.price, state: "paid" };
  const key = request.headers.get("Idempotency-Key");
  return json({ reference: await savePayment(key, payment) });
}
