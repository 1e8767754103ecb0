/** An identifier: a number, or a string if the number exceeds 2^53 or the server sends a string. */
export type Id = number | string;

/** A SIM of an order. Other fields that the server sends are present too. */
export interface Sim {
  id: Id | null;
  /** 17 to 22 digits. */
  iccid: string | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
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

/** The account of an order. Other fields that the server sends are present too. */
export interface OrderUser {
  id: Id | null;
  created_at: string | null;
  name: string | null;
  email: string | null;
  mobile: string | null;
  company: string | null;
}

/** The status of an order. */
export interface OrderStatus {
  /**
   * The stable name, for comparisons: `completed`, `failed`, `refunded`, `partially_refunded`, or one that
   * PressOne adds later.
   */
  slug: string;
  /** The name for display. */
  name: string | null;
}

/**
 * The rows of a list. A row without a required value is left out, and the other rows are returned. If no row is
 * usable, the call rejects with kind `decode`.
 */
export type Rows<T> = T[] & {
  /** The rows that were left out, with the reasons. Absent if there are none. `JSON.stringify` omits it. */
  issues?: Issue[];
};

/** An irregular field of an accepted answer. */
export interface Issue {
  /** The place in the answer, such as `data.price`. */
  path: string;
  /** The problem. */
  message: string;
}
