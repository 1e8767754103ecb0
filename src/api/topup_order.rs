//! `POST /customer/v2/orders/topups`: buys a top-up.
//!
//! `PressOne`'s pages "Submit top-up order" and "Top-up journey": an order is made only after the shopper
//! has paid, with a package id from a list that was just fetched. The API has no idempotency key. So the
//! request is sent once, and a lost order is looked up by its description.

use crate::api::common::{SIM, decode_lenient_order};
#[cfg(feature = "partner")]
use crate::core::argument::ArgType;
use crate::core::argument::{self, Arg, not_empty, optional, parse_object};
#[cfg(feature = "partner")]
use crate::core::argument_types::SHOPPER;
use crate::core::argument_types::{DESCRIPTION, ICCID, NON_BLANK, PRICE, REFERENCE, TRIES};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::schema::{Field, FieldType, Issue, nullable, required};

const FIELDS: &[Field] = &[
    required("id", FieldType::Id),
    required("code", FieldType::String),
    required("price", FieldType::Number),
    required("created_at", FieldType::String),
    nullable("package", FieldType::String),
    nullable("data", FieldType::String),
    nullable("validity", FieldType::Number),
    nullable("sims", FieldType::List(SIM)),
    nullable("currency", FieldType::String),
    nullable("quantity", FieldType::Number),
    nullable("type", FieldType::String),
    nullable("description", FieldType::String),
    nullable("esim_type", FieldType::String),
    nullable("net_price", FieldType::Number),
];

const PACKAGE_ID: &[Field] = &[required("package_id", FieldType::String)];

const ORDER: &[Arg] = &[
    argument::required("package_id", NON_BLANK),
    argument::required("iccid", ICCID),
    optional("description", DESCRIPTION),
    // The price that the shopper paid, in USD. `undefined` is almost always a caller's bug here and in the
    // reference. It would disable the price check, or make each call a purchase of its own.
    not_empty("price", PRICE),
    not_empty("reference", REFERENCE),
    optional("tries", TRIES),
    #[cfg(feature = "partner")]
    optional("shopper", SHOPPER),
    #[cfg(feature = "partner")]
    optional("confirmOffer", ArgType::Function),
];

/// Parses the arguments of an order.
pub(crate) fn parse_order<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "order", ORDER)
}

/// Decodes the answer.
pub(crate) fn decode_order<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
    // The server does not echo the eSIM.
    decode_lenient_order(body, args, &[FIELDS, PACKAGE_ID], &args.get("iccid"))
}

/// The TypeScript of an order.
#[cfg(target_arch = "wasm32")]
mod js {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("topup_order.d.ts");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::decode_write;
    use crate::core::test_json::{TestJson, parse_json};

    const ICCID: &str = "8944000000000000017";

    fn args() -> TestJson {
        parse_json(
            r#"{"package_id":"fjord-30days-3gb-topup","iccid":"8944000000000000017",
            "reference":"cart-7"}"#,
        )
    }

    fn decoded(text: &str) -> Result<TestJson, Error> {
        decode_write(&text.to_owned(), &|body: &TestJson| {
            decode_order(body, &args())
        })
    }

    #[test]
    fn an_order_needs_valid_arguments() {
        assert_eq!(parse_order(&args()), Ok(args()));
        for (bad, path) in [
            ("null", "order.package_id"),
            (
                r#"{"package_id":" ","iccid":"8944000000000000017"}"#,
                "order.package_id",
            ),
            (r#"{"package_id":"a","iccid":"8944"}"#, "order.iccid"),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","price":-1}"#,
                "order.price",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","price":null}"#,
                "order.price",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","reference":null}"#,
                "order.reference",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","quantity":1}"#,
                "order.quantity",
            ),
        ] {
            let error = parse_order(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    const OLDER: &str = r#"{"data":{"package_id":"fjord-30days-3gb-topup","quantity":"1",
        "type":"topup","description":"Topup","esim_type":"Prepaid","validity":30,
        "package":"Fjord 3 GB - 30 Days","data":"3 GB","price":10,
        "created_at":"2026-02-07 07:42:17","id":174,"code":"20260207-000174","currency":"USD",
        "manual_installation":""},"meta":{"message":"success"}}"#;
    const NEWER: &str = r#"{"data":[{"id":"174","code":"20260207-000174",
        "package_id":"fjord-30days-3gb-topup","currency":"USD","quantity":1,"type":"topup",
        "description":"Topup","esim_type":"Prepaid","validity":"30",
        "package":"Fjord 3 GB - 30 Days","data":"3 GB","price":"10.00","net_price":"3.6",
        "sims":[],"created_at":"2026-02-07 07:42:17","manual_installation":""}]}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = |net_price, sims| {
            parse_json(&format!(
                r#"{{"package_id":"fjord-30days-3gb-topup","order_id":174,"id":174,
                "code":"20260207-000174","iccid":"{ICCID}","package":"Fjord 3 GB - 30 Days",
                "data":"3 GB","validity":30,"price":10,"created_at":"2026-02-07 07:42:17",
                "sims":{sims},"currency":"USD","quantity":1,"type":"topup","description":"Topup",
                "esim_type":"Prepaid","net_price":{net_price},"manual_installation":"","reference":"cart-7",
                "issues":[],"raw":null}}"#
            ))
        };
        assert_eq!(decoded(OLDER).unwrap(), expected("null", "null"));
        assert_eq!(decoded(NEWER).unwrap(), expected("3.6", "[]"));
    }

    #[test]
    fn an_incomplete_answer_is_an_order_with_issues() {
        for (text, order_id, paths) in [
            (
                r#"{"data":{"id":9,"code":"c","price":"free","created_at":"t","package_id":"p"}}"#,
                TestJson::Number(9.0),
                vec!["data.price"],
            ),
            (
                r#"{"data":{"id":9007199254740993,"code":"c","price":1,"created_at":"t"}}"#,
                TestJson::String("9007199254740993".to_owned()),
                vec!["data.package_id"],
            ),
            (
                "{}",
                TestJson::Null,
                vec![
                    "data",
                    "data.id",
                    "data.code",
                    "data.price",
                    "data.created_at",
                    "data.package_id",
                ],
            ),
            (
                "null",
                TestJson::Null,
                vec![
                    "data",
                    "data.id",
                    "data.code",
                    "data.price",
                    "data.created_at",
                    "data.package_id",
                ],
            ),
        ] {
            let order = decoded(text).unwrap();
            assert_eq!(order.get("order_id"), order_id, "{text}");
            assert_eq!(order.get("iccid").as_string().unwrap(), ICCID);
            assert!(order.get("package_id").as_string().is_some());
            let issues = order.get("issues");
            let found: Vec<_> = (0..issues.length())
                .map(|index| issues.at(index).get("path").as_string().unwrap())
                .collect();
            assert_eq!(found, paths, "{text}");
            assert_eq!(
                order.get("raw"),
                TestJson::parse_exact(&text.to_owned()).unwrap()
            );
        }
    }

    #[test]
    fn an_answer_that_is_not_json_is_an_error() {
        assert_eq!(
            decoded(r#"{"data":{"id":1"#).unwrap_err().kind,
            Kind::Decode
        );
        assert_eq!(decoded("").unwrap_err().kind, Kind::Decode);
    }
}
