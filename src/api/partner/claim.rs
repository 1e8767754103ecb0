//! The claim of a number: its arguments, its entry and its request.
//!
//! `PressOne`'s menu has "Claim number" (`POST`, voice-only product). Its path and body are not documented, so they are
//! options of the client. Its answer is decoded like that of a renewal.

use std::borrow::Cow;

use crate::core::argument::{Arg, ArgType, not_empty, optional, parse_object, required};
use crate::core::argument_types::{EMAIL, NON_BLANK, REFERENCE, SHOPPER, TRIES};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::partner::digest::reference_digest;
use crate::core::partner::undocumented::ClaimNames;
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::text::join;

const CLAIM: &[Arg] = &[
    required("number", NON_BLANK),
    required("email", EMAIL),
    optional("fields", ArgType::Any),
    // `undefined` is almost always a caller's bug. Each call would be a claim of its own.
    not_empty("reference", REFERENCE),
    optional("tries", TRIES),
    optional("shopper", SHOPPER),
];

/// Parses the arguments. The names of the request become a part of them.
pub(crate) fn parse_claim<J: JsonValue>(
    value: &J,
    names: Result<&ClaimNames, Error>,
) -> Result<J, Error> {
    let claim = parse_object(value, "claim", CLAIM)?;
    let fields = claim.get("fields");
    for name in strings(&fields.keys()) {
        if fields.get_dynamic(&name).as_string().is_none() {
            let path = join(&["claim.fields.", &name]);
            return Err(Error::argument(&path, "must be a string"));
        }
    }
    if !fields
        .types()
        .is_subset(TypeSet::OBJECT | TypeSet::MISSING | TypeSet::NULL)
    {
        return Err(Error::argument(
            "claim.fields",
            "must be an object of strings",
        ));
    }
    let names = names?;
    claim.set_text("path", &names.path);
    claim.set_text("numberField", &names.number_field);
    claim.set_text("emailField", &names.email_field);
    Ok(claim)
}

/// The content of the journal entry. Its digests make it the same claim.
pub(crate) fn about<J: JsonValue>(claim: &J) -> J {
    let text = |name| claim.get_string(name).unwrap_or_default();
    let about = J::object();
    about.set_text("email", &text("email"));
    about.set_text("claimed_number", &text("number"));
    let number = same_form(&text("number"));
    about.set_text("number", &reference_digest(&["number", &number]));
    about.set_text("owner", &reference_digest(&["email", &owner(claim)]));
    about
}

/// The letters and digits of a number. `+1 202-555-0100` and `12025550100` are one number.
fn same_form(number: &str) -> String {
    let is_part = |each: &char| each.is_ascii_alphanumeric();
    number.chars().filter(is_part).collect()
}

/// The address that a claimed number belongs to.
pub(crate) fn owner<J: JsonValue>(claim: &J) -> String {
    let email = claim.get_string("email").unwrap_or_default();
    email.to_ascii_lowercase()
}

/// The request.
pub(crate) fn request<J: JsonValue>(claim: &J) -> Request {
    let text = |name| claim.get_string(name).unwrap_or_default();
    let further = claim.get("fields");
    let mut body: Vec<(Cow<'static, str>, String)> = strings(&further.keys())
        .filter_map(|name| {
            let value = further.get_dynamic(&name).as_string()?;
            Some((name.into(), value))
        })
        .collect();
    body.push((text("numberField").into(), text("number")));
    body.push((text("emailField").into(), text("email")));
    let body = Body::Json(body);
    Request::post(
        "claimNumber",
        Effect::Renewal,
        Product::Voice,
        &text("path"),
        body,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    fn names() -> ClaimNames {
        ClaimNames {
            path: "/voice/claim/".to_owned(),
            number_field: "msisdn".to_owned(),
            email_field: "mail".to_owned(),
        }
    }

    fn parse(text: &str) -> Result<TestJson, Error> {
        parse_claim(&parse_json(text), Ok(&names()))
    }

    #[test]
    fn the_request_has_the_names_of_the_options_and_further_fields() {
        let claim = parse(
            r#"{"number":"+12025550200","email":"Ada@example.org","fields":{"plan":"monthly"}}"#,
        );
        let request = request(&claim.unwrap());
        assert_eq!(request.path, "/voice/claim/");
        assert_eq!(
            (request.product, request.effect),
            (Product::Voice, Effect::Renewal)
        );
        let body = [
            ("plan", "monthly"),
            ("msisdn", "+12025550200"),
            ("mail", "Ada@example.org"),
        ];
        let body = body.map(|(name, value)| (name.into(), value.to_owned()));
        assert_eq!(request.body, Body::Json(body.to_vec()));
    }

    #[test]
    fn arguments_are_checked_before_the_options() {
        let missing = || {
            Err(Error::configuration(
                "options.numbers.claimPath",
                "is needed",
            ))
        };
        let error = |text: &str| parse_claim(&parse_json(text), missing()).unwrap_err();
        for (bad, path) in [
            (r#"{"email":"a@example.org"}"#, "claim.number"),
            (r#"{"number":"1","email":"a"}"#, "claim.email"),
            (
                r#"{"number":"1","email":"a@example.org","plan":"x"}"#,
                "claim.plan",
            ),
            (
                r#"{"number":"1","email":"a@example.org","fields":{"a":7}}"#,
                "claim.fields.a",
            ),
            (
                r#"{"number":"1","email":"a@example.org","fields":"a"}"#,
                "claim.fields",
            ),
        ] {
            assert_eq!(error(bad).path.as_deref(), Some(path), "{bad}");
        }
        let complete = error(r#"{"number":"1","email":"a@example.org"}"#);
        assert_eq!(complete.kind, Kind::Configuration);
    }

    #[test]
    fn the_same_number_for_the_same_address_is_the_same_claim() {
        let about = |number: &str, email: &str| {
            let text = format!(r#"{{"number":"{number}","email":"{email}"}}"#);
            let about = about(&parse(&text).unwrap());
            ["number", "owner"].map(|name| about.get_string(name).unwrap())
        };
        let one = about("+1", "Ada@example.org");
        assert_eq!(one, about("+1", "ada@example.org"));
        assert_eq!(
            about("+1 (202) 555-0100", "a@example.org"),
            about("12025550100", "a@example.org")
        );
        assert_ne!(one[0], about("+2", "ada@example.org")[0]);
        assert_ne!(one[1], about("+1", "eve@example.org")[1]);
    }
}
