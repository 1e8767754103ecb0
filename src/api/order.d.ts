/** The query of one order. */
export interface OrderQuery {
  /** The parts to add to the order. */
  include?: readonly ("sims" | "user" | "status")[] | undefined;
}

/** An order with all its details. Other fields that the server sends are present too. */
export interface OrderDetails extends Order {
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
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
  /** HTML of PressOne. It is not checked: never assign it to `innerHTML` without a sanitiser. */
  manual_installation: string | null;
  /** HTML of PressOne, as in `manual_installation`. */
  qrcode_installation: string | null;
  /** The addresses of guides, by language. */
  installation_guides: { [language: string]: string } | null;
  /** Null without `include: ["sims"]`. Empty for a top-up. */
  sims: EsimFields[] | null;
  /** Null without `include: ["user"]`. */
  user: OrderUserDetails | null;
  /** The page on which PressOne shares the order's eSIM; null if there is none. */
  sharing: Sharing | null;
}

/** The account of an order. Other fields that the server sends are present too. */
export interface OrderUserDetails extends OrderUser {
  address: string | null;
  state: string | null;
  city: string | null;
  postal_code: string | null;
  country_id: Id | null;
}
