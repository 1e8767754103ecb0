//! The arithmetic of the history cache: one request per eSIM per 15 minutes.

use super::json::{JsonValue, TypeSet};

/// How long an answer serves, and how long the server refuses the next one: 15 minutes in ms.
pub const LIFETIME_MS: f64 = 900_000.0;
/// A longer ban than this is taken for rubbish in the store.
const MAX_BLOCK_MS: f64 = 86_400_000.0;
/// The version of the stored record. Another one is not read.
const VERSION: f64 = 1.0;
/// What every key begins with.
pub const KEY_PREFIX: &str = "pressone-esim:history:";

/// When an answer was fetched that came now: a shop's own server may have kept it for `age_ms`, as
/// its `Age` says.
pub fn fetch_time(now_ms: f64, age_ms: Option<f64>) -> f64 {
    let age_ms = age_ms.filter(|age_ms| (0.0..=LIFETIME_MS).contains(age_ms));
    now_ms - age_ms.unwrap_or(0.0)
}

/// What is stored for one eSIM; by default, nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedHistory<J> {
    /// When the packages were fetched, in ms since the epoch.
    pub fetched_at: f64,
    /// Until when the server asked not to be asked again, in ms since the epoch; 0 for never.
    pub blocked_until: f64,
    /// The packages as the caller gets them; `None` where there never was an answer.
    pub packages: Option<J>,
}

/// What to do about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Answer from the record.
    Fresh,
    /// Ask the server; it said to wait, but that is over, or there is no record.
    Fetch,
    /// The server asked to wait: the record is what there is.
    Stale,
    /// The server asked to wait, and there is nothing to answer with.
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
    /// Reads a stored value; `None` for anything that this version did not write.
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

    /// What to do at `now_ms`. An entry from the future (the clock was set back) is not fresh.
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

/// The key of one eSIM's record.
pub fn key(scope: &str, iccid: &str) -> String {
    [KEY_PREFIX, scope, ":", iccid].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    const NOW: f64 = 1_800_000_000_000.0;

    fn record(age: f64, block: f64, packages: bool) -> CachedHistory<TestJson> {
        CachedHistory {
            fetched_at: NOW - age,
            blocked_until: NOW + block,
            packages: packages.then(|| parse_json("[]")),
        }
    }

    #[test]
    fn an_answer_is_as_old_as_it_says() {
        for (age, at) in [
            (None, 5e6),
            (Some(0.0), 5e6),
            (Some(840_000.0), 4_160_000.0),
            (Some(f64::NAN), 5e6),
            (Some(-1.0), 5e6),
            (Some(1e9), 5e6),
        ] {
            assert_eq!(fetch_time(5e6, age), at, "{age:?}");
        }
    }

    #[test]
    fn a_record_serves_for_fifteen_minutes() {
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
                record(age, block, packages).decide(NOW),
                expected,
                "{age} {block} {packages}"
            );
        }
    }

    #[test]
    fn a_record_survives_storage_and_rubbish_does_not() {
        for packages in [true, false] {
            let record = record(3.0, 4.0, packages);
            assert_eq!(CachedHistory::from_json(&record.to_json()), Some(record));
        }
        for rubbish in [
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
                CachedHistory::from_json(&parse_json(rubbish)),
                None,
                "{rubbish}"
            );
        }
    }

    #[test]
    fn a_key_names_the_scope_and_the_esim() {
        assert_eq!(key("0f", "8944"), "pressone-esim:history:0f:8944");
    }
}
