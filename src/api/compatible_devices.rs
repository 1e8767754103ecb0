//! `GET /customer/v2/compatible-devices-lite`: the phones that take an eSIM.
//!
//! `PressOne`'s page "Compatible device lite list". Its path is inferred from the title, so an option of the
//! client can replace it. The answer has no `meta`.

use crate::core::envelope;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required, rows_match};

const FIELDS: &[Field] = &[
    required("name", FieldType::String),
    nullable("brand", FieldType::String),
    nullable("os", FieldType::String),
];

/// The request. `path` has been checked.
fn request<J: JsonValue>(path: &J) -> Request {
    Request::get("getCompatibleDevices", path.as_string().unwrap_or_default())
}

fn decode<J: JsonValue>(body: &J, _path: &J) -> Result<J, SchemaError> {
    envelope::decode_list(body, FIELDS)
}

/// Checks devices from a store, because other programs can change the store.
fn recheck<J: JsonValue>(devices: &J) -> bool {
    rows_match(devices, FIELDS)
}

fn present<J: JsonValue>(devices: &J) -> J {
    let list = J::object();
    list.set("devices", devices);
    list
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, present, recheck, request};
    use crate::api::prelude::*;
    use crate::core::json::TypeSet;
    use crate::core::partner::keeping;
    use crate::wasm::kept_source::KeptSource;

    static ENDPOINT: Endpoint = Endpoint {
        parse: |path| Ok(path.clone()),
        run: Run::Cached(KeptSource {
            request,
            answer: decode,
            recheck,
            keeping: &keeping::COMPATIBLE_DEVICES,
            value_type: TypeSet::ARRAY,
            present,
        }),
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Returns the phones and tablets that take an eSIM.
        ///
        /// The store keeps the answer for a day, and all clients of the store together ask PressOne once. If the
        /// request fails, they return the older answer with `source: "stale"`.
        ///
        /// `GET /customer/v2/compatible-devices-lite` (PressOne: "Compatible device lite list"). The path is not
        /// documented; the option `paths.compatibleDevices` replaces it.
        ///
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The devices, the time of the fetch, and the source of the answer.
        /// @throws {PressOneError} `invalid_argument`, `not_found` (another path is needed), `authentication`,
        /// `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`, `storage` (the
        /// store failed, and nothing was sent).
        #[wasm_bindgen(
            js_name = getCompatibleDevices,
            unchecked_return_type = "Promise<CompatibleDeviceList>"
        )]
        pub fn get_compatible_devices(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            let path = JsValue::from_str(self.compatible_devices_path());
            self.start(&ENDPOINT, &path, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    fn devices(text: &str) -> TestJson {
        read_answer(decode, text).unwrap()
    }

    #[test]
    fn devices_are_a_list_without_meta_in_both_server_shapes() {
        let expected = parse_json(r#"[{"os":"android","brand":"Fjord","name":"F 20 5G"}]"#);
        let row = r#"{"os":"android","brand":"Fjord","name":"F 20 5G"}"#;
        assert_eq!(devices(&format!(r#"{{"data":[{row}]}}"#)), expected);
        assert_eq!(devices(&format!(r#"{{"data":{{"0":{row}}}}}"#)), expected);
        assert!(recheck(&expected));
        assert_eq!(present(&expected).get("devices"), expected);
    }

    #[test]
    fn an_odd_device_costs_no_other_and_unknown_fields_stay() {
        let found = devices(r#"{"data":[{"os":"ios"},{"name":7,"brand":{},"model":"x"}]}"#);
        assert_eq!(found.length(), 1);
        let device = found.at(0);
        assert_eq!(device.get_string("name").as_deref(), Some("7"));
        assert_eq!(device.get_string("model").as_deref(), Some("x"));
        assert_eq!(
            (device.get("brand"), device.get("os")),
            (TestJson::Null, TestJson::Null)
        );
        assert!(!recheck(&parse_json(r#"[{"brand":"x"}]"#)));
    }
}
