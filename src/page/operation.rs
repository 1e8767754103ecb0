//! The parts of a purchase that differ from endpoint to endpoint.

use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::schema::Issue;

/// A purchase or renewal.
pub(crate) struct Operation {
    /// The function's name, for events.
    pub(crate) name: &'static str,
    pub(crate) kind: PurchaseKind,
    /// Checks the caller's arguments and returns a copy.
    pub(crate) parse: fn(&JsValue) -> Result<JsValue, Error>,
    /// Decodes the body of an answer. Odd fields become issues, never errors.
    pub(crate) decode: fn(&JsValue, &JsValue) -> (JsValue, Vec<Issue>),
}
