//! How an order carries its reference: in its description, the one free text that the API has.
//!
//! ```text
//! po1:<shopper>:<reference>[ <the caller's own description>]
//! ```
//!
//! The shopper may be empty. Neither name can hold a colon or a blank, so that the form reads back in
//! one way. `columns.js` reads it in the rows of a list.

const MARK: &str = "po1:";

/// What a description says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described<'a> {
    /// Whose order it is; empty for nobody's.
    pub shopper: &'a str,
    /// Which purchase it is.
    pub reference: &'a str,
    /// What the caller wrote; empty for nothing.
    pub text: &'a str,
}

/// What the descriptions of this purchase begin with, or those of this shopper without a reference.
pub fn beginning(shopper: &str, reference: &str) -> String {
    [MARK, shopper, ":", reference].concat()
}

/// The description of an order.
pub fn describe(shopper: &str, reference: &str, text: &str) -> String {
    let blank = if text.is_empty() { "" } else { " " };
    [&beginning(shopper, reference), blank, text].concat()
}

/// What a description says; `None` where it is none of this form.
pub fn read(description: &str) -> Option<Described<'_>> {
    let (shopper, rest) = description.strip_prefix(MARK)?.split_once(':')?;
    let (reference, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let name = |text: &str| !text.contains([':', ' ']);
    (name(shopper) && name(reference) && !reference.is_empty()).then_some(Described {
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
            ("ab12", "c", "po1:x:y z"),
        ] {
            let made = describe(shopper, reference, text);
            let said = Described {
                shopper,
                reference,
                text,
            };
            assert_eq!(read(&made), Some(said), "{made}");
            assert!(made.starts_with(&beginning(shopper, reference)));
        }
    }

    #[test]
    fn what_is_of_another_form_says_nothing() {
        for text in [
            "",
            "Topup",
            "po1:",
            "po1:a",
            "po1::",
            "po1:: x",
            "po1:a b:c",
            "po2::c",
            " po1::c",
            "po1:a:b:c",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
