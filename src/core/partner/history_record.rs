//! The values of package histories and other kept answers in the store.
//!
//! A subject, such as an eSIM, has a mark and an answer. The history of an eSIM also has an entry for each
//! purchase that no answer lists yet. The mark says when `PressOne` was last asked. It ends by the store's clock.
//! No key shows an ICCID.

use super::digest::reference_digest;
use super::journal_keys::inverted_time;
use super::keeping::Keeping;
use super::stored_failure;
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::text::join;

use super::history_protocol::{MarkState, View};

/// The longest time between a mark and its request. `PressOne` counts from the request.
pub const LEAVE_MS: f64 = 10_000.0;
/// The longest wait that a `Retry-After` can ask for: a day.
const MAX_WAIT_MS: f64 = 86_400_000.0;
/// The shortest one.
const MIN_WAIT_MS: f64 = 1_000.0;
/// The time that answers and entries of purchases are kept. It is longer than any wait.
pub const KEPT_MS: f64 = 2.0 * MAX_WAIT_MS;
/// The version of the stored formats.
const VERSION: f64 = 1.0;
const KEY_PREFIX: &str = "h/";
/// The mark of a strict limit.
const LIMIT_MARK: &str = "/m";
const MARK: &str = "/n";
/// The longest request without a strict limit, with its retries. Its mark ends then, if its sender has ended.
const MAX_REQUEST_MS: f64 = 120_000.0;
const ANSWER: &str = "/a";
const PURCHASES: &str = "/p/";

/// The keys of one subject's answer.
pub struct HistoryKeys {
    base: String,
    mark: &'static str,
}

impl HistoryKeys {
    /// The keys of a subject, such as an eSIM, in a scope.
    pub fn new(scope: &str, keeping: &Keeping, subject: &str) -> Self {
        let digest = reference_digest(&[keeping.name, scope, subject]);
        Self {
            base: join(&[KEY_PREFIX, scope, "/", &digest]),
            mark: if keeping.is_strict() {
                LIMIT_MARK
            } else {
                MARK
            },
        }
    }

    /// The beginning of all keys. It is the name of the lock.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The key of the mark.
    pub fn mark(&self) -> String {
        join(&[&self.base, self.mark])
    }

    /// The key of the answer.
    pub fn answer(&self) -> String {
        join(&[&self.base, ANSWER])
    }

    /// The prefix of the keys of purchases.
    pub fn purchases(&self) -> String {
        join(&[&self.base, PURCHASES])
    }

    /// The key of a purchase. The newest purchase is first in the order of keys.
    pub fn purchase(&self, bought_at: f64, reference: &str) -> String {
        let name = reference_digest(&[reference]);
        join(&[&self.base, PURCHASES, &inverted_time(bought_at), "/", &name])
    }
}

/// The prefix of all keys of kept answers in a scope.
pub fn scope_prefix(scope: &str) -> String {
    join(&[KEY_PREFIX, scope, "/"])
}

/// True for the key of a strict limit's mark. It stays when answers are forgotten: `PressOne` does not forget
/// either.
pub fn is_limit_mark(key: &str) -> bool {
    key.ends_with(LIMIT_MARK)
}

/// The time until `PressOne` may be asked again, from its last answer.
///
/// A 429 says when, so its `Retry-After` counts even if it is shorter than the endpoint's own time.
pub fn wait_after(state: MarkState, failure: Option<&Error>, keeping: &Keeping) -> f64 {
    let wait_ms = if state == MarkState::Answered {
        keeping.answer_ms
    } else {
        keeping.failure_ms
    };
    let Some((failure, asked)) =
        failure.and_then(|failure| Some((failure, failure.retry_after_ms?)))
    else {
        return wait_ms;
    };
    let asked = asked.clamp(MIN_WAIT_MS, MAX_WAIT_MS);
    if failure.kind == Kind::RateLimited {
        asked
    } else {
        asked.max(wait_ms)
    }
}

/// The record that `PressOne` was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark<J> {
    /// Names the request. The answer has the same name.
    pub id: String,
    /// The time of the request, or of its answer, by the clock of its sender.
    pub at: f64,
    /// The time from there until `PressOne` may be asked again.
    pub wait_ms: f64,
    /// The state; never `Absent`.
    pub state: MarkState,
    /// The object with the stored failure.
    pub failure: J,
}

impl<J: JsonValue> Mark<J> {
    /// The mark of a request that leaves next.
    pub fn asking(id: String, now: f64, keeping: &Keeping) -> Self {
        Self {
            id,
            at: now,
            wait_ms: if keeping.is_strict() {
                keeping.failure_ms + LEAVE_MS
            } else {
                MAX_REQUEST_MS
            },
            state: MarkState::Asking,
            failure: J::null(),
        }
    }

    /// The mark of the same request after its end.
    #[must_use]
    pub fn ended(
        mut self,
        state: MarkState,
        failure: Option<&Error>,
        now: f64,
        keeping: &Keeping,
    ) -> Self {
        self.at = now;
        self.wait_ms = wait_after(state, failure, keeping).ceil();
        self.state = state;
        self.failure = failure.map_or_else(J::null, |failure| {
            let stored = J::object();
            stored.set("failure", &stored_failure::to_json(failure));
            stored
        });
        self
    }

    /// Reads a mark of any version; `None` if the value is none.
    pub fn from_json(value: &J) -> Option<Self> {
        let wait_ms = value.get_f64("wait_ms")?.clamp(0.0, MAX_WAIT_MS);
        Some(Self {
            id: value.get_string("id").unwrap_or_default(),
            at: value.get_f64("at")?,
            wait_ms,
            state: match value.get_string("state").as_deref() {
                Some("answered") => MarkState::Answered,
                Some("refused") => MarkState::Refused,
                Some("failed") => MarkState::Failed,
                _ => MarkState::Asking,
            },
            failure: value.get("refusal"),
        })
    }

    /// The value to store.
    pub fn to_json(&self) -> J {
        let value = J::object();
        value.set("v", &J::from_f64(VERSION));
        value.set("id", &J::from_str(&self.id));
        value.set("at", &J::from_f64(self.at));
        value.set("wait_ms", &J::from_f64(self.wait_ms));
        let state = match self.state {
            MarkState::Answered => "answered",
            MarkState::Refused => "refused",
            MarkState::Failed => "failed",
            MarkState::Absent | MarkState::Asking => "asking",
        };
        value.set("state", &J::from_str(state));
        value.set("refusal", &self.failure);
        value
    }

    /// The time until `PressOne` may be asked again. The clock of the reader may differ from the writer's.
    pub fn rest_ms(&self, now: f64) -> f64 {
        (self.at + self.wait_ms - now).clamp(0.0, self.wait_ms)
    }

    /// True if the request has failed with an error.
    pub fn has_failure(&self) -> bool {
        self.failure.types().is_subset(TypeSet::OBJECT)
    }

    /// The failure of the request.
    pub fn stored_failure(&self) -> Error {
        stored_failure::from_json(&self.failure.get("failure"))
    }
}

/// The answer of `PressOne` for one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAnswer<J> {
    /// The name of its request.
    pub id: String,
    /// The time of the answer, by the clock of its receiver.
    pub at: f64,
    /// The decoded answer.
    pub value: J,
    /// The keys of the purchases that were known before the request left. The answer lists them.
    pub listed: Vec<String>,
}

impl<J: JsonValue> KeptAnswer<J> {
    /// Reads an answer; `None` if this version did not write it.
    pub fn from_json(value: &J) -> Option<Self> {
        if value.get_f64("v") != Some(VERSION) {
            return None;
        }
        let answer = value.get("value");
        Some(Self {
            id: value.get_string("id")?,
            at: value.get_f64("at").filter(|at| at.is_finite())?,
            value: Some(answer).filter(|answer| answer.types() != TypeSet::MISSING)?,
            listed: strings(&value.get("listed")).collect(),
        })
    }

    /// The value to store.
    pub fn to_json(&self) -> J {
        let value = J::object();
        value.set("v", &J::from_f64(VERSION));
        value.set("id", &J::from_str(&self.id));
        value.set("at", &J::from_f64(self.at));
        let listed: Vec<J> = self.listed.iter().map(|key| J::from_str(key)).collect();
        value.set("listed", &J::array(&listed));
        value.set("value", &self.value);
        value
    }
}

/// The view of the protocol.
pub fn view<J: JsonValue>(mark: Option<&Mark<J>>, answer: Option<&KeptAnswer<J>>) -> View {
    let mark_state = match (mark, answer) {
        (None, _) => MarkState::Absent,
        (Some(mark), Some(answer)) if mark.id == answer.id => MarkState::Answered,
        // The answer was not stored, or was forgotten.
        (Some(mark), _) if mark.state == MarkState::Answered => MarkState::Failed,
        (Some(mark), _) => mark.state,
    };
    View {
        mark: mark_state,
        kept: answer.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::partner::keeping::{HISTORY, USAGE};
    use crate::core::test_json::{TestJson, parse_json};

    const NOW: f64 = 1_800_000_000_000.0;
    const WINDOW_MS: f64 = 900_000.0;

    fn limited(kind: Kind, retry_after_ms: Option<f64>) -> Error {
        let mut error = Error::new(kind, &["no"]);
        error.retry_after_ms = retry_after_ms;
        error
    }

    fn answer(id: &str) -> KeptAnswer<TestJson> {
        KeptAnswer {
            id: id.to_owned(),
            at: NOW,
            value: parse_json("[]"),
            listed: vec!["k".to_owned()],
        }
    }

    #[test]
    fn keys_show_no_iccid_and_purchases_are_newest_first() {
        let keys = HistoryKeys::new("scope", &HISTORY, "8944500102030405061");
        let other = HistoryKeys::new("scope", &HISTORY, "8944500102030405062");
        assert_ne!(keys.base(), other.base());
        let (older, newer) = (keys.purchase(NOW, "r1"), keys.purchase(NOW + 1.0, "r2"));
        for key in [keys.mark(), keys.answer(), older.clone(), newer.clone()] {
            assert!(!key.contains("8944") && key.len() <= 200, "{key}");
            assert!(key.starts_with(&scope_prefix("scope")), "{key}");
            assert_eq!(is_limit_mark(&key), key == keys.mark());
        }
        assert!(newer < older);
        assert!(older.starts_with(&keys.purchases()));
    }

    #[test]
    fn a_retry_after_sets_the_wait_up_to_a_day() {
        for (failure, expected) in [
            (None, WINDOW_MS),
            (Some(limited(Kind::Network, None)), WINDOW_MS),
            (Some(limited(Kind::RateLimited, None)), WINDOW_MS),
            (Some(limited(Kind::RateLimited, Some(60_000.0))), 60_000.0),
            (Some(limited(Kind::RateLimited, Some(0.0))), MIN_WAIT_MS),
            (Some(limited(Kind::RateLimited, Some(1e12))), MAX_WAIT_MS),
            (Some(limited(Kind::Server, Some(5_000.0))), WINDOW_MS),
            (Some(limited(Kind::Server, Some(3_600_000.0))), 3_600_000.0),
        ] {
            let state = if failure.is_some() {
                MarkState::Failed
            } else {
                MarkState::Answered
            };
            let wait_ms = wait_after(state, failure.as_ref(), &HISTORY);
            assert_eq!(wait_ms, expected, "{failure:?}");
        }
    }

    #[test]
    fn without_a_strict_limit_a_failure_ends_sooner_than_an_answer() {
        let failure = limited(Kind::Server, None);
        let wait = |state, failure| wait_after(state, failure, &USAGE);
        assert_eq!(wait(MarkState::Answered, None), 1_200_000.0);
        for failure in [None, Some(&failure)] {
            assert_eq!(wait(MarkState::Failed, failure), 10_000.0);
        }
        let slow = limited(Kind::RateLimited, Some(60_000.0));
        assert_eq!(wait(MarkState::Failed, Some(&slow)), 60_000.0);
        let asking = Mark::<TestJson>::asking("a".to_owned(), NOW, &USAGE);
        assert_eq!(asking.wait_ms, MAX_REQUEST_MS);
        assert!(!asking.has_failure());
        assert!(
            asking
                .ended(MarkState::Failed, Some(&slow), NOW, &USAGE)
                .has_failure()
        );
    }

    #[test]
    fn endpoints_have_different_keys_and_only_a_limit_has_a_lasting_mark() {
        let [history, usage] =
            [&HISTORY, &USAGE].map(|keeping| HistoryKeys::new("scope", keeping, "1"));
        assert_ne!(history.base(), usage.base());
        assert!(is_limit_mark(&history.mark()) && !is_limit_mark(&usage.mark()));
        assert!(usage.mark().starts_with(&scope_prefix("scope")));
    }

    #[test]
    fn marks_and_answers_read_back_and_other_values_are_ignored() {
        let asking = Mark::<TestJson>::asking("a".to_owned(), NOW, &HISTORY);
        let failure = limited(Kind::NotFound, None);
        for mark in [
            asking.clone(),
            asking
                .clone()
                .ended(MarkState::Answered, None, NOW, &HISTORY),
            asking.ended(MarkState::Refused, Some(&failure), NOW, &HISTORY),
        ] {
            let read = Mark::from_json(&mark.to_json()).unwrap();
            assert_eq!(read, mark);
        }
        assert_eq!(
            KeptAnswer::from_json(&answer("a").to_json()),
            Some(answer("a"))
        );
        for other in [
            "null",
            "7",
            "[]",
            "{}",
            r#"{"v":2,"id":"a","at":1,"value":[]}"#,
            r#"{"v":1,"id":"a","at":1}"#,
            r#"{"v":1,"id":7,"at":1,"value":[]}"#,
            r#"{"v":1,"id":"a","value":[]}"#,
        ] {
            let value = parse_json(other);
            assert_eq!(KeptAnswer::from_json(&value), None, "{other}");
            assert_eq!(Mark::from_json(&value), None, "{other}");
        }
    }

    #[test]
    fn a_stored_refusal_is_the_same_error() {
        let failure = limited(Kind::SimRecycled, None);
        let mark = Mark::<TestJson>::asking("a".to_owned(), NOW, &HISTORY).ended(
            MarkState::Refused,
            Some(&failure),
            NOW,
            &HISTORY,
        );
        let read = Mark::from_json(&mark.to_json()).unwrap();
        assert_eq!(read.stored_failure().kind, Kind::SimRecycled);
        assert_eq!(read.stored_failure().message, "no");
    }

    #[test]
    fn the_rest_of_a_wait_stays_within_it_whatever_the_clocks_say() {
        let mark = Mark::<TestJson>::asking("a".to_owned(), NOW, &HISTORY);
        assert_eq!(mark.rest_ms(NOW + LEAVE_MS + 1.0), WINDOW_MS - 1.0);
        assert_eq!(mark.rest_ms(NOW - 1e9), WINDOW_MS + LEAVE_MS);
        assert_eq!(mark.rest_ms(NOW + 1e9), 0.0);
    }

    #[test]
    fn an_answer_is_fresh_while_the_mark_of_its_request_is_there() {
        let mark = |state| Mark::<TestJson> {
            state,
            ..Mark::asking("a".to_owned(), NOW, &HISTORY)
        };
        let seen = |mark: Option<Mark<TestJson>>, kept: Option<KeptAnswer<TestJson>>| {
            view(mark.as_ref(), kept.as_ref())
        };
        let of = |mark, kept| View { mark, kept };
        assert_eq!(seen(None, None), of(MarkState::Absent, false));
        assert_eq!(seen(None, Some(answer("a"))), of(MarkState::Absent, true));
        for state in [MarkState::Asking, MarkState::Answered] {
            let fresh = seen(Some(mark(state)), Some(answer("a")));
            assert_eq!(fresh, of(MarkState::Answered, true));
        }
        let older = seen(Some(mark(MarkState::Asking)), Some(answer("b")));
        assert_eq!(older, of(MarkState::Asking, true));
        let lost = seen(Some(mark(MarkState::Answered)), None);
        assert_eq!(lost, of(MarkState::Failed, false));
    }
}
