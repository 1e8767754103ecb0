//! The differences of a page: no credentials, relative base URLs, other origins, async iterators.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    ICCID, World, answering_fetch, client, get, headers_of, is_async_iterable, is_function, object,
    own_url, requests_of, settled, text,
};

const NONE: JsValue = JsValue::UNDEFINED;

#[wasm_bindgen_test]
fn credentials_are_refused_and_the_error_says_what_to_do() {
    let credentials = object(&[
        ("client_id", "id".into()),
        ("client_secret", "hush-hush".into()),
    ]);
    let options = [
        ("baseUrl", "https://api.example.com".into()),
        ("credentials", credentials),
    ];
    let error = client(&options).err().unwrap();
    assert_eq!(text(&error, "kind"), "configuration");
    assert_eq!(text(&error, "path"), "options.credentials");
    let message = text(&error, "message");
    assert!(message.contains("baseUrl"), "{message}");
    assert!(!message.contains("hush-hush"), "{message}");
}

#[wasm_bindgen_test]
async fn a_relative_base_url_is_of_the_page_s_own_server() {
    let fetch = answering_fetch(r#"{"data":[]}"#, &NONE);
    let options = [
        ("baseUrl", "/api/pressone/".into()),
        ("fetch", fetch.clone()),
    ];
    let client = client(&options).unwrap();
    let call = client.get_topup_packages(&ICCID.into(), &NONE);
    settled(call).await.unwrap();
    let request = requests_of(&fetch).get(0);
    let path = format!("/api/pressone/customer/v2/sims/{ICCID}/topups");
    for (property, expected) in [
        ("url", own_url(&path).as_str()),
        ("method", "GET"),
        ("redirect", "manual"),
        ("cache", "no-store"),
    ] {
        assert_eq!(text(&request, property), expected, "{property}");
    }
    let headers = headers_of(&request);
    assert_eq!(text(&headers, "accept"), "application/json");
    assert!(get(&headers, "authorization").is_undefined());
}

#[wasm_bindgen_test]
async fn a_call_goes_on_after_its_client_is_freed() {
    let world = World::new("free").await;
    let client = world.client(&[]).await;
    let call = client.get_topup_packages(&world.iccid(), &NONE);
    drop(client);
    settled(call).await.unwrap();
}

#[wasm_bindgen_test]
fn orders_returns_an_async_iterator() {
    let client = client(&[("baseUrl", "/api".into())]).unwrap();
    let walk = client.orders(&NONE, &NONE);
    assert!(is_function(&get(&walk, "next")) && is_function(&get(&walk, "return")));
    assert!(is_async_iterable(&walk));
}
