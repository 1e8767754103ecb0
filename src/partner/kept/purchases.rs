//! The history entries of new purchases. Each has a key of its own until an answer of `PressOne` lists it.

use wasm_bindgen::JsValue;

use crate::core::json::JsonValue;
use crate::core::partner::history_record::{KEPT_MS, KeptAnswer};
use crate::core::partner::keeping::HISTORY;
use crate::partner::call::Call;
use crate::wasm::json::stringify;

/// Adds a purchase that began at `bought_at`. Best effort: never fails the purchase.
///
/// `is_found` is true for an order of `PressOne`'s list: a later answer may list it already.
pub(in crate::partner) async fn add(
    call: &Call,
    iccid: &str,
    entry: &JsValue,
    bought_at: f64,
    is_found: bool,
) {
    let keys = call.kept_keys(&HISTORY, iccid);
    let store = &call.state.store;
    if is_found {
        let Ok(text) = store.get(&keys.answer()).await else {
            return;
        };
        let answer = JsValue::parse(&text).and_then(|value| KeptAnswer::from_json(&value));
        if answer.is_some_and(|answer| answer.at > bought_at) {
            return;
        }
    }
    let reference = entry.get_string("reference").unwrap_or_default();
    let text = stringify(entry).as_string().unwrap_or_default();
    let key = keys.purchase(bought_at, &reference);
    let _ = store.put(&key, &text, Some(KEPT_MS)).await;
}
