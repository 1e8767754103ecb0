//! An order's description, which carries its reference: the API has no other free text.
//!
//! ```text
//! po2:<digest>:<content>:<shopper>:<reference>:<text>
//! ```
//!
//! `digest` stands for the reference, `content` for the bought content, `shopper` for the shop's shopper.
//! The shopper may be empty. The reference is for readers at PressOne; it is empty if it is long or has a colon.
//! Only the text may contain a colon, so the form is unambiguous.

use crate::core::json::{JsonValue, string_or_null};
use crate::core::text::join;

const PREFIX: &str = "po2:";
/// The longest reference that a description shows. The whole fits into 255 characters, the usual size of
/// such a database column.
const MAX_REFERENCE: usize = 64;

/// The parts of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDescription<'a> {
    /// The digest of the reference.
    pub digest: &'a str,
    /// The digest of the content.
    pub content: &'a str,
    /// The digest of the shopper; empty if the caller gave none.
    pub shopper: &'a str,
    /// The reference; empty if it is not shown.
    pub reference: &'a str,
    /// The caller's own description; empty if the caller gave none.
    pub text: &'a str,
}

impl OrderDescription<'_> {
    /// The description as text.
    pub fn format(&self) -> String {
        let shown = self.reference.len() <= MAX_REFERENCE && !self.reference.contains(':');
        let reference = if shown { self.reference } else { "" };
        join(&[
            PREFIX,
            self.digest,
            ":",
            self.content,
            ":",
            self.shopper,
            ":",
            reference,
            ":",
            self.text,
        ])
    }

    /// Parses a description; `None` if it has another form.
    pub fn parse(description: &str) -> Option<OrderDescription<'_>> {
        let mut parts = description.strip_prefix(PREFIX)?.splitn(5, ':');
        let mut part = || parts.next();
        let parsed = OrderDescription {
            digest: part()?,
            content: part()?,
            shopper: part()?,
            reference: part()?,
            text: part()?,
        };
        (is_hex(parsed.digest, 32) && is_hex(parsed.content, 8)).then_some(parsed)
    }
}

/// The text that the description of an order with this reference begins with.
pub fn reference_prefix(digest: &str) -> String {
    join(&[PREFIX, digest, ":"])
}

fn is_hex(text: &str, digits: usize) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == digits && text.bytes().all(is_digit)
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
        if let Some(parts) = OrderDescription::parse(&description) {
            order.set("shopper", &string_or_null(parts.shopper));
            order.set("reference", &string_or_null(parts.reference));
            order.set("description", &string_or_null(parts.text));
        }
    }
}

/// Replaces an order's description by the caller's own part of it.
pub fn keep_text<J: JsonValue>(order: &J) {
    let description = order.get_string("description").unwrap_or_default();
    if let Some(parts) = OrderDescription::parse(&description) {
        order.set("description", &string_or_null(parts.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "0123456789abcdef0123456789abcdef";

    fn description<'a>(
        shopper: &'a str,
        reference: &'a str,
        text: &'a str,
    ) -> OrderDescription<'a> {
        OrderDescription {
            digest: DIGEST,
            content: "01234567",
            shopper,
            reference,
            text,
        }
    }

    #[test]
    fn a_formatted_description_parses_back() {
        for (shopper, reference, text) in [
            ("", "cart-7", ""),
            ("", "cart.7~_", "two words: and a colon"),
            ("ab12", "cart 7", " leading blank"),
            ("ab12", "", "po2:x:y:z"),
        ] {
            let parts = description(shopper, reference, text);
            let formatted = parts.format();
            assert_eq!(
                OrderDescription::parse(&formatted),
                Some(parts),
                "{formatted}"
            );
            assert!(formatted.starts_with(&reference_prefix(DIGEST)));
            assert!(formatted.contains(&[":", shopper, ":"].concat()));
        }
    }

    #[test]
    fn a_long_reference_and_one_with_a_colon_are_not_shown() {
        for reference in ["gid://shop/1", &"x".repeat(65)] {
            let formatted = description("s", reference, "t").format();
            let parsed = OrderDescription::parse(&formatted);
            assert_eq!(parsed, Some(description("s", "", "t")));
        }
    }

    #[test]
    fn the_longest_description_fits_into_255_characters() {
        let reference = "x".repeat(MAX_REFERENCE);
        let text = "t".repeat(100);
        let shopper = "s".repeat(24);
        assert!(description(&shopper, &reference, &text).format().len() <= 255);
    }

    #[test]
    fn other_forms_are_not_parsed() {
        let valid = description("", "r", "").format();
        assert!(OrderDescription::parse(&valid).is_some());
        for text in [
            "",
            "Topup",
            "po2:",
            "po2:a:b:c:d:e",
            &valid.replace("po2", "po1"),
            &valid.replacen("0123", "0XYZ", 1),
            &valid.replacen("01234567:", "", 1),
            &format!(" {valid}"),
        ] {
            assert_eq!(OrderDescription::parse(text), None, "{text}");
        }
    }
}
