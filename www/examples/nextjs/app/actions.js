"use server";

import { savePayment } from "../lib/payments.js";
import { partnerClient } from "../lib/pressone.js";
import { currentShopper, openSession } from "../lib/sessions.js";

/** A shop checks a password here. */
export async function signIn() {
  await openSession("ada");
}

/** Starts the payment of a package, and returns its id; null if the session has ended. */
export async function startPayment(iccid, packageId, key) {
  const shopper = await currentShopper();
  if (!shopper) return null;
  if (!shopper.esims.includes(iccid)) throw new Error("This is not the shopper's eSIM.");
  // The page may lie about the price.
  const partner = await partnerClient();
  const offers = await partner.getTopupPackages(iccid);
  const offer = offers.find(({ id }) => id === packageId);
  if (!offer) throw new Error("There is no such package.");
  const { id: package_id, price } = offer;
  // With a Stripe account: stripe.checkout.sessions.create({ client_reference_id: payment id, … })
  return savePayment(key, { shopper: shopper.id, iccid, package_id, price, state: "pending" });
}
