/**
 * Changes of an eSIM's offers between two requests.
 *
 * @typedef {import("../index.d.ts").OfferChange} OfferChange
 */

import { plan } from "../data/catalogue.js";

/**
 * @param {import("./state.js").State} state
 * @param {OfferChange} change
 */
export function changeOffer(state, { iccid, package_id: id, price, remove = false, add = false }) {
  const esim = state.esims.get(iccid);
  if (!esim) throw new TypeError(`unknown eSIM: ${iccid}`);
  if (add) esim.offers.set(id, { ...plan(id) });
  const offer = esim.offers.get(id);
  if (!offer) throw new TypeError(`not on offer for this eSIM: ${id}`);
  if (remove) esim.offers.delete(id);
  if (price !== undefined) {
    if (!Number.isFinite(price)) throw new TypeError("price is a number of dollars");
    offer.price = Math.round(price * 100);
  }
}
