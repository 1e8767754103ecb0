//! The entries of the journal of purchases and renewals: what stands in them, and under which keys.

use super::json::{Json, texts};
use super::once::Entry;

/// What the keys of all entries begin with.
const ENTRIES: &str = "pressone-esim:write:";
/// What the keys begin with under which a number's open renewal is named.
const PLACES: &str = "pressone-esim:number:";
/// The version of an entry. Another one is not read.
const VERSION: f64 = 1.0;
/// How long an outcome is kept: 90 days in ms. What is open is kept for ever.
const KEPT_MS: f64 = 7_776_000_000.0;

/// The key of one entry, or what those of an account begin with.
pub fn key(account: &str, reference: &str) -> String {
    [ENTRIES, account, ":", reference].concat()
}

/// The key under which it is said which renewal of a number is open.
pub fn place(account: &str, number: &str) -> String {
    [PLACES, account, ":", number].concat()
}

/// An entry whose request may leave from now on. `about` is what it is about: the same reference for
/// something else is refused. `mark` is like no other entry's: what was read of it cannot come again.
pub fn sending<J: Json>(kind: &str, about: &J, now_ms: f64, mark: &J) -> J {
    let entry = J::object();
    entry.set("v", &J::of_number(VERSION));
    entry.set("kind", &J::of_text(kind));
    entry.set("state", &J::of_text("sending"));
    entry.set("at", &J::of_number(now_ms));
    entry.set("mark", mark);
    entry.set("about", about);
    entry
}

/// The same entry with its outcome.
pub fn settle<J: Json>(entry: &J, outcome: &J) {
    entry.set("state", &J::of_text("done"));
    entry.set("outcome", outcome);
}

/// What an entry says to a call about `about`; `None` where it cannot be read.
pub fn found<J: Json>(entry: &J, kind: &str, about: &J) -> Option<Entry> {
    if entry.number_of("v") != Some(VERSION) {
        return None;
    }
    let kept = entry.get("about");
    let same = entry.text_of("kind").as_deref() == Some(kind)
        && texts(&about.keys()).all(|name| {
            // What was paid and written beside it is not what makes it another purchase.
            matches!(&*name, "price" | "description") || kept.text_of(&name) == about.text_of(&name)
        });
    match entry.text_of("state").as_deref() {
        Some(_) if !same => Some(Entry::Other),
        Some("sending") => Some(Entry::Sending),
        Some("done") => Some(Entry::Done),
        _ => None,
    }
}

/// Whether an entry is open.
pub fn is_open<J: Json>(entry: &J) -> bool {
    entry.text_of("state").as_deref() == Some("sending")
}

/// Whether an entry is settled. One that cannot be read is not.
pub fn is_settled<J: Json>(entry: &J) -> bool {
    entry.number_of("v") == Some(VERSION) && entry.text_of("state").as_deref() == Some("done")
}

/// Whether an entry is settled and old.
pub fn is_old<J: Json>(entry: &J, now_ms: f64) -> bool {
    let at = entry.number_of("at");
    entry.text_of("state").as_deref() == Some("done") && at.is_some_and(|at| now_ms - at > KEPT_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::testing::{Doc, doc};

    fn about(package_id: &str) -> Doc {
        let about = doc(r#"{"reference":"r","iccid":"8944","price":3,"description":"a"}"#);
        about.set("package_id", &Doc::of_text(package_id));
        about
    }

    #[test]
    fn an_entry_says_what_became_of_the_same_purchase() {
        let entry = sending("topup", &about("p"), 5.0, &Doc::of_text("m"));
        assert_eq!(found(&entry, "topup", &about("p")), Some(Entry::Sending));
        assert_eq!(found(&entry, "topup", &about("q")), Some(Entry::Other));
        assert_eq!(found(&entry, "renewal", &about("p")), Some(Entry::Other));
        let dearer = about("p");
        dearer.set("price", &Doc::of_number(4.0));
        dearer.set("description", &Doc::of_text("b"));
        assert_eq!(found(&entry, "topup", &dearer), Some(Entry::Sending));
        assert!(is_open(&entry) && !is_settled(&entry));
        settle(&entry, &doc(r#"{"id":1}"#));
        assert_eq!(found(&entry, "topup", &about("p")), Some(Entry::Done));
        assert!(!is_open(&entry) && is_settled(&entry));
    }

    #[test]
    fn what_another_version_wrote_is_not_read() {
        for text in [
            "null",
            "{}",
            r#"{"v":2,"kind":"topup","state":"done","about":{}}"#,
            r#"{"v":1,"kind":"topup","state":"odd","about":{}}"#,
        ] {
            assert_eq!(found(&doc(text), "topup", &Doc::object()), None, "{text}");
            assert!(!is_settled(&doc(text)), "{text}");
        }
    }

    #[test]
    fn what_is_settled_grows_old_and_what_is_open_never_does() {
        let entry = sending("topup", &about("p"), 5.0, &Doc::of_text("m"));
        assert!(!is_old(&entry, 1e15));
        settle(&entry, &Doc::null());
        assert!(!is_old(&entry, KEPT_MS));
        assert!(is_old(&entry, KEPT_MS + 6.0));
        // The clock was set back.
        assert!(!is_old(&entry, 0.0));
    }
}
