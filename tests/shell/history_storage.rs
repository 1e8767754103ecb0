//! Storages that are full, broken or slow: none of them fails a call for the history.

use js_sys::{Array, Date};
use pressone_esim::PageClient;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::history::{partition, source};
use crate::support::{
    ICCID, World, answering_fetch, cell, clear_storage, client, object, rows, settled, text,
};

#[wasm_bindgen(module = "/tests/shell/history.js")]
extern "C" {
    #[wasm_bindgen(js_name = failingHistoryStorages)]
    fn failing_history_storages() -> Array;
    #[wasm_bindgen(js_name = fillStorage)]
    fn fill_storage();
    #[wasm_bindgen(js_name = hangingStorage)]
    fn hanging_storage() -> JsValue;
    #[wasm_bindgen(js_name = invalidRecords)]
    fn invalid_records() -> Array;
    #[wasm_bindgen(js_name = promiseStorage)]
    fn promise_storage() -> JsValue;
    #[wasm_bindgen(js_name = replaceHistory)]
    fn replace_history(text: &str);
}

const NONE: JsValue = JsValue::UNDEFINED;

#[wasm_bindgen_test]
async fn an_unreadable_stored_history_is_fetched_again() {
    for (index, record) in invalid_records().iter().enumerate() {
        let record = record.as_string().unwrap();
        clear_storage();
        let world = World::new(&format!("invalid-{index}")).await;
        let client = world.client(&[partition("ada")]).await;
        assert_eq!(source(&client, &world).await, "network");
        replace_history(&record);
        world.pass_rate_limit().await;
        assert_eq!(source(&client, &world).await, "network", "{record}");
    }
}

#[wasm_bindgen_test]
async fn a_full_storage_fails_no_call() {
    clear_storage();
    fill_storage();
    let world = World::new("full").await;
    let client = world.client(&[partition("ada")]).await;
    assert_eq!(source(&client, &world).await, "network");
    let second = source(&client, &world).await;
    assert_eq!(second, "cache", "stored in memory instead");
    clear_storage();
}

#[wasm_bindgen_test]
async fn a_failing_storage_fails_no_call() {
    for (index, row) in rows(&failing_history_storages()).iter().enumerate() {
        let name = cell(row, 0);
        let world = World::new(&format!("failing-{index}")).await;
        let options = [partition("ada"), ("storage", row.get(1))];
        let client = world.client(&options).await;
        assert_eq!(source(&client, &world).await, "network", "{name}");
        settled(client.clear_cache(&NONE)).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_storage_of_promises_is_not_used() {
    let world = World::new("promises").await;
    let storage = promise_storage();
    let client = world
        .client(&[partition("ada"), ("storage", storage)])
        .await;
    assert_eq!(source(&client, &world).await, "network");
    assert_eq!(
        source(&client, &world).await,
        "cache",
        "stored in memory instead"
    );
}

/// A client with further options and a server that answers with this history entry.
fn client_of(entry: &str, options: &[(&str, JsValue)]) -> PageClient {
    let body = format!(r#"{{"data":[{entry}]}}"#);
    let base = [
        ("baseUrl", "/api".into()),
        ("fetch", answering_fetch(&body, &NONE)),
    ];
    client(&[&base, options].concat()).unwrap()
}

#[wasm_bindgen_test]
async fn a_history_that_cannot_be_stored_is_returned_or_refused() {
    clear_storage();
    let (open, close) = ("[".repeat(20_000), "]".repeat(20_000));
    let entry = format!(r#"{{"status":"ACTIVE","package":{{"id":"a"}},"deep":{open}{close}}}"#);
    let client = client_of(&entry, &[]);
    let call = client.get_package_history(&ICCID.into(), &NONE);
    match settled(call).await {
        Ok(answer) => assert_eq!(text(&answer, "packages.0.status"), "ACTIVE"),
        Err(error) => assert_eq!(text(&error, "kind"), "decode"),
    }
}

#[wasm_bindgen_test]
async fn a_client_does_not_wait_for_a_hanging_storage() {
    let entry = r#"{"status":"ACTIVE","package":{"id":"a"}}"#;
    let client = client_of(entry, &[("storage", hanging_storage())]);
    let started = Date::now();
    for expected in ["network", "cache"] {
        let options = object(&[("timeoutMs", 2_500.into())]);
        let call = client.get_package_history(&ICCID.into(), &options);
        assert_eq!(text(&settled(call).await.unwrap(), "source"), expected);
    }
    assert!(Date::now() - started < 1_000.0);
}
