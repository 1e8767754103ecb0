//! The lifetime of the access token.

/// The lifetime that `PressOne` documents. A longer `expires_in` is not believed.
const MAX_LIFETIME_MS: f64 = 24.0 * 3_600_000.0;
/// A token is replaced this long before it expires, because a request takes time.
const MARGIN_MS: f64 = 60_000.0;

/// The time at which a token that was received at `now_ms` is replaced. An absent or invalid lifetime
/// counts as 24 hours.
pub fn refresh_time(now_ms: f64, expires_in_s: Option<f64>) -> f64 {
    let lifetime = expires_in_s
        .filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
        .map_or(MAX_LIFETIME_MS, |seconds| {
            (seconds * 1000.0).min(MAX_LIFETIME_MS)
        });
    // A token with a very short lifetime is used for half of it.
    now_ms + (lifetime - MARGIN_MS).max(lifetime / 2.0)
}

/// True if a token received at `received_ms` can still be used. A clock that was set back makes the
/// token invalid, because it would lengthen the token's life.
pub fn is_valid(now_ms: f64, received_ms: f64, refresh_at_ms: f64) -> bool {
    now_ms >= received_ms && now_ms < refresh_at_ms
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-6
    }

    #[test]
    fn a_token_is_used_for_a_day_at_most_minus_a_margin() {
        for (expires_in, expected) in [
            (Some(31_622_400.0), 24.0 * HOUR - MARGIN_MS),
            (None, 24.0 * HOUR - MARGIN_MS),
            (Some(f64::NAN), 24.0 * HOUR - MARGIN_MS),
            (Some(-5.0), 24.0 * HOUR - MARGIN_MS),
            (Some(3600.0), HOUR - MARGIN_MS),
            (Some(60.0), 30_000.0),
            (Some(0.0), 0.0),
        ] {
            assert!(
                near(refresh_time(7.0, expires_in), 7.0 + expected),
                "{expires_in:?}"
            );
        }
    }

    #[test]
    fn a_token_is_invalid_after_its_end_and_if_the_clock_was_set_back() {
        assert!(is_valid(100.0, 100.0, 200.0));
        assert!(!is_valid(200.0, 100.0, 200.0));
        assert!(!is_valid(99.0, 100.0, 200.0));
    }
}
