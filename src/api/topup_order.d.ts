/** A purchase of a top-up. */
export interface TopupOrderRequest {
  /** The `id` of one of the eSIM's top-up packages. */
  package_id: string;
  /** The eSIM's ICCID: 17 to 22 digits, as a string. */
  iccid: string;
  /** A free text of up to 100 bytes in UTF-8, without control characters. */
  description?: string | undefined;
  /**
   * The name of this purchase: the id of its payment. 1 to 255 printable ASCII characters, without a space
   * at either end. Random if absent. A reference buys at most one order, however often the call is repeated.
   *
   * A payment's client secret (`…_secret_…`) is refused. `undefined` is refused, because each call would then
   * be a new purchase. Leave the property out instead.
   */
  reference?: string;
  /**
   * The number of failed tries that the caller knows of, from `error.tries` or `getPurchase`. If the journal
   * has more, the call rejects with the stored failure, and nothing is sent.
   */
  tries?: number | undefined;
  /**
   * The price that the shopper paid, in USD. Nothing is ordered if the package now has another price.
   *
   * `undefined` is refused, because it would disable this check. Leave the property out instead.
   */
  price?: number;
}

/**
 * A top-up that was bought. A field that the server left out is null, and `issues` lists it. Other fields that the
 * server sends are present too.
 */
export interface TopupOrder {
  package_id: string;
  /** The server's `id` of the order. */
  order_id: Id | null;
  /** The same as `order_id`. */
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
