//! `GET /customer/v2/sims/:iccid/topups`: the top-up packages on offer for an eSIM.
//!
//! `PressOne`'s page "Get top-up package list". The offers can change between two requests, so no answer
//! is cached.

use crate::api::common::sim_path;
use crate::core::envelope;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required};

pub(crate) const FIELDS: &[Field] = &[
    required("id", FieldType::String),
    required("title", FieldType::String),
    required("price", FieldType::Number),
    required("amount", FieldType::Number),
    required("day", FieldType::Number),
    nullable("type", FieldType::String),
    nullable("net_price", FieldType::Number),
    nullable("is_unlimited", FieldType::Bool),
    nullable("data", FieldType::String),
    nullable("short_info", FieldType::String),
    nullable("voice", FieldType::Number),
    nullable("text", FieldType::Number),
];

/// The request. `iccid` has been checked.
pub(crate) fn request<J: JsonValue>(iccid: &J) -> Request {
    Request::get("getTopupPackages", sim_path(iccid, "/topups"))
}

/// Decodes the packages that have all required values.
fn decode<J: JsonValue>(body: &J, _iccid: &J) -> Result<J, SchemaError> {
    envelope::decode_list(body, FIELDS)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, request};
    use crate::api::common::parse_iccid;
    use crate::api::prelude::*;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("topups.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_iccid,
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    client_methods! {
        #[doc = "Fetches the packages that an active eSIM can be topped up with.

No answer is cached, because the offers can change between two requests. An empty array means that
nothing is on offer.

`GET /customer/v2/sims/:iccid/topups` (PressOne: \"Get top-up package list\")

@param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
@param options `signal` and `timeoutMs` of this call.
@returns The packages, in the server's order. A package without an id, title, price, amount or
validity is left out.
@throws {PressOneError} `invalid_argument`, `not_found` (unknown eSIM), `sim_recycled`,
`authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
"]
        #[wasm_bindgen(
            js_name = getTopupPackages,
            unchecked_return_type = "Promise<Rows<TopupPackage>>"
        )]
        pub fn get_topup_packages(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, iccid, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::{Error, Kind};
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    fn packages(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    #[test]
    fn the_request_bypasses_http_caches() {
        let request = request(&TestJson::String("8944000000000000017".to_owned()));
        assert_eq!(request.path, "/customer/v2/sims/8944000000000000017/topups");
        assert!(request.authorized && request.query.is_empty());
    }

    const OLDER: &str = r#"{"data":[{"id":"fjord-30days-3gb-topup","type":"topup","price":10,
        "amount":3072,"day":30,"is_unlimited":false,"title":"3 GB - 30 Days","data":"3 GB",
        "short_info":"No number.","voice":100,"text":50}]}"#;
    const NEWER: &str = r#"{"pricing":{"model":"net_pricing","discount_percentage":0},
        "data":{"0":{"id":"fjord-30days-3gb-topup","type":"topup","price":"10.00","net_price":"8.20",
        "amount":"3072","day":"30","is_unlimited":"0","title":"3 GB - 30 Days","data":"3 GB",
        "short_info":"No number.","voice":"100","text":"50"}}}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = |net_price| {
            parse_json(&format!(
                r#"[{{"id":"fjord-30days-3gb-topup","type":"topup","price":10,
                "net_price":{net_price},"amount":3072,"day":30,"is_unlimited":false,
                "title":"3 GB - 30 Days","data":"3 GB","short_info":"No number.",
                "voice":100,"text":50}}]"#
            ))
        };
        assert_eq!(packages(OLDER).unwrap(), expected("null"));
        assert_eq!(packages(NEWER).unwrap(), expected("8.2"));
    }

    #[test]
    fn missing_fields_are_null_and_unknown_fields_stay() {
        let text = r#"{"data":[{"id":"a","title":"b","price":1,"amount":0,"day":7,"new":[1]}]}"#;
        let package = packages(text).unwrap().at(0);
        for field in [
            "type",
            "net_price",
            "is_unlimited",
            "data",
            "short_info",
            "voice",
            "text",
        ] {
            assert_eq!(package.get(field), TestJson::Null, "{field}");
        }
        assert_eq!(package.get("new"), parse_json("[1]"));
    }

    #[test]
    fn an_empty_offer_is_an_empty_list() {
        assert_eq!(packages(r#"{"data":[]}"#).unwrap(), parse_json("[]"));
    }

    #[test]
    fn a_package_without_a_required_field_is_an_error() {
        let error =
            packages(r#"{"data":[{"id":"a","title":"b","amount":0,"day":7}]}"#).unwrap_err();
        assert_eq!(
            (error.kind, error.path.as_deref()),
            (Kind::Decode, Some("data[0].price"))
        );
    }

    #[test]
    fn an_odd_package_does_not_cost_the_others() {
        let good = r#"{"id":"a","title":"b","price":1,"amount":0,"day":7,"net_price":"n/a"}"#;
        let found = packages(&format!(r#"{{"data":[null,{{"id":"x"}},{good}]}}"#)).unwrap();
        assert_eq!(found.length(), 1);
        assert_eq!(found.at(0).get("net_price"), TestJson::Null);
        let issues = found.at(0).get("issues");
        assert_eq!(
            issues.at(0).get_string("path").as_deref(),
            Some("data[2].net_price")
        );
        assert_eq!(
            packages(r#"{"data":[{"id":"a","title":"b","price":1,"amount":0,"day":7}]}"#)
                .unwrap()
                .at(0)
                .get("issues"),
            TestJson::Missing
        );
    }

    #[test]
    fn a_successful_answer_can_say_that_the_esim_is_unknown() {
        let text = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(packages(text).unwrap_err().kind, Kind::NotFound);
    }
}
