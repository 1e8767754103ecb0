//! The objects of errors, which the classes of `error.js` make.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::error::Error;
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    /// The error of these details, and of those of a `base` if it is given.
    pub(super) fn refine(base: &JsValue, details: &JsValue, cause: &JsValue) -> JsValue;
}

/// The object of an error. An error of the page client has no other details before it is an object.
pub(super) fn to_object(error: &Error) -> JsValue {
    let details = JsValue::object();
    details.set_text("kind", error.kind.as_str());
    details.set_text("message", &error.message);
    for (name, text) in [("path", &error.path), ("reason", &error.reason)] {
        if let Some(text) = text {
            details.set_text(name, text);
        }
    }
    refine(&JsValue::UNDEFINED, &details, &JsValue::UNDEFINED)
}
