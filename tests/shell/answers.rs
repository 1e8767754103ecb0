//! Any answer of `fetch`, and anything that the caller's functions throw: every call ends, and with a
//! typed error if it fails.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, cell, client, client_with, kind, object, own_url, rejecting, requests_of, rows, settled,
};

#[wasm_bindgen(module = "/tests/shell/answers.js")]
extern "C" {
    #[wasm_bindgen(js_name = elsewhereFetch)]
    fn elsewhere_fetch() -> JsValue;
    #[wasm_bindgen(js_name = fetchOf)]
    fn fetch_of(answer: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = invalidAnswers)]
    fn invalid_answers() -> Array;
    #[wasm_bindgen(js_name = pathEnds)]
    fn path_ends(fetch: &JsValue) -> String;
    #[wasm_bindgen(js_name = samePageFetch)]
    fn same_page_fetch() -> JsValue;
    #[wasm_bindgen(js_name = slashFetch)]
    fn slash_fetch(slash: bool) -> JsValue;
    #[wasm_bindgen(js_name = thrownValues)]
    fn thrown_values() -> Array;
    #[wasm_bindgen(js_name = walkedIds)]
    async fn walked_ids(walk: &JsValue) -> JsValue;
}

const NONE: JsValue = JsValue::UNDEFINED;

fn renewal() -> JsValue {
    object(&[("email", "ada@example.org".into())])
}

/// The options of a call that ends soon. A purchase asks until its time is over.
fn shortly() -> JsValue {
    object(&[("timeoutMs", 200.into())])
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
        // HTML is a page of another server.
        let html = name == "HTML";
        let found = kind(client.get_topup_packages(&ICCID.into(), &NONE)).await;
        let expected: &[&str] = if html {
            &["configuration"]
        } else {
            &["network", "decode"]
        };
        assert!(expected.contains(&&*found), "{name}: {found}");
        let found = kind(client.renew_number(&renewal(), &shortly())).await;
        let expected = if html {
            "configuration"
        } else {
            "outcome_unknown"
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[wasm_bindgen_test]
async fn any_thrown_value_ends_the_call_with_a_typed_error() {
    for (index, thrown) in thrown_values().iter().enumerate() {
        let client = client_with(&rejecting(&thrown));
        let call = client.renew_number(&renewal(), &shortly());
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

/// A host that redirects paths to ones with a slash at their end, or to ones without.
#[wasm_bindgen_test]
async fn a_host_s_slash_rule_costs_one_request_of_a_client() {
    for (slash, lines) in [
        (true, "/topups,/topups,/topups/,/topups/,/topups/"),
        (false, "/topups,/topups,/topups"),
    ] {
        let fetch = slash_fetch(slash);
        let client = client_with(&fetch);
        let read = || client.get_topup_packages(&ICCID.into(), &NONE);
        // Two calls at once have both to learn it.
        for call in [read(), read()] {
            settled(call).await.unwrap();
        }
        settled(read()).await.unwrap();
        assert_eq!(path_ends(&fetch), lines);
    }
}

#[wasm_bindgen_test]
async fn another_redirect_is_an_error_and_is_not_followed() {
    let fetch = elsewhere_fetch();
    let client = client_with(&fetch);
    for lines in ["/topups,/topups/", "/topups,/topups/,/topups/,/topups"] {
        let call = client.get_topup_packages(&ICCID.into(), &NONE);
        assert_eq!(kind(call).await, "server");
        assert_eq!(path_ends(&fetch), lines);
    }
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
