/** A purchase of a top-up, on the shop's server. */
export interface PartnerTopupOrderRequest extends TopupOrderRequest {
  /** The shop's id of the shopper. PressOne gets a keyed digest of it. */
  shopper?: string | undefined;
  /**
   * Called with the current offer, before the order is sent. The order is sent only if it returns or resolves
   * to `true`. Else nothing is ordered, and the call rejects with kind `aborted`; an exception becomes the
   * error's `cause`.
   */
  confirmOffer?: ((offer: TopupPackage) => boolean | Promise<boolean>) | undefined;
}

/** A renewal of a number, on the shop's server. */
export interface PartnerRenewalRequest extends RenewalRequest {
  /** The shop's id of the shopper. */
  shopper?: string | undefined;
  /** True if the reference is no payment. Its journal entry is the shopper's own. */
  unpaid?: boolean | undefined;
}

/** A query of purchases, on the shop's server. */
export interface PartnerPurchaseQuery extends PurchaseQuery {
  /** The shop's id of the shopper. */
  shopper?: string | undefined;
}

/** The name of a purchase. */
export interface PurchaseName {
  reference: string;
  /** The shop's id of the shopper, who has to be an owner of the purchase. */
  shopper?: string | undefined;
  /** True for a renewal that is no payment. It needs `shopper`. */
  unpaid?: boolean | undefined;
}

/** A purchase that recovery could not settle. */
export interface OpenPurchase extends Purchase {
  /** True if PressOne's list has the order as failed or refunded; null if the list was not read. */
  listed: boolean | null;
  /** For a renewal: the voice product's answer about the number before it. */
  before?: unknown;
  /** For a renewal: the voice product's answer about the number now. */
  after?: unknown;
}

/** The result of `recoverPurchases`. */
export interface Recovery {
  /** The purchases that are settled now. */
  settled: Purchase[];
  open: OpenPurchase[];
  /** The digests of entries that cannot be read. */
  skipped: string[];
}

/** The outcome of a purchase, as a person found it out. */
export interface Settlement {
  reference: string;
  /** `done`: there is an order. `failed`: there is none. `closed`: there is none, and the payment is refunded. */
  outcome: "done" | "failed" | "closed";
  /** The id of the order, for `done`. */
  order_id?: Id | undefined;
  /** The code of the order, for `done`. */
  code?: string | undefined;
  shopper?: string | undefined;
  unpaid?: boolean | undefined;
}
