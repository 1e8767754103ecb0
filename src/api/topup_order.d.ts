/** What to buy. */
export interface TopupOrderRequest {
  /** The `id` of one of the eSIM's top-up packages. */
  package_id: string;
  /** The eSIM: 17 to 22 digits, as text. */
  iccid: string;
  /** Free text, up to 150 bytes in UTF-8 without control characters. */
  description?: string | undefined;
  /**
   * Names this purchase, for which at most one order is made however often it is asked for: your
   * payment's or cart's id, 1 to 64 letters, digits, `.`, `_`, `~`, `-`. Random if not given. It stands
   * in the order's description (`po1:<shopper>:<reference>:<description>`), so that the order can be
   * found by it; to your own server it also goes as `Idempotency-Key`. `undefined` is refused: each call
   * would be a purchase of its own.
   */
  reference?: string;
  /**
   * Whose order it is, 1 to 32 of the same characters: for your own server, which can list a shopper's
   * orders by it.
   */
  shopper?: string | undefined;
  /**
   * Asked right before the order leaves, with the offer of this moment: unless it gives `true`,
   * nothing is ordered (`aborted`; what it throws is the `cause`). Not asked where the reference's
   * order is known already.
   */
  confirm?: ((offer: TopupPackage) => boolean | Promise<boolean>) | undefined;
  /**
   * `true` sends the order again if an earlier request of the reference may have left and no order can
   * be found. Harmless through your own server if it makes one order per reference, as the gateway does;
   * else only if you know that there is none.
   */
  resend?: boolean | undefined;
  /**
   * What the shopper paid, in USD: if the package costs something else now, nothing is bought.
   * `undefined` is refused: it would switch that off.
   */
  price?: number;
}

/**
 * A top-up that was bought. What the server left out is null and told in `issues`: an order that
 * was paid for is never lost to a detail. Further fields that the server sends are kept.
 */
export interface TopupOrder {
  package_id: string;
  /** The server's `id` of the order. */
  order_id: Id | null;
  /** The same as `order_id`. */
  id: Id | null;
  code: string | null;
  /** The eSIM that the top-up was bought for (the server does not echo it). */
  iccid: string;
  /** For display. */
  package: string | null;
  /** For display: `3 GB`. */
  data: string | null;
  /** Days. */
  validity: number | null;
  /** In `currency`. */
  price: number | null;
  /** The server's text, such as `2026-01-31 09:30:00`; its time zone is not documented. */
  created_at: string | null;
  sims: Sim[] | null;
  /** `USD` */
  currency: string | null;
  quantity: number | null;
  type: string | null;
  description: string | null;
  esim_type: string | null;
  /** What names the purchase. */
  reference: string;
  /**
   * Where this is from: the `answer` to this call's request, the order `list`, where the answer was lost,
   * or the `journal`, where the order was made before.
   */
  source: "answer" | "list" | "journal";
  /** The partner's own price in USD, where the server tells it. */
  net_price: number | null;
  /** What was odd about the answer; empty for a regular one. */
  issues: Issue[];
  /** The answer as it was received, where `issues` is not empty; else null. */
  raw: unknown;
}
