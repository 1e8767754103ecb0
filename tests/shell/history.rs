//! The cached history in the page's `localStorage`, and requests that concurrent callers share.

use js_sys::{Date, Promise};
use pressone_esim::PageClient;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, World, abort_after, answering_fetch, clear_storage, client, client_with, get, kind,
    object, settled, sleep, stored_text, text,
};

#[wasm_bindgen(module = "/tests/shell/history.js")]
extern "C" {
    #[wasm_bindgen(js_name = ageHistory)]
    fn age_history(ms: f64);
}

const NONE: JsValue = JsValue::UNDEFINED;
const ONE_HOUR_MS: f64 = 3_600_000.0;

pub(crate) fn history(client: &PageClient, world: &World) -> Promise {
    client.get_package_history(&world.iccid(), &NONE)
}

pub(crate) async fn source(client: &PageClient, world: &World) -> String {
    text(&settled(history(client, world)).await.unwrap(), "source")
}

/// The option that names an account.
pub(crate) fn partition(name: &str) -> (&'static str, JsValue) {
    ("partition", name.into())
}

/// Makes the next answer with a history take this long.
async fn delay_history(world: &World, ms: u32) {
    let delay = [("ms", ms.into())];
    world.add_fault("history", "latency", &delay).await;
}

#[wasm_bindgen_test]
async fn the_next_client_reads_the_history_from_local_storage() {
    clear_storage();
    let world = World::new("cached").await;
    let ada = [partition("ada")];
    assert_eq!(source(&world.client(&ada).await, &world).await, "network");
    let stored = stored_text();
    assert!(stored.contains("pressone-esim:history:"));
    assert!(
        !stored.contains(&world.iccid().as_string().unwrap()),
        "{stored}"
    );
    let cached = settled(history(&world.client(&ada).await, &world)).await;
    let cached = cached.unwrap();
    assert_eq!(text(&cached, "source"), "cache");
    let entry = get(&cached, "packages.0");
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
    assert_eq!(world.count_requests("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn the_token_is_not_stored() {
    clear_storage();
    let world = World::new("secret").await;
    let token = world.token().await;
    let url = world.url.as_str();
    let client = client(&[("baseUrl", url.into()), ("token", token.clone())]);
    assert_eq!(source(&client.unwrap(), &world).await, "network");
    assert!(!stored_text().contains(&token.as_string().unwrap()));
}

#[wasm_bindgen_test]
async fn accounts_have_separate_histories() {
    clear_storage();
    let world = World::new("accounts").await;
    let ada = world.client(&[partition("ada")]).await;
    assert_eq!(source(&ada, &world).await, "network");
    // The server's refusal shows that the other accounts sent a request.
    let without_retries = ("maxRetries", 0.into());
    let bob = world
        .client(&[partition("bob"), without_retries.clone()])
        .await;
    assert_eq!(kind(history(&bob, &world)).await, "rate_limited");
    let by_token = world.client(&[without_retries]).await;
    assert_eq!(kind(history(&by_token, &world)).await, "rate_limited");
    assert_eq!(world.count_requests("/packages").await, 3);
}

#[wasm_bindgen_test]
async fn an_expired_history_is_returned_as_stale_during_a_rate_limit() {
    clear_storage();
    let world = World::new("stale").await;
    let client = world.client(&[partition("ada")]).await;
    assert_eq!(source(&client, &world).await, "network");
    age_history(900_001.0);
    assert_eq!(source(&client, &world).await, "stale");
    // The server said how long to wait, so the client sends no request before.
    assert_eq!(source(&client, &world).await, "stale");
    assert_eq!(world.count_requests("/packages").await, 2);
}

#[wasm_bindgen_test]
async fn a_history_from_the_future_is_fetched_again() {
    clear_storage();
    let world = World::new("future").await;
    let client = world.client(&[partition("ada")]).await;
    assert_eq!(source(&client, &world).await, "network");
    world.pass_rate_limit().await;
    age_history(-ONE_HOUR_MS);
    assert_eq!(source(&client, &world).await, "network");
}

#[wasm_bindgen_test]
async fn a_rate_limit_without_a_history_is_stored() {
    clear_storage();
    let world = World::new("rate-limit").await;
    let wait = [("retryAfter", 600.into())];
    world.add_fault("history", "rate-limited", &wait).await;
    let client = world.client(&[partition("ada")]).await;
    assert_eq!(kind(history(&client, &world)).await, "rate_limited");
    let error = settled(history(&client, &world)).await.unwrap_err();
    assert_eq!(text(&error, "kind"), "rate_limited");
    let wait = get(&error, "retryAfterMs").as_f64().unwrap();
    assert!((590_000.0..=600_000.0).contains(&wait), "{wait}");
    assert_eq!(world.count_requests("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn clear_cache_removes_the_history_of_this_account_only() {
    clear_storage();
    let world = World::new("clear").await;
    let ada = world.client(&[partition("ada")]).await;
    let bob = world.client(&[partition("bob")]).await;
    assert_eq!(source(&ada, &world).await, "network");
    world.pass_rate_limit().await;
    assert_eq!(source(&bob, &world).await, "network");
    let another = world.client(&[partition("ada")]).await;
    settled(another.clear_cache(&NONE)).await.unwrap();
    assert_eq!(source(&bob, &world).await, "cache");
    assert_eq!(stored_text().matches(":history:").count(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_arrives_after_clear_cache_is_not_stored() {
    clear_storage();
    let world = World::new("clear-during").await;
    let client = world.client(&[partition("ada")]).await;
    delay_history(&world, 300).await;
    let call = history(&client, &world);
    sleep(100).await;
    settled(client.clear_cache(&NONE)).await.unwrap();
    settled(call).await.unwrap();
    assert!(!stored_text().contains(":history:"), "{}", stored_text());
}

#[wasm_bindgen_test]
async fn the_age_header_sets_the_time_of_the_fetch() {
    clear_storage();
    let body = r#"{"data":[{"status":"ACTIVE","package":{"id":"a"}}]}"#;
    let fetch = answering_fetch(body, &object(&[("Age", "840".into())]));
    let call = client_with(&fetch).get_package_history(&ICCID.into(), &NONE);
    let answer = settled(call).await.unwrap();
    let age = Date::now() - get(&answer, "fetched_at").as_f64().unwrap();
    assert!((840_000.0..845_000.0).contains(&age), "{age}");
}

/// Two concurrent callers, of which the first has these options and ends with this kind of error.
async fn assert_shared(name: &str, options: &JsValue, expected: &str) {
    clear_storage();
    let world = World::new(name).await;
    let client = world.client(&[partition("ada")]).await;
    delay_history(&world, 300).await;
    let first = client.get_package_history(&world.iccid(), options);
    let second = history(&client, &world);
    assert_eq!(kind(first).await, expected);
    assert_eq!(text(&settled(second).await.unwrap(), "source"), "network");
    assert_eq!(world.count_requests("/packages").await, 1);
}

#[wasm_bindgen_test]
async fn the_timeout_of_one_caller_does_not_end_a_shared_request() {
    let options = object(&[("timeoutMs", 50.into())]);
    assert_shared("shared-timeout", &options, "timeout").await;
}

#[wasm_bindgen_test]
async fn the_signal_of_one_caller_does_not_end_a_shared_request() {
    let options = object(&[("signal", abort_after(50))]);
    assert_shared("shared-signal", &options, "aborted").await;
}
