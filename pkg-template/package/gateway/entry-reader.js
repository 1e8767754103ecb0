// Reads the journal's entry after a call of the partner client, for the answer to that call.

/** @typedef {ReturnType<typeof createEntryReader>} EntryReader */
/** @typedef {import("./partner-types.d.ts").Purchase} Purchase */

/** @param {import("./partner.js").PartnerCaller} callPartner */
export const createEntryReader = (callPartner) =>
  /**
   * @param {object} read
   * @param {import("./partner-types.d.ts").PurchaseKey} read.key
   * @param {(work: Promise<unknown>) => void} read.waitUntil
   * @returns {Promise<Purchase | undefined>} undefined if it cannot be read. That failure is not reported,
   *   because the answer does not depend on it.
   */
  async function readEntry({ key, waitUntil }) {
    try {
      return await callPartner("store", (partner) => partner.getPurchase(key, { waitUntil }));
    } catch {
      return undefined;
    }
  };
