//! The meaning of the gateway's error answers, and of those of `PressOne` that it passes on.

use crate::core::answer_kind::{kind_of, kind_of_number, meaning_of};
use crate::core::error::Kind;
use crate::core::json::JsonValue;

/// The codes of the gateway, which `PressOne` does not have. Each has the text of its kind.
const GATEWAY_CODES: &[Kind] = &[
    Kind::PriceChanged,
    Kind::ReferenceReused,
    Kind::InProgress,
    Kind::NumberBusy,
    Kind::PaymentRequired,
    Kind::PaymentPending,
    Kind::Configuration,
];

/// The `kind` and the beginning of the `message` of an error, from the status and the business code.
pub fn meaning<J: JsonValue>(status: u16, code: &J) -> J {
    let number = code.as_f64().and_then(kind_of_number);
    let own = code.as_string().and_then(|code| kind_of_text(&code));
    let kind = own.unwrap_or_else(|| kind_of(status, number, false));
    let details = J::object();
    details.set_text("kind", kind.as_str());
    details.set_text("message", meaning_of(kind, status));
    details
}

/// The kind of a gateway's code.
fn kind_of_text(code: &str) -> Option<Kind> {
    let is = |kind: &&Kind| kind.as_str() == code;
    GATEWAY_CODES.iter().find(is).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn kind(status: u16, code: &str) -> String {
        let told: TestJson = meaning(status, &parse_json(code));
        assert!(!told.get_string("message").unwrap().is_empty());
        told.get_string("kind").unwrap()
    }

    #[test]
    fn a_status_has_its_kind() {
        for (status, expected) in [
            (0, "server"),
            (308, "server"),
            (400, "validation"),
            (401, "authentication"),
            (403, "permission"),
            (404, "not_found"),
            (408, "server"),
            (409, "validation"),
            (411, "configuration"),
            (422, "validation"),
            (429, "rate_limited"),
            (500, "server"),
            (999, "server"),
        ] {
            for code in ["null", "7", r#""x""#, "[]"] {
                assert_eq!(kind(status, code), expected, "{status} {code}");
            }
        }
    }

    #[test]
    fn the_gateway_s_codes_have_their_kinds() {
        for expected in GATEWAY_CODES {
            let code = format!("\"{}\"", expected.as_str());
            for status in [404, 409, 422] {
                assert_eq!(kind(status, &code), expected.as_str(), "{status} {code}");
            }
        }
    }

    #[test]
    fn a_code_says_more_than_most_statuses() {
        for (status, code, expected) in [
            (422, "33", "package_unavailable"),
            (500, "11", "insufficient_balance"),
            (402, r#""payment_required""#, "payment_required"),
            (409, r#""in_progress""#, "in_progress"),
            (401, "33", "authentication"),
            (404, "33", "not_found"),
        ] {
            assert_eq!(kind(status, code), expected, "{status} {code}");
        }
    }
}
