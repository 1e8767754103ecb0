//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). It also turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented. So the body is decoded
//! leniently, and the option `voice` sets the authentication.

use crate::core::argument::{
    ArgType, EMAIL, REFERENCE, optional, parse_object, reject_empty, required,
};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::{Field, FieldType, Issue, decode_lenient, nullable};
use crate::core::scope::scope_hash;

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
        optional("resend", ArgType::Bool),
    ];
    let renewal = parse_object(value, "renewal", &args)?;
    reject_empty(&renewal, "renewal", &["reference"])?;
    Ok(renewal)
}

/// The subject of a renewal's journal entry. It does not contain the email address.
pub(super) fn subject<J: JsonValue>(renewal: &J) -> J {
    let subject = J::object();
    subject.set("reference", &renewal.get("reference"));
    subject.set("number", &J::from_str(&number_hash(renewal)));
    subject
}

/// A hash that stands for the number. The API identifies it by the email address.
pub(super) fn number_hash<J: JsonValue>(renewal: &J) -> String {
    let email = renewal.get_string("email").unwrap_or_default();
    scope_hash(&["email", &email.to_ascii_lowercase()])
}

/// The request. Its path needs the trailing slash: without it the server redirects, and the body is lost.
pub(super) fn request<J: JsonValue>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.get_string("email").unwrap_or_default();
    let body = Body::Json(vec![("email", email)]);
    let reference = renewal.get_string("reference");
    Request::post("renewNumber", Effect::Renewal, Product::Voice, path, body)
        .with_reference(reference)
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
    use super::{decode_renewal, number_hash, parse_renewal, request, subject};
    use crate::core::request::Request;
    use crate::core::schema::Issue;
    use crate::wasm::prelude::*;
    use crate::wasm::write::WriteOperation;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("renewal.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_renewal,
        run: Run::Write(&RenewNumber),
    };

    /// The renewal of a number. The API has no lookup for it.
    pub(crate) struct RenewNumber;

    impl WriteOperation for RenewNumber {
        fn name(&self) -> &'static str {
            "renewNumber"
        }
        fn kind(&self) -> &'static str {
            "renewal"
        }
        fn subject(&self, args: &JsValue) -> JsValue {
            subject(args)
        }
        fn request(&self, args: &JsValue) -> Request {
            request(args)
        }
        fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
            decode_renewal(body, args)
        }
        fn number(&self, args: &JsValue) -> Option<String> {
            Some(number_hash(args))
        }
    }

    #[wasm_bindgen]
    impl Client {
        /// Renews the subscription of a phone number, or turns a free trial into a paying subscription.
        ///
        /// The client writes the renewal into the journal (see `submitTopupOrder`) and then sends the request
        /// once. PressOne has no list of renewals, so a lost answer cannot be looked up. Such a renewal stays
        /// pending. Find out its outcome, and call `settle`. Until then, further renewals of the number are
        /// rejected with `outcome_unknown`, and the error's `reference` is that of the pending renewal.
        ///
        /// `POST /api/third-party/partner/renew-number/` (PressOne: "Renew number")
        ///
        /// @param renewal The number to renew, by its email address.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The server's answer.
        /// @throws {PressOneError} Nothing was renewed: `invalid_argument`, `validation`, `not_found`,
        /// `authentication`, `permission`, `rate_limited`, `reference_reused` (the reference belongs to another
        /// renewal), `storage` (the journal failed), `network`, `timeout`, `aborted`, `server`, `decode`.
        ///
        /// The number may have been renewed: `outcome_unknown`. It replaces every other kind if the request
        /// was sent and no answer proves that it was rejected.
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
