/**
 * An order of new eSIMs. A field that the server left out is null, and `issues` lists it. Other fields that the
 * server sends are present too.
 */
export interface SimOrder {
  package_id: string;
  /** The server's `id` of the order. */
  order_id: Id | null;
  /** The same as `order_id`. */
  id: Id | null;
  /** The order's code, such as `20260131-000017`. */
  code: string | null;
  /** Null: each of the `sims` has its own. */
  iccid: null;
  /**
   * The new eSIMs with their codes. Null if the server did not send them: then `recoverPurchases` reads the order
   * again. `issues` names `data.sims` if they are fewer than were ordered. Of an order that is older than 90 days: those
   * that the `shopper` of the call still owns, or absent.
   */
  sims: EsimFields[] | null;
  /** The number of eSIMs. */
  quantity: number | null;
  /** The package's name, for display. */
  package: string | null;
  /** The amount of data for display, such as `3 GB`. */
  data: string | null;
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
  /** Validity in days. */
  validity: number | null;
  /** The price in `currency`. */
  price: number | null;
  /** `USD`. */
  currency: string | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
  created_at: string | null;
  type: string | null;
  /** The `description` that the order was made with. */
  description: string | null;
  esim_type: string | null;
  /** The brand of the eSIM's pages. */
  brand_settings_name: string | null;
  /** The page on which PressOne shares the eSIMs; null if there is none. */
  sharing: Sharing | null;
  /** HTML of PressOne. It is not checked, and null if `source` is `journal`. `getInstallation` has the steps. */
  manual_installation: string | null;
  /** HTML of PressOne, as in `manual_installation`. */
  qrcode_installation: string | null;
  /** The addresses of guides, by language. */
  installation_guides: { [language: string]: string } | null;
  /** The partner's own price in USD; null if the server does not send it. */
  net_price: number | null;
  /** `net_pricing` or `discount_pricing`. */
  pricing_model: string | null;
  /** The partner's discount in percent. */
  discount_percentage: number | null;
  /** The partner's discount in USD. */
  discount_amount: number | null;
  /** The price that the partner paid for one, in USD. */
  unit_paid_price: number | null;
  /** The price that the partner paid for all, in USD. */
  total_amount_paid: number | null;
  /** The reference of the purchase. */
  reference: string;
  /**
   * `answer`: the answer to this call's request. `list`: found by a lookup in PressOne's order list.
   * `journal`: an earlier call's order, from the journal.
   */
  source: "answer" | "list" | "journal";
  /** The irregular fields of the answer; empty if there are none. */
  issues: Issue[];
  /** The answer as received, if there are `issues`; else null. */
  raw: unknown;
}
