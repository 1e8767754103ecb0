// The keys under which the journal may have a purchase.

/** @typedef {import("./partner-types.d.ts").PurchaseKey} PurchaseKey */

/**
 * A renewal whose reference is no payment has a key of its own.
 *
 * @param {string} reference
 * @param {string} shopper
 * @param {import("./partner-types.d.ts").PurchaseKind | undefined} kind undefined if it is not known
 * @returns {PurchaseKey[]}
 */
export const keysOf = (reference, shopper, kind) =>
  kind === undefined || kind === "renewal"
    ? [
        { reference, shopper },
        { reference, shopper, unpaid: true },
      ]
    : [{ reference, shopper }];
