//! The arguments of a claim in a page.

use crate::core::argument::{Arg, not_empty, optional, parse_object, required};
use crate::core::argument_types::{EMAIL, NON_BLANK, REFERENCE, TRIES};
use crate::core::error::Error;
use crate::core::json::JsonValue;

const CLAIM: &[Arg] = &[
    required("number", NON_BLANK),
    required("email", EMAIL),
    // `undefined` is almost always a caller's bug. Each call would be a claim of its own.
    not_empty("reference", REFERENCE),
    optional("tries", TRIES),
];

/// Parses the arguments.
pub(crate) fn parse_claim<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "claim", CLAIM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn a_claim_has_no_options_of_the_server() {
        let claim = r#"{"number":"+1","email":"ada@shop.example","reference":"pay-1","tries":1}"#;
        assert!(parse_claim(&parse_json(claim)).is_ok());
        for (bad, path) in [
            (r#"{"email":"a@b.example"}"#, "claim.number"),
            (r#"{"number":"1"}"#, "claim.email"),
            (
                r#"{"number":"1","email":"a@b.example","fields":{}}"#,
                "claim.fields",
            ),
            (
                r#"{"number":"1","email":"a@b.example","shopper":"ada"}"#,
                "claim.shopper",
            ),
        ] {
            let error = parse_claim(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }
}
