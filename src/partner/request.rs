//! The platform's request of a partner client.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{FormData, RequestInit, RequestRedirect};

use super::state::Partner;
use crate::core::json::JsonValue;
use crate::core::request::{Body, Query, Request};
use crate::wasm::deadline::Deadline;
use crate::wasm::json::stringify;
use crate::wasm::state::ClientState;

#[wasm_bindgen(module = "/src/partner/stream-body.js")]
extern "C" {
    #[wasm_bindgen(js_name = withStreamBody)]
    fn with_stream_body(request: &web_sys::Request) -> Promise;
}

#[wasm_bindgen(module = "/src/wasm/transport.js")]
extern "C" {
    #[wasm_bindgen(js_name = bypassCache)]
    fn bypass_cache(init: &RequestInit);
}

/// The platform's request. That of a write is a promise: its body becomes a stream, which no runtime sends
/// twice.
pub(super) fn build(
    state: &ClientState<Partner>,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<JsValue, JsValue> {
    let built = build_plain(state, deadline, request, token)?;
    Ok(match request.body {
        Body::None => built.into(),
        _ => with_stream_body(&built).into(),
    })
}

/// Builds the platform's request. gloo-net's `RequestBuilder` costs 2.7 kB more.
fn build_plain(
    state: &ClientState<Partner>,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<web_sys::Request, JsValue> {
    let (content_type, body) = encode(&request.body)?;
    let headers = state
        .side
        .headers
        .get(request.product, token, content_type, || {
            let options = &state.settings.options;
            state.side.config.headers(options, request.product)
        });
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers_headers(&headers);
    // A followed redirect would send an order or a secret to another address. Some runtimes throw at
    // the mode "error".
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&deadline.signal()));
    if !body.is_undefined() {
        init.set_body(&body);
    }
    // An answer from a cache would be an old offer, an old history or a list without a new order. Some
    // frameworks cache even the answers to a `POST`.
    bypass_cache(&init);
    let url = request.url(state.side.config.base(request.product), false);
    web_sys::Request::new_with_str_and_init(&url, &init)
}

/// Returns the content type, if the platform does not set it by itself, and the body.
fn encode(body: &Body) -> Result<(&'static str, JsValue), JsValue> {
    Ok(match body {
        Body::None => ("", JsValue::UNDEFINED),
        Body::Form(fields) => {
            let mut form = Query::default();
            for (name, value) in fields {
                form.push::<JsValue>(name, value);
            }
            ("application/x-www-form-urlencoded", form.finish().into())
        }
        Body::Multipart(fields) => {
            let form = FormData::new()?;
            for (name, value) in fields {
                form.append_with_str(name, value)?;
            }
            ("", form.into())
        }
        #[cfg(feature = "page")]
        Body::JsonText(text) => ("application/json", JsValue::from_str(text)),
        Body::Json(fields) => {
            let object = JsValue::object();
            for (name, value) in fields {
                object.set(name, &JsValue::from_str(value));
            }
            ("application/json", stringify(&object))
        }
    })
}
