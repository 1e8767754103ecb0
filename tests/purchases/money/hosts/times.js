// How long things take here, in ms: short, and each in its place among the others.

/** How long a lost order is looked for. */
export const LOOK_UP_MS = 300;
/** Shown in the list within those, and after them. */
export const LATE_MS = 250;
export const LATER_MS = 1_200;
/** The seller's time for one call to the partner. */
export const SELLER_TIMEOUT_MS = 1_000;
/** An order that is made when the seller has given up. */
export const SLOW_MS = 1_200;
/** The page's time for one call to its gateway. */
export const PAGE_TIMEOUT_MS = 3_000;
/** Nothing takes so long: a purchase that does hangs. */
export const HANGS_MS = 60_000;
/** For all that a journal has open. */
export const RECOVERY_MS = 30_000;
