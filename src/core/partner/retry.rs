//! Retries of reads: which errors are retried, and after which delay.

use crate::core::error::{Error, Kind};

/// The first delay. Each further one is twice as long.
const FIRST_DELAY_MS: f64 = 500.0;
/// The longest delay without a `Retry-After`.
const MAX_DELAY_MS: f64 = 8_000.0;
/// The longest `Retry-After` that is waited for. A longer one is left to the caller.
const MAX_RETRY_AFTER_MS: f64 = 60_000.0;

/// The state of a call whose attempt has failed.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// The number of retries so far.
    pub retries_done: u32,
    /// The number of retries that are allowed.
    pub max_retries: u32,
    /// The time that is left for the whole call, in milliseconds.
    pub remaining_ms: f64,
    /// A random number from 0 to 1. It spreads the retries of many clients.
    pub random: f64,
}

/// The delay before the next attempt, in milliseconds; `None` if there is none.
///
/// For reads only: a write is sent once.
pub fn delay(error: &Error, attempt: Attempt) -> Option<f64> {
    if attempt.retries_done >= attempt.max_retries || !is_transient(error) {
        return None;
    }
    let doubled = FIRST_DELAY_MS * f64::from(1_u32 << attempt.retries_done.min(16));
    let backoff = doubled.min(MAX_DELAY_MS) * (0.5 + 0.5 * attempt.random.clamp(0.0, 1.0));
    let wait = match error.retry_after_ms {
        Some(hint) if hint > MAX_RETRY_AFTER_MS => return None,
        Some(hint) => hint.max(backoff),
        None => backoff,
    };
    // A wait that outlasts the call would replace this error with a timeout.
    (wait < attempt.remaining_ms).then_some(wait)
}

fn is_transient(error: &Error) -> bool {
    match error.kind {
        Kind::Server => error
            .status
            .is_some_and(|status| status >= 500 || status == 408),
        Kind::Network | Kind::RateLimited => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Attempt = Attempt {
        retries_done: 0,
        max_retries: 2,
        remaining_ms: 30_000.0,
        random: 1.0,
    };

    fn error(kind: Kind, status: Option<u16>, retry_after_ms: Option<f64>) -> Error {
        let mut error = Error::new(kind, &[]);
        error.status = status;
        error.retry_after_ms = retry_after_ms;
        error
    }

    fn close(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-6)
    }

    #[test]
    fn only_transient_errors_are_retried() {
        for (kind, status, retried) in [
            (Kind::Network, None, true),
            (Kind::RateLimited, Some(429), true),
            (Kind::Server, Some(500), true),
            (Kind::Server, Some(503), true),
            (Kind::Server, Some(408), true),
            (Kind::Server, Some(302), false),
            (Kind::Server, Some(422), false),
            (Kind::Timeout, None, false),
            (Kind::Aborted, None, false),
            (Kind::Validation, Some(422), false),
            (Kind::Authentication, Some(401), false),
            (Kind::Decode, Some(200), false),
            (Kind::OutcomeUnknown, Some(502), false),
        ] {
            let found = delay(&error(kind, status, None), FIRST);
            assert_eq!(found.is_some(), retried, "{kind:?} {status:?}");
        }
    }

    #[test]
    fn delays_double_with_jitter_up_to_a_maximum() {
        let error = error(Kind::Network, None, None);
        let at = |retries_done, random| {
            delay(
                &error,
                Attempt {
                    retries_done,
                    random,
                    max_retries: 99,
                    ..FIRST
                },
            )
        };
        assert!(close(at(0, 1.0), 500.0));
        assert!(close(at(0, 0.0), 250.0));
        assert!(close(at(1, 1.0), 1000.0));
        assert!(close(at(9, 1.0), 8000.0));
        assert!(close(at(40, 0.0), 4000.0));
    }

    #[test]
    fn retry_after_is_honoured_up_to_a_maximum() {
        let limited = |hint| error(Kind::RateLimited, Some(429), Some(hint));
        assert!(close(delay(&limited(2000.0), FIRST), 2000.0));
        assert!(close(delay(&limited(0.0), FIRST), 500.0));
        assert_eq!(delay(&limited(900_000.0), FIRST), None);
        assert_eq!(
            delay(&limited(40_000.0), FIRST),
            None,
            "longer than the call"
        );
    }

    #[test]
    fn retries_end_with_their_number_or_the_call_s_time() {
        let error = error(Kind::Network, None, None);
        assert_eq!(
            delay(
                &error,
                Attempt {
                    retries_done: 2,
                    ..FIRST
                }
            ),
            None
        );
        assert_eq!(
            delay(
                &error,
                Attempt {
                    max_retries: 0,
                    ..FIRST
                }
            ),
            None
        );
        assert_eq!(
            delay(
                &error,
                Attempt {
                    remaining_ms: 100.0,
                    ..FIRST
                }
            ),
            None
        );
    }
}
