//! The error of a purchase that did not end with an order.

use super::purchase_protocol::End;
use crate::core::error::{Error, Kind, WriteOutcome};

/// The pause before a caller asks again, in ms.
const RETRY_AFTER_MS: f64 = 2_000.0;

/// The error of an end. `cause` is the failure of this call, `stored` that of an earlier try.
pub fn error(end: End, cause: Error, stored: impl FnOnce() -> Error) -> Error {
    let (mut error, outcome) = match end {
        End::Failed => (cause, WriteOutcome::NotOrdered),
        End::StoredFailure => {
            let mut error = stored();
            error.stored = true;
            (error, WriteOutcome::NotOrdered)
        }
        End::Closed => (
            plain(
                Kind::PurchaseClosed,
                "the reference is closed; nothing was ordered",
            ),
            WriteOutcome::NotOrdered,
        ),
        End::Conflict => (
            plain(
                Kind::ReferenceReused,
                "the reference belongs to another purchase or renewal; nothing was sent",
            ),
            WriteOutcome::NotOrdered,
        ),
        End::NumberBusy => (
            plain(
                Kind::NumberBusy,
                "another renewal or claim of this number is open; nothing was sent",
            ),
            WriteOutcome::NotOrdered,
        ),
        End::InProgress => {
            let message = "another call is at work on this reference or number; ask again later";
            let mut error = plain(Kind::InProgress, message);
            error.retry_after_ms = Some(RETRY_AFTER_MS);
            (error, WriteOutcome::Unknown)
        }
        End::NothingSent => (cause, WriteOutcome::Unknown),
        End::Open | End::Done | End::NothingOpen => {
            let error = match cause.kind {
                Kind::OutcomeUnknown => cause,
                _ => Error::earlier_outcome_unknown(cause),
            };
            (error, WriteOutcome::Unknown)
        }
    };
    error.outcome = Some(outcome);
    error
}

fn plain(kind: Kind, message: &str) -> Error {
    Error::new(kind, &[message])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proven_end_says_that_nothing_was_ordered() {
        for (end, kind, outcome) in [
            (End::Failed, Kind::Server, WriteOutcome::NotOrdered),
            (
                End::StoredFailure,
                Kind::SimRecycled,
                WriteOutcome::NotOrdered,
            ),
            (End::Closed, Kind::PurchaseClosed, WriteOutcome::NotOrdered),
            (
                End::Conflict,
                Kind::ReferenceReused,
                WriteOutcome::NotOrdered,
            ),
            (End::NumberBusy, Kind::NumberBusy, WriteOutcome::NotOrdered),
            (End::InProgress, Kind::InProgress, WriteOutcome::Unknown),
            (End::NothingSent, Kind::Server, WriteOutcome::Unknown),
            (End::Open, Kind::OutcomeUnknown, WriteOutcome::Unknown),
        ] {
            let stored = || Error::new(Kind::SimRecycled, &["stored"]);
            let error = error(end, Error::new(Kind::Server, &["cause"]), stored);
            assert_eq!(
                (error.kind, error.outcome),
                (kind, Some(outcome)),
                "{end:?}"
            );
            assert_eq!(error.stored, end == End::StoredFailure);
        }
    }
}
