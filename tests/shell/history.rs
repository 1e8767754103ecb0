//! The history that a client stores in the page's own storage.

use js_sys::Promise;
use pressone_esim::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{World, clear_storage, get, js, kind, settled, stored, text};

fn history(client: &Client, world: &World) -> Promise {
    client.get_package_history(&world.iccid("active"), &JsValue::UNDEFINED)
}

async fn source(client: &Client, world: &World) -> String {
    text(&settled(history(client, world)).await.unwrap(), "source")
}

/// Changes the one record that is stored.
fn edit_record(change: &str) {
    js(&format!(
        "(() => {{ const key = Object.keys(localStorage).find((key) => key.includes(':history:'));
           const record = JSON.parse(localStorage.getItem(key)); {change}
           localStorage.setItem(key, JSON.stringify(record)); }})()"
    ));
}

fn set_record(value: &str) {
    js(&format!(
        "Object.keys(localStorage).filter((key) => key.includes(':history:'))
           .forEach((key) => localStorage.setItem(key, {value}))"
    ));
}

#[wasm_bindgen_test]
async fn the_next_client_reads_the_history_from_local_storage() {
    clear_storage();
    let world = World::new("kept").await;
    let options = "partition: 'ada'";
    assert_eq!(
        source(&world.client(options).await, &world).await,
        "network"
    );
    assert!(stored().contains("pressone-esim:history:"));
    let again = settled(history(&world.client(options).await, &world))
        .await
        .unwrap();
    assert_eq!(text(&again, "source"), "cache");
    let entry = get(&again, "packages.0");
    for field in [
        "id",
        "package_id",
        "status",
        "remaining",
        "remaining_voice",
        "remaining_text",
        "activated_at",
        "expired_at",
        "finished_at",
        "data",
        "validity",
        "package",
    ] {
        assert!(!get(&entry, field).is_undefined(), "{field}");
    }
    assert_eq!(world.request_count("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn no_secret_is_stored() {
    clear_storage();
    let world = World::new("secret").await;
    let token = world.token().await;
    let client =
        crate::support::client(&format!("{{ baseUrl: '{}', token: '{token}' }}", world.url));
    assert_eq!(source(&client.unwrap(), &world).await, "network");
    assert!(!stored().contains(&token));
}

#[wasm_bindgen_test]
async fn accounts_do_not_see_each_other_s_history() {
    clear_storage();
    let world = World::new("accounts").await;
    assert_eq!(
        source(&world.client("partition: 'ada'").await, &world).await,
        "network"
    );
    // The server refuses the second request. The refusal shows that the client sent it.
    let other = world.client("partition: 'bob', maxRetries: 0").await;
    assert_eq!(kind(history(&other, &world)).await, "rate_limited");
    let by_token = world.client("maxRetries: 0").await;
    assert_eq!(kind(history(&by_token, &world)).await, "rate_limited");
    assert_eq!(world.request_count("/packages").await, 3);
}

#[wasm_bindgen_test]
async fn an_old_history_is_returned_while_the_server_refuses() {
    clear_storage();
    let world = World::new("stale").await;
    let client = world.client("partition: 'ada'").await;
    assert_eq!(source(&client, &world).await, "network");
    edit_record("record.fetched_at -= 900001;");
    assert_eq!(source(&client, &world).await, "stale");
    // The server sent the time of its limit, so the client sends no request before.
    assert_eq!(source(&client, &world).await, "stale");
    assert_eq!(world.request_count("/packages").await, 2);
}

#[wasm_bindgen_test]
async fn a_history_from_the_future_is_fetched_again() {
    clear_storage();
    let world = World::new("future").await;
    let client = world.client("partition: 'ada'").await;
    assert_eq!(source(&client, &world).await, "network");
    world
        .control("POST", "clock", "JSON.stringify({ advance: 900000 })")
        .await;
    edit_record("record.fetched_at += 3600000;");
    assert_eq!(source(&client, &world).await, "network");
}

#[wasm_bindgen_test]
async fn a_rate_limit_without_a_history_is_stored() {
    clear_storage();
    let world = World::new("ban").await;
    let fault = "JSON.stringify({ endpoint: 'history', kind: 'rate-limited', retryAfter: 600 })";
    world.control("POST", "faults", fault).await;
    let client = world.client("partition: 'ada'").await;
    assert_eq!(kind(history(&client, &world)).await, "rate_limited");
    let error = settled(history(&client, &world)).await.unwrap_err();
    assert_eq!(text(&error, "kind"), "rate_limited");
    let wait = get(&error, "retryAfterMs").as_f64().unwrap();
    assert!((590_000.0..=600_000.0).contains(&wait), "{wait}");
    assert_eq!(world.request_count("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn an_unreadable_stored_history_is_fetched_again() {
    for (index, rubbish) in [
        "''",
        "'null'",
        "'7'",
        "'[]'",
        "'{'",
        "'{\"v\":1}'",
        "'{\"v\":99,\"packages\":[]}'",
        "JSON.stringify({ v: 1, fetched_at: Date.now(), blocked_until: 0, packages: [7] })",
        "JSON.stringify({ v: 1, fetched_at: Date.now(), blocked_until: 0, packages: [{}] })",
        "JSON.stringify({ v: 1, fetched_at: 'x', blocked_until: 0, packages: [] })",
    ]
    .iter()
    .enumerate()
    {
        clear_storage();
        let world = World::new(&format!("rubbish-{index}")).await;
        let client = world.client("partition: 'ada'").await;
        assert_eq!(source(&client, &world).await, "network");
        set_record(rubbish);
        world
            .control("POST", "clock", "JSON.stringify({ advance: 900000 })")
            .await;
        assert_eq!(source(&client, &world).await, "network", "{rubbish}");
    }
}

#[wasm_bindgen_test]
async fn a_full_storage_fails_no_call() {
    clear_storage();
    js("(() => { let chunk = 'x'.repeat(1 << 20), n = 0;
         while (chunk.length > 0) {
           try { localStorage.setItem('filler' + n++, chunk); }
           catch { chunk = chunk.slice(0, chunk.length >> 1); }
         } })()");
    let world = World::new("full").await;
    let client = world.client("partition: 'ada'").await;
    assert_eq!(source(&client, &world).await, "network");
    assert_eq!(
        source(&client, &world).await,
        "cache",
        "kept in memory instead"
    );
    clear_storage();
}

#[wasm_bindgen_test]
async fn a_storage_that_fails_in_any_way_fails_no_call() {
    for (index, storage) in [
        "{ getItem() { throw new Error('no') }, setItem() { throw new Error('no') },
           removeItem() { throw new Error('no') } }",
        "{ getItem: async () => { throw new Error('no') },
           setItem: async () => { throw new Error('no') }, removeItem: async () => {} }",
        "{ getItem: () => 7, setItem: () => {}, removeItem: () => {} }",
        "{ getItem: () => new Promise(() => {}), setItem: () => {}, removeItem: () => {} }",
    ]
    .iter()
    .enumerate()
    {
        let world = World::new(&format!("failing-{index}")).await;
        let client = world
            .client(&format!("partition: 'ada', storage: {storage}"))
            .await;
        assert_eq!(source(&client, &world).await, "network", "{storage}");
        settled(client.clear_cache(&JsValue::UNDEFINED))
            .await
            .unwrap();
    }
}

#[wasm_bindgen_test]
async fn a_storage_of_promises_is_shared_by_clients() {
    let world = World::new("promises").await;
    js("globalThis.shared = new Map()");
    let options = "partition: 'ada', storage: {
        getItem: async (key) => shared.get(key) ?? null,
        setItem: async (key, value) => { shared.set(key, value) },
        removeItem: async (key) => { shared.delete(key) } }";
    assert_eq!(
        source(&world.client(options).await, &world).await,
        "network"
    );
    assert_eq!(source(&world.client(options).await, &world).await, "cache");
}

#[wasm_bindgen_test]
async fn clear_cache_removes_the_history_of_this_account_only() {
    clear_storage();
    let world = World::new("clear").await;
    let (ada, bob) = (
        world.client("partition: 'ada'").await,
        world.client("partition: 'bob'").await,
    );
    assert_eq!(source(&ada, &world).await, "network");
    world
        .control("POST", "clock", "JSON.stringify({ advance: 900000 })")
        .await;
    assert_eq!(source(&bob, &world).await, "network");
    let another = world.client("partition: 'ada'").await;
    settled(another.clear_cache(&JsValue::UNDEFINED))
        .await
        .unwrap();
    assert_eq!(source(&bob, &world).await, "cache");
    assert_eq!(stored().matches(":history:").count(), 1);
}

#[wasm_bindgen_test]
async fn an_aborted_call_does_not_end_a_concurrent_call() {
    clear_storage();
    let world = World::new("shared").await;
    let client = world.client("partition: 'ada'").await;
    let fault = "JSON.stringify({ endpoint: 'history', kind: 'latency', ms: 200 })";
    world.control("POST", "faults", fault).await;
    let aborted = client.get_package_history(
        &world.iccid("active"),
        &js("{ signal: AbortSignal.timeout(50) }"),
    );
    let other = history(&client, &world);
    assert_eq!(kind(aborted).await, "aborted");
    assert_eq!(text(&settled(other).await.unwrap(), "source"), "network");
    assert_eq!(world.request_count("/packages").await, 1);
}
