//! One request over `fetch`.

use std::cell::RefCell;

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, RequestCache, RequestInit, RequestRedirect};

use super::call::Call;
use super::deadline::JsDeadline;
use super::error::CallError;
use super::json::stringify;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::{Body, Product, Query, Request};

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text(
        deadline: &JsDeadline,
        fetch: &JsValue,
        request: &web_sys::Request,
        send_once: bool,
    ) -> Promise;
    #[wasm_bindgen(js_name = acceptsCacheMode)]
    fn accepts_cache_mode() -> bool;
}

/// The headers of the request before, which are those of the next one too, mostly.
#[derive(Default)]
pub(crate) struct HeaderCache(RefCell<Option<CachedHeaders>>);

struct CachedHeaders {
    product: Product,
    token: Option<String>,
    content_type: &'static str,
    headers: web_sys::Headers,
}

/// Sends a request. Resolves to the answer, `{ status, retryAfter, date, ageMs, text }`, whatever the
/// status.
///
/// # Errors
/// Nothing was sent: the call is over, or the platform refuses the request.
pub(crate) fn send(
    call: &Call,
    request: &Request,
    token: Option<&str>,
) -> Result<JsFuture, CallError> {
    call.deadline.check()?;
    // The platform's message can quote the URL, and with it an ICCID.
    let refused = |_| Error::new(Kind::Configuration, &["the platform refuses the request"]);
    let built = build(call, request, token).map_err(refused)?;
    let send_once = request.body != Body::None;
    let handle = call.deadline.handle();
    Ok(fetch_text(handle, &call.client.fetch, &built, send_once).into())
}

/// The request of the platform. gloo-net's `RequestBuilder` would cost 2.7 kB more.
fn build(call: &Call, request: &Request, token: Option<&str>) -> Result<web_sys::Request, JsValue> {
    let config = &call.client.config;
    let (content_type, body) = body(&request.body)?;
    let headers = headers(call, request.product, token, content_type);
    let reference = request.reference.as_deref();
    let reference = reference.filter(|_| config.server_deduplicates());
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers_headers(&with_idempotency_key(headers, reference)?);
    // A followed redirect sends an order again and moves secrets. Some runtimes refuse "error".
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&call.deadline.signal()));
    if !body.is_undefined() {
        init.set_body(&body);
    }
    // Some runtimes throw an error at this option.
    if request.no_store && accepts_cache_mode() {
        init.set_cache(RequestCache::NoStore);
    }
    let url = request.url(config.base(request.product));
    web_sys::Request::new_with_str_and_init(&url, &init)
}

fn headers(
    call: &Call,
    product: Product,
    token: Option<&str>,
    content_type: &'static str,
) -> web_sys::Headers {
    let mut sent = call.client.headers.0.borrow_mut();
    let same = |sent: &&CachedHeaders| {
        sent.product == product
            && sent.token.as_deref() == token
            && sent.content_type == content_type
    };
    if let Some(sent) = sent.as_ref().filter(same) {
        return sent.headers.clone();
    }
    let headers = Headers::new();
    for (name, value) in call.client.config.headers(product) {
        headers.set(&name, &value);
    }
    headers.set("Accept", "application/json");
    if let Some(token) = token {
        headers.set("Authorization", &["Bearer ", token].concat());
    }
    if !content_type.is_empty() {
        headers.set("Content-Type", content_type);
    }
    let headers = headers.into_raw();
    *sent = Some(CachedHeaders {
        product,
        token: token.map(str::to_owned),
        content_type,
        headers: headers.clone(),
    });
    headers
}

/// A copy of the headers with `Idempotency-Key`; the headers themselves without a reference.
fn with_idempotency_key(
    headers: web_sys::Headers,
    reference: Option<&str>,
) -> Result<web_sys::Headers, JsValue> {
    let Some(reference) = reference else {
        return Ok(headers);
    };
    let copy = Headers::from_raw(web_sys::Headers::new_with_headers(&headers)?);
    copy.set("Idempotency-Key", reference);
    Ok(copy.into_raw())
}

/// The content type, if the platform does not set it by itself, and the body.
fn body(body: &Body) -> Result<(&'static str, JsValue), JsValue> {
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
        Body::Json(fields) => {
            let object = JsValue::object();
            for (name, value) in fields {
                object.set(name, &JsValue::from_str(value));
            }
            ("application/json", stringify(&object))
        }
    })
}
