/** A purchase of a top-up. */
export interface TopupOrderRequest {
  /** The `id` of one of the eSIM's top-up packages. */
  package_id: string;
  /** The eSIM's ICCID: 17 to 22 digits, as a string. */
  iccid: string;
  /** A free text of up to 150 bytes in UTF-8, without control characters. */
  description?: string | undefined;
  /**
   * The name of this purchase, such as the id of its payment or cart: 1 to 64 letters, digits, `.`, `_`,
   * `~`, `-`. Random if absent. At most one order is made per reference, however often the call is repeated.
   *
   * `undefined` is refused, because each call would then be a new purchase. Leave the property out instead.
   *
   * PressOne stores it in the order's description, `po1:<shopper>:<reference>:<description>`, so a lookup
   * can find the order. The gateway also receives it as `Idempotency-Key`.
   */
  reference?: string;
  /**
   * The id of the shopper: 1 to 32 letters, digits, `.`, `_`, `~`, `-`. With it, your server can list the
   * shopper's orders.
   */
  shopper?: string | undefined;
  /**
   * Called with the current offer, right before the order is sent. The order is sent only if it returns
   * or resolves to `true`. Else nothing is ordered, and the call rejects with kind `aborted`; an exception
   * becomes the error's `cause`. Not called if the order of the reference is already known.
   */
  confirm?: ((offer: TopupPackage) => boolean | Promise<boolean>) | undefined;
  /**
   * True sends the order again if an earlier request of the reference may have been sent and the lookup
   * finds no order.
   *
   * Through the gateway it is safe: the gateway makes one order per reference. Without it, two orders are
   * possible: first make sure that there is none.
   */
  resend?: boolean | undefined;
  /**
   * The price that the shopper paid, in USD. Nothing is ordered if the package now has another price.
   *
   * `undefined` is refused, because it would disable this check. Leave the property out instead.
   */
  price?: number;
}

/**
 * A top-up that was bought. A field that the server left out is null and listed in `issues`, because an
 * error would lose a paid order. Other fields that the server sends are present too.
 */
export interface TopupOrder {
  package_id: string;
  /** The server's `id` of the order. */
  order_id: Id | null;
  /** Same as `order_id`. */
  id: Id | null;
  /** The order's code, such as `20260131-000017`. */
  code: string | null;
  /** The ICCID of the call. The server does not return it. */
  iccid: string;
  /** The package's name, for display. */
  package: string | null;
  /** The amount of data for display, such as `3 GB`. */
  data: string | null;
  /** Validity in days. */
  validity: number | null;
  /** The price in `currency`. */
  price: number | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
  created_at: string | null;
  sims: Sim[] | null;
  /** `USD`. */
  currency: string | null;
  quantity: number | null;
  type: string | null;
  /** The `description` that the order was made with. */
  description: string | null;
  esim_type: string | null;
  /** The reference of the purchase. */
  reference: string;
  /**
   * `answer`: the answer to this call's request. `list`: found by a lookup in PressOne's order list.
   * `journal`: an earlier call's order, from the journal.
   */
  source: "answer" | "list" | "journal";
  /** The partner's own price in USD; null if the server does not send it. */
  net_price: number | null;
  /** The irregular fields of the answer; empty if there are none. */
  issues: Issue[];
  /** The answer as received, if there are `issues`; else null. */
  raw: unknown;
}
