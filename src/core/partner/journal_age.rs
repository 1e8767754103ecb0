//! The age of a journal's entry: how long a call may be at work on it, when a look for its order is due, when
//! it is overdue, and when it shrinks.

use super::journal::{present, state_of};
use super::purchase_protocol::EntryState;
use crate::core::json::JsonValue;

/// The time after which a settled entry shrinks: 90 days.
const RETENTION_MS: f64 = 7_776_000_000.0;
/// The pauses between looks for the order of an open entry: 1, 2, 5, 30 minutes, then hourly.
const LOOK_PAUSES_MS: &[f64] = &[60_000.0, 120_000.0, 300_000.0, 1_800_000.0, 3_600_000.0];
/// The time that is added to the longest time of a call.
const YOUNG_MARGIN_MS: f64 = 60_000.0;
/// An entry that is open for so long is an event: one day.
const OVERDUE_MS: f64 = 86_400_000.0;

/// The time in which a call may still be at work on an entry, if there is any left.
pub fn young_rest_ms<J: JsonValue>(entry: &J, now: f64) -> Option<f64> {
    let rest = entry.get_f64("ends_at")? + YOUNG_MARGIN_MS - now;
    (rest > 0.0).then_some(rest)
}

/// True if the last look for the order of an entry was long enough ago.
pub fn is_look_due<J: JsonValue>(entry: &J, now: f64) -> bool {
    let Some(looked_at) = entry.get_f64("looked_at") else {
        return true;
    };
    let looks = entry.get_f64("looks").unwrap_or(1.0).clamp(1.0, 1e6);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let index = (looks as usize - 1).min(LOOK_PAUSES_MS.len() - 1);
    let pause = LOOK_PAUSES_MS.get(index).copied().unwrap_or_default();
    // A clock that was set back must not stop the looks.
    now - looked_at >= pause || now < looked_at
}

/// The time since which an entry is open, if it is.
pub fn open_since<J: JsonValue>(entry: &J) -> Option<f64> {
    (state_of(entry) == Some(EntryState::Open)).then(|| entry.get_f64("opened_at"))?
}

/// True if an entry is open for a day.
pub fn is_overdue<J: JsonValue>(entry: &J, now: f64) -> bool {
    open_since(entry).is_some_and(|since| now - since >= OVERDUE_MS)
}

/// True if the last claim of an entry is a day old.
pub fn is_day_old<J: JsonValue>(entry: &J, now: f64) -> bool {
    now - entry.get_f64("claimed_at").unwrap_or_default() >= OVERDUE_MS
}

/// Shrinks a settled entry that is older than 90 days. Returns `None` if it stays as it is.
pub fn shrink<J: JsonValue>(entry: &J, now: f64) -> Option<J> {
    let old = entry
        .get_f64("claimed_at")
        .is_some_and(|at| now - at > RETENTION_MS);
    let settled = matches!(
        state_of(entry),
        Some(EntryState::Done | EntryState::Failed | EntryState::Closed)
    );
    if !(old && settled) {
        return None;
    }
    let small = J::object();
    for name in [
        "v",
        "kind",
        "partition",
        "content",
        "state",
        "mark",
        "tries",
        "created_at",
    ] {
        small.set(name, &entry.get(name));
    }
    let outcome = entry.get("outcome");
    if outcome.keys().length() > 0 {
        let kept = J::object();
        for name in ["id", "code"] {
            kept.set(name, &present(&outcome.get(name)));
        }
        small.set("outcome", &kept);
    }
    Some(small)
}
