//! The arguments of an order of new eSIMs in a page.

use crate::core::argument::{Arg, not_empty, optional, parse_object, required};
use crate::core::argument_types::{
    COUNTRY_CODE, DESCRIPTION, NON_BLANK, PACKAGE_TYPE, PRICE, QUANTITY, REFERENCE, TRIES,
};
use crate::core::error::Error;
use crate::core::json::JsonValue;

const ORDER: &[Arg] = &[
    required("package_id", NON_BLANK),
    optional("quantity", QUANTITY),
    optional("description", DESCRIPTION),
    // `undefined` is almost always a caller's bug here and in the reference.
    not_empty("price", PRICE),
    not_empty("reference", REFERENCE),
    optional("country", COUNTRY_CODE),
    optional("type", PACKAGE_TYPE),
    optional("tries", TRIES),
];

/// Parses the arguments.
pub(crate) fn parse_order<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "order", ORDER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn an_order_of_esims_has_no_options_of_the_server() {
        let order = r#"{"package_id":"a","quantity":50,"price":4.5,"country":"NO","type":"local",
            "reference":"pay-1","description":"cart 7","tries":1}"#;
        assert!(parse_order(&parse_json(order)).is_ok());
        for (bad, path) in [
            ("{}", "order.package_id"),
            (r#"{"package_id":"a","quantity":51}"#, "order.quantity"),
            (r#"{"package_id":"a","country":"no"}"#, "order.country"),
            (r#"{"package_id":"a","price":null}"#, "order.price"),
            (r#"{"package_id":"a","to_email":"a@b"}"#, "order.to_email"),
            (r#"{"package_id":"a","shopper":"ada"}"#, "order.shopper"),
        ] {
            let error = parse_order(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }
}
