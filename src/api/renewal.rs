//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). Turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented: the first is read
//! for what it holds, the second can be set (`voice`).

use crate::core::argument::{
    ArgType, EMAIL, REFERENCE, optional, parse_object, reject_empty, required,
};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::{Body, Product, Request};
use crate::core::schema::{Field, FieldType, Issue, decode_lenient, nullable};
use crate::core::scope::scope_hash;

const FIELDS: &[Field] = &[
    nullable("message", FieldType::String),
    nullable("success", FieldType::Bool),
    nullable("data", FieldType::Any),
];

/// Checks whose number a caller wants renewed.
pub(super) fn parse_renewal<J: JsonValue>(given: &J) -> Result<J, Error> {
    let params = [
        required("email", EMAIL),
        optional("reference", REFERENCE),
        optional("resend", ArgType::Bool),
    ];
    let renewal = parse_object(given, "renewal", &params)?;
    reject_empty(&renewal, "renewal", &["reference"])?;
    Ok(renewal)
}

/// What stands in the journal of a renewal: no address.
pub(super) fn subject<J: JsonValue>(renewal: &J) -> J {
    let subject = J::object();
    subject.set("reference", &renewal.get("reference"));
    subject.set("number", &J::from_str(&number_hash(renewal)));
    subject
}

/// What stands for a number.
pub(super) fn number_hash<J: JsonValue>(renewal: &J) -> String {
    let email = renewal.get_string("email").unwrap_or_default();
    scope_hash(&["email", &email.to_ascii_lowercase()])
}

/// The slash at the end belongs to the path: without it the server redirects, and a redirect
/// loses the body.
pub(super) fn request<J: JsonValue>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.get_string("email").unwrap_or_default();
    let body = Body::Json(vec![("email", email)]);
    let reference = renewal.get_string("reference");
    Request::write("renewNumber", Product::Voice, path, body).with_reference(reference)
}

/// The renewal, with what there is of it.
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
        // The status said that it was done.
        renewal.set("success", &J::from_bool(true));
        issues.push(Issue {
            path: "body.success".to_owned(),
            message: "is missing: taken as true because the status was a success".to_owned(),
        });
    }
    renewal.set("reference", &args.get("reference"));
    (renewal, issues)
}

#[cfg(target_arch = "wasm32")]
#[path = "renewal_js.rs"]
pub(crate) mod js;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::decode_write;
    use crate::core::test_json::{TestJson, parse_json};

    fn renewed(text: &str) -> Result<TestJson, Error> {
        decode_write(&text.to_owned(), &|body: &TestJson| {
            decode_renewal(body, &parse_json(r#"{"reference":"r-1"}"#))
        })
    }

    #[test]
    fn the_request_keeps_its_trailing_slash() {
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
        assert_eq!(renewed(regular).unwrap(), expected);
        assert_eq!(
            renewed(r#"{"message":"done","success":"1"}"#).unwrap(),
            expected
        );
    }

    #[test]
    fn what_the_server_says_is_kept() {
        let renewal =
            renewed(r#"{"message":"no plan","success":false,"data":{"plan":null}}"#).unwrap();
        assert_eq!(renewal.get("success"), TestJson::Bool(false));
        assert_eq!(renewal.get("data"), parse_json(r#"{"plan":null}"#));
    }

    #[test]
    fn an_odd_answer_is_a_renewal_all_the_same() {
        for (text, issues) in [
            ("{}", 1),
            ("null", 2),
            ("[]", 2),
            (r#"{"success":"maybe"}"#, 2),
        ] {
            let renewal = renewed(text).unwrap();
            assert_eq!(renewal.get("success"), TestJson::Bool(true), "{text}");
            assert_eq!(renewal.get("issues").length(), issues, "{text}");
        }
        assert_eq!(renewed("<html>").unwrap_err().kind, Kind::Decode);
    }
}
