//! `GET /customer/v2/sims/:iccid/usage`: what is left of an eSIM's data, voice and SMS.
//!
//! `PressOne`'s page "Get usage". It prints the path as `/cusomter/…`, a slip: its purchase journey has the path
//! above. `PressOne` computes an answer anew every 20 minutes, and allows 100 requests per eSIM and minute. The
//! API that it is built on allowed fewer at other times. So an answer is kept for 20 minutes.

use crate::api::common::sim_path;
use crate::core::envelope;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required, rows_match};

const FIELDS: &[Field] = &[
    required("status", FieldType::String),
    nullable("remaining", FieldType::Number),
    nullable("total", FieldType::Number),
    nullable("is_unlimited", FieldType::Bool),
    nullable("expired_at", FieldType::String),
    nullable("remaining_voice", FieldType::Number),
    nullable("total_voice", FieldType::Number),
    nullable("remaining_text", FieldType::Number),
    nullable("total_text", FieldType::Number),
];

/// The request. `iccid` has been checked.
fn request<J: JsonValue>(iccid: &J) -> Request {
    Request::get("getUsage", sim_path(iccid, "/usage"))
}

fn decode<J: JsonValue>(body: &J, _iccid: &J) -> Result<J, SchemaError> {
    envelope::decode_object(body, FIELDS)
}

/// Checks an answer from a store, because other programs can change the store.
fn recheck<J: JsonValue>(usage: &J) -> bool {
    rows_match(&J::array(std::slice::from_ref(usage)), FIELDS)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, recheck, request};
    use crate::api::common::parse_iccid;
    use crate::api::prelude::*;
    use crate::core::json::TypeSet;
    use crate::core::partner::keeping;
    use crate::wasm::kept_source::KeptSource;

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_iccid,
        run: Run::Cached(KeptSource {
            request,
            answer: decode,
            recheck,
            keeping: &keeping::USAGE,
            value_type: TypeSet::OBJECT,
            present: JsValue::clone,
        }),
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Returns what is left of an eSIM's data, voice and SMS.
        ///
        /// PressOne computes it anew every 20 minutes. So the store keeps an answer for 20 minutes, and all
        /// clients of the store together ask PressOne once. If the request fails, they return the older answer
        /// with `source: "stale"`. Concurrent calls share one request.
        ///
        /// `GET /customer/v2/sims/:iccid/usage` (PressOne: "Get usage")
        ///
        /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The usage, the time of the fetch, and the source of the answer. A recycled eSIM has the
        /// status `RECYCLED`.
        /// @throws {PressOneError} `invalid_argument`, `not_found` (unknown eSIM), `rate_limited`,
        /// `authentication`, `permission`, `network`, `timeout`, `aborted`, `server`, `decode`, `storage` (the
        /// store failed, and nothing was sent).
        #[wasm_bindgen(js_name = getUsage, unchecked_return_type = "Promise<Usage>")]
        pub fn get_usage(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
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

    fn usage(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    #[test]
    fn the_path_is_spelt_as_in_the_purchase_journey() {
        let request = request(&TestJson::String("8944500102030405061".to_owned()));
        assert_eq!(request.path, "/customer/v2/sims/8944500102030405061/usage");
        assert_eq!(request.query, "");
    }

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let text = r#"{"data":{"remaining":1920,"total":3072,"expired_at":"2026-06-07 12:00:00",
            "is_unlimited":false,"status":"ACTIVE","remaining_voice":40,"remaining_text":5,
            "total_voice":100,"total_text":20},"meta":{"message":"api.succes"}}"#;
        let expected = parse_json(
            r#"{"remaining":1920,"total":3072,"expired_at":"2026-06-07 12:00:00",
            "is_unlimited":false,"status":"ACTIVE","remaining_voice":40,"remaining_text":5,
            "total_voice":100,"total_text":20}"#,
        );
        assert_eq!(usage(text).unwrap(), expected);
        let textual = text.replace("1920", r#""1920""#).replace("false", r#""0""#);
        assert_eq!(usage(&textual).unwrap(), expected);
        let oldest = usage(r#"{"data":{"remaining":1,"total":2,"status":"ACTIVE","new":[1]}}"#);
        let oldest = oldest.unwrap();
        for field in [
            "remaining_voice",
            "total_text",
            "expired_at",
            "is_unlimited",
        ] {
            assert_eq!(oldest.get(field), TestJson::Null, "{field}");
        }
        assert_eq!(oldest.get("new"), parse_json("[1]"));
    }

    #[test]
    fn a_recycled_esim_has_a_usage() {
        let text = r#"{"data":{"remaining":0,"total":0,"expired_at":null,"is_unlimited":null,
            "status":"RECYCLED","remaining_voice":0,"remaining_text":0,"total_voice":0,"total_text":0}}"#;
        let recycled = usage(text).unwrap();
        assert_eq!(recycled.get_string("status").as_deref(), Some("RECYCLED"));
        assert_eq!(recycled.get("is_unlimited"), TestJson::Null);
    }

    #[test]
    fn an_odd_optional_value_is_null_and_a_missing_status_is_an_error() {
        let odd = usage(r#"{"data":{"status":"PAUSED","remaining":"lots"}}"#).unwrap();
        assert_eq!(odd.get("remaining"), TestJson::Null);
        let issue = odd.get("issues").at(0);
        assert_eq!(issue.get_string("path").as_deref(), Some("data.remaining"));
        let error = usage(r#"{"data":{"remaining":1}}"#).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("data.status"));
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(usage(unknown).unwrap_err().kind, Kind::NotFound);
    }

    #[test]
    fn a_stored_usage_is_checked_again() {
        let stored = usage(r#"{"data":{"status":"ACTIVE","remaining":"7"}}"#).unwrap();
        assert!(recheck(&stored));
        for other in [
            "{}",
            r#"{"status":7}"#,
            r#"{"status":"ACTIVE","total":"x"}"#,
        ] {
            let is_usage = recheck(&parse_json(other));
            assert_eq!(is_usage, other == r#"{"status":7}"#, "{other}");
        }
    }
}
