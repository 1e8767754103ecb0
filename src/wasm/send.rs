//! One request over `fetch`.

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::FormData;

use super::call::Call;
use super::error::Failure;
use super::json::stringify;
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::request::{Body, Query, Request};

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    // gloo-net's own builder makes two requests and a URL to get one, and loses the cause of a
    // failure.
    #[wasm_bindgen(js_name = makeRequest)]
    fn make_request(
        limit: &JsValue,
        send: &JsValue,
        url: &str,
        method: &str,
        headers: &web_sys::Headers,
        body: &JsValue,
        no_store: bool,
    ) -> JsValue;
    #[wasm_bindgen(js_name = exchange)]
    fn start_exchange(limit: &JsValue, send: &JsValue, request: &JsValue) -> Promise;
}

/// The answer to a request: `{ status, retryAfter, date, ageMs, text }`, whatever the status.
pub(crate) fn exchange(call: &Call, request: &JsValue) -> JsFuture {
    let send = call.client.config.options.get("fetch");
    start_exchange(call.limit.handle(), &send, request).into()
}

/// What `fetch` is called with.
pub(crate) fn build(
    call: &Call,
    request: &Request,
    token: Option<&str>,
) -> Result<JsValue, Failure> {
    let config = &call.client.config;
    let headers = Headers::new();
    for (name, value) in config.headers(request.product) {
        headers.set(&name, &value);
    }
    headers.set("Accept", "application/json");
    if let Some(token) = token {
        headers.set("Authorization", &["Bearer ", token].concat());
    }
    let (content_type, body) = body(&request.body);
    if !content_type.is_empty() {
        headers.set("Content-Type", content_type);
    }
    let built = make_request(
        call.limit.handle(),
        &config.options.get("fetch"),
        &request.url(config.base(request.product)),
        request.method.as_str(),
        &headers.into_raw(),
        &body,
        request.no_store,
    );
    if built.is_undefined() {
        // The platform's message can quote the URL, and with it an ICCID.
        return Err(Error::new(Kind::Configuration, &["the request cannot be built"]).into());
    }
    Ok(built)
}

/// The content type, where the platform does not know it by itself, and the body.
fn body(body: &Body) -> (&'static str, JsValue) {
    match body {
        Body::None => ("", JsValue::UNDEFINED),
        Body::Form(fields) => {
            let mut form = Query::default();
            for (name, value) in fields {
                form.push(name, value);
            }
            ("application/x-www-form-urlencoded", form.finish().into())
        }
        Body::Multipart(fields) => {
            // What fails here fails when the request is made.
            let Ok(form) = FormData::new() else {
                return ("", JsValue::NULL);
            };
            for (name, value) in fields {
                let _ = form.append_with_str(name, value);
            }
            ("", form.into())
        }
        Body::Json(fields) => {
            let object = JsValue::object();
            for (name, value) in fields {
                object.set(name, &JsValue::from_str(value));
            }
            ("application/json", stringify(&object))
        }
    }
}
