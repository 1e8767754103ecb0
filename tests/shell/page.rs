//! Behaviour that differs in a page.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{World, client, get, is_function, js, kind, settled, text};

fn refused(options: &str) -> (String, String, String) {
    let error = client(options).err().unwrap();
    (
        text(&error, "kind"),
        text(&error, "path"),
        text(&error, "message"),
    )
}

#[wasm_bindgen_test]
fn credentials_are_refused_with_an_alternative() {
    let options = "{ baseUrl: 'https://api.example.com',
        credentials: { client_id: 'id', client_secret: 'hush-hush' } }";
    let (kind, path, message) = refused(options);
    assert_eq!(
        (kind.as_str(), path.as_str()),
        ("configuration", "options.credentials")
    );
    assert!(
        message.contains("baseUrl") && !message.contains("hush-hush"),
        "{message}"
    );
}

#[wasm_bindgen_test]
async fn a_relative_base_is_the_page_s_own_server() {
    let options = "{ baseUrl: '/api/pressone/', fetch: async (request) => {
        globalThis.sentRequest = request; return new Response('{\"data\":[]}'); } }";
    let client = client(options).unwrap();
    let call = client.get_topup_packages(&"8944500102030405061".into(), &JsValue::UNDEFINED);
    settled(call).await.unwrap();
    let sent = js("globalThis.sentRequest");
    let expected = "location.origin + '/api/pressone/customer/v2/sims/8944500102030405061/topups'";
    assert_eq!(text(&sent, "url"), js(expected).as_string().unwrap());
    for (property, expected) in [
        ("method", "GET"),
        ("redirect", "manual"),
        ("cache", "no-store"),
    ] {
        assert_eq!(text(&sent, property), expected, "{property}");
    }
    let headers = js("Object.fromEntries(sentRequest.headers)");
    assert_eq!(text(&headers, "accept"), "application/json");
    assert!(get(&headers, "authorization").is_undefined());
}

#[wasm_bindgen_test]
async fn a_purchase_works_across_origins() {
    let world = World::new("page-purchase").await;
    let client = world.client("").await;
    let iccid = world.iccid("active");
    let call = client.get_topup_packages(&iccid, &JsValue::UNDEFINED);
    let offer = settled(call).await.unwrap();
    js("globalThis.wanted = {}");
    let order = js("globalThis.wanted");
    js_sys::Reflect::set(&order, &"iccid".into(), &iccid).unwrap();
    js_sys::Reflect::set(&order, &"package_id".into(), &get(&offer, "0.id")).unwrap();
    js_sys::Reflect::set(&order, &"price".into(), &get(&offer, "0.price")).unwrap();
    let call = client.submit_topup_order(&order, &JsValue::UNDEFINED);
    let bought = settled(call).await.unwrap();
    assert_eq!(text(&bought, "package_id"), text(&offer, "0.id"));
    assert_eq!(world.request_count("/orders/topups").await, 1);
}

#[wasm_bindgen_test]
async fn a_redirect_is_an_error_and_is_not_followed() {
    let world = World::new("page-redirect").await;
    let client = world.client("maxRetries: 0").await;
    let fault = "JSON.stringify({ endpoint: 'topups', kind: 'redirect', status: 302,
        location: '/elsewhere' })";
    world.control("POST", "faults", fault).await;
    let call = client.get_topup_packages(&world.iccid("active"), &JsValue::UNDEFINED);
    assert_eq!(kind(call).await, "server");
    assert_eq!(world.request_count("/elsewhere").await, 0);
}

#[wasm_bindgen_test]
async fn a_call_outlives_the_free_of_its_client() {
    let world = World::new("page-free").await;
    let client = world.client("").await;
    let call = client.get_topup_packages(&world.iccid("active"), &JsValue::UNDEFINED);
    drop(client);
    settled(call).await.unwrap();
}

#[wasm_bindgen_test]
fn orders_are_an_async_iterator() {
    let client = client("{ baseUrl: '/api' }").unwrap();
    let walk = client.orders(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
    assert!(is_function(&get(&walk, "next")) && is_function(&get(&walk, "return")));
    js("globalThis.isIterable = (walk) => walk[Symbol.asyncIterator]() !== undefined");
    let check: js_sys::Function = js("globalThis.isIterable").into();
    assert!(check.call1(&JsValue::NULL, &walk).unwrap().is_truthy());
}
