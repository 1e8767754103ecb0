//! Misuse by callers, servers and storages: every call ends, in an answer or a typed error.

use js_sys::Promise;
use pressone_esim::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    World, clear_storage, client, get, js, js_await, kind, settled, stored, text,
};

const ICCID: &str = "8944500102030405061";

/// A revoked proxy: every access to it throws.
const REVOKED: &str = "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke();
    return proxy; })()";

fn topups(client: &Client, options: &str) -> Promise {
    client.get_topup_packages(&ICCID.into(), &js(options))
}

#[wasm_bindgen_test]
async fn a_revoked_proxy_is_refused_in_every_argument_and_option() {
    let client = client("{ baseUrl: '/api', fetch: async () => { throw new Error('sent') } }");
    let client = client.unwrap();
    let none = JsValue::UNDEFINED;
    let revoked = js(REVOKED);
    // Each call takes slots of the module. So many calls would exhaust slots that are not released.
    for _ in 0..600 {
        let calls = [
            client.get_topup_packages(&revoked, &none),
            client.get_topup_packages(&ICCID.into(), &revoked),
            client.submit_topup_order(&revoked, &none),
            client.get_order_list(&js(&format!("{{ include: {REVOKED} }}")), &none),
            topups(&client, &format!("{{ signal: {REVOKED} }}")),
        ];
        for call in calls {
            assert_eq!(kind(call).await, "invalid_argument");
        }
    }
    for options in [
        REVOKED.to_owned(),
        format!("{{ baseUrl: '/', headers: {REVOKED} }}"),
        format!("{{ baseUrl: '/', storage: {REVOKED} }}"),
        format!("{{ baseUrl: '/', voice: {REVOKED} }}"),
    ] {
        let error = crate::support::client(&options).err().unwrap();
        assert_eq!(text(&error, "kind"), "configuration", "{options}");
    }
    assert_eq!(kind(topups(&client, "undefined")).await, "network");
}

#[wasm_bindgen_test]
async fn a_call_ends_whatever_a_callback_throws() {
    for thrown in [
        REVOKED,
        "undefined",
        "Object.create(null)",
        "new Proxy({}, {
        getPrototypeOf() { throw new Error('no') }, get() { throw new Error('no') } })",
    ] {
        let options = format!("{{ baseUrl: '/api', fetch: () => Promise.reject({thrown}) }}");
        let client = client(&options).unwrap();
        let call = client.renew_number(&js("{ email: 'ada@example.org' }"), &JsValue::UNDEFINED);
        assert_eq!(kind(call).await, "outcome_unknown", "{thrown}");
        let options =
            format!("{{ baseUrl: location.origin, token: () => Promise.reject({thrown}) }}");
        let client = crate::support::client(&options).unwrap();
        assert_eq!(
            kind(topups(&client, "undefined")).await,
            "authentication",
            "{thrown}"
        );
    }
}

#[wasm_bindgen_test]
async fn an_incomplete_signal_is_refused_and_nothing_is_sent() {
    let client = client("{ baseUrl: '/api', fetch: async () => { throw new Error('sent') } }");
    let client = client.unwrap();
    for signal in [
        "{ aborted: false, addEventListener() {} }",
        "{ aborted: false, removeEventListener() {} }",
        "{ get aborted() { throw new Error('no') } }",
    ] {
        let call = topups(&client, &format!("{{ signal: {signal} }}"));
        assert_eq!(kind(call).await, "invalid_argument", "{signal}");
    }
}

#[wasm_bindgen_test]
fn headers_of_another_kind_are_not_silently_dropped() {
    for headers in [
        "new Headers({ a: 'b' })",
        "new Map([['a', 'b']])",
        "[['a', 'b']]",
    ] {
        let error = client(&format!("{{ baseUrl: '/', headers: {headers} }}")).err();
        assert_eq!(
            text(&error.unwrap(), "path"),
            "options.headers",
            "{headers}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_walk_ends_if_the_server_ignores_the_page() {
    js("globalThis.requests = 0");
    let client = client(
        "{ baseUrl: '/api', fetch: async () => { requests += 1; return new Response(JSON.stringify(
            { data: [{ id: 1, code: 'c', package_id: 'p', type: 'sim', created_at: 't', price: 1 },
                     { id: 2, code: 'c', package_id: 'p', type: 'topup', created_at: 't',
                       price: 1 }] })); } }",
    )
    .unwrap();
    for (query, ids) in [
        ("undefined", "1,2"),
        ("{ type: 'topup' }", "2"),
        ("{ page: 3 }", "1,2"),
    ] {
        js("globalThis.requests = 0");
        let walk = client.orders(&js(query), &JsValue::UNDEFINED);
        js_sys::Reflect::set(&js_sys::global(), &"walk".into(), &walk).unwrap();
        let found = js_await(
            "(async () => { const ids = []; for await (const { id } of walk) ids.push(id);
               return ids.join() })()",
        )
        .await;
        assert_eq!(found.as_string().unwrap(), ids, "{query}");
        assert_eq!(js("requests").as_f64(), Some(2.0), "{query}");
    }
}

#[wasm_bindgen_test]
async fn a_call_that_times_out_does_not_end_a_concurrent_call() {
    clear_storage();
    let world = World::new("hurry").await;
    let client = world.client("partition: 'ada'").await;
    let fault = "JSON.stringify({ endpoint: 'history', kind: 'latency', ms: 300 })";
    world.control("POST", "faults", fault).await;
    let short = client.get_package_history(&world.iccid("active"), &js("{ timeoutMs: 50 }"));
    let long = client.get_package_history(&world.iccid("active"), &JsValue::UNDEFINED);
    assert_eq!(kind(short).await, "timeout");
    assert_eq!(text(&settled(long).await.unwrap(), "source"), "network");
    assert_eq!(world.request_count("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_arrives_after_clear_cache_is_not_stored() {
    clear_storage();
    let world = World::new("forgotten").await;
    let client = world.client("partition: 'ada'").await;
    let fault = "JSON.stringify({ endpoint: 'history', kind: 'latency', ms: 300 })";
    world.control("POST", "faults", fault).await;
    let call = client.get_package_history(&world.iccid("active"), &JsValue::UNDEFINED);
    js_await("new Promise((resolve) => setTimeout(resolve, 100))").await;
    settled(client.clear_cache(&JsValue::UNDEFINED))
        .await
        .unwrap();
    settled(call).await.unwrap();
    assert!(!stored().contains(":history:"), "{}", stored());
}

/// A client whose server answers every request with this history.
fn history_of(entry: &str, options: &str) -> Client {
    client(&format!(
        "{{ baseUrl: '/api', {options} fetch: async () => new Response(
            '{{\"data\":[' + ({entry}) + ']}}', {{ headers: {{ Age: '840' }} }}) }}"
    ))
    .unwrap()
}

const ENTRY: &str = "JSON.stringify({ status: 'ACTIVE', package: { id: 'a' } })";

#[wasm_bindgen_test]
async fn a_history_that_cannot_be_stored_is_returned_or_refused() {
    clear_storage();
    let deep = "'{\"status\":\"ACTIVE\",\"package\":{\"id\":\"a\"},\"deep\":' + '['.repeat(20000)
        + ']'.repeat(20000) + '}'";
    let client = history_of(deep, "");
    let call = client.get_package_history(&ICCID.into(), &JsValue::UNDEFINED);
    match settled(call).await {
        Ok(answer) => assert_eq!(text(&answer, "packages.0.status"), "ACTIVE"),
        Err(error) => assert_eq!(text(&error, "kind"), "decode"),
    }
}

#[wasm_bindgen_test]
async fn the_age_header_sets_the_time_of_the_fetch() {
    clear_storage();
    let client = history_of(ENTRY, "");
    let call = client.get_package_history(&ICCID.into(), &JsValue::UNDEFINED);
    let answer = settled(call).await.unwrap();
    let age = js_sys::Date::now() - get(&answer, "fetched_at").as_f64().unwrap();
    assert!((840_000.0..845_000.0).contains(&age), "{age}");
}

#[wasm_bindgen_test]
async fn a_client_waits_for_a_hanging_storage_once() {
    let hanging = "storage: { getItem: () => new Promise(() => {}),
        setItem: () => new Promise(() => {}), removeItem: () => new Promise(() => {}) },";
    let client = history_of(ENTRY, hanging);
    let started_at = js_sys::Date::now();
    for source in ["network", "cache"] {
        let call = client.get_package_history(&ICCID.into(), &js("{ timeoutMs: 2500 }"));
        assert_eq!(text(&settled(call).await.unwrap(), "source"), source);
    }
    assert!(js_sys::Date::now() - started_at < 2_000.0);
}
