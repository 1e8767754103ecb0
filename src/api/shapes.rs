//! Objects that more than one endpoint sends.

use crate::core::json::Json;
use crate::core::request::segment;
use crate::core::schema::{Field, Shape, nullable, required};

/// The path of something about one eSIM, whose ICCID was checked.
pub(crate) fn sim_path<J: Json>(iccid: &J, what: &str) -> String {
    let iccid = segment(&iccid.text().unwrap_or_default());
    ["/customer/v2/sims/", &iccid, what].concat()
}

/// A SIM inside of an order.
pub(crate) const SIM: &[Field] = &[
    nullable("id", Shape::Id),
    nullable("iccid", Shape::Text),
    nullable("created_at", Shape::Text),
    nullable("lpa", Shape::Text),
    nullable("matching_id", Shape::Text),
    nullable("qrcode", Shape::Text),
    nullable("qrcode_url", Shape::Text),
    nullable("confirmation_code", Shape::Text),
    nullable("apn_type", Shape::Text),
    nullable("apn_value", Shape::Text),
    nullable("is_roaming", Shape::Flag),
];

/// The account that an order was made for.
pub(crate) const USER: &[Field] = &[
    nullable("id", Shape::Id),
    nullable("created_at", Shape::Text),
    nullable("name", Shape::Text),
    nullable("email", Shape::Text),
    nullable("mobile", Shape::Text),
    nullable("company", Shape::Text),
];

/// The state of an order. `slug` is what to compare.
pub(crate) const STATUS: &[Field] = &[required("slug", Shape::Text), nullable("name", Shape::Text)];

/// The TypeScript of the tables above.
#[cfg(target_arch = "wasm32")]
mod js {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = r#"
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
"#;
}
