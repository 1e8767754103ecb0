//! Work that goes on after a call.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::call::Call;
use crate::core::json::JsonValue;

/// Lets work go on after the call. Some platforms end it then, unless the caller's `waitUntil` tells them to
/// wait.
pub(super) fn go_on(call: &Call, work: Promise) {
    let wait_until = call.options.get("waitUntil");
    if let Some(wait_until) = wait_until.dyn_ref::<Function>() {
        let _ = wait_until.call1(&JsValue::UNDEFINED, &work);
    }
}
