//! The entries of the journal of purchases and renewals: their content and their keys.

use super::json::{JsonValue, strings};
use super::text::join;
use super::write_protocol::JournalState;

/// The prefix of the keys of entries.
const ENTRY_PREFIX: &str = "pressone-esim:write:";
/// The prefix of the keys of renewal slots.
const RENEWAL_SLOT_PREFIX: &str = "pressone-esim:number:";
/// The version of an entry's format. Entries of other versions are not read.
const VERSION: f64 = 1.0;
/// The retention of settled entries: 90 days. Pending entries never expire.
const RETENTION_MS: f64 = 7_776_000_000.0;

/// The key of one entry. With an empty reference, the prefix of the keys of a scope.
pub fn entry_key(scope: &str, reference: &str) -> String {
    join(&[ENTRY_PREFIX, scope, ":", reference])
}

/// The key of a number's renewal slot, which names the number's pending renewal.
pub fn renewal_slot_key(scope: &str, number: &str) -> String {
    join(&[RENEWAL_SLOT_PREFIX, scope, ":", number])
}

/// A new pending entry. `subject` is the content of the write: the same reference with another subject
/// is a conflict. `mark` is a nonce: it protects compare-and-set against ABA.
pub fn pending_entry<J: JsonValue>(kind: &str, subject: &J, now_ms: f64, mark: &J) -> J {
    let entry = J::object();
    entry.set("v", &J::from_f64(VERSION));
    entry.set("kind", &J::from_str(kind));
    entry.set("state", &J::from_str("sending"));
    entry.set("at", &J::from_f64(now_ms));
    entry.set("mark", mark);
    entry.set("about", subject);
    entry
}

/// Settles an entry with its outcome.
pub fn record_outcome<J: JsonValue>(entry: &J, outcome: &J) {
    entry.set("state", &J::from_str("done"));
    entry.set("outcome", outcome);
}

/// The state that an entry has for a write of this kind and subject; `None` if it cannot be read.
pub fn state_of<J: JsonValue>(entry: &J, kind: &str, subject: &J) -> Option<JournalState> {
    if entry.get_f64("v") != Some(VERSION) {
        return None;
    }
    let stored = entry.get("about");
    let same = entry.get_string("kind").as_deref() == Some(kind)
        && strings(&subject.keys()).all(|name| {
            // Another price or text does not make it another purchase.
            matches!(&*name, "price" | "description")
                || stored.get_dynamic(&name).as_string() == subject.get_dynamic(&name).as_string()
        });
    match entry.get_string("state").as_deref() {
        Some(_) if !same => Some(JournalState::Conflict),
        Some("sending") => Some(JournalState::Pending),
        Some("done") => Some(JournalState::Done),
        _ => None,
    }
}

/// True if an entry is pending.
pub fn is_pending<J: JsonValue>(entry: &J) -> bool {
    entry.get_string("state").as_deref() == Some("sending")
}

/// True if an entry is settled. An entry that cannot be read is not settled.
pub fn is_done<J: JsonValue>(entry: &J) -> bool {
    entry.get_f64("v") == Some(VERSION) && entry.get_string("state").as_deref() == Some("done")
}

/// True if an entry is settled and its retention is over.
pub fn is_expired<J: JsonValue>(entry: &J, now_ms: f64) -> bool {
    let at = entry.get_f64("at");
    entry.get_string("state").as_deref() == Some("done")
        && at.is_some_and(|at| now_ms - at > RETENTION_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn subject(package_id: &str) -> TestJson {
        let subject = parse_json(r#"{"reference":"r","iccid":"8944","price":3,"description":"a"}"#);
        subject.set("package_id", &TestJson::from_str(package_id));
        subject
    }

    #[test]
    fn an_entry_has_a_state_for_its_own_purchase_and_conflicts_with_others() {
        let entry = pending_entry("topup", &subject("p"), 5.0, &TestJson::from_str("m"));
        assert_eq!(
            state_of(&entry, "topup", &subject("p")),
            Some(JournalState::Pending)
        );
        assert_eq!(
            state_of(&entry, "topup", &subject("q")),
            Some(JournalState::Conflict)
        );
        assert_eq!(
            state_of(&entry, "renewal", &subject("p")),
            Some(JournalState::Conflict)
        );
        let other_price = subject("p");
        other_price.set("price", &TestJson::from_f64(4.0));
        other_price.set("description", &TestJson::from_str("b"));
        assert_eq!(
            state_of(&entry, "topup", &other_price),
            Some(JournalState::Pending)
        );
        assert!(is_pending(&entry) && !is_done(&entry));
        record_outcome(&entry, &parse_json(r#"{"id":1}"#));
        assert_eq!(
            state_of(&entry, "topup", &subject("p")),
            Some(JournalState::Done)
        );
        assert!(!is_pending(&entry) && is_done(&entry));
    }

    #[test]
    fn an_entry_of_another_version_is_not_read() {
        for text in [
            "null",
            "{}",
            r#"{"v":2,"kind":"topup","state":"done","about":{}}"#,
            r#"{"v":1,"kind":"topup","state":"odd","about":{}}"#,
        ] {
            assert_eq!(
                state_of(&parse_json(text), "topup", &TestJson::object()),
                None,
                "{text}"
            );
            assert!(!is_done(&parse_json(text)), "{text}");
        }
    }

    #[test]
    fn settled_entries_expire_and_pending_ones_never_do() {
        let entry = pending_entry("topup", &subject("p"), 5.0, &TestJson::from_str("m"));
        assert!(!is_expired(&entry, 1e15));
        record_outcome(&entry, &TestJson::null());
        assert!(!is_expired(&entry, RETENTION_MS));
        assert!(is_expired(&entry, RETENTION_MS + 6.0));
        // The clock was set back.
        assert!(!is_expired(&entry, 0.0));
    }
}
