//! Shared by the suites: values, the sandbox's controls, the page's storage.

use js_sys::{Function, Promise, Reflect};
use pressone_esim::Client;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Evaluates a JavaScript expression: the shortest way to any value.
pub(crate) fn js(expression: &str) -> JsValue {
    let body = ["return (", expression, ");"].concat();
    Function::new_no_args(&body)
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

/// Evaluates an expression that may wait.
pub(crate) async fn js_await(expression: &str) -> JsValue {
    JsFuture::from(Promise::resolve(&js(expression)))
        .await
        .unwrap()
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
        world.control("POST", "reset", "undefined").await;
        world.examples = world.control("GET", "examples", "undefined").await;
        world
    }

    pub(crate) async fn control(&self, method: &str, path: &str, body: &str) -> JsValue {
        let url = &self.url;
        js_await(&format!(
            "fetch('{url}/__sandbox/{path}', {{ method: '{method}', body: {body} }})
              .then((answer) => answer.json())"
        ))
        .await
    }

    pub(crate) fn iccid(&self, name: &str) -> JsValue {
        get(&self.examples, &format!("iccids.{name}"))
    }

    /// The number of requests with this end of their path.
    pub(crate) async fn request_count(&self, path: &str) -> usize {
        let requests = self.control("GET", "requests", "undefined").await;
        js_sys::Array::from(&requests)
            .iter()
            .filter(|request| text(request, "path").ends_with(path))
            .count()
    }

    /// A token of the sandbox, as a gateway would get it.
    pub(crate) async fn token(&self) -> String {
        let url = &self.url;
        let body = format!(
            "new URLSearchParams({{ client_id: '{}', client_secret: '{}',
              grant_type: 'client_credentials' }})",
            text(&self.examples, "credentials.client_id"),
            text(&self.examples, "credentials.client_secret"),
        );
        let answer = js_await(&format!(
            "fetch('{url}/customer/v2/token', {{ method: 'POST', body: {body},
              headers: {{ Accept: 'application/json' }} }}).then((answer) => answer.json())"
        ))
        .await;
        text(&answer, "data.access_token")
    }

    /// A client with these further options.
    pub(crate) async fn client(&self, options: &str) -> Client {
        let (url, token) = (&self.url, self.token().await);
        client(&format!(
            "{{ baseUrl: '{url}', token: '{token}', {options} }}"
        ))
        .unwrap()
    }
}

pub(crate) fn client(options: &str) -> Result<Client, JsValue> {
    Client::new(&js(options))
}

/// The page's storage as text, names and values.
pub(crate) fn stored() -> String {
    js("JSON.stringify(Object.entries(localStorage))")
        .as_string()
        .unwrap()
}

pub(crate) fn clear_storage() {
    js("localStorage.clear()");
}

/// The next step of an async iterator.
pub(crate) fn next(walk: &JsValue) -> Promise {
    let next: Function = get(walk, "next").into();
    next.call0(walk).unwrap().into()
}

/// True if a value is a function.
pub(crate) fn is_function(value: &JsValue) -> bool {
    value.dyn_ref::<Function>().is_some()
}
