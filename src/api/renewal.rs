//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). Turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented: the first is read
//! for what it holds, the second can be set (`voice`).

use crate::core::argument::{EMAIL, REFERENCE, Rule, fields, holds_something, needed, optional};
use crate::core::error::Error;
use crate::core::history_cache::account;
use crate::core::json::{Json, Types};
use crate::core::request::{Body, Product, Request};
use crate::core::schema::{Field, Oddity, Shape, nullable, salvage};

const FIELDS: &[Field] = &[
    nullable("message", Shape::Text),
    nullable("success", Shape::Flag),
    nullable("data", Shape::Any),
];

/// Checks whose number a caller wants renewed.
pub(super) fn renewal<J: Json>(given: &J) -> Result<J, Error> {
    let params = [
        needed("email", EMAIL),
        optional("reference", REFERENCE),
        optional("resend", Rule::Flag),
    ];
    let renewal = fields(given, "renewal", &params)?;
    holds_something(&renewal, "renewal", &["reference"])?;
    Ok(renewal)
}

/// What stands in the journal of a renewal: no address.
pub(super) fn about<J: Json>(renewal: &J) -> J {
    let about = J::object();
    about.set("reference", &renewal.get("reference"));
    about.set("number", &J::of_text(&number(renewal)));
    about
}

/// What stands for a number.
pub(super) fn number<J: Json>(renewal: &J) -> String {
    let email = renewal.text_of("email").unwrap_or_default();
    account(&["email", &email.to_ascii_lowercase()])
}

/// The slash at the end belongs to the path: without it the server redirects, and a redirect
/// loses the body.
pub(super) fn request<J: Json>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.text_of("email").unwrap_or_default();
    let body = Body::Json(vec![("email", email)]);
    let reference = renewal.text_of("reference");
    Request::write("renewNumber", Product::Voice, path, body).named(reference)
}

/// The renewal, with what there is of it.
pub(super) fn take<J: Json>(body: &J, asked: &J) -> (J, Vec<Oddity>) {
    let mut oddities = Vec::new();
    let renewal = if body.types().only(Types::OBJECT) {
        body.clone()
    } else {
        oddities.push(Oddity {
            path: "body".to_owned(),
            message: "the answer cannot be read: body is not an object".to_owned(),
        });
        J::object()
    };
    oddities.extend(salvage(&renewal, FIELDS, "body"));
    if renewal.get("success").flag().is_none() {
        // The status said that it was done.
        renewal.set("success", &J::of_flag(true));
        oddities.push(Oddity {
            path: "body.success".to_owned(),
            message: "is missing: taken as true because the status was a success".to_owned(),
        });
    }
    renewal.set("reference", &asked.get("reference"));
    (renewal, oddities)
}

#[cfg(target_arch = "wasm32")]
#[path = "renewal_js.rs"]
pub(crate) mod js;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::read_outcome;
    use crate::core::testing::{Doc, doc};

    fn renewed(text: &str) -> Result<Doc, Error> {
        read_outcome(&text.to_owned(), &|body: &Doc| {
            take(body, &doc(r#"{"reference":"r-1"}"#))
        })
    }

    #[test]
    fn the_request_keeps_its_trailing_slash() {
        let request = request(&renewal(&doc(r#"{"email":"ada@example.org"}"#)).unwrap());
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
        let expected = doc(
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
        let told =
            renewed(r#"{"message":"no plan","success":false,"data":{"plan":null}}"#).unwrap();
        assert_eq!(told.get("success"), Doc::Flag(false));
        assert_eq!(told.get("data"), doc(r#"{"plan":null}"#));
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
            assert_eq!(renewal.get("success"), Doc::Flag(true), "{text}");
            assert_eq!(renewal.get("issues").length(), issues, "{text}");
        }
        assert_eq!(renewed("<html>").unwrap_err().kind, Kind::Decode);
    }
}
