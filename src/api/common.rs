//! The parts that several endpoints have in common.

use crate::core::argument::{ICCID, parse_value};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::schema::{Field, FieldType, nullable, required};
use crate::core::text::join;

/// Checks a caller's ICCID.
pub(crate) fn parse_iccid<J: JsonValue>(iccid: &J) -> Result<J, Error> {
    parse_value(iccid, "iccid", ICCID)
}

/// The path of an eSIM's resource. `iccid` has been checked: digits need no encoding.
pub(crate) fn sim_path<J: JsonValue>(iccid: &J, resource: &str) -> String {
    let iccid = iccid.as_string().unwrap_or_default();
    join(&["/customer/v2/sims/", &iccid, resource])
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
    const TYPES: &str = include_str!("common.d.ts");
}
