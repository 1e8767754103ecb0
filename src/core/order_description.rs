//! How an order carries its reference: in its description, the one free text that the API has.
//!
//! ```text
//! po1:<shopper>:<reference>:<the caller's own description>
//! ```
//!
//! The shopper and the description may be empty. No name can hold a colon, so that the form reads back
//! in one way, and no order's begins with another one's up to its third colon. `columns.js` reads it in
//! the rows of a list.

const PREFIX: &str = "po1:";

/// What a description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDescription<'a> {
    /// Whose order it is; empty for nobody's.
    pub shopper: &'a str,
    /// Which purchase it is.
    pub reference: &'a str,
    /// What the caller wrote; empty for nothing.
    pub text: &'a str,
}

/// What the descriptions of these orders hold: of this purchase, of this shopper, or both.
pub fn search_text(shopper: Option<&str>, reference: Option<&str>) -> String {
    let begin = shopper.map_or_else(|| ":".to_owned(), |shopper| [PREFIX, shopper, ":"].concat());
    match reference {
        Some(reference) => [&begin, reference, ":"].concat(),
        None => begin,
    }
}

/// The description of an order.
pub fn format(shopper: &str, reference: &str, text: &str) -> String {
    [PREFIX, shopper, ":", reference, ":", text].concat()
}

/// What a description says; `None` where it is none of this form.
pub fn parse(description: &str) -> Option<OrderDescription<'_>> {
    let (shopper, rest) = description.strip_prefix(PREFIX)?.split_once(':')?;
    let (reference, text) = rest.split_once(':')?;
    (!reference.is_empty()).then_some(OrderDescription {
        shopper,
        reference,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_reads_back_as_it_was_made() {
        for (shopper, reference, text) in [
            ("", "cart-7", ""),
            ("", "cart.7~_", "two words: and a colon"),
            ("ab12", "cart-7", " leading blank"),
            ("ab12", "c", "po1:x:y:z"),
        ] {
            let made = format(shopper, reference, text);
            let expected = OrderDescription {
                shopper,
                reference,
                text,
            };
            assert_eq!(parse(&made), Some(expected), "{made}");
            assert!(made.starts_with(&search_text(Some(shopper), Some(reference))));
            assert!(made.starts_with(&search_text(Some(shopper), None)));
            assert!(made.contains(&search_text(None, Some(reference))));
        }
    }

    #[test]
    fn what_is_of_another_form_says_nothing() {
        for text in [
            "", "Topup", "po1:", "po1:a", "po1::", "po1:: x", "po1:a:b", "po1:::b", "po2::c",
            " po1::c",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
