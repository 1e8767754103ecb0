/** An identifier: a number, or text where its digits exceed 2^53 or it is none. */
export type Id = number | string;

/** A SIM inside of an order. Further fields that the server sends are kept. */
export interface Sim {
  id: Id | null;
  /** 17 to 22 digits. */
  iccid: string | null;
  /** The server's text, such as `2026-01-31 09:30:00`; its time zone is not documented. */
  created_at: string | null;
  lpa: string | null;
  matching_id: string | null;
  qrcode: string | null;
  qrcode_url: string | null;
  confirmation_code: string | null;
  apn_type: string | null;
  apn_value: string | null;
  is_roaming: boolean | null;
}

/** The account that an order was made for. Further fields that the server sends are kept. */
export interface OrderUser {
  id: Id | null;
  created_at: string | null;
  name: string | null;
  email: string | null;
  mobile: string | null;
  company: string | null;
}

/** The state of an order; unknown values pass through. */
export interface OrderStatus {
  /** Compare this one: `completed`, `failed`, `refunded`, `partially_refunded`, or a new one. */
  slug: string;
  name: string | null;
}

/** Something odd about an answer that was accepted nevertheless. */
export interface Issue {
  /** Where, such as `data.price`. */
  path: string;
  message: string;
}
