//! Any answer of `fetch`, and anything that the caller's functions throw: every call ends, and with a
//! typed error if it fails.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, World, cell, client, client_with, kind, object, own_url, rejecting, requests_of, rows,
    settled, text,
};

#[wasm_bindgen(module = "/tests/shell/answers.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchOf)]
    fn fetch_of(answer: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = invalidAnswers)]
    fn invalid_answers() -> Array;
    #[wasm_bindgen(js_name = samePageFetch)]
    fn same_page_fetch() -> JsValue;
    #[wasm_bindgen(js_name = thrownValues)]
    fn thrown_values() -> Array;
    #[wasm_bindgen(js_name = walkedIds)]
    async fn walked_ids(walk: &JsValue) -> JsValue;
}

const NONE: JsValue = JsValue::UNDEFINED;

fn renewal() -> JsValue {
    object(&[("email", "ada@example.org".into())])
}

#[wasm_bindgen_test]
async fn an_invalid_answer_is_a_typed_error() {
    for row in rows(&invalid_answers()) {
        let name = cell(&row, 0);
        let options = [
            ("baseUrl", "/api".into()),
            ("maxRetries", 0.into()),
            ("fetch", fetch_of(&row.get(1))),
        ];
        let client = client(&options).unwrap();
        let found = kind(client.get_topup_packages(&ICCID.into(), &NONE)).await;
        assert!(found == "network" || found == "decode", "{name}: {found}");
        match settled(client.renew_number(&renewal(), &NONE)).await {
            // Any JSON answer to a write is returned.
            Ok(_) => assert!(name.starts_with("JSON"), "{name}"),
            Err(error) => assert_eq!(text(&error, "kind"), "outcome_unknown", "{name}"),
        }
    }
}

#[wasm_bindgen_test]
async fn any_thrown_value_ends_the_call_with_a_typed_error() {
    for (index, thrown) in thrown_values().iter().enumerate() {
        let client = client_with(&rejecting(&thrown));
        let call = client.renew_number(&renewal(), &NONE);
        assert_eq!(kind(call).await, "outcome_unknown", "{index}");
        let options = [
            ("baseUrl", own_url("").into()),
            ("token", rejecting(&thrown)),
        ];
        let client = crate::support::client(&options).unwrap();
        let call = client.get_topup_packages(&ICCID.into(), &NONE);
        assert_eq!(kind(call).await, "authentication", "{index}");
    }
}

#[wasm_bindgen_test]
async fn a_redirect_is_an_error_and_is_not_followed() {
    let world = World::new("redirect").await;
    let client = world.client(&[("maxRetries", 0.into())]).await;
    let redirect = [("status", 302.into()), ("location", "/elsewhere".into())];
    world.add_fault("topups", "redirect", &redirect).await;
    let call = client.get_topup_packages(&world.iccid(), &NONE);
    assert_eq!(kind(call).await, "server");
    assert_eq!(world.count_requests("/elsewhere").await, 0);
}

#[wasm_bindgen_test]
async fn a_walk_ends_if_the_server_ignores_the_page_number() {
    for (query, ids) in [
        (JsValue::UNDEFINED, "1,2"),
        (object(&[("type", "topup".into())]), "2"),
        (object(&[("page", 3.into())]), "1,2"),
    ] {
        let fetch = same_page_fetch();
        let client = client_with(&fetch);
        let walk = client.orders(&query, &NONE);
        assert_eq!(walked_ids(&walk).await, ids, "{query:?}");
        assert_eq!(requests_of(&fetch).length(), 2, "{query:?}");
    }
}
