//! One request over `fetch`.

use std::cell::RefCell;

use gloo_net::http::Headers;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::FormData;

use super::call::Call;
use super::deadline::JsDeadline;
use super::error::CallError;
use super::json::stringify;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::{Body, Product, Query, Request};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    // gloo-net's own builder makes two requests and a URL to get one, and loses the cause of a
    // failure.
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text(
        deadline: &JsDeadline,
        fetch: &JsValue,
        url: &str,
        method: &str,
        headers: &web_sys::Headers,
        body: &JsValue,
        no_store: bool,
    ) -> Option<Promise>;
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

/// Sends a request. What is waited for is its answer, `{ status, retryAfter, date, ageMs, text }`,
/// whatever the status.
///
/// # Errors
/// Nothing was sent: the call is over, or the platform does not take the request.
pub(crate) fn send(
    call: &Call,
    request: &Request,
    token: Option<&str>,
) -> Result<JsFuture, CallError> {
    let client = &call.client;
    let (content_type, body) = body(&request.body);
    let started = fetch_text(
        call.deadline.handle(),
        &client.fetch,
        &request.url(client.config.base(request.product)),
        request.method.as_str(),
        &named(
            headers(call, request.product, token, content_type),
            request
                .reference
                .as_deref()
                .filter(|_| client.config.server_deduplicates()),
        ),
        &body,
        request.no_store,
    );
    if let Some(answer) = started {
        return Ok(JsFuture::from(answer));
    }
    call.deadline.check()?;
    // The platform's message can quote the URL, and with it an ICCID.
    Err(Error::new(Kind::Configuration, &["the request cannot be built"]).into())
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

/// The same headers with what names this write. They are no other request's.
fn named(headers: web_sys::Headers, reference: Option<&str>) -> web_sys::Headers {
    let Some(reference) = reference else {
        return headers;
    };
    let Ok(own) = web_sys::Headers::new_with_headers(&headers) else {
        return headers;
    };
    let own = Headers::from_raw(own);
    own.set("Idempotency-Key", reference);
    own.into_raw()
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
