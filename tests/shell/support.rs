//! Values, the sandbox's controls and the page's storage, for all test files. The JavaScript of it is in
//! `support.js`.

use js_sys::{Array, Function, Object, Promise, Reflect};
use pressone_esim::PageClient;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An ICCID with a valid form.
pub(crate) const ICCID: &str = "8944500102030405061";

#[wasm_bindgen(module = "/tests/shell/support.js")]
extern "C" {
    #[wasm_bindgen(js_name = abortAfter)]
    pub(crate) fn abort_after(ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = answeringFetch)]
    pub(crate) fn answering_fetch(body: &str, headers: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = clearStorage)]
    pub(crate) fn clear_storage();
    #[wasm_bindgen(js_name = headersOf)]
    pub(crate) fn headers_of(request: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isAsyncIterable)]
    pub(crate) fn is_async_iterable(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = offlineFetch)]
    pub(crate) fn offline_fetch() -> JsValue;
    #[wasm_bindgen(js_name = ownUrl)]
    pub(crate) fn own_url(path: &str) -> String;
    pub(crate) fn rejecting(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = requestsOf)]
    pub(crate) fn requests_of(fetch: &JsValue) -> Array;
    #[wasm_bindgen(js_name = revokedProxy)]
    pub(crate) fn revoked_proxy() -> JsValue;
    pub(crate) async fn sleep(ms: u32);
    #[wasm_bindgen(js_name = storedText)]
    pub(crate) fn stored_text() -> String;
    async fn control(url: &str, method: &str, body: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = requestToken)]
    async fn request_token(url: &str, credentials: &JsValue) -> JsValue;
}

/// An object with these members.
pub(crate) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

pub(crate) fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).unwrap()
    })
}

pub(crate) fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_default()
}

pub(crate) async fn settled(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

/// The kind of the error that this call rejects with.
pub(crate) async fn kind(promise: Promise) -> String {
    match settled(promise).await {
        Ok(value) => format!("resolved: {value:?}"),
        Err(error) => text(&error, "kind"),
    }
}

pub(crate) fn client(options: &[(&str, JsValue)]) -> Result<PageClient, JsValue> {
    PageClient::new(&object(options))
}

/// A client of the page's own server, with this `fetch`.
pub(crate) fn client_with(fetch: &JsValue) -> PageClient {
    client(&[("baseUrl", "/api".into()), ("fetch", fetch.clone())]).unwrap()
}

/// A sandbox of the test's own.
pub(crate) struct World {
    pub(crate) url: String,
    examples: JsValue,
}

impl World {
    pub(crate) async fn new(name: &str) -> Self {
        let url = format!("{}/world/{name}", env!("PRESSONE_SANDBOX_URL"));
        let mut world = Self {
            url,
            examples: JsValue::NULL,
        };
        world.control("POST", "reset", &JsValue::UNDEFINED).await;
        world.examples = world.control("GET", "examples", &JsValue::UNDEFINED).await;
        world
    }

    async fn control(&self, method: &str, path: &str, body: &JsValue) -> JsValue {
        control(&format!("{}/__sandbox/{path}", self.url), method, body).await
    }

    /// Makes the next request of this endpoint fail in this way.
    pub(crate) async fn add_fault(&self, endpoint: &str, kind: &str, details: &[(&str, JsValue)]) {
        let which = [("endpoint", endpoint.into()), ("kind", kind.into())];
        let fault = object(&[&which, details].concat());
        self.control("POST", "faults", &fault).await;
    }

    /// Advances the sandbox's clock past the 15 minutes of its rate limit.
    pub(crate) async fn pass_rate_limit(&self) {
        let clock = object(&[("advance", 900_000.into())]);
        self.control("POST", "clock", &clock).await;
    }

    pub(crate) fn iccid(&self) -> JsValue {
        get(&self.examples, "iccids.active")
    }

    /// The number of requests to a path with this end.
    pub(crate) async fn count_requests(&self, path: &str) -> usize {
        let requests = self.control("GET", "requests", &JsValue::UNDEFINED).await;
        Array::from(&requests)
            .iter()
            .filter(|request| text(request, "path").ends_with(path))
            .count()
    }

    /// A token of the sandbox, as a gateway gets it.
    pub(crate) async fn token(&self) -> JsValue {
        request_token(&self.url, &get(&self.examples, "credentials")).await
    }

    /// A client of this sandbox with further options.
    pub(crate) async fn client(&self, options: &[(&str, JsValue)]) -> PageClient {
        let base = [
            ("baseUrl", self.url.as_str().into()),
            ("token", self.token().await),
        ];
        client(&[&base, options].concat()).unwrap()
    }
}

/// The next step of an async iterator.
pub(crate) fn next(walk: &JsValue) -> Promise {
    let next: Function = get(walk, "next").into();
    next.call0(walk).unwrap().into()
}

pub(crate) fn is_function(value: &JsValue) -> bool {
    value.dyn_ref::<Function>().is_some()
}

/// The rows of a table of test cases.
pub(crate) fn rows(table: &Array) -> Vec<Array> {
    table.iter().map(|row| Array::from(&row)).collect()
}

/// The text in this column of a row.
pub(crate) fn cell(row: &Array, column: u32) -> String {
    row.get(column).as_string().unwrap()
}
