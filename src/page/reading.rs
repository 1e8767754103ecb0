//! The decisions about a call of a read endpoint.

use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::page::gateway_read::GatewayRead;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::wasm::endpoint::{Endpoint, Run};

/// The decisions about one read.
pub(super) enum Reading {
    /// A read that both clients decode, with checked arguments.
    Endpoint(&'static Endpoint, JsValue),
    /// A read that the gateway answers in the page's own form.
    Gateway(&'static GatewayRead<JsValue>),
}

/// The request of an endpoint with checked arguments.
pub(super) fn request_of(endpoint: &Endpoint, args: &JsValue) -> Request {
    match &endpoint.run {
        Run::Read { request, .. } => request(args),
        Run::Cached(source) => (source.request)(args),
    }
}

impl Reading {
    /// The eSIM of a history, otherwise `undefined`.
    pub(super) fn iccid(&self) -> JsValue {
        match self {
            Self::Endpoint(endpoint, args) if matches!(endpoint.run, Run::Cached(_)) => {
                args.clone()
            }
            _ => JsValue::UNDEFINED,
        }
    }

    /// Decodes the text of a success. `now` is the time in ms since the epoch. A history is returned as `packages`,
    /// with the `meta` of the answer.
    ///
    /// # Errors
    /// `decode`, `not_found`
    pub(super) fn decode(&self, text: &JsValue, now: f64) -> Result<JsValue, Error> {
        let decode = |body: &JsValue| match self {
            Self::Gateway(read) => read.decode(body, now),
            Self::Endpoint(endpoint, args) => match &endpoint.run {
                Run::Read { answer, .. } => answer(body, args),
                Run::Cached(source) => {
                    let history = JsValue::object();
                    history.set("packages", &(source.answer)(body, args)?);
                    history.set("meta", &body.get("meta"));
                    Ok(history)
                }
            },
        };
        decode_read(text, &decode)
    }

    /// Checks stored packages.
    pub(super) fn recheck(&self, packages: &JsValue) -> bool {
        match self {
            Self::Endpoint(endpoint, _) => match &endpoint.run {
                Run::Read { .. } => false,
                Run::Cached(source) => (source.recheck)(packages),
            },
            Self::Gateway(_) => false,
        }
    }
}
