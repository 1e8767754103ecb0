//! The entries of the journal of purchases, renewals and claims of numbers.

use super::digest::content_digest;
use super::purchase_protocol::EntryState;
use super::stored_failure;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::purchase_kind::PurchaseKind;
use crate::core::text::decimal;

/// The version of an entry's format. An entry of another version counts as open.
const VERSION: f64 = 2.0;

/// The fields of a purchase that make it the same purchase.
const fn content_fields(kind: PurchaseKind) -> &'static [&'static str] {
    match kind {
        PurchaseKind::Topup => &["iccid", "package_id"],
        PurchaseKind::Sim => &["package_id"],
        PurchaseKind::Renewal => &["number"],
        PurchaseKind::Claim => &["number", "owner"],
    }
}

/// The digest of what `about` buys, and how many: one, if it does not say. Empty if the content is not known,
/// because a reference can be closed before it buys.
pub fn content_of<J: JsonValue>(kind: PurchaseKind, about: &J) -> String {
    if about.keys().length() == 0 {
        return String::new();
    }
    let mut parts = vec![kind.as_str().to_owned()];
    for name in content_fields(kind) {
        parts.push(about.get_string(name).unwrap_or_default());
    }
    parts.push(decimal(about.get_u32("quantity").unwrap_or(1)));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    content_digest(&parts)
}

/// The new values of an entry that a call claims.
#[derive(Debug)]
pub struct Claim<'a, J> {
    /// The kind.
    pub kind: PurchaseKind,
    /// The reference, for log readers and results.
    pub reference: &'a str,
    /// The partition.
    pub partition: &'a str,
    /// The content that is bought.
    pub about: &'a J,
    /// The digest of the shopper; empty if there is none.
    pub shopper: &'a str,
    /// A value that no other write has.
    pub mark: &'a str,
    /// The time now, in ms.
    pub now: f64,
    /// The longest time of the call, in ms.
    pub longest_call_ms: f64,
}

/// Claims an entry. `entry` is a fresh copy of the earlier one, or no object.
pub fn claim<J: JsonValue>(entry: &J, claim: &Claim<'_, J>) -> J {
    let tries = tries_of(entry);
    let next = J::object();
    let text = |value: &str| J::from_str(value);
    next.set("v", &J::from_f64(VERSION));
    // A reference can be closed before it buys. Then its kind is not known.
    let knows_kind = claim.about.keys().length() > 0;
    let kind = knows_kind.then(|| text(claim.kind.as_str()));
    next.set("kind", &kind.unwrap_or_else(J::null));
    next.set("reference", &text(claim.reference));
    next.set("partition", &text(claim.partition));
    next.set("content", &text(&content_of(claim.kind, claim.about)));
    next.set("about", claim.about);
    next.set(
        "owners",
        &entry
            .get("owners")
            .elements()
            .unwrap_or_else(|| J::array(&[])),
    );
    next.set("tries", &J::from_f64(f64::from(tries)));
    next.set("failure", &present(&entry.get("failure")));
    if is_settled_by_person(entry) {
        set_settled_by_person(&next);
    }
    let created_at = entry.get_f64("created_at").unwrap_or(claim.now);
    next.set("created_at", &J::from_f64(created_at));
    next.set("claimed_at", &J::from_f64(claim.now));
    next.set("ends_at", &J::from_f64(claim.now + claim.longest_call_ms));
    add_owner(&next, claim.shopper);
    set_state(&next, EntryState::Claimed, claim.mark);
    next
}

pub(super) fn present<J: JsonValue>(value: &J) -> J {
    if value.types().is_subset(TypeSet::MISSING) {
        J::null()
    } else {
        value.clone()
    }
}

/// Sets the state of an entry, and the mark of this write.
pub fn set_state<J: JsonValue>(entry: &J, state: EntryState, mark: &str) {
    entry.set("state", &J::from_str(state_name(state)));
    entry.set("mark", &J::from_str(mark));
}

/// Makes an entry open. `before` is the voice product's answer about the number before the renewal.
pub fn open<J: JsonValue>(entry: &J, before: &J, now: f64, mark: &str) {
    entry.set("opened_at", &J::from_f64(now));
    entry.set("before", before);
    set_state(entry, EntryState::Open, mark);
}

/// Adds an owner, unless the shopper is empty or owns the entry already.
pub fn add_owner<J: JsonValue>(entry: &J, shopper: &str) {
    if shopper.is_empty() || is_owner(entry, shopper) {
        return;
    }
    let owners = entry.get("owners");
    let mut all: Vec<J> = (0..owners.length()).map(|index| owners.at(index)).collect();
    all.push(J::from_str(shopper));
    entry.set("owners", &J::array(&all));
}

/// True if the shopper owns the entry.
pub fn is_owner<J: JsonValue>(entry: &J, shopper: &str) -> bool {
    strings(&entry.get("owners")).any(|owner| owner == shopper)
}

/// The owners of an entry.
pub fn owners<J: JsonValue>(entry: &J) -> Vec<String> {
    strings(&entry.get("owners")).collect()
}

/// Records an order. Returns true if the entry has another order already, which stays the first.
pub fn record_outcome<J: JsonValue>(entry: &J, outcome: &J, mark: &str) -> bool {
    let known = entry.get("outcome");
    let duplicate = state_of(entry) == Some(EntryState::Done) && !same_order(&known, outcome);
    if duplicate {
        let others = entry.get("others");
        let mut all: Vec<J> = (0..others.length()).map(|index| others.at(index)).collect();
        if !all.iter().any(|other| same_order(other, outcome)) {
            all.push(outcome.clone());
        }
        entry.set("others", &J::array(&all));
    } else {
        entry.set("outcome", outcome);
    }
    set_state(entry, EntryState::Done, mark);
    duplicate
}

/// True if two outcomes are one order: they have the same id, or else the same code.
pub fn same_order<J: JsonValue>(left: &J, right: &J) -> bool {
    let mut named = false;
    for name in ["id", "code"] {
        let [left, right] = [left, right].map(|order| order.get(name));
        let is_named = |value: &J| value.as_f64().is_some() || value.as_string().is_some();
        named |= is_named(&left) || is_named(&right);
        if is_named(&left) && is_named(&right) {
            return left.as_f64() == right.as_f64() && left.as_string() == right.as_string();
        }
    }
    !named
}

/// Records a failure, and counts the try.
pub fn record_failure<J: JsonValue>(entry: &J, failure: &Error, now: f64, mark: &str) {
    entry.set("tries", &J::from_f64(f64::from(tries_of(entry)) + 1.0));
    entry.set("failure", &stored_failure::to_json(failure));
    entry.set("failed_at", &J::from_f64(now));
    set_state(entry, EntryState::Failed, mark);
}

/// Notes that a person said that nothing was ordered. The order may show later.
pub fn set_settled_by_person<J: JsonValue>(entry: &J) {
    entry.set("by_person", &J::from_f64(1.0));
}

/// True if a person said once that nothing was ordered.
pub fn is_settled_by_person<J: JsonValue>(entry: &J) -> bool {
    entry.get_f64("by_person").is_some()
}

/// Records a look for the order.
pub fn record_look<J: JsonValue>(entry: &J, now: f64, mark: &str) {
    let looks = entry.get_f64("looks").unwrap_or_default();
    entry.set("looks", &J::from_f64(looks + 1.0));
    entry.set("looked_at", &J::from_f64(now));
    entry.set("mark", &J::from_str(mark));
}

/// Removes a claim from a fresh copy of an entry. False if the entry was never settled: it is removed.
pub fn take_back<J: JsonValue>(entry: &J, mark: &str) -> bool {
    set_state(entry, EntryState::Failed, mark);
    tries_of(entry) > 0
}

/// The number of failed tries.
pub fn tries_of<J: JsonValue>(entry: &J) -> u32 {
    let tries = entry.get_f64("tries").unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tries = tries.clamp(0.0, 1e6) as u32;
    tries
}

/// The state of an entry; `None` if this version cannot read it, or if it is done without an outcome.
pub fn state_of<J: JsonValue>(entry: &J) -> Option<EntryState> {
    if entry.get_f64("v") != Some(VERSION) {
        return None;
    }
    let state = entry.get_string("state")?;
    let states = [
        EntryState::Claimed,
        EntryState::Open,
        EntryState::Done,
        EntryState::Failed,
        EntryState::Closed,
    ];
    let state = states
        .into_iter()
        .find(|known| state_name(*known) == state)?;
    (state != EntryState::Done || has_outcome(entry)).then_some(state)
}

/// The kind of an entry. An entry without one is that of a top-up.
pub(super) fn kind_of<J: JsonValue>(entry: &J) -> PurchaseKind {
    let kind = entry.get_string("kind").unwrap_or_default();
    PurchaseKind::parse(&kind).unwrap_or(PurchaseKind::Topup)
}

/// True if an entry has an order of new eSIMs.
pub fn is_order_of_esims<J: JsonValue>(entry: &J) -> bool {
    kind_of(entry) == PurchaseKind::Sim && state_of(entry) == Some(EntryState::Done)
}

/// True if an entry has the outcome of its kind: an order has an id or a code, and is of the entry's eSIM.
/// Another program may have changed it.
fn has_outcome<J: JsonValue>(entry: &J) -> bool {
    let outcome = entry.get("outcome");
    if !outcome.types().is_subset(TypeSet::OBJECT) {
        return false;
    }
    let is_order = kind_of(entry).is_order();
    let named = |name| outcome.get_f64(name).is_some() || outcome.get_string(name).is_some();
    let bought_for = outcome.get_string("iccid");
    let wanted = entry.get("about").get_string("iccid");
    let same_esim = bought_for.is_none() || wanted.is_none() || bought_for == wanted;
    !is_order || (same_esim && (named("id") || named("code")))
}

/// The outcome of a fresh copy of an entry, with the entry's eSIM.
pub fn outcome_of<J: JsonValue>(entry: &J) -> J {
    let outcome = entry.get("outcome");
    if let Some(iccid) = entry.get("about").get_string("iccid") {
        outcome.set("iccid", &J::from_str(&iccid));
    }
    present(&outcome)
}

pub(super) const fn state_name(state: EntryState) -> &'static str {
    match state {
        EntryState::Absent => "none",
        EntryState::Claimed => "claimed",
        EntryState::Open => "open",
        EntryState::Done => "done",
        EntryState::Failed => "failed",
        EntryState::Closed => "closed",
    }
}
