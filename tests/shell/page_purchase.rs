//! Purchases of a page, over a gateway whose answers are written down beforehand.

use js_sys::{Array, Promise};
use pressone_esim::PageClient;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, cell, clear_storage, client_with, get, kind, object, rows, settled, stored_text, text,
};

#[wasm_bindgen(module = "/tests/shell/page_purchase.js")]
extern "C" {
    #[wasm_bindgen(js_name = databaseNames)]
    async fn database_names() -> JsValue;
    #[wasm_bindgen(js_name = dearerFetch)]
    fn dearer_fetch() -> JsValue;
    #[wasm_bindgen(js_name = fetchWithOrder)]
    fn fetch_with_order(order: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = methodsOf)]
    fn methods_of(fetch: &JsValue) -> String;
    fn purchases() -> Array;
    #[wasm_bindgen(js_name = sellingFetch)]
    fn selling_fetch() -> JsValue;
    #[wasm_bindgen(js_name = sentOf)]
    fn sent_of(fetch: &JsValue) -> Array;
    #[wasm_bindgen(js_name = silentFetch)]
    fn silent_fetch() -> JsValue;
}

const NONE: JsValue = JsValue::UNDEFINED;

/// A purchase with this reference, or without one if it is empty.
fn buy(client: &PageClient, reference: &str, timeout_ms: u32) -> Promise {
    let mut order = vec![("iccid", ICCID.into()), ("package_id", "fjord".into())];
    if !reference.is_empty() {
        order.push(("reference", reference.into()));
    }
    let options = object(&[("timeoutMs", timeout_ms.into())]);
    client.submit_topup_order(&object(&order), &options)
}

#[wasm_bindgen_test]
async fn each_answer_of_the_gateway_has_its_meaning() {
    for row in rows(&purchases()) {
        let name = cell(&row, 0);
        let reference = match row.get(1).as_bool() {
            Some(true) => "pay-1",
            _ => "",
        };
        let fetch = row.get(2);
        let client = client_with(&fetch);
        let found = match settled(buy(&client, reference, 10_000)).await {
            Ok(order) => text(&order, "source"),
            Err(error) => format!("{} {}", text(&error, "kind"), text(&error, "outcome")),
        };
        assert_eq!(methods_of(&fetch), cell(&row, 3), "{name}");
        assert_eq!(found, cell(&row, 4), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_purchase_names_its_reference_and_the_failures_that_the_page_knows_of() {
    let fetch = selling_fetch();
    let order = object(&[
        ("iccid", ICCID.into()),
        ("package_id", "fjord".into()),
        ("reference", r#"a "\" b"#.into()),
        ("price", 4.5.into()),
        ("tries", 3.into()),
    ]);
    let call = client_with(&fetch).submit_topup_order(&order, &NONE);
    let bought = settled(call).await.unwrap();
    assert_eq!(text(&bought, "reference"), r#"a "\" b"#);
    assert_eq!(get(&bought, "id"), 7);
    let sent = sent_of(&fetch).get(0);
    assert_eq!(text(&sent, "line"), "POST /api/purchases.json");
    assert_eq!(text(&sent, "key"), r#""a \"\\\" b""#);
    let body = js_sys::JSON::stringify(&get(&sent, "body")).unwrap();
    let expected = format!(
        r#"{{"kind":"topup","package_id":"fjord","iccid":"{ICCID}","price":4.5,"tries":3}}"#
    );
    assert_eq!(body, expected.as_str());
}

#[wasm_bindgen_test]
async fn an_unknown_outcome_names_the_reference_to_call_again_with() {
    let fetch = silent_fetch();
    let error = settled(buy(&client_with(&fetch), "", 900)).await;
    let error = error.unwrap_err();
    assert_eq!(text(&error, "kind"), "outcome_unknown");
    assert_eq!(text(&error, "outcome"), "unknown");
    let key = text(&sent_of(&fetch).get(0), "key");
    assert_eq!(format!("\"{}\"", text(&error, "reference")), key);
    assert!(!methods_of(&fetch).contains("POST POST"));
}

#[wasm_bindgen_test]
async fn another_price_is_told_with_both_prices() {
    let error = settled(buy(&client_with(&dearer_fetch()), "pay-1", 1_000)).await;
    let error = error.unwrap_err();
    assert_eq!(get(&error, "prices.paid"), 4.5);
    assert_eq!(get(&error, "prices.offered"), 5);
    assert_eq!(get(&error, "tries"), 1);
}

#[wasm_bindgen_test]
async fn an_odd_order_of_a_gateway_is_an_order_with_issues() {
    let odd = [
        JsValue::NULL,
        7.into(),
        "order".into(),
        Array::new().into(),
        object(&[("id", object(&[])), ("price", "free".into())]),
    ];
    for order in odd {
        let client = client_with(&fetch_with_order(&order));
        match settled(buy(&client, "pay-1", 1_000)).await {
            Ok(bought) => assert!(
                get(&bought, "issues.length").as_f64() > Some(0.0),
                "{order:?}"
            ),
            Err(error) => assert_eq!(text(&error, "kind"), "outcome_unknown", "{order:?}"),
        }
    }
}

#[wasm_bindgen_test]
async fn a_page_stores_nothing_of_a_purchase() {
    clear_storage();
    settled(buy(&client_with(&selling_fetch()), "pay-stored", 1_000))
        .await
        .unwrap();
    let unknown = buy(&client_with(&silent_fetch()), "pay-stored", 100);
    assert_eq!(kind(unknown).await, "outcome_unknown");
    assert!(!stored_text().contains("pay-stored"), "{}", stored_text());
    assert_eq!(database_names().await, "");
}
