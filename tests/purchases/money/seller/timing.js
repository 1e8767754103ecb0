// Durations in ms. They are as short as their order permits.

/** The client's time for the lookup of a lost order. */
export const LOOK_UP_MS = 150;
/** The delays after which the list shows an order: during the lookup, or after it. */
export const LISTED_DURING_MS = 100;
export const LISTED_AFTER_MS = 800;
/** The seller's timeout of one call. */
export const SELLER_TIMEOUT_MS = 1_500;
/** A slow order is made after the seller's timeout. */
export const SLOW_MS = 1_700;
/** The page's timeout of one call: longer than the seller needs. */
export const PAGE_TIMEOUT_MS = 2_500;
/** The timeout of a recovery of all open entries. */
export const RECOVERY_MS = 120_000;
/** After so long, an open purchase may be looked for again and settled. */
export const LATER_MS = 600_000;
