//! The parts that several endpoints have in common.

use crate::core::json::JsonValue;
use crate::core::request::encode_path_segment;
use crate::core::schema::{Field, FieldType, nullable, required};

/// The path of an eSIM's resource. `iccid` has been checked.
pub(crate) fn sim_path<J: JsonValue>(iccid: &J, resource: &str) -> String {
    let iccid = encode_path_segment(&iccid.as_string().unwrap_or_default());
    ["/customer/v2/sims/", &iccid, resource].concat()
}

/// A SIM of an order.
pub(crate) const SIM: &[Field] = &[
    nullable("id", FieldType::Id),
    nullable("iccid", FieldType::String),
    nullable("created_at", FieldType::String),
    nullable("lpa", FieldType::String),
    nullable("matching_id", FieldType::String),
    nullable("qrcode", FieldType::String),
    nullable("qrcode_url", FieldType::String),
    nullable("confirmation_code", FieldType::String),
    nullable("apn_type", FieldType::String),
    nullable("apn_value", FieldType::String),
    nullable("is_roaming", FieldType::Bool),
];

/// The account of an order.
pub(crate) const USER: &[Field] = &[
    nullable("id", FieldType::Id),
    nullable("created_at", FieldType::String),
    nullable("name", FieldType::String),
    nullable("email", FieldType::String),
    nullable("mobile", FieldType::String),
    nullable("company", FieldType::String),
];

/// The status of an order. `slug` is its stable name.
pub(crate) const STATUS: &[Field] = &[
    required("slug", FieldType::String),
    nullable("name", FieldType::String),
];

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
