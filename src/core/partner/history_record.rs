//! The values of package histories in the store.
//!
//! An eSIM has a mark, an answer, and an entry for each purchase that no answer lists yet. The mark says when
//! `PressOne` was last asked. It ends by the store's clock. No key shows an ICCID.

use super::digest::reference_digest;
use super::journal::{failure_of, failure_to_json, inverted_time};
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::text::join;

use super::history_protocol::{MarkState, View};

/// The time in which `PressOne` answers one request per eSIM: 15 minutes.
pub const WINDOW_MS: f64 = 900_000.0;
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
const MARK: &str = "/m";
const ANSWER: &str = "/a";
const PURCHASES: &str = "/p/";

/// The keys of one eSIM's history.
pub struct HistoryKeys(String);

impl HistoryKeys {
    /// The keys of an eSIM in a scope.
    pub fn new(scope: &str, iccid: &str) -> Self {
        let digest = reference_digest(&["history", scope, iccid]);
        Self(join(&[KEY_PREFIX, scope, "/", &digest]))
    }

    /// The beginning of all keys. It is the name of the lock.
    pub fn base(&self) -> &str {
        &self.0
    }

    /// The key of the mark.
    pub fn mark(&self) -> String {
        join(&[&self.0, MARK])
    }

    /// The key of the answer.
    pub fn answer(&self) -> String {
        join(&[&self.0, ANSWER])
    }

    /// The prefix of the keys of purchases.
    pub fn purchases(&self) -> String {
        join(&[&self.0, PURCHASES])
    }

    /// The key of a purchase. The newest purchase is first in the order of keys.
    pub fn purchase(&self, bought_at: f64, reference: &str) -> String {
        let name = reference_digest(&[reference]);
        join(&[&self.0, PURCHASES, &inverted_time(bought_at), "/", &name])
    }
}

/// The prefix of all keys of histories in a scope.
pub fn scope_prefix(scope: &str) -> String {
    join(&[KEY_PREFIX, scope, "/"])
}

/// True for the key of a mark. Marks stay when histories are forgotten: `PressOne` does not forget either.
pub fn is_mark(key: &str) -> bool {
    key.ends_with(MARK)
}

/// The time until `PressOne` may be asked again, from its last answer.
///
/// A 429 says when, so its `Retry-After` counts even if it is shorter than 15 minutes.
pub fn wait_after(failure: Option<&Error>) -> f64 {
    let Some((failure, asked)) =
        failure.and_then(|failure| Some((failure, failure.retry_after_ms?)))
    else {
        return WINDOW_MS;
    };
    let asked = asked.clamp(MIN_WAIT_MS, MAX_WAIT_MS);
    if failure.kind == Kind::RateLimited {
        asked
    } else {
        asked.max(WINDOW_MS)
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
    pub fn asking(id: String, now: f64) -> Self {
        Self {
            id,
            at: now,
            wait_ms: WINDOW_MS + LEAVE_MS,
            state: MarkState::Asking,
            failure: J::null(),
        }
    }

    /// The mark of the same request after its end.
    #[must_use]
    pub fn ended(mut self, state: MarkState, failure: Option<&Error>, now: f64) -> Self {
        self.at = now;
        self.wait_ms = wait_after(failure).ceil();
        self.state = state;
        self.failure = failure.map_or_else(J::null, |failure| {
            let stored = J::object();
            stored.set("failure", &failure_to_json(failure));
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

    /// The failure of the request.
    pub fn stored_failure(&self) -> Error {
        failure_of(&self.failure)
    }
}

/// The answer of `PressOne` for one eSIM.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAnswer<J> {
    /// The name of its request.
    pub id: String,
    /// The time of the answer, by the clock of its receiver.
    pub at: f64,
    /// The packages.
    pub packages: J,
    /// The keys of the purchases that were known before the request left. The answer lists them.
    pub listed: Vec<String>,
}

impl<J: JsonValue> KeptAnswer<J> {
    /// Reads an answer; `None` if this version did not write it.
    pub fn from_json(value: &J) -> Option<Self> {
        if value.get_f64("v") != Some(VERSION) {
            return None;
        }
        let packages = value.get("packages");
        Some(Self {
            id: value.get_string("id")?,
            at: value.get_f64("at").filter(|at| at.is_finite())?,
            packages: Some(packages).filter(|packages| packages.types() == TypeSet::ARRAY)?,
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
        value.set("packages", &self.packages);
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
    use crate::core::test_json::{TestJson, parse_json};

    const NOW: f64 = 1_800_000_000_000.0;

    fn limited(kind: Kind, retry_after_ms: Option<f64>) -> Error {
        let mut error = Error::new(kind, &["no"]);
        error.retry_after_ms = retry_after_ms;
        error
    }

    fn answer(id: &str) -> KeptAnswer<TestJson> {
        KeptAnswer {
            id: id.to_owned(),
            at: NOW,
            packages: parse_json("[]"),
            listed: vec!["k".to_owned()],
        }
    }

    #[test]
    fn keys_show_no_iccid_and_purchases_are_newest_first() {
        let keys = HistoryKeys::new("scope", "8944500102030405061");
        let other = HistoryKeys::new("scope", "8944500102030405062");
        assert_ne!(keys.base(), other.base());
        let (older, newer) = (keys.purchase(NOW, "r1"), keys.purchase(NOW + 1.0, "r2"));
        for key in [keys.mark(), keys.answer(), older.clone(), newer.clone()] {
            assert!(!key.contains("8944") && key.len() <= 200, "{key}");
            assert!(key.starts_with(&scope_prefix("scope")), "{key}");
            assert_eq!(is_mark(&key), key == keys.mark());
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
            assert_eq!(wait_after(failure.as_ref()), expected, "{failure:?}");
        }
    }

    #[test]
    fn marks_and_answers_read_back_and_other_values_are_ignored() {
        let asking = Mark::<TestJson>::asking("a".to_owned(), NOW);
        let failure = limited(Kind::NotFound, None);
        for mark in [
            asking.clone(),
            asking.clone().ended(MarkState::Answered, None, NOW),
            asking.ended(MarkState::Refused, Some(&failure), NOW),
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
            r#"{"v":2,"id":"a","at":1,"packages":[]}"#,
            r#"{"v":1,"id":"a","at":1,"packages":{}}"#,
            r#"{"v":1,"id":7,"at":1,"packages":[]}"#,
            r#"{"v":1,"id":"a","packages":[]}"#,
        ] {
            let value = parse_json(other);
            assert_eq!(KeptAnswer::from_json(&value), None, "{other}");
            assert_eq!(Mark::from_json(&value), None, "{other}");
        }
    }

    #[test]
    fn a_stored_refusal_is_the_same_error() {
        let failure = limited(Kind::SimRecycled, None);
        let mark = Mark::<TestJson>::asking("a".to_owned(), NOW).ended(
            MarkState::Refused,
            Some(&failure),
            NOW,
        );
        let read = Mark::from_json(&mark.to_json()).unwrap();
        assert_eq!(read.stored_failure().kind, Kind::SimRecycled);
        assert_eq!(read.stored_failure().message, "no");
    }

    #[test]
    fn the_rest_of_a_wait_stays_within_it_whatever_the_clocks_say() {
        let mark = Mark::<TestJson>::asking("a".to_owned(), NOW);
        assert_eq!(mark.rest_ms(NOW + LEAVE_MS + 1.0), WINDOW_MS - 1.0);
        assert_eq!(mark.rest_ms(NOW - 1e9), WINDOW_MS + LEAVE_MS);
        assert_eq!(mark.rest_ms(NOW + 1e9), 0.0);
    }

    #[test]
    fn an_answer_is_fresh_while_the_mark_of_its_request_is_there() {
        let mark = |state| Mark::<TestJson> {
            state,
            ..Mark::asking("a".to_owned(), NOW)
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
