//! The names of the journal's purchases, and a person's settlement.

use crate::core::argument::{self, Arg, ArgType, optional, parse_object, required};
use crate::core::argument_types::{NON_BLANK, REFERENCE, SHOPPER};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::text::join;

const REFERENCE_ARGS: &[Arg] = &[
    required("reference", REFERENCE),
    optional("shopper", SHOPPER),
    optional("unpaid", ArgType::Bool),
];

const SETTLEMENT: &[Arg] = &[
    required("reference", REFERENCE),
    required("outcome", ArgType::OneOf(&["done", "failed", "closed"])),
    optional("order_id", ArgType::Any),
    optional("code", NON_BLANK),
    optional("shopper", SHOPPER),
    optional("unpaid", ArgType::Bool),
];

/// Parses a reference, alone or in an object.
pub(crate) fn parse_reference<J: JsonValue>(value: &J) -> Result<J, Error> {
    if value.types().is_subset(TypeSet::STRING) {
        argument::parse_value(value, "reference", REFERENCE)?;
        let args = J::object();
        args.set("reference", value);
        return Ok(args);
    }
    let args = parse_object(value, "purchase", REFERENCE_ARGS)?;
    needs_shopper(&args, "purchase")?;
    Ok(args)
}

/// Parses a person's settlement.
pub(crate) fn parse_settlement<J: JsonValue>(value: &J) -> Result<J, Error> {
    let args = parse_object(value, "settlement", SETTLEMENT)?;
    needs_shopper(&args, "settlement")?;
    let order_id = args.get("order_id");
    let has_id =
        order_id.as_string().is_some_and(|id| !id.is_empty()) || order_id.as_f64().is_some();
    if args.get_string("outcome").as_deref() == Some("done")
        && !has_id
        && args.get_string("code").is_none()
    {
        let problem = "or settlement.code is needed: the order that was found";
        return Err(Error::argument("settlement.order_id", problem));
    }
    Ok(args)
}

/// The key of a purchase that is no payment has its shopper in it.
fn needs_shopper<J: JsonValue>(args: &J, path: &str) -> Result<(), Error> {
    let unpaid = args.get("unpaid").as_bool() == Some(true);
    if unpaid && args.get_string("shopper").is_none() {
        let path = join(&[path, ".shopper"]);
        return Err(Error::argument(&path, "is needed with unpaid"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn a_reference_is_given_alone_or_with_its_shopper() {
        let alone = parse_reference(&parse_json(r#""pi_1""#)).unwrap();
        assert_eq!(alone.get_string("reference").as_deref(), Some("pi_1"));
        let named = parse_json(r#"{"reference":"r","shopper":"ada","unpaid":true}"#);
        assert_eq!(parse_reference(&named), Ok(named));
        for (bad, path) in [
            (r#"" a""#, "reference"),
            (r#"{"shopper":"ada"}"#, "purchase.reference"),
            (r#"{"reference":"r","unpaid":true}"#, "purchase.shopper"),
            ("7", "purchase"),
        ] {
            let error = parse_reference(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn a_settlement_names_an_order_if_it_is_done() {
        for valid in [
            r#"{"reference":"r","outcome":"failed"}"#,
            r#"{"reference":"r","outcome":"done","order_id":7}"#,
            r#"{"reference":"r","outcome":"done","code":"c"}"#,
        ] {
            assert!(parse_settlement(&parse_json(valid)).is_ok(), "{valid}");
        }
        for (bad, path) in [
            ("{}", "settlement.reference"),
            (
                r#"{"reference":"r","outcome":"lost"}"#,
                "settlement.outcome",
            ),
            (
                r#"{"reference":"r","outcome":"done"}"#,
                "settlement.order_id",
            ),
        ] {
            let error = parse_settlement(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }
}
