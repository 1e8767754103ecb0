//! The journal of purchases in a page, in `IndexedDB` behind Web Locks, and in storages of the caller
//! that fail.

use js_sys::{Array, Function, Promise};
use pressone_esim::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, cell, client, get, kind, object, offline_fetch, requests_of, rows, settled, stored_text,
    text,
};

#[wasm_bindgen(module = "/tests/shell/journal.js")]
extern "C" {
    #[wasm_bindgen(js_name = failingJournalStorages)]
    fn failing_journal_storages() -> Array;
    #[wasm_bindgen(js_name = forbidTransactions)]
    fn forbid_transactions() -> Function;
    #[wasm_bindgen(js_name = journalText)]
    async fn journal_text(part: &str) -> JsValue;
    #[wasm_bindgen(js_name = journalsOf)]
    fn journals_of(fetch: &JsValue) -> Array;
    #[wasm_bindgen(js_name = lateFailingStorages)]
    fn late_failing_storages() -> Array;
    #[wasm_bindgen(js_name = oddKeyStorages)]
    fn odd_key_storages() -> Array;
    #[wasm_bindgen(js_name = shopFetch)]
    fn shop_fetch(part: Option<&str>) -> JsValue;
}

const NONE: JsValue = JsValue::UNDEFINED;

/// A client of the shop's server at this path.
fn shop(path: &str, fetch: &JsValue, storage: JsValue) -> Client {
    let options = [
        ("baseUrl", path.into()),
        ("fetch", fetch.clone()),
        ("storage", storage),
    ];
    client(&options).unwrap()
}

/// A purchase with this reference, or without one if it is empty.
fn buy(client: &Client, reference: &str) -> Promise {
    buy_within(client, reference, 10_000)
}

fn buy_within(client: &Client, reference: &str, timeout_ms: u32) -> Promise {
    let mut order = vec![("iccid", ICCID.into()), ("package_id", "fjord".into())];
    if !reference.is_empty() {
        order.push(("reference", reference.into()));
    }
    let options = object(&[("timeoutMs", timeout_ms.into())]);
    client.submit_topup_order(&object(&order), &options)
}

#[wasm_bindgen_test]
async fn the_entry_is_in_indexed_db_before_the_order_is_sent() {
    let reference = "journal-1";
    let fetch = shop_fetch(Some(reference));
    let order = settled(buy(&shop("/disk", &fetch, NONE), reference)).await;
    assert_eq!(text(&order.unwrap(), "source"), "answer");
    let before = journals_of(&fetch).get(0).as_string().unwrap();
    assert!(before.contains(r#""state":"sending""#), "{before}");
    let after = journal_text(reference).await.as_string().unwrap();
    assert!(after.contains(r#""state":"done""#), "{after}");
    assert!(!stored_text().contains(reference));
}

#[wasm_bindgen_test]
async fn clients_of_one_page_make_one_order_per_reference() {
    let fetch = shop_fetch(None);
    let first = shop("/both", &fetch, NONE);
    let offline = offline_fetch();
    let second = shop("/both", &offline, NONE);
    let [one, other] = [buy(&first, "journal-2"), buy(&second, "journal-2")];
    let one = settled(one).await.unwrap();
    let other = settled(other).await.unwrap();
    assert_eq!(get(&one, "id"), get(&other, "id"));
    assert_eq!(text(&other, "source"), "journal");
    assert_eq!(journals_of(&fetch).length(), 1);
    assert_eq!(requests_of(&offline).length(), 0);
}

#[wasm_bindgen_test]
async fn a_page_without_a_working_journal_buys_nothing() {
    let fetch = shop_fetch(None);
    let shop = shop("/forbidden", &fetch, NONE);
    let allow_transactions = forbid_transactions();
    let unnamed = kind(buy(&shop, "")).await;
    let named = settled(buy(&shop, "journal-3")).await.unwrap_err();
    allow_transactions.call0(&NONE).unwrap();
    assert_eq!(unnamed, "storage");
    // The reference may have an order from before, when the journal worked.
    assert_eq!(text(&named, "kind"), "outcome_unknown");
    assert_eq!(text(&named, "cause.kind"), "storage");
    assert_eq!(text(&named, "cause.cause.message"), "forbidden");
    assert_eq!(journals_of(&fetch).length(), 0);
    let order = settled(buy(&shop, "")).await.unwrap();
    assert_eq!(text(&order, "source"), "answer");
}

#[wasm_bindgen_test]
async fn no_order_is_sent_without_a_stored_entry() {
    for row in rows(&failing_journal_storages()) {
        let [name, unnamed, named] = [cell(&row, 0), cell(&row, 2), cell(&row, 3)];
        let fetch = shop_fetch(None);
        let shop = shop("/failing", &fetch, row.get(1));
        let timeout_ms = if unnamed == "timeout" { 100 } else { 10_000 };
        let found = kind(buy_within(&shop, "", timeout_ms)).await;
        assert_eq!(found, unnamed, "{name}");
        let found = kind(buy_within(&shop, "journal-4", timeout_ms)).await;
        assert_eq!(found, named, "{name}, with a reference");
        assert_eq!(journals_of(&fetch).length(), 0, "{name}");
    }
}

#[wasm_bindgen_test]
async fn an_order_is_returned_if_its_entry_cannot_be_settled() {
    for row in rows(&late_failing_storages()) {
        let shop = shop("/afterwards", &shop_fetch(None), row.get(1));
        let order = settled(buy(&shop, "journal-5")).await.unwrap();
        assert_eq!(text(&order, "source"), "answer", "{}", cell(&row, 0));
    }
}

#[wasm_bindgen_test]
async fn a_recovery_accepts_keys_of_any_type() {
    for row in rows(&odd_key_storages()) {
        let shop = shop("/keys", &shop_fetch(None), row.get(1));
        let options = object(&[("timeoutMs", 200.into())]);
        let found = match settled(shop.recover_topup_orders(&options)).await {
            Ok(found) => get(&found, "length").as_f64().unwrap().to_string(),
            Err(error) => text(&error, "kind"),
        };
        assert_eq!(found, cell(&row, 2), "{}", cell(&row, 0));
    }
}
