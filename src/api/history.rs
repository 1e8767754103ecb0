//! `GET /customer/v2/sims/:iccid/packages`: the packages that an eSIM has had, and what is left of them.
//!
//! `PressOne`'s pages "Get eSIM package history" and "Top-up journey". The API allows one request per eSIM
//! per 15 minutes, and asks its clients to cache the answer.

use crate::api::common::sim_path;
use crate::core::envelope;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required, rows_match};

const PACKAGE: &[Field] = &[
    required("id", FieldType::String),
    nullable("type", FieldType::String),
    nullable("price", FieldType::Number),
    nullable("net_price", FieldType::Number),
    nullable("amount", FieldType::Number),
    nullable("day", FieldType::Number),
    nullable("is_unlimited", FieldType::Bool),
    nullable("title", FieldType::String),
    nullable("data", FieldType::String),
    nullable("short_info", FieldType::String),
    nullable("voice", FieldType::Number),
    nullable("text", FieldType::Number),
];

/// The function's name, for events.
const NAME: &str = "getPackageHistory";

const FIELDS: &[Field] = &[
    nullable("id", FieldType::Id),
    required("status", FieldType::String),
    nullable("remaining", FieldType::Number),
    nullable("remaining_voice", FieldType::Number),
    nullable("remaining_text", FieldType::Number),
    nullable("activated_at", FieldType::String),
    nullable("expired_at", FieldType::String),
    nullable("finished_at", FieldType::String),
    required("package", FieldType::Object(PACKAGE)),
];

/// The fields of an entry that are copies of fields of its package: the name in the package, and the name
/// in the entry.
const COPIED_FROM_PACKAGE: &[(&str, &str)] =
    &[("id", "package_id"), ("data", "data"), ("day", "validity")];

/// The request. `iccid` has been checked.
pub(crate) fn request<J: JsonValue>(iccid: &J) -> Request {
    Request::get(NAME, sim_path(iccid, "/packages"))
}

/// Decodes the entries. Each has every field.
fn decode<J: JsonValue>(body: &J, _iccid: &J) -> Result<J, SchemaError> {
    let entries = envelope::decode_list(body, FIELDS)?;
    copy_package_fields(&entries);
    Ok(entries)
}

/// Checks entries from a store, because other programs can change the store.
pub(crate) fn recheck<J: JsonValue>(entries: &J) -> bool {
    let fits = rows_match(entries, FIELDS);
    if fits {
        copy_package_fields(entries);
    }
    fits
}

fn copy_package_fields<J: JsonValue>(entries: &J) {
    for (from, to) in COPIED_FROM_PACKAGE {
        entries.copy_nested("package", from, to);
    }
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, recheck, request};
    use crate::api::common::parse_iccid;
    use crate::api::prelude::*;
    #[cfg(feature = "partner")]
    use crate::core::json::{JsonValue, TypeSet};
    #[cfg(feature = "partner")]
    use crate::core::partner::keeping;
    use crate::wasm::kept_source::KeptSource;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("history.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_iccid,
        run: Run::Cached(KeptSource {
            request,
            answer: decode,
            recheck,
            #[cfg(feature = "partner")]
            keeping: &keeping::HISTORY,
            #[cfg(feature = "partner")]
            value_type: TypeSet::ARRAY,
            #[cfg(feature = "partner")]
            present,
        }),
    };

    #[cfg(feature = "partner")]
    fn present(packages: &JsValue) -> JsValue {
        let history = JsValue::object();
        history.set("packages", packages);
        history
    }

    client_methods! {
        #[doc = "Returns the packages that an eSIM has had, with their remaining data, voice and SMS.

PressOne allows one request per eSIM per 15 minutes, whether it succeeds or fails. So a client stores
the answer and returns it until PressOne may be asked again.

A partner client stores it in its store. All clients of the store together ask PressOne once. If the
request fails, they return the older answer with `source: \"stale\"`, or else throw `rate_limited`
with the time to wait.

A page client stores it in `localStorage`, outside of a page in memory, or in the option `storage`.
A storage that fails does not fail the call.

Concurrent calls share one request. Aborting one call does not abort the others.

`GET /customer/v2/sims/:iccid/packages` (PressOne: \"Get eSIM package history\")

@param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
@param options `signal` and `timeoutMs` of this call.
@returns The packages, the time of the fetch, and the source of the answer.
@throws {PressOneError} `invalid_argument`, `not_found` (unknown eSIM), `rate_limited` (only if
no answer is stored), `authentication`, `permission`, `network`, `timeout`, `aborted`, `server`,
`decode`, `storage` (the store of a partner client failed, and nothing was sent).
"]
        #[wasm_bindgen(
            js_name = getPackageHistory,
            unchecked_return_type = "Promise<PackageHistory>"
        )]
        pub fn get_package_history(
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

    fn entries(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    const OLDER: &str = r#"{"data":[{"id":728,"status":"ACTIVE","remaining":2378,
        "activated_at":"2026-01-09T10:30:45+00:00","expired_at":"2026-02-09T10:30:45+00:00",
        "finished_at":null,"package":{"id":"fjord-30days-3gb-topup","type":"topup","price":10,
        "net_price":6,"amount":3072,"day":30,"is_unlimited":false,"title":"3 GB - 30 Days",
        "data":"3 GB","short_info":null}}]}"#;
    const NEWER: &str = r#"{"pricing":{"model":"discount_pricing","discount_percentage":10},
        "data":{"0":{"id":"728","status":"ACTIVE","remaining":"2378","remaining_voice":"7",
        "remaining_text":5,"activated_at":"2026-01-09T10:30:45+00:00",
        "expired_at":"2026-02-09T10:30:45+00:00","package":{"id":"fjord-30days-3gb-topup",
        "type":"topup","price":"10.00","net_price":null,"amount":"3072","day":"30",
        "is_unlimited":0,"title":"3 GB - 30 Days","data":"3 GB","short_info":null}}}}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = |voice, text, net_price| {
            parse_json(&format!(
                r#"[{{"id":728,"package_id":"fjord-30days-3gb-topup","status":"ACTIVE",
                "remaining":2378,"remaining_voice":{voice},"remaining_text":{text},
                "activated_at":"2026-01-09T10:30:45+00:00",
                "expired_at":"2026-02-09T10:30:45+00:00","finished_at":null,
                "data":"3 GB","validity":30,
                "package":{{"id":"fjord-30days-3gb-topup","type":"topup","price":10,
                "net_price":{net_price},"amount":3072,"day":30,"is_unlimited":false,
                "title":"3 GB - 30 Days","data":"3 GB","short_info":null,"voice":null,"text":null}}}}]"#
            ))
        };
        assert_eq!(entries(OLDER).unwrap(), expected("null", "null", "6"));
        assert_eq!(entries(NEWER).unwrap(), expected("7", "5", "null"));
    }

    #[test]
    fn an_unknown_status_is_accepted_and_a_missing_one_is_not() {
        let entry_with = |status| format!(r#"{{"data":[{{"package":{{"id":"a"}}{status}}}]}}"#);
        let entry = entries(&entry_with(r#","status":"PAUSED""#)).unwrap().at(0);
        assert_eq!(entry.get("status").as_string().unwrap(), "PAUSED");
        let error = entries(&entry_with("")).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("data[0].status"));
    }

    #[test]
    fn a_missing_package_is_an_error_with_its_path() {
        let error = entries(r#"{"data":[{"status":"ACTIVE","package":{}}]}"#).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("data[0].package.id"));
        let error = entries(r#"{"data":[{"status":"ACTIVE"}]}"#).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("data[0].package"));
    }

    #[test]
    fn voice_and_text_of_a_package_are_checked() {
        let text =
            r#"{"data":[{"status":"ACTIVE","package":{"id":"a","voice":"7","text":{"a":1}}}]}"#;
        let entry = entries(text).unwrap().at(0);
        assert_eq!(entry.get("package").get("voice"), TestJson::Number(7.0));
        assert_eq!(entry.get("package").get("text"), TestJson::Null);
        assert_eq!(
            entry.get("issues").at(0).get_string("path").as_deref(),
            Some("data[0].package.text")
        );
    }

    #[test]
    fn an_odd_entry_does_not_cost_the_others() {
        let text = r#"{"data":[{"status":"ACTIVE","package":{}},{"status":"ACTIVE","package":{"id":"a"}},
            {"package":{"id":"a"}}]}"#;
        let found = entries(text).unwrap();
        assert_eq!(found.length(), 1);
        assert_eq!(found.at(0).get_string("package_id").as_deref(), Some("a"));
    }

    #[test]
    fn a_successful_answer_can_say_that_the_esim_is_unknown() {
        let text = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(entries(text).unwrap_err().kind, Kind::NotFound);
    }

    #[test]
    fn stored_entries_are_checked_again() {
        let stored = entries(OLDER).unwrap();
        let before = entries(OLDER).unwrap();
        assert!(recheck(&stored));
        assert_eq!(stored, before);
        assert!(!recheck(&parse_json(r#"[{"status":"ACTIVE"}]"#)));
        assert!(!recheck(&parse_json("[7]")));
    }
}
