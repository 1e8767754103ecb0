// Cursors that a page holds. A cursor of PressOne is a query, so a page could ask PressOne for anything with it. The
// partner client seals it: a page can neither read, make nor change one.

/** @typedef {import("./partner.js").PartnerCaller} PartnerCaller */

/** A sealed cursor: two texts in base64url. PressOne's own has 2,000 characters at most. */
export const SEALED_CURSOR = /^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{23,2700}$/;

/** @param {string} text in base64, which an address would have to encode */
const toUrlForm = (text) => text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
/** @param {string} text */
const fromUrlForm = (text) => text.replaceAll("-", "+").replaceAll("_", "/");

/** @param {PartnerCaller} callPartner */
export const createCursors = (callPartner) => ({
  /**
   * @param {string} purpose Only the same purpose unseals the cursor.
   * @param {string} cursor
   */
  seal: async (purpose, cursor) =>
    toUrlForm(await callPartner("journal", (partner) => partner.sealCursor(purpose, cursor))),

  /**
   * @param {string} purpose
   * @param {string} sealed
   * @returns {Promise<string | undefined>} undefined if it was not sealed for this purpose
   */
  unseal: (purpose, sealed) =>
    callPartner("journal", (partner) => partner.unsealCursor(purpose, fromUrlForm(sealed))),
});
