//! Any value of JavaScript as an argument: a typed error, and the instance stays usable.

use js_sys::{Array, Promise};
use pressone_esim::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{client, js, kind, next, settled, text};

/// Values that no argument takes.
fn oddities() -> Array {
    js("[undefined, null, 0, -1, 1.5, NaN, Infinity, 10n, true, '', ' ', 'x', '\\u0000', '\\ud800',
         Symbol('s'), () => 1, [], [1], {}, { a: 1 }, new Map(), new Date(NaN), /x/, new Error('e'),
         Object.create(null), Object.create(Date.prototype), new Proxy({}, {
           get() { throw new Error('get') }, has() { throw new Error('has') },
           ownKeys() { throw new Error('ownKeys') } }),
         { get iccid() { throw new Error('getter') }, get email() { throw new Error('getter') } },
         { iccid: 7 }, { email: {} }, { package_id: [], iccid: null }, new String('x')]")
    .into()
}

fn offline() -> Client {
    client(
        "{ baseUrl: '/api', maxRetries: 0, fetch: async () => {
            globalThis.sent = (globalThis.sent ?? 0) + 1; throw new TypeError('offline'); } }",
    )
    .unwrap()
}

/// The call is refused and nothing was sent.
async fn refused(call: Promise, what: &JsValue) {
    let found = kind(call).await;
    assert_eq!(found, "invalid_argument", "{what:?}");
    assert!(js("globalThis.sent").is_undefined(), "{what:?} was sent");
}

#[wasm_bindgen_test]
async fn an_odd_value_is_not_sent_and_does_not_break_the_instance() {
    js("delete globalThis.sent");
    let client = offline();
    let none = JsValue::UNDEFINED;
    for odd in oddities().iter() {
        refused(client.get_topup_packages(&odd, &none), &odd).await;
        refused(client.get_package_history(&odd, &none), &odd).await;
        refused(client.submit_topup_order(&odd, &none), &odd).await;
        refused(client.renew_number(&odd, &none), &odd).await;
    }
    let iccid = "8944500102030405061".into();
    let call = client.get_topup_packages(&iccid, &none);
    assert_eq!(kind(call).await, "network", "still usable");
}

#[wasm_bindgen_test]
async fn odd_fields_of_a_query_are_refused() {
    js("delete globalThis.sent");
    let client = offline();
    for query in [
        "{ include: 'sims' }",
        "{ include: ['sim'] }",
        "{ include: { length: 1 } }",
        "{ include: new Proxy([], { get() { throw 1 } }) }",
        "{ created_at: {} }",
        "{ created_at: { from: '2026-01-02', to: '2026-01-01' } }",
        "{ created_at: { from: new Date(NaN), to: '2026-01-01' } }",
        "{ created_at: { from: '2026-02-30', to: '2026-03-01' } }",
        "{ created_at: { from: new Date(8.64e15), to: new Date(8.64e15) } }",
        "{ created_at: { from: '2026-01-01', to: '2026-01-01', until: 1 } }",
        "{ code: 7 }",
        "{ code: '' }",
        "{ order_status: [] }",
        "{ iccid: 'x' }",
        "{ iccid: '' }",
        "{ description: '' }",
        "{ type: 'esim' }",
        "{ page: 0 }",
        "{ page: '1' }",
        "{ limit: 1.5 }",
        "{ limit: -1 }",
        "{ sort: 'id' }",
        "7",
        "[]",
        "'x'",
    ] {
        let query = js(query);
        refused(client.get_order_list(&query, &JsValue::UNDEFINED), &query).await;
        let walk = client.orders(&query, &JsValue::UNDEFINED);
        refused(next(&walk), &query).await;
    }
}

#[wasm_bindgen_test]
async fn odd_options_of_a_call_are_refused() {
    js("delete globalThis.sent");
    let client = offline();
    let iccid = "8944500102030405061".into();
    for options in [
        "{ timeout: 1 }",
        "{ timeoutMs: 0 }",
        "{ timeoutMs: '1' }",
        "{ timeoutMs: Infinity }",
        "{ signal: {} }",
        "{ signal: 7 }",
        "{ signal: new AbortController() }",
        "7",
        "'x'",
        "[]",
    ] {
        let options = js(options);
        refused(client.get_topup_packages(&iccid, &options), &options).await;
        refused(client.clear_cache(&options), &options).await;
    }
}

#[wasm_bindgen_test]
fn odd_options_of_a_client_are_refused() {
    for odd in oddities().iter() {
        let error = Client::new(&odd).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{odd:?}");
    }
    for (options, path) in [
        ("{ baseUrl: 'http://example.com' }", "options.baseUrl"),
        ("{ baseUrl: 'ftp://example.com' }", "options.baseUrl"),
        ("{ baseUrl: 'https://a:b@example.com' }", "options.baseUrl"),
        ("{ baseUrl: 'https://example.com?a=1' }", "options.baseUrl"),
        ("{ baseUrl: '/', baseURL: '/' }", "options.baseURL"),
        ("{ baseUrl: '/', token: '' }", "options.token"),
        ("{ baseUrl: '/', token: 'a\\nb' }", "options.token"),
        ("{ baseUrl: '/', token: 7 }", "options.token"),
        (
            "{ baseUrl: '/', headers: { Authorization: 'x' } }",
            "options.headers.Authorization",
        ),
        (
            "{ baseUrl: '/', headers: { 'a b': 'x' } }",
            "options.headers.a b",
        ),
        (
            "{ baseUrl: '/', headers: { a: 'x\\r\\ny' } }",
            "options.headers.a",
        ),
        ("{ baseUrl: '/', headers: { a: 7 } }", "options.headers.a"),
        ("{ baseUrl: '/', voice: { url: '/' } }", "options.voice.url"),
        (
            "{ baseUrl: '/', voice: { baseUrl: 'ftp://x' } }",
            "options.voice.baseUrl",
        ),
        ("{ baseUrl: '/', storage: {} }", "options.storage"),
        ("{ baseUrl: '/', storage: 7 }", "options.storage"),
        ("{ baseUrl: '/', partition: '' }", "options.partition"),
        ("{ baseUrl: '/', fetch: 7 }", "options.fetch"),
        ("{ baseUrl: '/', timeoutMs: 0 }", "options.timeoutMs"),
        ("{ baseUrl: '/', maxRetries: 11 }", "options.maxRetries"),
        ("{ baseUrl: '/', onEvent: {} }", "options.onEvent"),
    ] {
        let error = client(options).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{options}");
        assert_eq!(text(&error, "path"), path, "{options}");
    }
}

#[wasm_bindgen_test]
async fn an_odd_result_of_fetch_is_an_error() {
    for answer in [
        "undefined",
        "null",
        "7",
        "{}",
        "{ status: 200 }",
        "{ status: '200', text: async () => '' }",
        "{ status: 200, headers: null, text: () => { throw new Error('no') } }",
        "{ status: 200, headers: { get() { throw 1 } }, text: async () => 7 }",
        "{ status: 200.5, text: async () => '{}' }",
        "new Response('<html>')",
        "new Response('[]')",
        "new Response('null')",
        "new Response('{\"data\":7}')",
    ] {
        let options =
            format!("{{ baseUrl: '/api', maxRetries: 0, fetch: async () => ({answer}) }}");
        let client = client(&options).unwrap();
        let iccid = "8944500102030405061".into();
        let found = kind(client.get_topup_packages(&iccid, &JsValue::UNDEFINED)).await;
        assert!(found == "network" || found == "decode", "{answer}: {found}");
        let renewal = js("{ email: 'ada@example.org' }");
        let call = client.renew_number(&renewal, &JsValue::UNDEFINED);
        match settled(call).await {
            // A body that is JSON is an answer, so its write has an outcome.
            Ok(_) => assert!(answer.starts_with("new Response"), "{answer}"),
            Err(error) => assert_eq!(text(&error, "kind"), "outcome_unknown", "{answer}"),
        }
    }
}
