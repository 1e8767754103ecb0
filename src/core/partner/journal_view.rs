//! A journal's entry as the protocol of purchases sees it, and as `getPurchase` returns it.

use super::journal::{is_owner, kind_of, outcome_of, present, state_name, state_of, tries_of};
use super::journal_age::{is_look_due, open_since, young_rest_ms};
use super::purchase_protocol::{Entry, EntryState};
use crate::core::json::{JsonValue, TypeSet};

/// The view of an absent entry.
pub const ABSENT: Entry = Entry {
    state: EntryState::Absent,
    tries: 0,
    same_content: true,
    owned: true,
    look_due: false,
    young: false,
};

/// An entry as the protocol sees it. `content` is that of the call; empty if the call has none.
pub fn view<J: JsonValue>(entry: &J, content: &str, shopper: &str, now: f64) -> Option<Entry> {
    let state = state_of(entry)?;
    let stored = entry.get_string("content");
    Some(Entry {
        state,
        tries: tries_of(entry),
        same_content: content.is_empty()
            || stored.is_none_or(|stored| stored.is_empty() || stored == content),
        owned: shopper.is_empty() || is_owner(entry, shopper),
        look_due: is_look_due(entry, now),
        young: young_rest_ms(entry, now).is_some(),
    })
}

/// The result of `getPurchase`. An entry that cannot be read counts as open.
pub fn to_purchase<J: JsonValue>(entry: &J, reference: &str) -> J {
    let purchase = J::object();
    let state = state_of(entry).unwrap_or(EntryState::Open);
    let public = match state {
        EntryState::Claimed => EntryState::Open,
        other => other,
    };
    purchase.set("reference", &J::from_str(reference));
    purchase.set("kind", &present(&entry.get("kind")));
    purchase.set("state", &J::from_str(state_name(public)));
    if state == EntryState::Done {
        let outcome = outcome_of(entry);
        if outcome.types().intersects(TypeSet::OBJECT) {
            outcome.set("source", &J::from_str("journal"));
        }
        purchase.set(kind_of(entry).outcome_name(), &outcome);
        if entry.get("others").length() > 0 {
            purchase.set("other_orders", &entry.get("others"));
        }
    }
    if state == EntryState::Failed {
        let error = entry.get("failure");
        let shown = J::object();
        for name in ["kind", "code", "reason", "prices"] {
            shown.set(name, &present(&error.get(name)));
        }
        purchase.set("error", &shown);
    }
    if let Some(since) = open_since(entry) {
        purchase.set("open_since", &J::from_f64(since));
    }
    let about = entry.get("about");
    for name in ["iccid", "package_id", "email", "claimed_number"] {
        if let Some(text) = about.get_string(name) {
            purchase.set(name, &J::from_str(&text));
        }
    }
    if let Some(quantity) = about.get_f64("quantity") {
        purchase.set("quantity", &J::from_f64(quantity));
    }
    purchase.set("tries", &J::from_f64(f64::from(tries_of(entry))));
    purchase.set("created_at", &present(&entry.get("created_at")));
    purchase
}

/// The result of `getPurchase` for a reference without an entry.
pub fn no_purchase<J: JsonValue>(reference: &str) -> J {
    let purchase = J::object();
    purchase.set("reference", &J::from_str(reference));
    purchase.set("kind", &J::null());
    purchase.set("state", &J::from_str(state_name(EntryState::Absent)));
    purchase.set("tries", &J::from_f64(0.0));
    purchase.set("created_at", &J::null());
    purchase
}
