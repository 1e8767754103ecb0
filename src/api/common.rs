//! The parts that several endpoints have in common.

use crate::core::argument::parse_value;
use crate::core::argument_types::ICCID;
use crate::core::charset::Charset;
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::schema::{Field, FieldType, Issue, decode_lenient, nullable, required};
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

/// A caller's id, as a text.
const ID: &[Field] = &[required("id", FieldType::String)];

/// The digits of an order's id, which is a part of the path. An empty one would reach the list.
pub(crate) fn parse_order_id<J: JsonValue>(id: &J, path: &str) -> Result<String, Error> {
    let given = J::object();
    given.set("id", id);
    J::array(std::slice::from_ref(&given)).normalise(ID);
    let id = given.get("id");
    let digits = id.as_string().filter(|text| {
        id.fits(Charset::Digits) && (1..=20).contains(&text.len()) && !text.starts_with('0')
    });
    digits.ok_or_else(|| {
        let problem = "must be the id of an order, which is a positive integer, and not its code";
        Error::argument(path, problem)
    })
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

/// Decodes the answer to an order by tables of its fields. It is lenient, because an error would lose an order that
/// was paid for. `args` are those of the order.
pub(crate) fn decode_lenient_order<J: JsonValue>(
    body: &J,
    args: &J,
    tables: &[&'static [Field]],
    iccid: &J,
) -> (J, Vec<Issue>) {
    let mut issues = Vec::new();
    let order = envelope::single_object(body).unwrap_or_else(|| {
        issues.push(Issue {
            path: "data".to_owned(),
            message: "the answer cannot be read: data is not an object".to_owned(),
        });
        J::object()
    });
    for table in tables {
        issues.extend(decode_lenient(&order, table, "data"));
    }
    if !order.get_types("package_id").is_subset(TypeSet::STRING) {
        order.set("package_id", &args.get("package_id"));
    }
    order.set("order_id", &order.get("id"));
    order.set("iccid", iccid);
    order.set("reference", &args.get("reference"));
    (order, issues)
}

/// The TypeScript of the tables above.
#[cfg(target_arch = "wasm32")]
mod js {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("common.d.ts");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::parse_json;

    #[test]
    fn an_order_s_id_is_a_positive_integer_with_every_digit() {
        for (id, digits) in [
            ("1", "1"),
            ("\"4110\"", "4110"),
            ("4294967296", "4294967296"),
            ("9007199254740991", "9007199254740991"),
            ("\"18446744073709551615\"", "18446744073709551615"),
        ] {
            assert_eq!(parse_order_id(&parse_json(id), "id").unwrap(), digits);
        }
        for id in [
            "0",
            "-1",
            "1.5",
            "1e21",
            "9007199254740993",
            "null",
            "true",
            "[1]",
            "\"\"",
            "\"07\"",
            "\"1/2\"",
            "\"topups\"",
            "\" 1\"",
            "\"1844674407370955161500\"",
        ] {
            let error = parse_order_id(&parse_json(id), "id").unwrap_err();
            assert_eq!(error.kind, Kind::InvalidArgument, "{id}");
            assert_eq!(error.path.as_deref(), Some("id"));
        }
    }
}
