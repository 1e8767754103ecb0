/** A query of the order list. A text filter of PressOne matches a part of the text. */
export interface OrderListQuery {
  /** The parts to add to each order. */
  include?: readonly ("sims" | "user" | "status")[] | undefined;
  /** The first and the last day: a `Date` (its UTC day) or a string `YYYY-MM-DD`. */
  created_at?: { from: Date | string; to: Date | string } | undefined;
  /** A part of the order's code. For an exact match, compare the `code` of the results. */
  code?: string | undefined;
  /** `completed`, `failed`, `refunded`, `partially_refunded`, or one that PressOne adds later. */
  order_status?: string | undefined;
  /** A part of the ICCID: 1 to 22 digits. PressOne does not document whether it finds top-ups. */
  iccid?: string | undefined;
  /**
   * A part of the description that PressOne stores:
   * `po2:<digest>:<content>:<shopper>:<reference>:<description>`. Through the gateway: a part of
   * `<reference>:<description>`, and a page can be short or empty. It excludes `shopper`. To find the order of a reference, call `getPurchase`.
   */
  description?: string | undefined;
  /**
   * The shop's id of the shopper, as passed to `submitTopupOrder`. For a partner client. With several secrets, the
   * pages of an earlier secret follow those of a newer one, and PressOne is asked once for each secret.
   */
  shopper?: string | undefined;
  /**
   * The type of the orders. PressOne has no such filter, so the client removes other orders from each page. A
   * page can be short or empty.
   */
  type?: "sim" | "topup" | undefined;
  /** The number of the page, from 1. */
  page?: number | undefined;
  /** The number of orders per page. The server has a default. */
  limit?: number | undefined;
}

/** An order. Other fields that the server sends are present too. */
export interface Order {
  id: Id;
  /** The order's code, such as `20260131-000017`. */
  code: string;
  package_id: string;
  /** `sim`, `topup`, or one that PressOne adds later. */
  type: string;
  /** Null without `include: ["status"]`. */
  status: OrderStatus | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
  created_at: string;
  /** The `description` passed to `submitTopupOrder`. For an order made elsewhere, the stored text. */
  description: string | null;
  /** The reference of the purchase. Null for an order made elsewhere, or if it exceeds 64 characters or has a colon. */
  reference: string | null;
  /** The keyed digest of the shopper; null if there was none. */
  shopper: string | null;
  /** The price in `currency`. */
  price: number;
  /** `USD`. */
  currency: string | null;
  quantity: number | null;
  /** The package's name, for display. */
  package: string | null;
  /** The amount of data for display, such as `3 GB`. */
  data: string | null;
  /** Validity in days. */
  validity: number | null;
  esim_type: string | null;
  /** Null without `include: ["sims"]`. Empty for a top-up. */
  sims: Sim[] | null;
  /** Null without `include: ["user"]`. */
  user: OrderUser | null;
  /** The irregular fields of this order, whose values are null. Absent if there are none. */
  issues?: Issue[];
}

/** The position of a page in its list. A field that the server does not send is null. */
export interface PageMeta {
  current_page: number | null;
  last_page: number | null;
  per_page: number | null;
  /** The number of orders that match the server's filters, on all pages. `type` is not one of them. */
  total: number | null;
  /** The position of the page's first order, from 1. */
  from: number | null;
  /** The position of the page's last order. */
  to: number | null;
}

/** A page of orders. */
export interface OrderList {
  orders: Rows<Order>;
  meta: PageMeta;
}
