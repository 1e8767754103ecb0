//! The gateway's purchases: the outcome of a reference, and the list.

use crate::core::argument::parse_value;
use crate::core::argument_types::REFERENCE;
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::request::Query;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, repair_object, required};

/// A purchase of the gateway. Orders are checked where they are used.
const PURCHASE: &[Field] = &[
    required("reference", FieldType::String),
    required("state", FieldType::String),
    nullable("kind", FieldType::String),
    nullable("tries", FieldType::Number),
    nullable("created_at", FieldType::Number),
];

/// The parameters of the gateway: the name in a query, and the gateway's.
const PARAMETERS: &[(&str, &str)] = &[
    ("limit", "limit"),
    ("after", "after"),
    ("kind", "kind"),
    ("state", "state"),
];

/// Parses a reference.
pub(crate) fn parse_reference<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_value(value, "reference", REFERENCE)
}

/// The query of a page of purchases at the gateway.
pub(crate) fn gateway_query<J: JsonValue>(query: &J) -> String {
    let mut out = Query::default();
    out.push_all(query, PARAMETERS);
    out.finish()
}

/// Decodes a purchase of the gateway.
pub(crate) fn decode_purchase<J: JsonValue>(body: &J, _reference: &J) -> Result<J, SchemaError> {
    let purchase = body.get("data");
    repair_object(&purchase, PURCHASE, "data")?;
    Ok(purchase)
}

/// Decodes a page of purchases of the gateway.
pub(crate) fn decode_purchases<J: JsonValue>(body: &J, _query: &J) -> Result<J, SchemaError> {
    let rows = envelope::decode_list(body, PURCHASE)?;
    let next = body.get("meta").get_string("next");
    let page = J::object();
    page.set("purchases", &rows);
    page.set(
        "next",
        &next.map_or_else(J::null, |next| J::from_str(&next)),
    );
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    #[test]
    fn purchases_of_the_gateway_are_checked() {
        let purchase =
            r#"{"reference":"r","state":"done","kind":"topup","tries":0,"created_at":1}"#;
        let one = parse_json(&format!(r#"{{"data":{purchase}}}"#));
        assert!(decode_purchase(&one, &one).is_ok());
        let list = parse_json(&format!(r#"{{"data":[{purchase}],"meta":{{"next":"k"}}}}"#));
        let page = decode_purchases(&list, &list).unwrap();
        assert_eq!(page.get_string("next").as_deref(), Some("k"));
        assert!(decode_purchase(&parse_json(r#"{"data":[]}"#), &one).is_err());
        let odd = r#"{"data":{"reference":"r","state":"done","kind":[],"tries":0,"created_at":1}}"#;
        let odd = decode_purchase(&parse_json(odd), &one).unwrap();
        assert_eq!(odd.get("kind"), TestJson::Null);
        assert_eq!(odd.get("issues").length(), 1);
    }
}
