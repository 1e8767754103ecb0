/**
 * The state of a purchase.
 *
 * `none`: the journal does not have it. `open`: the order may have been made. `done`: the order is known.
 * `failed`: the last try failed, and nothing was ordered; the reference may buy again. `closed`: nothing was
 * ordered, and the reference never buys again.
 */
export type PurchaseState = "none" | "open" | "done" | "failed" | "closed";

/** A purchase or renewal of the journal. */
export interface Purchase {
  reference: string;
  /** Null if the state is `none`. */
  kind: "topup" | "sim" | "renewal" | "claim" | null;
  state: PurchaseState;
  /** The order of a `topup` or `sim` that is `done`. After 90 days it has `id` and `code` alone. */
  order?: TopupOrder | SimOrder;
  /** The answer to a renewal that is `done`. */
  renewal?: Renewal;
  /** The answer to a claim that is `done`. */
  claim?: Claim;
  /** Further orders of the same reference. The event `duplicate_order` reports them. */
  other_orders?: (TopupOrder | SimOrder)[];
  /** The failure of the last try. */
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
  /** The time since which the purchase is open, in ms since the epoch. Absent if nothing was sent yet. */
  open_since?: number;
  iccid?: string;
  package_id?: string;
  /** The number of eSIMs of a `sim`. */
  quantity?: number;
  email?: string;
  /** The number of a `claim`. */
  claimed_number?: string;
}

/** A query of purchases. */
export interface PurchaseQuery {
  state?: Exclude<PurchaseState, "none"> | undefined;
  kind?: "topup" | "sim" | "renewal" | "claim" | undefined;
  /** The number of purchases: 1 to 100. The default is 50. */
  limit?: number | undefined;
  /** The `next` of the page before, of the same query. */
  after?: string | undefined;
}

/** A page of purchases. */
export interface PurchaseList {
  purchases: Purchase[];
  /** The `after` of the next page; null at the end. */
  next: string | null;
}
