/**
 * The state of a purchase.
 *
 * `none`: the journal does not have it. `open`: the order may have been made. `done`: the order is known.
 * `failed`: the last try failed, and nothing was ordered; the reference may buy again. `closed`: nothing was
 * ordered, and the reference never buys again.
 */
export type PurchaseState = "none" | "open" | "done" | "failed" | "closed";

/** A purchase or renewal, as the journal has it. */
export interface Purchase {
  reference: string;
  /** Null if the state is `none`. */
  kind: "topup" | "renewal" | null;
  state: PurchaseState;
  /** The order of a top-up that is `done`. After 90 days it has `id` and `code` alone. */
  order?: TopupOrder;
  /** The answer to a renewal that is `done`. */
  renewal?: Renewal;
  /** Further orders of the same reference. The event `duplicate_order` reports them. */
  other_orders?: TopupOrder[];
  /** Why the last try failed. */
  error?: {
    kind: string;
    code: number | string | null;
    reason: string | null;
    /** For `price_changed`: both prices, in USD. */
    prices: { paid: number; offered: number } | null;
  };
  /** The number of failed tries. */
  tries: number;
  /** The time of the first try, in ms since the epoch; null if the state is `none`. */
  created_at: number | null;
  /** The time since which it is open, in ms since the epoch. */
  open_since?: number;
  iccid?: string;
  package_id?: string;
  email?: string;
}

/** The name of a purchase. Partner client only. */
export interface PurchaseName {
  reference: string;
  /** The shop's id of the shopper, who has to be an owner of the purchase. */
  shopper?: string | undefined;
  /** True for a renewal that is no payment. It needs `shopper`. */
  unpaid?: boolean | undefined;
}

/** A query of purchases. */
export interface PurchaseQuery {
  /** The shop's id of the shopper. Partner client only. */
  shopper?: string | undefined;
  state?: Exclude<PurchaseState, "none"> | undefined;
  kind?: "topup" | "renewal" | undefined;
  /** The number of purchases: 1 to 100. The default is 50. */
  limit?: number | undefined;
  /** The `next` of the page before. */
  after?: string | undefined;
}

/** A page of purchases. */
export interface PurchaseList {
  purchases: Purchase[];
  /** The `after` of the next page; null at the end. */
  next: string | null;
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
