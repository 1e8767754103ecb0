//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). It also turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented. So the body is decoded
//! leniently, and the option `voice` sets the authentication.

#[cfg(feature = "partner")]
use crate::core::argument::ArgType;
use crate::core::argument::{Arg, not_empty, optional, parse_object, required};
#[cfg(feature = "partner")]
use crate::core::argument_types::SHOPPER;
use crate::core::argument_types::{EMAIL, REFERENCE, TRIES};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::schema::{Field, FieldType, Issue, decode_lenient, nullable};

const FIELDS: &[Field] = &[
    nullable("message", FieldType::String),
    nullable("success", FieldType::Bool),
    nullable("data", FieldType::Any),
];

const RENEWAL: &[Arg] = &[
    required("email", EMAIL),
    // `undefined` is almost always a caller's bug. Each call would be a renewal of its own.
    not_empty("reference", REFERENCE),
    optional("tries", TRIES),
    #[cfg(feature = "partner")]
    optional("shopper", SHOPPER),
    #[cfg(feature = "partner")]
    optional("unpaid", ArgType::Bool),
];

/// Parses the arguments of a renewal.
pub(crate) fn parse_renewal<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "renewal", RENEWAL)
}

/// Decodes the answer leniently.
pub(crate) fn decode_renewal<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
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

/// The TypeScript of a renewal.
#[cfg(target_arch = "wasm32")]
mod js {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("renewal.d.ts");
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
