//! The rules by which the store keeps the answers of endpoints.

use super::history_protocol::Limit;

/// The times of an endpoint's answers in the store.
#[derive(Debug)]
pub struct Keeping {
    /// Its name in the digests of keys.
    pub name: &'static str,
    /// The time from an answer to the next request, in ms.
    pub answer_ms: f64,
    /// The time from a failure to the next request, in ms.
    pub failure_ms: f64,
    /// A strict limit: a request is not repeated, whatever becomes of it, and its mark stays when the answer is
    /// forgotten.
    pub limit: Limit,
    /// True if the store has entries for purchases that no answer lists yet.
    pub has_purchases: bool,
}

impl Keeping {
    /// True if `PressOne` refuses a second request in the window.
    pub fn is_strict(&self) -> bool {
        self.limit == Limit::Strict
    }
}

const MINUTE_MS: f64 = 60_000.0;
/// The pause after a failure of an endpoint without a strict limit. It is longer than its retries' pauses, and
/// makes at most six requests in a minute.
const FAILURE_MS: f64 = 10_000.0;

const fn kept(name: &'static str, answer_ms: f64) -> Keeping {
    Keeping {
        name,
        answer_ms,
        failure_ms: FAILURE_MS,
        limit: Limit::Loose,
        has_purchases: false,
    }
}

/// `PressOne` answers one request for a history in 15 minutes.
pub static HISTORY: Keeping = Keeping {
    failure_ms: 15.0 * MINUTE_MS,
    limit: Limit::Strict,
    has_purchases: true,
    ..kept("history", 15.0 * MINUTE_MS)
};
/// `PressOne` asks for a request once an hour at least, and allows 40 in a minute.
pub static PACKAGES: Keeping = kept("packages", 60.0 * MINUTE_MS);
/// The list of phones seldom changes.
pub static COMPATIBLE_DEVICES: Keeping = kept("devices", 24.0 * 60.0 * MINUTE_MS);
/// `PressOne` computes the usage of an eSIM anew every 20 minutes.
pub static USAGE: Keeping = kept("usage", 20.0 * MINUTE_MS);
