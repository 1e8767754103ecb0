//! The error of a purchase that did not end with an order.

use super::gateway_answer::failure;
use super::protocol::End;
use crate::core::error::{Kind, WriteOutcome};
use crate::core::json::{JsonValue, TypeSet};
use crate::core::text::join;

/// The source of what an error says, beside its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The error is its cause, with more details.
    Cause,
    /// The error has a cause.
    Caused,
    /// The details say all.
    Details,
}

/// The details of the error, as properties of the error object. `purchase` is the gateway's, and `cause` the
/// error of the last answer.
pub fn details<J: JsonValue>(end: End, purchase: &J, cause: &J) -> (Base, J) {
    let told = |kind: Kind, message: &str| {
        let details = J::object();
        details.set_text("kind", kind.as_str());
        details.set_text("message", message);
        details
    };
    let (base, details, outcome) = match end {
        End::Refused => (Base::Cause, J::object(), WriteOutcome::NotOrdered),
        End::RefusedUnproven => (Base::Cause, J::object(), WriteOutcome::Unknown),
        End::Failed => (Base::Details, failure(purchase), WriteOutcome::NotOrdered),
        End::Conflict => {
            let message = "the reference belongs to another purchase; nothing was ordered";
            let details = told(Kind::ReferenceReused, message);
            (Base::Details, details, WriteOutcome::NotOrdered)
        }
        End::NoGateway => {
            let message = "baseUrl is no gateway: a page buys through pressone-esim/gateway on the \
                           shop's own server";
            let details = told(Kind::Configuration, message);
            details.set_text("path", "options.baseUrl");
            (Base::Caused, details, WriteOutcome::Unknown)
        }
        End::Unknown | End::Done => {
            let reason = cause.get_string("message").unwrap_or_default();
            let message = [
                "the request was sent and may have been carried out; call again with the same \
                 reference (",
                &reason,
                ")",
            ];
            let details = told(Kind::OutcomeUnknown, &join(&message));
            for name in ["status", "code", "reason"] {
                let value = cause.get(name);
                if value.types() != TypeSet::MISSING {
                    details.set(name, &value);
                }
            }
            (Base::Caused, details, WriteOutcome::Unknown)
        }
    };
    details.set_text("outcome", outcome.as_str());
    if let Some(tries) = purchase.get_f64("tries") {
        details.set("tries", &J::from_f64(tries.trunc().clamp(0.0, 1e9)));
    }
    (base, details)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn told(end: End) -> (Base, TestJson) {
        let purchase = parse_json(r#"{"state":"failed","tries":2,"error":{"kind":"validation"}}"#);
        let cause = parse_json(r#"{"kind":"server","message":"it failed","status":502}"#);
        details(end, &purchase, &cause)
    }

    #[test]
    fn nothing_was_ordered_only_if_the_end_proves_it() {
        for (end, base, kind, outcome) in [
            (
                End::Failed,
                Base::Details,
                Some("validation"),
                "not_ordered",
            ),
            (
                End::Conflict,
                Base::Details,
                Some("reference_reused"),
                "not_ordered",
            ),
            (End::Refused, Base::Cause, None, "not_ordered"),
            (End::RefusedUnproven, Base::Cause, None, "unknown"),
            (
                End::NoGateway,
                Base::Caused,
                Some("configuration"),
                "unknown",
            ),
            (
                End::Unknown,
                Base::Caused,
                Some("outcome_unknown"),
                "unknown",
            ),
        ] {
            let (found, details) = told(end);
            assert_eq!(found, base, "{end:?}");
            assert_eq!(details.get_string("kind").as_deref(), kind, "{end:?}");
            assert_eq!(
                details.get_string("outcome").as_deref(),
                Some(outcome),
                "{end:?}"
            );
            assert_eq!(details.get_f64("tries"), Some(2.0), "{end:?}");
        }
    }

    #[test]
    fn an_unknown_outcome_names_its_cause_and_its_status() {
        let (_, details) = told(End::Unknown);
        let message = details.get_string("message").unwrap();
        assert!(message.contains("(it failed)"), "{message}");
        assert_eq!(details.get_f64("status"), Some(502.0));
        assert_eq!(details.get("code"), TestJson::Missing);
    }
}
