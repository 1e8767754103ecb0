//! `POST /customer/v2/orders`: the arguments of an order of new eSIMs.
//!
//! `PressOne`'s pages "Submit order" and "Purchase journey": an order is made only after the shopper has paid.
//! The API has no idempotency key. So the request is sent once, and a lost order is looked up by its
//! description.

use crate::core::argument::{Arg, ArgType, not_empty, optional, parse_object, required};
use crate::core::argument_types::{
    COUNTRY_CODE, DESCRIPTION, EMAIL, NON_BLANK, PACKAGE_TYPE, PRICE, QUANTITY, REFERENCE, SHOPPER,
    TRIES,
};
use crate::core::error::Error;
use crate::core::json::JsonValue;

const ORDER: &[Arg] = &[
    required("package_id", NON_BLANK),
    optional("quantity", QUANTITY),
    optional("description", DESCRIPTION),
    // `undefined` is almost always a caller's bug here and in the reference, as for a top-up.
    not_empty("price", PRICE),
    not_empty("reference", REFERENCE),
    // The part of the package list in which the package is looked for.
    optional("country", COUNTRY_CODE),
    optional("type", PACKAGE_TYPE),
    optional("tries", TRIES),
    optional("shopper", SHOPPER),
    optional("confirmOffer", ArgType::Function),
    optional("to_email", EMAIL),
    optional("sharing_option", ArgType::SubsetOf(&["link", "pdf"])),
    optional("copy_address", ArgType::ListOf(&EMAIL)),
    optional("brand_settings_name", NON_BLANK),
];

/// Parses the arguments of an order. `quantity` is 1 if it is left out.
pub(crate) fn parse_order<J: JsonValue>(value: &J) -> Result<J, Error> {
    let order = parse_object(value, "order", ORDER)?;
    if order.get_f64("quantity").is_none() {
        order.set("quantity", &J::from_f64(1.0));
    }
    let shares = order
        .get_string("sharing_option")
        .is_some_and(|all| !all.is_empty());
    let copies = order.get("copy_address").length() > 0;
    match (order.get_string("to_email").is_some(), shares) {
        (true, false) => Err(Error::argument(
            "order.sharing_option",
            "is needed with to_email: [\"link\"], [\"pdf\"] or both",
        )),
        (false, _) if shares || copies => Err(Error::argument(
            "order.to_email",
            "is needed with sharing_option and copy_address: the address that PressOne writes to",
        )),
        _ => Ok(order),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn parsed(text: &str) -> Result<TestJson, Error> {
        parse_order(&parse_json(text))
    }

    #[test]
    fn an_order_has_a_package_and_1_to_50_esims() {
        let one = parsed(r#"{"package_id":"fjord-7days-1gb"}"#).unwrap();
        assert_eq!(one.get_f64("quantity"), Some(1.0));
        let most = parsed(r#"{"package_id":"a","quantity":50,"country":"NO","type":"local"}"#);
        assert_eq!(most.unwrap().get_f64("quantity"), Some(50.0));
        for (bad, path) in [
            ("null", "order.package_id"),
            (r#"{"package_id":" "}"#, "order.package_id"),
            (r#"{"package_id":"a","quantity":0}"#, "order.quantity"),
            (r#"{"package_id":"a","quantity":51}"#, "order.quantity"),
            (r#"{"package_id":"a","quantity":1.5}"#, "order.quantity"),
            (r#"{"package_id":"a","quantity":"2"}"#, "order.quantity"),
            (r#"{"package_id":"a","price":null}"#, "order.price"),
            (r#"{"package_id":"a","reference":null}"#, "order.reference"),
            (r#"{"package_id":"a","country":"no"}"#, "order.country"),
            (r#"{"package_id":"a","type":"sim"}"#, "order.type"),
            (r#"{"package_id":"a","iccid":"8944"}"#, "order.iccid"),
        ] {
            let error = parsed(bad).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn an_order_is_shared_with_an_address_in_a_form() {
        let shared = parsed(
            r#"{"package_id":"a","to_email":"ada@example.org","sharing_option":["pdf","link"],
            "copy_address":["eve@example.org"],"brand_settings_name":"fjord"}"#,
        )
        .unwrap();
        assert_eq!(
            shared.get_string("sharing_option").as_deref(),
            Some("link,pdf")
        );
        assert_eq!(
            shared.get("copy_address"),
            parse_json(r#"["eve@example.org"]"#)
        );
        for (bad, path) in [
            (r#""to_email":"ada@example.org""#, "order.sharing_option"),
            (
                r#""to_email":"ada@example.org","sharing_option":[]"#,
                "order.sharing_option",
            ),
            (
                r#""to_email":"ada","sharing_option":["pdf"]"#,
                "order.to_email",
            ),
            (r#""sharing_option":["pdf"]"#, "order.to_email"),
            (r#""copy_address":["eve@example.org"]"#, "order.to_email"),
            (r#""copy_address":["eve"]"#, "order.copy_address[0]"),
            (r#""copy_address":"eve@example.org""#, "order.copy_address"),
            (r#""sharing_option":["mail"]"#, "order.sharing_option"),
        ] {
            let error = parsed(&format!(r#"{{"package_id":"a",{bad}}}"#)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }
}
