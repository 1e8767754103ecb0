//! A read endpoint as data.

use wasm_bindgen::JsValue;

use super::kept_source::KeptSource;
use crate::core::envelope::Answer;
use crate::core::error::Error;
use crate::core::request::Request;

/// An endpoint that both clients have.
pub(crate) struct Endpoint {
    /// Checks the caller's arguments and returns a copy.
    pub(crate) parse: fn(&JsValue) -> Result<JsValue, Error>,
    /// The way in which a call runs.
    pub(crate) run: Run,
}

/// The way in which the calls of an endpoint run.
pub(crate) enum Run {
    /// Sends a request and decodes the answer.
    Read {
        request: fn(&JsValue) -> Request,
        answer: Answer<JsValue>,
    },
    /// The same, if no answer is kept.
    Cached(KeptSource),
}
