//! Tests of the journal's entries.

use super::digest::content_digest;
use super::journal::*;
use super::journal_age::*;
use super::journal_view::*;
use super::purchase_protocol::{Entry, EntryState};
use super::stored_failure;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::purchase_kind::PurchaseKind;
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
