//! The orders of the list under the digest of one reference.

use super::order_description::OrderDescription;
use crate::core::json::JsonValue;

/// The relation of a listed order to a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedOrder {
    /// It is the order of the purchase.
    Bought,
    /// It would be, but it failed or was refunded.
    NotBought,
    /// Its reference is the same, and its content is another.
    OtherContent,
    /// It has another reference.
    Foreign,
}

/// The states of an order that is not told as bought.
const NOT_BOUGHT: &[&str] = &["failed", "refunded"];

/// The digest of a listed order's content.
pub fn content_of_row<J: JsonValue>(row: &J) -> Option<String> {
    let description = row.get_string("description")?;
    OrderDescription::parse(&description).map(|parts| parts.content.to_owned())
}

/// Returns the relation of a row to the purchase with this digest and content. An empty content stands for
/// any.
pub fn sort<J: JsonValue>(row: &J, digest: &str, content: &str) -> ListedOrder {
    let description = row.get_string("description").unwrap_or_default();
    let Some(parts) = OrderDescription::parse(&description) else {
        return ListedOrder::Foreign;
    };
    if parts.digest != digest {
        return ListedOrder::Foreign;
    }
    if !content.is_empty() && parts.content != content {
        return ListedOrder::OtherContent;
    }
    let status = row.get("status").get_string("slug").unwrap_or_default();
    if NOT_BOUGHT.contains(&&*status) {
        ListedOrder::NotBought
    } else {
        ListedOrder::Bought
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn a_row_is_told_by_its_description_and_status() {
        const DIGEST: &str = "0123456789abcdef0123456789abcdef";
        for (description, status, expected) in [
            (
                "0123456789abcdef0123456789abcdef:aaaaaaaa:::",
                "completed",
                ListedOrder::Bought,
            ),
            (
                "0123456789abcdef0123456789abcdef:aaaaaaaa::r:t",
                "",
                ListedOrder::Bought,
            ),
            (
                "0123456789abcdef0123456789abcdef:aaaaaaaa:::",
                "refunded",
                ListedOrder::NotBought,
            ),
            (
                "0123456789abcdef0123456789abcdef:aaaaaaaa:::",
                "failed",
                ListedOrder::NotBought,
            ),
            (
                "0123456789abcdef0123456789abcdef:aaaaaaaa:::",
                "partially_refunded",
                ListedOrder::Bought,
            ),
            (
                "0123456789abcdef0123456789abcdef:bbbbbbbb:::",
                "",
                ListedOrder::OtherContent,
            ),
            (
                "0000000000000000000000000000000a:aaaaaaaa:::",
                "",
                ListedOrder::Foreign,
            ),
            ("not a description", "", ListedOrder::Foreign),
        ] {
            let row = parse_json(&format!(
                r#"{{"id":1,"description":"po2:{description}","status":{{"slug":"{status}"}}}}"#
            ));
            assert_eq!(
                sort(&row, DIGEST, "aaaaaaaa"),
                expected,
                "{description} {status}"
            );
        }
    }

    #[test]
    fn an_empty_content_stands_for_any() {
        let row = parse_json(
            r#"{"code":"c","description":"po2:0123456789abcdef0123456789abcdef:bbbbbbbb:::"}"#,
        );
        let digest = "0123456789abcdef0123456789abcdef";
        assert_eq!(sort(&row, digest, ""), ListedOrder::Bought);
        assert_eq!(content_of_row(&row).as_deref(), Some("bbbbbbbb"));
        assert_eq!(content_of_row(&parse_json("{}")), None);
    }
}
