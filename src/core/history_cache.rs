//! The cached package history: one request per eSIM per 15 minutes.

use super::json::{JsonValue, TypeSet};
use super::text::join;

/// The lifetime of a history: 15 minutes. The server rejects another request for as long.
pub const LIFETIME_MS: f64 = 900_000.0;
/// The maximum rest of a rate limit. A stored limit with a longer rest is corrupt, and is ignored.
const MAX_BLOCK_MS: f64 = 86_400_000.0;
/// The version of the stored format. Other versions are ignored.
const VERSION: f64 = 1.0;
/// The prefix of every key.
pub const KEY_PREFIX: &str = "pressone-esim:history:";

/// The time at which an answer that arrives now was fetched from `PressOne`. `age_ms` is from the
/// `Age` header: the shop's server may have cached the answer.
pub fn fetch_time(now_ms: f64, age_ms: Option<f64>) -> f64 {
    let age_ms = age_ms.filter(|age_ms| (0.0..=LIFETIME_MS).contains(age_ms));
    now_ms - age_ms.unwrap_or(0.0)
}

/// The age of a gateway's answer, from its `meta`; `None` for PressOne's own answer.
pub fn gateway_age<J: JsonValue>(meta: &J) -> Option<f64> {
    meta.get_f64("gateway")?;
    let age_ms = meta.get_f64("age_ms")?;
    (0.0..=MAX_BLOCK_MS).contains(&age_ms).then_some(age_ms)
}

/// The stored history of one eSIM. The default is that of an eSIM without a stored history.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedHistory<J> {
    /// The time of the fetch, in ms since the epoch.
    pub fetched_at: f64,
    /// The end of a rate limit, in ms since the epoch; 0 if there was none.
    pub blocked_until: f64,
    /// The packages, as the caller gets them; `None` before the first answer.
    pub packages: Option<J>,
}

/// The source of the answer to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// From the cache: it is younger than 15 minutes.
    Fresh,
    /// From the server: the cache is empty or too old, and no rate limit is running.
    Fetch,
    /// From the cache although it is old: a rate limit is running.
    Stale,
    /// None, so the call fails: a rate limit is running, and the cache is empty.
    Blocked,
}

impl<J> Default for CachedHistory<J> {
    fn default() -> Self {
        Self {
            fetched_at: 0.0,
            blocked_until: 0.0,
            packages: None,
        }
    }
}

impl<J: JsonValue> CachedHistory<J> {
    /// Reads a stored value; `None` if this version did not write it.
    pub fn from_json(value: &J) -> Option<Self> {
        let number = |key| value.get_f64(key).filter(|number| number.is_finite());
        if number("v") != Some(VERSION) {
            return None;
        }
        let packages = value.get("packages");
        let packages = match packages.types() {
            TypeSet::ARRAY => Some(packages),
            TypeSet::NULL => None,
            _ => return None,
        };
        Some(Self {
            fetched_at: number("fetched_at")?,
            blocked_until: number("blocked_until")?,
            packages,
        })
    }

    /// The value to store.
    pub fn to_json(&self) -> J {
        let value = J::object();
        value.set("v", &J::from_f64(VERSION));
        value.set("fetched_at", &J::from_f64(self.fetched_at));
        value.set("blocked_until", &J::from_f64(self.blocked_until));
        value.set("packages", &self.packages.clone().unwrap_or_else(J::null));
        value
    }

    /// Decides at `now_ms`. A history from the future is not fresh, because the clock was set back.
    pub fn decide(&self, now_ms: f64) -> Decision {
        let age = now_ms - self.fetched_at;
        let block = self.blocked_until - now_ms;
        if self.packages.is_some() && (0.0..LIFETIME_MS).contains(&age) {
            Decision::Fresh
        } else if block > 0.0 && block <= MAX_BLOCK_MS {
            if self.packages.is_some() {
                Decision::Stale
            } else {
                Decision::Blocked
            }
        } else {
            Decision::Fetch
        }
    }
}

/// The key of one eSIM's history.
pub fn key(scope: &str, iccid: &str) -> String {
    join(&[KEY_PREFIX, scope, ":", iccid])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    const NOW: f64 = 1_800_000_000_000.0;

    fn history(age: f64, block: f64, packages: bool) -> CachedHistory<TestJson> {
        CachedHistory {
            fetched_at: NOW - age,
            blocked_until: NOW + block,
            packages: packages.then(|| parse_json("[]")),
        }
    }

    #[test]
    fn a_gateway_tells_the_age_of_its_answer() {
        for (meta, expected) in [
            (r#"{"gateway":1,"age_ms":1200000}"#, Some(1_200_000.0)),
            (r#"{"gateway":1,"age_ms":-1}"#, None),
            (r#"{"gateway":1}"#, None),
            (r#"{"age_ms":5}"#, None),
        ] {
            assert_eq!(gateway_age(&parse_json(meta)), expected, "{meta}");
        }
    }

    #[test]
    fn the_age_header_dates_an_answer_back_within_reason() {
        for (age, expected) in [
            (None, 5e6),
            (Some(0.0), 5e6),
            (Some(840_000.0), 4_160_000.0),
            (Some(f64::NAN), 5e6),
            (Some(-1.0), 5e6),
            (Some(1e9), 5e6),
        ] {
            assert_eq!(fetch_time(5e6, age), expected, "{age:?}");
        }
    }

    #[test]
    fn a_history_is_fresh_for_fifteen_minutes_and_stale_during_a_rate_limit() {
        for (age, block, packages, expected) in [
            (0.0, 0.0, true, Decision::Fresh),
            (899_999.0, 0.0, true, Decision::Fresh),
            (900_000.0, 0.0, true, Decision::Fetch),
            (-1.0, 0.0, true, Decision::Fetch),
            (-1.0, 5.0, true, Decision::Stale),
            (900_000.0, 1.0, true, Decision::Stale),
            (900_000.0, 1.0, false, Decision::Blocked),
            (0.0, 0.0, false, Decision::Fetch),
            (0.0, 1.0, true, Decision::Fresh),
            (900_000.0, 86_400_001.0, true, Decision::Fetch),
        ] {
            assert_eq!(
                history(age, block, packages).decide(NOW),
                expected,
                "{age} {block} {packages}"
            );
        }
    }

    #[test]
    fn a_stored_history_reads_back_and_other_values_are_ignored() {
        for packages in [true, false] {
            let history = history(3.0, 4.0, packages);
            assert_eq!(CachedHistory::from_json(&history.to_json()), Some(history));
        }
        for other in [
            "null",
            "7",
            "[]",
            "{}",
            r#""x""#,
            r#"{"v":2,"fetched_at":1,"blocked_until":0,"packages":[]}"#,
            r#"{"v":1,"fetched_at":"1","blocked_until":0,"packages":[]}"#,
            r#"{"v":1,"fetched_at":1,"packages":[]}"#,
            r#"{"v":1,"fetched_at":1,"blocked_until":0}"#,
            r#"{"v":1,"fetched_at":1,"blocked_until":0,"packages":{}}"#,
        ] {
            assert_eq!(
                CachedHistory::from_json(&parse_json(other)),
                None,
                "{other}"
            );
        }
    }

    #[test]
    fn a_key_contains_the_scope_and_the_iccid() {
        assert_eq!(key("0f", "8944"), "pressone-esim:history:0f:8944");
    }
}
