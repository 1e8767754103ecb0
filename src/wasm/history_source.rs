//! The endpoint of package histories, as data.

use wasm_bindgen::JsValue;

use crate::core::envelope::Answer;
use crate::core::request::Request;
use crate::core::schema::SchemaError;

/// The requests and answers of the endpoint.
pub(crate) struct HistorySource {
    /// The function's name, for events.
    pub(crate) name: &'static str,
    pub(crate) request: fn(&JsValue) -> Request,
    pub(crate) answer: Answer<JsValue>,
    /// Checks stored packages.
    pub(crate) recheck: fn(&JsValue) -> Result<(), SchemaError>,
}
