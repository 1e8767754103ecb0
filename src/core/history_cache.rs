//! The arithmetic of the history cache: one request per eSIM per 15 minutes.

use super::json::{Json, Types};

/// How long an answer serves, and how long the server refuses the next one: 15 minutes in ms.
pub const LIFETIME_MS: f64 = 900_000.0;
/// A longer ban than this is taken for rubbish in the store.
const LONGEST_BAN_MS: f64 = 86_400_000.0;
/// The version of the stored record. Another one is not read.
const VERSION: f64 = 1.0;
/// What every key begins with.
pub const KEY_PREFIX: &str = "pressone-esim:history:";

/// When an answer was fetched that came now: a shop's own server may have kept it for `age_ms`, as
/// its `Age` says.
pub fn fetched_at(now_ms: f64, age_ms: Option<f64>) -> f64 {
    let age_ms = age_ms.filter(|age_ms| (0.0..=LIFETIME_MS).contains(age_ms));
    now_ms - age_ms.unwrap_or(0.0)
}

/// What is stored for one eSIM; by default, nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Record<J> {
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
    Ask,
    /// The server asked to wait: the record is what there is.
    Stale,
    /// The server asked to wait, and there is nothing to answer with.
    Blocked,
}

impl<J> Default for Record<J> {
    fn default() -> Self {
        Self {
            fetched_at: 0.0,
            blocked_until: 0.0,
            packages: None,
        }
    }
}

impl<J: Json> Record<J> {
    /// Reads a stored value; `None` for anything that this version did not write.
    pub fn from_json(value: &J) -> Option<Self> {
        let number = |key| value.number_of(key).filter(|number| number.is_finite());
        if number("v") != Some(VERSION) {
            return None;
        }
        let packages = value.get("packages");
        let packages = match packages.types() {
            Types::ARRAY => Some(packages),
            Types::NULL => None,
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
        value.set("v", &J::of_number(VERSION));
        value.set("fetched_at", &J::of_number(self.fetched_at));
        value.set("blocked_until", &J::of_number(self.blocked_until));
        value.set("packages", &self.packages.clone().unwrap_or_else(J::null));
        value
    }

    /// What to do at `now_ms`. An entry from the future (the clock was set back) is not fresh.
    pub fn decide(&self, now_ms: f64) -> Decision {
        let age = now_ms - self.fetched_at;
        let ban = self.blocked_until - now_ms;
        if self.packages.is_some() && (0.0..LIFETIME_MS).contains(&age) {
            Decision::Fresh
        } else if ban > 0.0 && ban <= LONGEST_BAN_MS {
            if self.packages.is_some() {
                Decision::Stale
            } else {
                Decision::Blocked
            }
        } else {
            Decision::Ask
        }
    }
}

/// The part of a key that names the account. Long or odd names are told apart by their hash.
///
/// FNV-1a with 64 bits: what goes in may be a token, and of a random one this gives nothing away.
pub fn account(parts: &[&str]) -> String {
    let hash = parts
        .join("\n")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mut name = String::new();
    for digit in (0..16).rev() {
        // Letters will do for digits.
        #[allow(clippy::cast_possible_truncation)]
        name.push(char::from(b'a' + (hash >> (4 * digit) & 15) as u8));
    }
    name
}

/// The key of one eSIM's record.
pub fn key(account: &str, iccid: &str) -> String {
    [KEY_PREFIX, account, ":", iccid].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::testing::{Doc, doc};

    const NOW: f64 = 1_800_000_000_000.0;

    fn record(age: f64, ban: f64, packages: bool) -> Record<Doc> {
        Record {
            fetched_at: NOW - age,
            blocked_until: NOW + ban,
            packages: packages.then(|| doc("[]")),
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
            assert_eq!(fetched_at(5e6, age), at, "{age:?}");
        }
    }

    #[test]
    fn a_record_serves_for_fifteen_minutes() {
        for (age, ban, packages, expected) in [
            (0.0, 0.0, true, Decision::Fresh),
            (899_999.0, 0.0, true, Decision::Fresh),
            (900_000.0, 0.0, true, Decision::Ask),
            (-1.0, 0.0, true, Decision::Ask),
            (-1.0, 5.0, true, Decision::Stale),
            (900_000.0, 1.0, true, Decision::Stale),
            (900_000.0, 1.0, false, Decision::Blocked),
            (0.0, 0.0, false, Decision::Ask),
            (0.0, 1.0, true, Decision::Fresh),
            (900_000.0, 86_400_001.0, true, Decision::Ask),
        ] {
            assert_eq!(
                record(age, ban, packages).decide(NOW),
                expected,
                "{age} {ban} {packages}"
            );
        }
    }

    #[test]
    fn a_record_survives_storage_and_rubbish_does_not() {
        for packages in [true, false] {
            let record = record(3.0, 4.0, packages);
            assert_eq!(Record::from_json(&record.to_json()), Some(record));
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
            assert_eq!(Record::from_json(&doc(rubbish)), None, "{rubbish}");
        }
    }

    #[test]
    fn accounts_do_not_share_keys() {
        let names: Vec<_> = [
            &["a", "b"][..],
            &["a", "c"],
            &["ab"],
            &["a\nc"],
            &[""],
            &["a", "b", ""],
        ]
        .iter()
        .map(|parts| account(parts))
        .collect();
        for (index, name) in names.iter().enumerate() {
            assert_eq!(name.len(), 16);
            assert_eq!(
                names.iter().position(|other| other == name) == Some(index),
                index != 3
            );
        }
        assert_eq!(key("0f", "8944"), "pressone-esim:history:0f:8944");
    }
}
