//! The error of a purchase that did not end with an order.

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
    let details = J::object();
    let (base, outcome) = match end {
        End::Refused => (Base::Cause, WriteOutcome::NotOrdered),
        End::RefusedUnproven => (Base::Cause, WriteOutcome::Unknown),
        End::Failed => {
            describe_failure(&details, purchase);
            (Base::Details, WriteOutcome::NotOrdered)
        }
        End::Conflict => {
            let message = "the reference belongs to another purchase; nothing was ordered";
            set_message(&details, Kind::ReferenceReused, message);
            (Base::Details, WriteOutcome::NotOrdered)
        }
        End::NoGateway => {
            let message = "baseUrl is no gateway: a page buys through pressone-esim/gateway on the \
                           shop's own server";
            set_message(&details, Kind::Configuration, message);
            details.set_text("path", "options.baseUrl");
            (Base::Caused, WriteOutcome::Unknown)
        }
        End::Unknown | End::Done => {
            let reason = cause.get_string("message").unwrap_or_default();
            let message = [
                "the request was sent and may have been carried out; call again with the same \
                 reference (",
                &reason,
                ")",
            ];
            set_message(&details, Kind::OutcomeUnknown, &join(&message));
            for name in ["status", "code", "reason"] {
                copy(&details, cause, name, TypeSet::NUMBER | TypeSet::STRING);
            }
            (Base::Caused, WriteOutcome::Unknown)
        }
    };
    details.set_text("outcome", outcome.as_str());
    if let Some(tries) = purchase.get_u32("tries") {
        details.set("tries", &J::from_f64(tries.into()));
    }
    (base, details)
}

/// Adds the failure of a purchase to the details of an error.
fn describe_failure<J: JsonValue>(details: &J, purchase: &J) {
    if purchase.get_string("state").as_deref() == Some("closed") {
        let message = "the shop closed this purchase; nothing was ordered";
        return set_message(details, Kind::PurchaseClosed, message);
    }
    let stored = purchase.get("error");
    let kind = stored.get_string("kind").as_deref().and_then(Kind::parse);
    let reason = stored.get_string("reason");
    let message = reason.as_deref();
    let message = message.unwrap_or("the purchase failed; nothing was ordered");
    set_message(details, kind.unwrap_or(Kind::Validation), message);
    copy(details, &stored, "code", TypeSet::NUMBER | TypeSet::STRING);
    copy(details, &stored, "reason", TypeSet::STRING);
    let (prices, both) = (stored.get("prices"), J::object());
    if copy(&both, &prices, "paid", TypeSet::NUMBER)
        && copy(&both, &prices, "offered", TypeSet::NUMBER)
    {
        details.set("prices", &both);
    }
    if purchase.get("stored").as_bool() == Some(true) {
        details.set("stored", &J::from_bool(true));
    }
}

/// Sets the kind and the message of an error.
fn set_message<J: JsonValue>(details: &J, kind: Kind, message: &str) {
    details.set_text("kind", kind.as_str());
    details.set_text("message", message);
}

/// Copies a field that has one of these types. Returns false if it has not.
fn copy<J: JsonValue>(to: &J, from: &J, name: &'static str, types: TypeSet) -> bool {
    let value = from.get(name);
    let fits = value.types().is_subset(types);
    if fits {
        to.set(name, &value);
    }
    fits
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

    fn failure_of(purchase: &TestJson) -> TestJson {
        let details = TestJson::object();
        describe_failure(&details, purchase);
        details
    }

    #[test]
    fn a_failure_has_its_kind_and_both_prices() {
        let error = failure_of(&parse_json(
            r#"{"state":"failed","error":{"kind":"price_changed","code":null,
            "reason":"changed","prices":{"paid":4.5,"offered":5}}}"#,
        ));
        let text = |error: &TestJson, name| error.get_string(name);
        assert_eq!(text(&error, "kind").as_deref(), Some("price_changed"));
        assert_eq!(text(&error, "message").as_deref(), Some("changed"));
        assert_eq!(error.get("prices").get_f64("offered"), Some(5.0));
        assert_eq!(error.get("code"), TestJson::Missing);
        for (purchase, kind) in [
            (r#"{"state":"closed"}"#, "purchase_closed"),
            ("{}", "validation"),
            (r#"{"error":{"kind":"new"}}"#, "validation"),
        ] {
            let error = failure_of(&parse_json(purchase));
            assert_eq!(text(&error, "kind").as_deref(), Some(kind), "{purchase}");
        }
    }
}
