//! The objects of errors, which the classes of `error.js` make.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::page::gateway_error;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    /// The error of these details, and of those of a `base` if it is given.
    pub(super) fn refine(base: &JsValue, details: &JsValue, cause: &JsValue) -> JsValue;
}

/// The object of an error. An error of the page client has no other details before it is an object.
pub(super) fn to_object(error: &Error) -> JsValue {
    let details = JsValue::object();
    details.set("kind", &error.kind.as_str().into());
    details.set("message", &error.message.as_str().into());
    for (name, text) in [("path", &error.path), ("reason", &error.reason)] {
        if let Some(text) = text {
            details.set(name, &text.into());
        }
    }
    from_details(&details)
}

/// The error object that an answer means; `undefined` for a success.
pub(super) fn failure_of(answer: &JsValue) -> JsValue {
    let body = JsValue::parse(&answer.get("text"));
    gateway_error::details(answer, body.as_ref())
        .map_or(JsValue::UNDEFINED, |details| from_details(&details))
}

fn from_details(details: &JsValue) -> JsValue {
    refine(&JsValue::UNDEFINED, details, &JsValue::UNDEFINED)
}
