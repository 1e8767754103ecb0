//! An order's description, which carries its reference: the API has no other free text.
//!
//! ```text
//! po1:<shopper>:<reference>:<the caller's own description>
//! ```
//!
//! The shopper and the text may be empty. Neither shopper nor reference can contain a colon, so the
//! form is unambiguous.

use super::json::{JsonValue, string_or_null};
use super::text::join;

const PREFIX: &str = "po1:";

/// The parts of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDescription<'a> {
    /// The shopper; empty if the caller gave none.
    pub shopper: &'a str,
    /// The reference of the purchase.
    pub reference: &'a str,
    /// The caller's own description; empty if the caller gave none.
    pub text: &'a str,
}

/// The text that the descriptions of the wanted orders contain: those of a shopper, of a reference, or
/// of both.
pub fn search_text(shopper: Option<&str>, reference: Option<&str>) -> String {
    let start = shopper.map_or_else(|| ":".to_owned(), |shopper| join(&[PREFIX, shopper, ":"]));
    match reference {
        Some(reference) => join(&[&start, reference, ":"]),
        None => start,
    }
}

/// Formats the description of an order.
pub fn format(shopper: &str, reference: &str, text: &str) -> String {
    join(&[PREFIX, shopper, ":", reference, ":", text])
}

/// Parses a description; `None` if it has another form.
pub fn parse(description: &str) -> Option<OrderDescription<'_>> {
    let (shopper, rest) = description.strip_prefix(PREFIX)?.split_once(':')?;
    let (reference, text) = rest.split_once(':')?;
    (!reference.is_empty()).then_some(OrderDescription {
        shopper,
        reference,
        text,
    })
}

/// Splits the `description` of decoded orders: sets `shopper`, `reference` and the caller's own
/// `description`, each `null` if it is absent. Other descriptions are not changed.
pub fn split_descriptions<J: JsonValue>(orders: &J) {
    orders.set_column("shopper", &J::null());
    orders.set_column("reference", &J::null());
    // Only these orders cost calls of their own: most descriptions have another form.
    let rows = orders.rows_with_prefix("description", PREFIX);
    for index in 0..rows.length() {
        let order = rows.at(index);
        let description = order.get_string("description").unwrap_or_default();
        if let Some(parts) = parse(&description) {
            order.set("shopper", &string_or_null(parts.shopper));
            order.set("reference", &J::from_str(parts.reference));
            order.set("description", &string_or_null(parts.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formatted_description_parses_back() {
        for (shopper, reference, text) in [
            ("", "cart-7", ""),
            ("", "cart.7~_", "two words: and a colon"),
            ("ab12", "cart-7", " leading blank"),
            ("ab12", "c", "po1:x:y:z"),
        ] {
            let formatted = format(shopper, reference, text);
            let expected = OrderDescription {
                shopper,
                reference,
                text,
            };
            assert_eq!(parse(&formatted), Some(expected), "{formatted}");
            assert!(formatted.starts_with(&search_text(Some(shopper), Some(reference))));
            assert!(formatted.starts_with(&search_text(Some(shopper), None)));
            assert!(formatted.contains(&search_text(None, Some(reference))));
        }
    }

    #[test]
    fn other_forms_are_not_parsed() {
        for text in [
            "", "Topup", "po1:", "po1:a", "po1::", "po1:: x", "po1:a:b", "po1:::b", "po2::c",
            " po1::c",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
