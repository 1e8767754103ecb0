//! The entries of the journal of purchases, renewals and claims of numbers.

use super::digest::content_digest;
use super::purchase_protocol::{Entry, EntryState};
use super::stored_failure;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::purchase_kind::PurchaseKind;
use crate::core::text::decimal;

/// The version of an entry's format. An entry of another version counts as open.
const VERSION: f64 = 2.0;
/// The time after which a settled entry shrinks: 90 days.
const RETENTION_MS: f64 = 7_776_000_000.0;
/// The pauses between looks for the order of an open entry: 1, 2, 5, 30 minutes, then hourly.
const LOOK_PAUSES_MS: &[f64] = &[60_000.0, 120_000.0, 300_000.0, 1_800_000.0, 3_600_000.0];
/// The time that is added to the longest time of a call.
const YOUNG_MARGIN_MS: f64 = 60_000.0;
/// An entry that is open for so long is an event: one day.
const OVERDUE_MS: f64 = 86_400_000.0;

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

fn present<J: JsonValue>(value: &J) -> J {
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
fn kind_of<J: JsonValue>(entry: &J) -> PurchaseKind {
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

const fn state_name(state: EntryState) -> &'static str {
    match state {
        EntryState::Absent => "none",
        EntryState::Claimed => "claimed",
        EntryState::Open => "open",
        EntryState::Done => "done",
        EntryState::Failed => "failed",
        EntryState::Closed => "closed",
    }
}

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

/// The time in which a call may still be at work on an entry, if there is any left.
pub fn young_rest_ms<J: JsonValue>(entry: &J, now: f64) -> Option<f64> {
    let rest = entry.get_f64("ends_at")? + YOUNG_MARGIN_MS - now;
    (rest > 0.0).then_some(rest)
}

/// The view of an absent entry.
pub const ABSENT: Entry = Entry {
    state: EntryState::Absent,
    tries: 0,
    same_content: true,
    owned: true,
    look_due: false,
    young: false,
};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    const DAY_MS: f64 = 86_400_000.0;

    fn about(package_id: &str) -> TestJson {
        let about = parse_json(r#"{"iccid":"8944","description":"a"}"#);
        about.set("package_id", &TestJson::from_str(package_id));
        about
    }

    fn claimed(earlier: &TestJson, shopper: &str) -> TestJson {
        claim(
            earlier,
            &Claim {
                kind: PurchaseKind::Topup,
                reference: "r",
                partition: "",
                about: &about("p"),
                shopper,
                mark: "m1",
                now: 1_000.0,
                longest_call_ms: 50_000.0,
            },
        )
    }

    fn seen(entry: &TestJson, now: f64) -> Entry {
        view(
            entry,
            &content_of(PurchaseKind::Topup, &about("p")),
            "ada",
            now,
        )
        .unwrap()
    }

    #[test]
    fn an_entry_goes_through_its_states() {
        let entry = claimed(&TestJson::null(), "ada");
        assert_eq!(seen(&entry, 1_000.0).state, EntryState::Claimed);
        open(&entry, &TestJson::null(), 2_000.0, "m2");
        assert_eq!(seen(&entry, 2_000.0).state, EntryState::Open);
        assert_eq!(open_since(&entry), Some(2_000.0));
        record_failure(
            &entry,
            &Error::new(Kind::InsufficientBalance, &["no"]),
            3_000.0,
            "m3",
        );
        assert_eq!(
            (seen(&entry, 0.0).state, tries_of(&entry)),
            (EntryState::Failed, 1)
        );
        assert_eq!(
            stored_failure::from_json(&entry.get("failure")).kind,
            Kind::InsufficientBalance
        );
        let again = claimed(&entry, "eve");
        assert_eq!(
            (seen(&again, 0.0).state, tries_of(&again)),
            (EntryState::Claimed, 1)
        );
        assert_eq!(owners(&again), ["ada", "eve"]);
        assert!(!record_outcome(&again, &parse_json(r#"{"id":1}"#), "m5"));
        assert!(!record_outcome(&again, &parse_json(r#"{"id":1}"#), "m6"));
        assert!(record_outcome(&again, &parse_json(r#"{"id":2}"#), "m7"));
        let purchase = to_purchase(&again, "r");
        let source = purchase.get("order").get_string("source");
        assert_eq!(source.as_deref(), Some("journal"));
        assert_eq!(purchase.get("order").get_f64("id"), Some(1.0));
        assert_eq!(purchase.get("other_orders").at(0).get_f64("id"), Some(2.0));
    }

    #[test]
    fn an_entry_is_of_one_purchase_and_its_owners() {
        let entry = claimed(&TestJson::null(), "eve");
        assert!(!seen(&entry, 0.0).owned && seen(&entry, 0.0).same_content);
        let other = content_of(PurchaseKind::Topup, &about("q"));
        assert!(!view(&entry, &other, "", 0.0).unwrap().same_content);
        assert!(view(&entry, "", "", 0.0).unwrap().owned);
        // A closed reference that never bought is of every content.
        entry.set("content", &TestJson::from_str(""));
        assert!(view(&entry, &other, "", 0.0).unwrap().same_content);
        let renewal = content_of(PurchaseKind::Renewal, &about("p"));
        assert_ne!(renewal, content_of(PurchaseKind::Topup, &about("p")));
    }

    #[test]
    fn an_order_of_esims_is_of_its_package_and_quantity() {
        let content = |text| content_of(PurchaseKind::Sim, &parse_json(text));
        let two = content(r#"{"package_id":"p","quantity":2}"#);
        assert_eq!(
            two,
            content(r#"{"package_id":"p","quantity":2,"price":1,"description":"a"}"#)
        );
        let one = content(r#"{"package_id":"p","quantity":1}"#);
        assert_eq!(one, content(r#"{"package_id":"p"}"#));
        assert_ne!(one, content(r#"{"package_id":"q","quantity":1}"#));
        assert_ne!(two, one);
        // The digests of top-ups are in the descriptions of orders.
        let topup = content_of(PurchaseKind::Topup, &about("p"));
        assert_eq!(topup, content_digest(&["topup", "8944", "p", "1"]));
        assert_ne!(
            content_of(PurchaseKind::Topup, &parse_json(r#"{"package_id":"p"}"#)),
            one
        );
        let entry = claim(
            &TestJson::null(),
            &Claim {
                kind: PurchaseKind::Sim,
                reference: "r",
                partition: "",
                about: &parse_json(r#"{"package_id":"p","quantity":2}"#),
                shopper: "",
                mark: "m1",
                now: 1_000.0,
                longest_call_ms: 50_000.0,
            },
        );
        record_outcome(&entry, &parse_json(r#"{"id":1}"#), "m2");
        let purchase = to_purchase(&entry, "r");
        assert_eq!(purchase.get_string("kind").as_deref(), Some("sim"));
        assert_eq!(purchase.get("order").get_f64("id"), Some(1.0));
        assert_eq!(purchase.get_f64("quantity"), Some(2.0));
    }

    #[test]
    fn an_entry_is_young_for_the_longest_call_and_a_minute() {
        let entry = claimed(&TestJson::null(), "");
        assert!(seen(&entry, 1_000.0 + 50_000.0 + 59_999.0).young);
        assert!(!seen(&entry, 1_000.0 + 50_000.0 + 60_000.0).young);
    }

    #[test]
    fn looks_have_pauses_that_grow() {
        let entry = claimed(&TestJson::null(), "");
        assert!(seen(&entry, 1_000.0).look_due);
        for minutes in [1.0, 2.0, 5.0, 30.0, 60.0, 60.0] {
            record_look(&entry, 1_000.0, "m");
            let due = 1_000.0 + minutes * 60_000.0;
            assert!(
                !seen(&entry, due - 1.0).look_due && seen(&entry, due).look_due,
                "{minutes}"
            );
        }
        // The clock was set back.
        assert!(seen(&entry, 0.0).look_due);
    }

    #[test]
    fn a_settled_entry_shrinks_after_90_days_and_an_open_one_never() {
        let entry = claimed(&TestJson::null(), "ada");
        open(&entry, &TestJson::null(), 2_000.0, "m2");
        assert_eq!(shrink(&entry, 1_000.0 * DAY_MS), None);
        assert!(is_overdue(&entry, 2_000.0 + DAY_MS) && !is_overdue(&entry, DAY_MS));
        record_outcome(
            &entry,
            &parse_json(r#"{"id":1,"code":"c","price":3}"#),
            "m3",
        );
        assert_eq!(shrink(&entry, 1_000.0 + 90.0 * DAY_MS), None);
        let small = shrink(&entry, 1_001.0 + 90.0 * DAY_MS).unwrap();
        assert_eq!(seen(&small, 0.0).state, EntryState::Done);
        assert_eq!(small.get("outcome"), parse_json(r#"{"id":1,"code":"c"}"#));
        assert!(owners(&small).is_empty() && small.get("about").keys().length() == 0);
        assert!(seen(&small, 0.0).same_content);
    }

    #[test]
    fn a_claim_that_is_taken_back_leaves_the_earlier_failure() {
        let entry = claimed(&TestJson::null(), "");
        assert!(!take_back(&entry, "m2"));
        record_failure(&entry, &Error::new(Kind::Validation, &["no"]), 0.0, "m3");
        let again = claimed(&entry, "");
        assert!(take_back(&again, "m4"));
        assert_eq!(
            stored_failure::from_json(&again.get("failure")).kind,
            Kind::Validation
        );
        assert_eq!(tries_of(&again), 1);
    }

    #[test]
    fn an_entry_of_another_version_counts_as_open() {
        for text in [
            "null",
            "{}",
            r#"{"v":1,"state":"done"}"#,
            r#"{"v":2,"state":"odd"}"#,
        ] {
            let entry = parse_json(text);
            assert_eq!(view(&entry, "", "", 0.0), None, "{text}");
            assert_eq!(
                to_purchase(&entry, "r").get_string("state").as_deref(),
                Some("open")
            );
        }
    }

    #[test]
    fn a_done_entry_without_an_order_counts_as_open() {
        let entry = |kind: &str, outcome: &str| {
            parse_json(&format!(
                r#"{{"v":2,"state":"done","kind":"{kind}","about":{{"iccid":"8944"}},"outcome":{outcome}}}"#
            ))
        };
        let foreign = r#"{"id":1,"iccid":"9"}"#;
        for outcome in [
            "{}",
            r#"{"price":1}"#,
            r#"{"id":null}"#,
            foreign,
            "[1]",
            "7",
            "null",
        ] {
            assert_eq!(state_of(&entry("topup", outcome)), None, "{outcome}");
            let purchase = to_purchase(&entry("topup", outcome), "r");
            assert_eq!(purchase.get_string("state").as_deref(), Some("open"));
        }
        assert_eq!(state_of(&entry("renewal", "null")), None);
        let renewal = entry("renewal", r#"{"success":true}"#);
        assert_eq!(state_of(&renewal), Some(EntryState::Done));
        let purchase = to_purchase(&entry("topup", r#"{"id":1}"#), "r");
        let order = purchase.get("order");
        assert_eq!(order.get_string("iccid").as_deref(), Some("8944"));
    }

    #[test]
    fn two_outcomes_are_one_order_by_id_or_code() {
        for (left, right, same) in [
            (r#"{"id":1}"#, r#"{"id":1,"price":2}"#, true),
            (r#"{"id":1,"code":"a"}"#, r#"{"id":2,"code":"a"}"#, false),
            (r#"{"id":null,"code":"a"}"#, r#"{"id":2,"code":"a"}"#, true),
            (r#"{"id":1}"#, r#"{"code":"a"}"#, false),
            ("{}", "{}", true),
        ] {
            assert_eq!(
                same_order(&parse_json(left), &parse_json(right)),
                same,
                "{left} {right}"
            );
        }
    }
}
