//! Any JavaScript value as an argument: the call is refused with a typed error, nothing is sent, and the
//! client stays usable.

use js_sys::{Array, Promise};
use pressone_esim::PageClient;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, cell, client, kind, next, object, offline_fetch, requests_of, revoked_proxy, rows, text,
};

#[wasm_bindgen(module = "/tests/shell/arguments.js")]
extern "C" {
    #[wasm_bindgen(js_name = invalidCallOptions)]
    fn invalid_call_options() -> Array;
    #[wasm_bindgen(js_name = invalidClientOptions)]
    fn invalid_client_options() -> Array;
    #[wasm_bindgen(js_name = invalidQueries)]
    fn invalid_queries() -> Array;
    #[wasm_bindgen(js_name = oddValues)]
    fn odd_values() -> Array;
    #[wasm_bindgen(js_name = partialSignals)]
    fn partial_signals() -> Array;
    #[wasm_bindgen(js_name = revokedClientOptions)]
    fn revoked_client_options() -> Array;
}

const NONE: JsValue = JsValue::UNDEFINED;

async fn assert_refused(call: Promise, fetch: &JsValue, value: &JsValue) {
    assert_eq!(kind(call).await, "invalid_argument", "{value:?}");
    let requests = requests_of(fetch).length();
    assert_eq!(requests, 0, "{value:?} was sent");
}

/// A client without a network, and its `fetch`.
fn offline() -> (PageClient, JsValue) {
    let fetch = offline_fetch();
    let options = [
        ("baseUrl", "/api".into()),
        ("maxRetries", 0.into()),
        ("fetch", fetch.clone()),
    ];
    (client(&options).unwrap(), fetch)
}

/// The call reaches `fetch`: an earlier refusal left the client intact.
async fn assert_usable(client: &PageClient) {
    let call = client.get_topup_packages(&ICCID.into(), &NONE);
    assert_eq!(kind(call).await, "network");
}

#[wasm_bindgen_test]
async fn an_odd_value_is_not_sent_and_does_not_break_the_instance() {
    let (client, fetch) = offline();
    for odd in odd_values().iter() {
        assert_refused(client.get_topup_packages(&odd, &NONE), &fetch, &odd).await;
        assert_refused(client.get_package_history(&odd, &NONE), &fetch, &odd).await;
        assert_refused(client.submit_topup_order(&odd, &NONE), &fetch, &odd).await;
        assert_refused(client.renew_number(&odd, &NONE), &fetch, &odd).await;
    }
    assert_usable(&client).await;
}

#[wasm_bindgen_test]
async fn an_invalid_query_is_refused() {
    let (client, fetch) = offline();
    for query in invalid_queries().iter() {
        assert_refused(client.get_order_list(&query, &NONE), &fetch, &query).await;
        let walk = client.orders(&query, &NONE);
        assert_refused(next(&walk), &fetch, &query).await;
    }
}

#[wasm_bindgen_test]
async fn invalid_options_of_a_call_are_refused() {
    let (client, fetch) = offline();
    for options in invalid_call_options().iter() {
        let call = client.get_topup_packages(&ICCID.into(), &options);
        assert_refused(call, &fetch, &options).await;
        assert_refused(client.clear_cache(&options), &fetch, &options).await;
    }
}

#[wasm_bindgen_test]
async fn a_signal_without_all_members_is_refused() {
    let (client, fetch) = offline();
    for signal in partial_signals().iter() {
        let options = object(&[("signal", signal.clone())]);
        let call = client.get_topup_packages(&ICCID.into(), &options);
        assert_refused(call, &fetch, &signal).await;
    }
}

#[wasm_bindgen_test]
fn invalid_options_of_a_client_are_refused() {
    for odd in odd_values().iter() {
        let error = PageClient::new(&odd).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{odd:?}");
    }
    for row in rows(&invalid_client_options()) {
        let error = PageClient::new(&row.get(0)).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{row:?}");
        assert_eq!(text(&error, "path"), cell(&row, 1), "{row:?}");
    }
}

#[wasm_bindgen_test]
async fn a_revoked_proxy_is_refused_in_any_place() {
    let (client, fetch) = offline();
    let revoked = revoked_proxy();
    let iccid = ICCID.into();
    // Enough calls to run out of reference slots if one is not released.
    for _ in 0..600 {
        let calls = [
            client.get_topup_packages(&revoked, &NONE),
            client.get_topup_packages(&iccid, &revoked),
            client.submit_topup_order(&revoked, &NONE),
            client.get_order_list(&object(&[("include", revoked_proxy())]), &NONE),
            client.get_topup_packages(&iccid, &object(&[("signal", revoked_proxy())])),
        ];
        for call in calls {
            assert_eq!(kind(call).await, "invalid_argument");
        }
    }
    assert_eq!(requests_of(&fetch).length(), 0);
    for (index, options) in revoked_client_options().iter().enumerate() {
        let error = PageClient::new(&options).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{index}");
    }
    assert_usable(&client).await;
}
