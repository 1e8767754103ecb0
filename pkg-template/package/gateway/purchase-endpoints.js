/** The endpoint of each kind of purchase. */
export const PURCHASE_ENDPOINTS = /** @type {const} */ ({
  topup: "submitTopupOrder",
  sim: "submitOrder",
  renewal: "renewNumber",
  claim: "claimNumber",
});

/** The member of an entry that has the outcome of each kind of purchase. */
export const PURCHASE_OUTCOMES = /** @type {const} */ ({
  topup: "order",
  sim: "order",
  renewal: "renewal",
  claim: "claim",
});
