//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). It also turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented. So the body is decoded
//! leniently, and the option `voice` sets the authentication.

use crate::core::argument::{
    ArgType, EMAIL, REFERENCE, SHOPPER, TRIES, optional, parse_object, reject_empty, required,
};
use crate::core::digest::reference_digest;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::{Body, Effect, Product, Query, Request};
use crate::core::schema::{Field, FieldType, Issue, decode_lenient, nullable};

const FIELDS: &[Field] = &[
    nullable("message", FieldType::String),
    nullable("success", FieldType::Bool),
    nullable("data", FieldType::Any),
];

/// Parses the arguments of a renewal.
pub(super) fn parse_renewal<J: JsonValue>(value: &J) -> Result<J, Error> {
    let args = [
        required("email", EMAIL),
        optional("reference", REFERENCE),
        optional("tries", TRIES),
        optional("shopper", SHOPPER),
        optional("unpaid", ArgType::Bool),
    ];
    let renewal = parse_object(value, "renewal", &args)?;
    reject_empty(&renewal, "renewal", &["reference"])?;
    Ok(renewal)
}

/// The content of a renewal's journal entry.
pub(super) fn about<J: JsonValue>(renewal: &J) -> J {
    let about = J::object();
    about.set("email", &renewal.get("email"));
    about.set("number", &J::from_str(&number_digest(renewal)));
    about
}

/// A digest that stands for the number. The API identifies it by the email address.
pub(super) fn number_digest<J: JsonValue>(renewal: &J) -> String {
    let email = renewal.get_string("email").unwrap_or_default();
    reference_digest(&["email", &email.to_ascii_lowercase()])
}

/// The request. Its path needs the trailing slash: without it the server redirects, and the body is lost.
pub(super) fn request<J: JsonValue>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.get_string("email").unwrap_or_default();
    let body = Body::Json(vec![("email", email)]);
    Request::post("renewNumber", Effect::Renewal, Product::Voice, path, body)
}

/// The request for the users of the voice product with this email address (PressOne: "List user").
pub(super) fn user_request<J: JsonValue>(renewal: &J) -> Request {
    let email = renewal.get_string("email").unwrap_or_default();
    let mut query = Query::default();
    query.push("email", &email);
    let path = "/api/third-party/partner/user/".to_owned();
    let mut request = Request::get("renewNumber", path);
    request.product = Product::Voice;
    request.query = query.finish();
    request
}

/// Decodes the answer leniently.
pub(super) fn decode_renewal<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
    let mut issues = Vec::new();
    let renewal = if body.types().is_subset(TypeSet::OBJECT) {
        body.clone()
    } else {
        issues.push(Issue {
            path: "body".to_owned(),
            message: "the answer cannot be read: body is not an object".to_owned(),
        });
        J::object()
    };
    issues.extend(decode_lenient(&renewal, FIELDS, "body"));
    if renewal.get("success").as_bool().is_none() {
        // The status is a success.
        renewal.set("success", &J::from_bool(true));
        issues.push(Issue {
            path: "body.success".to_owned(),
            message: "is missing; it is set to true, because the status was a success".to_owned(),
        });
    }
    renewal.set("reference", &args.get("reference"));
    (renewal, issues)
}

#[cfg(target_arch = "wasm32")]
pub(crate) mod js {
    use super::{about, decode_renewal, number_digest, parse_renewal, request, user_request};
    use crate::core::journal::PurchaseKind;
    use crate::core::json::JsonValue;
    use crate::core::order_description::OrderDescription;
    use crate::core::request::Request;
    use crate::core::schema::Issue;
    use crate::wasm::call::Call;
    use crate::wasm::error::CallError;
    use crate::wasm::prelude::*;
    use crate::wasm::purchase::{Check, PurchaseOperation};

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("renewal.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_renewal,
        run: Run::Buy(&RenewNumber),
    };

    /// The renewal of a number. The API has no list of renewals.
    pub(crate) struct RenewNumber;

    impl PurchaseOperation for RenewNumber {
        fn name(&self) -> &'static str {
            "renewNumber"
        }
        fn kind(&self) -> PurchaseKind {
            PurchaseKind::Renewal
        }
        fn about(&self, args: &JsValue) -> JsValue {
            about(args)
        }
        fn request(&self, args: &JsValue, _names: &OrderDescription<'_>) -> Request {
            request(args)
        }
        fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
            decode_renewal(body, args)
        }
        fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
            Box::pin(check(call, args))
        }
        fn number(&self, about: &JsValue) -> Option<String> {
            about
                .get_string("number")
                .or_else(|| Some(number_digest(about)))
        }
        fn state_request(&self, about: &JsValue) -> Option<Request> {
            Some(user_request(about))
        }
    }

    /// The timeout of the question before a renewal, in ms.
    const STATE_TIMEOUT_MS: f64 = 5_000.0;

    /// Reads the voice product's answer about the number, to compare it after a lost answer.
    async fn check(call: &Call, renewal: &JsValue) -> Result<JsValue, CallError> {
        let deadline = call.deadline.extended(STATE_TIMEOUT_MS)?;
        let reading = call.with_deadline(deadline);
        let answer = reading.read(&user_request(renewal), true).await;
        call.deadline.check()?;
        // A renewal does not fail because this answer cannot be read.
        let text = answer.map(|answer| answer.get("text")).unwrap_or_default();
        Ok(JsValue::parse(&text).unwrap_or(JsValue::NULL))
    }

    #[wasm_bindgen]
    impl Client {
        /// Renews the subscription of a phone number, or turns a free trial into a paying subscription. One
        /// `reference` renews once at most. A number has one open renewal at most.
        ///
        /// PressOne has no list of renewals, so a lost answer cannot be looked up. Such a renewal stays open.
        /// The option `judgeRenewal` can settle it, or `settlePurchase`. Until then, other renewals of the
        /// number are rejected with `number_busy`.
        ///
        /// `POST /api/third-party/partner/renew-number/` (PressOne: "Renew number")
        ///
        /// @param renewal The number to renew, by its email address.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The server's answer.
        /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was renewed, and `unknown` if the
        /// number may have been renewed. Kinds: as `submitTopupOrder`, and `number_busy`.
        #[wasm_bindgen(js_name = renewNumber, unchecked_return_type = "Promise<Renewal>")]
        pub fn renew_number(
            &self,
            #[wasm_bindgen(unchecked_param_type = "RenewalRequest")] renewal: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            self.run(&ENDPOINT, renewal, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::decode_write;
    use crate::core::test_json::{TestJson, parse_json};

    fn decoded(text: &str) -> Result<TestJson, Error> {
        decode_write(&text.to_owned(), &|body: &TestJson| {
            decode_renewal(body, &parse_json(r#"{"reference":"r-1"}"#))
        })
    }

    #[test]
    fn the_request_s_path_has_a_trailing_slash() {
        let request =
            request(&parse_renewal(&parse_json(r#"{"email":"ada@example.org"}"#)).unwrap());
        assert_eq!(request.path, "/api/third-party/partner/renew-number/");
        assert_eq!(request.product, Product::Voice);
        assert_eq!(
            request.body,
            Body::Json(vec![("email", "ada@example.org".to_owned())])
        );
    }

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let regular = r#"{"message":"done","success":true,"data":null}"#;
        let expected = parse_json(
            r#"{"message":"done","success":true,"data":null,"reference":"r-1",
            "issues":[],"raw":null}"#,
        );
        assert_eq!(decoded(regular).unwrap(), expected);
        assert_eq!(
            decoded(r#"{"message":"done","success":"1"}"#).unwrap(),
            expected
        );
    }

    #[test]
    fn a_rejection_with_a_status_of_success_is_returned() {
        let renewal =
            decoded(r#"{"message":"no plan","success":false,"data":{"plan":null}}"#).unwrap();
        assert_eq!(renewal.get("success"), TestJson::Bool(false));
        assert_eq!(renewal.get("data"), parse_json(r#"{"plan":null}"#));
    }

    #[test]
    fn an_incomplete_answer_is_a_renewal_with_issues() {
        for (text, issues) in [
            ("{}", 1),
            ("null", 2),
            ("[]", 2),
            (r#"{"success":"maybe"}"#, 2),
        ] {
            let renewal = decoded(text).unwrap();
            assert_eq!(renewal.get("success"), TestJson::Bool(true), "{text}");
            assert_eq!(renewal.get("issues").length(), issues, "{text}");
        }
        assert_eq!(decoded("<html>").unwrap_err().kind, Kind::Decode);
    }
}
