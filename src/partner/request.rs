//! The platform's request of a partner client.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortSignal, Headers};

use crate::core::json::JsonValue;
use crate::core::partner::multipart;
use crate::core::request::{Body, Query, Request};
use crate::partner::state::ClientState;
use crate::wasm::deadline::Deadline;
use crate::wasm::json::stringify;

#[wasm_bindgen(module = "/src/partner/request.js")]
extern "C" {
    #[wasm_bindgen(js_name = partnerRequest, catch)]
    fn partner_request(
        fetch: &JsValue,
        url: &str,
        headers: &Headers,
        signal: &AbortSignal,
        body: Option<&str>,
    ) -> Result<JsValue, JsValue>;
}

/// The arguments of `fetch`. The body of a `POST` is a stream, which no runtime sends twice.
pub(super) fn build(
    state: &ClientState,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<JsValue, JsValue> {
    let (content_type, body) = encode(&request.body);
    let options = &state.settings.options;
    let config = &state.config;
    let headers = state.headers.get(
        request.product,
        token,
        content_type,
        request.language.as_deref(),
        || config.headers(options, request.product),
    );
    partner_request(
        &options.get("fetch"),
        &request.url(config.base(request.product)),
        &headers,
        &deadline.signal(),
        body.as_deref(),
    )
}

/// Returns the content type and the text of a body.
fn encode(body: &Body) -> (&'static str, Option<String>) {
    match body {
        Body::None => ("", None),
        Body::Form(fields) => {
            let mut form = Query::default();
            for (name, value) in fields {
                form.push::<JsValue>(name, value);
            }
            ("application/x-www-form-urlencoded", Some(form.finish()))
        }
        Body::Multipart(fields) => (multipart::CONTENT_TYPE, Some(multipart::encode(fields))),
        Body::Json(fields) => {
            let object = JsValue::object();
            for (name, value) in fields {
                // The object is fresh, so this cannot fail.
                let _ = Reflect::set(&object, &name.as_ref().into(), &value.into());
            }
            ("application/json", stringify(&object).as_string())
        }
    }
}
