//! One request over `fetch`. Knows the client's state and a deadline, no token and no retry.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{FormData, RequestInit, RequestRedirect};

use super::deadline::{Deadline, JsDeadline};
use super::error::CallError;
use super::headers::with_idempotency_key;
use super::json::stringify;
use super::promise::PromiseResult;
use super::side::Side;
use super::state::ClientState;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::{Body, Query, Request};

#[wasm_bindgen(module = "/src/wasm/transport.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text(
        deadline: &JsDeadline,
        fetch: &JsValue,
        request: &web_sys::Request,
        send_once: bool,
        max_bytes: u32,
    ) -> Promise;
    #[wasm_bindgen(js_name = bypassCache)]
    fn bypass_cache(init: &RequestInit);
}

/// Sends a request. Resolves to the answer, `{ status, retryAfter, date, ageMs, text }`, whatever the
/// status.
///
/// # Errors
/// Nothing was sent: the call is over, or the platform refuses the request.
pub(crate) fn send<S: Side>(
    state: &ClientState<S>,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<PromiseResult, CallError> {
    deadline.check()?;
    // The platform's message can quote the URL, and with it an ICCID.
    let refused = |_| Error::new(Kind::Configuration, &["the platform refuses the request"]);
    let built = build(state, deadline, request, token).map_err(refused)?;
    // The gateway carries a request with a reference out once, however often it arrives.
    let send_once = request.body != Body::None && request.reference.is_none();
    Ok(fetch_text(
        deadline.handle(),
        &state.fetch,
        &built,
        send_once,
        S::MAX_ANSWER_BYTES,
    )
    .into())
}

/// Builds the platform's request. gloo-net's `RequestBuilder` costs 2.7 kB more.
fn build<S: Side>(
    state: &ClientState<S>,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<web_sys::Request, JsValue> {
    let (content_type, body) = encode(&request.body)?;
    let headers = state.headers.get(request.product, token, content_type, || {
        state.side.headers(&state.settings.options, request.product)
    });
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers_headers(&with_idempotency_key(
        headers,
        request.reference.as_deref(),
    )?);
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
    state.side.set_credentials(&state.settings.options, &init);
    let url = request.url(state.side.base(request.product), state.side.has_slash());
    web_sys::Request::new_with_str_and_init(&url, &init)
}

/// Returns the content type, if the platform does not set it by itself, and the body.
fn encode(body: &Body) -> Result<(&'static str, JsValue), JsValue> {
    Ok(match body {
        Body::None => ("", JsValue::UNDEFINED),
        Body::Form(fields) => {
            let mut form = Query::default();
            for (name, value) in fields {
                form.push(name, value);
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
