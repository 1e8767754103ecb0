/** Which orders to list. Filters match as the server does: parts of texts, for most of them. */
export interface OrderListQuery {
  /** What to add to each order. */
  include?: readonly ("sims" | "user" | "status")[] | undefined;
  /** First and last day: a `Date` (its day in UTC) or `Y-m-d`. */
  created_at?: { from: Date | string; to: Date | string } | undefined;
  /** Orders whose code contains this. Compare exactly yourself where that matters. */
  code?: string | undefined;
  /** `completed`, `failed`, `refunded`, `partially_refunded`, or another that the server knows. */
  order_status?: string | undefined;
  /**
   * Orders whose ICCID contains this: 1 to 22 digits. Whether the server finds top-ups by it is
   * not documented.
   */
  iccid?: string | undefined;
  /**
   * Orders whose description contains this, as PressOne keeps it: with what carries the reference.
   * Through the gateway: those whose reference and text, `<reference>:<text>`, begin with this.
   */
  description?: string | undefined;
  /** The order with this reference: what `submitTopupOrder` was given. Compared exactly. */
  reference?: string | undefined;
  /** The orders of this shopper: what `submitTopupOrder` was given. Compared exactly. */
  shopper?: string | undefined;
  /** Only orders of this type. Picked from each page that the server sends: it has no such filter. */
  type?: "sim" | "topup" | undefined;
  /** From 1. */
  page?: number | undefined;
  /** Orders per page. */
  limit?: number | undefined;
}

/** An order. Further fields that the server sends are kept. */
export interface Order {
  id: Id;
  /** Such as `20260131-000017`. */
  code: string;
  package_id: string;
  /** `sim`, `topup`, or a new one. */
  type: string;
  /** Null unless included. */
  status: OrderStatus | null;
  /** The server's text, such as `2026-01-31 09:30:00`; its time zone is not documented. */
  created_at: string;
  /** What the caller of `submitTopupOrder` wrote; of any other order the whole text. */
  description: string | null;
  /** What names the purchase, where this package made it. */
  reference: string | null;
  /** Whose it is, where `submitTopupOrder` was told. */
  shopper: string | null;
  /** In `currency`. */
  price: number;
  /** `USD` */
  currency: string | null;
  quantity: number | null;
  /** For display. */
  package: string | null;
  /** For display: `3 GB`. */
  data: string | null;
  /** Days. */
  validity: number | null;
  esim_type: string | null;
  /** Null unless included; empty for a top-up. */
  sims: Sim[] | null;
  /** Null unless included. */
  user: OrderUser | null;
}

/** Where a page stands in its list; null for what the server does not tell. */
export interface PageMeta {
  current_page: number | null;
  last_page: number | null;
  per_page: number | null;
  total: number | null;
  from: number | null;
  to: number | null;
}

/** One page of orders. */
export interface OrderList {
  orders: Order[];
  meta: PageMeta;
}
