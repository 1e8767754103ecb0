//! The endpoint of package histories, as data.

use wasm_bindgen::JsValue;

use crate::core::envelope::Answer;
use crate::core::request::Request;

/// The requests and answers of the endpoint.
pub(crate) struct HistorySource {
    pub(crate) request: fn(&JsValue) -> Request,
    pub(crate) answer: Answer<JsValue>,
    /// Checks stored packages, and normalises them.
    pub(crate) recheck: fn(&JsValue) -> bool,
}
