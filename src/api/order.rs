//! `GET /customer/v2/orders/:id`: one order with all its details.
//!
//! `PressOne`'s page "Get order". The API answers 401 if the order belongs to another account, and perhaps if
//! it does not exist. So such an answer to a good token means "not found".

use crate::api::common::{STATUS, parse_order_id};
use crate::api::esim_fields::{ORDER_ESIM, SHARING};
use crate::core::argument::{Arg, ArgType, optional, parse_object};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::order_description::split_descriptions;
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required};
use crate::core::text::join;

const USER: &[Field] = &[
    nullable("id", FieldType::Id),
    nullable("created_at", FieldType::String),
    nullable("name", FieldType::String),
    nullable("email", FieldType::String),
    nullable("mobile", FieldType::String),
    nullable("address", FieldType::String),
    nullable("state", FieldType::String),
    nullable("city", FieldType::String),
    nullable("postal_code", FieldType::String),
    nullable("country_id", FieldType::Id),
    nullable("company", FieldType::String),
];

/// An order, alone or as the origin of an eSIM.
pub(crate) const ORDER: &[Field] = &[
    required("id", FieldType::Id),
    required("code", FieldType::String),
    required("package_id", FieldType::String),
    required("type", FieldType::String),
    required("created_at", FieldType::String),
    required("price", FieldType::Number),
    nullable("description", FieldType::String),
    nullable("currency", FieldType::String),
    nullable("quantity", FieldType::Number),
    nullable("package", FieldType::String),
    nullable("data", FieldType::String),
    nullable("validity", FieldType::Number),
    nullable("esim_type", FieldType::String),
    nullable("voice", FieldType::Number),
    nullable("text", FieldType::Number),
    nullable("net_price", FieldType::Number),
    nullable("pricing_model", FieldType::String),
    nullable("discount_percentage", FieldType::Number),
    nullable("discount_amount", FieldType::Number),
    nullable("unit_paid_price", FieldType::Number),
    nullable("total_amount_paid", FieldType::Number),
    nullable("manual_installation", FieldType::String),
    nullable("qrcode_installation", FieldType::String),
    // Languages and URLs.
    nullable("installation_guides", FieldType::Object(&[])),
    nullable("sims", FieldType::List(ORDER_ESIM)),
    nullable("user", FieldType::Object(USER)),
    nullable("status", FieldType::Object(STATUS)),
    nullable("sharing", FieldType::Object(SHARING)),
];

const QUERY: &[Arg] = &[optional(
    "include",
    ArgType::SubsetOf(&["sims", "user", "status"]),
)];

/// Parses `[id, query]` of a caller.
fn parse<J: JsonValue>(args: &J) -> Result<J, Error> {
    let query = parse_object(&args.at(1), "query", QUERY)?;
    query.set("id", &J::from_str(&parse_order_id(&args.at(0), "id")?));
    Ok(query)
}

/// The request. The arguments have been checked: digits need no encoding.
fn request<J: JsonValue>(args: &J) -> Request {
    let mut request = request_of(&args.get_string("id").unwrap_or_default());
    let mut query = Query::default();
    query.push_all(args, &[("include", "include")]);
    request.query = query.finish();
    request
}

/// The request for the order with a checked id.
pub(crate) fn request_of(id: &str) -> Request {
    let mut request = Request::get("getOrder", join(&["/customer/v2/orders/", id]));
    request.hides_foreign = true;
    request
}

fn decode<J: JsonValue>(body: &J, _args: &J) -> Result<J, SchemaError> {
    let order = envelope::decode_object(body, ORDER)?;
    split_descriptions(&J::array(std::slice::from_ref(&order)));
    Ok(order)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, parse, request};
    use crate::api::prelude::*;

    static ENDPOINT: Endpoint = Endpoint {
        parse,
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches one order.
        ///
        /// PressOne answers 401 for an order of another account, and does not document its answer for an
        /// order that does not exist. The call rejects with `not_found` for both.
        ///
        /// `GET /customer/v2/orders/:id` (PressOne: "Get order")
        ///
        /// @param id The order's `id`. Its `code` is another number: search for it with `getOrderList`.
        /// @param query `include`: the parts to add to the order.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The order.
        /// @throws {PressOneError} `invalid_argument`, `not_found` (no such order in this account),
        /// `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`,
        /// `decode`.
        #[wasm_bindgen(js_name = getOrder, unchecked_return_type = "Promise<OrderDetails>")]
        pub fn get_order(
            &self,
            #[wasm_bindgen(unchecked_param_type = "Id")] id: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "OrderQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, &pair(id, query), options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    fn order(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    fn parsed(args: &str) -> Result<Request, Error> {
        parse(&parse_json(args)).map(|args| request(&args))
    }

    #[test]
    fn the_path_has_the_digits_of_the_id() {
        for (args, path) in [
            ("[174,null]", "174"),
            (r#"["9666",{}]"#, "9666"),
            ("[4294967296]", "4294967296"),
            ("[1000000007]", "1000000007"),
            ("[9007199254740991]", "9007199254740991"),
            (r#"["9007199254740993"]"#, "9007199254740993"),
        ] {
            let request = parsed(args).unwrap();
            assert_eq!(request.path, ["/customer/v2/orders/", path].concat());
            assert_eq!(request.query, "");
        }
        let all = parsed(r#"[7,{"include":["status","sims"]}]"#).unwrap();
        assert_eq!(all.query, "include=sims%2Cstatus");
    }

    #[test]
    fn other_ids_are_refused_because_they_would_reach_another_path() {
        for id in [
            r#""""#,
            "null",
            "0",
            "-1",
            "1.5",
            "1e300",
            r#""20260131-000017""#,
            r#""topups""#,
            r#""1/2""#,
            r#""017""#,
            r#""123456789012345678901""#,
            "{}",
        ] {
            let error = parsed(&format!("[{id}]")).unwrap_err();
            assert_eq!(
                (error.kind, error.path.as_deref()),
                (Kind::InvalidArgument, Some("id")),
                "{id}"
            );
        }
        let error = parsed(r#"[7,{"include":["order"]}]"#).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("query.include"));
    }

    const OLDER: &str = r#"{"data":{"id":4110,"created_at":"2026-02-22 14:24:01",
        "code":"20260222-004110","description":null,"type":"sim","package_id":"fjord-15days-2gb",
        "quantity":1,"package":"Fjord-2 GB - 15 Days","esim_type":"Prepaid","validity":"15",
        "price":"7.00","data":"2 GB","currency":"USD","manual_installation":"<p>A</p>",
        "qrcode_installation":"<p>B</p>","installation_guides":{"en":"https://guides.example.com/a"},
        "sims":[{"id":13110,"created_at":"2026-02-22 14:24:01","iccid":"8944500102030405061",
        "lpa":"smdp.example.com","imsis":null,"matching_id":"M-1","qrcode":"LPA:1$smdp.example.com$M-1",
        "qrcode_url":"https://guides.example.com/qr.png","voucher_code":null,"airalo_code":null,
        "apn_type":"manual","apn_value":"fjord","is_roaming":true,"confirmation_code":null}],
        "user":{"id":61,"created_at":"2026-01-20 08:41:57","name":"Ada","email":"ada@example.org",
        "mobile":null,"address":null,"state":null,"city":null,"postal_code":null,"country_id":null,
        "company":"Fjord"},"status":{"name":"Completed","slug":"completed"}},
        "meta":{"message":"success"}}"#;
    const NEWER: &str = r#"{"data":{"id":"4110","created_at":"2026-02-22 14:24:01",
        "code":"20260222-004110","type":"sim","package_id":"fjord-15days-2gb","quantity":"1",
        "package":"Fjord-2 GB - 15 Days","esim_type":"Prepaid","validity":15,"price":7,"data":"2 GB",
        "currency":"USD","manual_installation":"<p>A</p>","qrcode_installation":"<p>B</p>",
        "installation_guides":{"en":"https://guides.example.com/a"},"text":null,"voice":null,
        "sims":{"0":{"id":13110,"created_at":"2026-02-22 14:24:01","iccid":8944500102030405061,
        "lpa":"smdp.example.com","matching_id":"M-1","qrcode":"LPA:1$smdp.example.com$M-1",
        "qrcode_url":"https://guides.example.com/qr.png","apn_type":"manual","apn_value":"fjord",
        "is_roaming":1}},
        "user":{"id":"61","created_at":"2026-01-20 08:41:57","name":"Ada","email":"ada@example.org",
        "company":"Fjord"},"status":{"name":"Completed","slug":"completed"}}}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = parse_json(
            r#"{"id":4110,"created_at":"2026-02-22 14:24:01","code":"20260222-004110",
            "description":null,"reference":null,"shopper":null,"type":"sim",
            "package_id":"fjord-15days-2gb","quantity":1,"package":"Fjord-2 GB - 15 Days",
            "esim_type":"Prepaid","validity":15,"price":7,"data":"2 GB","currency":"USD",
            "voice":null,"text":null,"net_price":null,"pricing_model":null,
            "discount_percentage":null,"discount_amount":null,"unit_paid_price":null,
            "total_amount_paid":null,"manual_installation":"<p>A</p>",
            "qrcode_installation":"<p>B</p>",
            "installation_guides":{"en":"https://guides.example.com/a"},"sharing":null,
            "sims":[{"id":13110,"created_at":"2026-02-22 14:24:01","iccid":"8944500102030405061",
            "lpa":"smdp.example.com","imsis":null,"matching_id":"M-1",
            "qrcode":"LPA:1$smdp.example.com$M-1","qrcode_url":"https://guides.example.com/qr.png",
            "direct_apple_installation_url":null,"voucher_code":null,"airalo_code":null,
            "apn_type":"manual","apn_value":"fjord","apn":null,"is_roaming":true,
            "confirmation_code":null,"brand_settings_name":null,"msisdn":null,"sharing":null}],
            "user":{"id":61,"created_at":"2026-01-20 08:41:57","name":"Ada",
            "email":"ada@example.org","mobile":null,"address":null,"state":null,"city":null,
            "postal_code":null,"country_id":null,"company":"Fjord"},
            "status":{"name":"Completed","slug":"completed"}}"#,
        );
        for text in [OLDER, NEWER] {
            assert_eq!(order(text).unwrap(), expected);
        }
    }

    #[test]
    fn the_description_of_the_purchase_protocol_is_split() {
        let description = "po2:0123456789abcdef0123456789abcdef:01234567:ada:cart-7:for Ada";
        let text = OLDER.replace(
            r#""description":null"#,
            &format!(r#""description":"{description}""#),
        );
        let order = order(&text).unwrap();
        assert_eq!(order.get_string("description").as_deref(), Some("for Ada"));
        assert_eq!(order.get_string("reference").as_deref(), Some("cart-7"));
    }

    #[test]
    fn an_odd_optional_value_is_null_and_unknown_fields_stay() {
        let text = OLDER.replace(
            r#""esim_type":"Prepaid""#,
            r#""esim_type":[1],"new":{"a":1}"#,
        );
        let order = order(&text).unwrap();
        assert_eq!(order.get("esim_type"), TestJson::Null);
        assert_eq!(order.get("new"), parse_json(r#"{"a":1}"#));
        let issue = order.get("issues").at(0);
        assert_eq!(issue.get_string("path").as_deref(), Some("data.esim_type"));
    }

    #[test]
    fn an_order_without_a_code_is_an_error_and_an_unknown_one_is_not_found() {
        let text = OLDER.replace(r#""code""#, r#""cod""#);
        assert_eq!(order(&text).unwrap_err().path.as_deref(), Some("data.code"));
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(order(unknown).unwrap_err().kind, Kind::NotFound);
    }
}
