//! The history of an eSIM that was topped up.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::state::{Call, Partner};
use crate::core::history_cache::CachedHistory;
use crate::core::json::JsonValue;
use crate::wasm::history::write;
use crate::wasm::json::stringify;
use crate::wasm::side::Side;

/// Adds a new purchase to the cached history; the next refresh may be 15 minutes away. Best effort:
/// never fails the purchase.
pub(super) async fn add(call: &Call, iccid: &str, entry: &JsValue, bought_at: f64) {
    let Ok(key) = Partner::history_key(call, iccid).await else {
        return;
    };
    let Ok((stored, _)) = call.read_store(&key).await else {
        return;
    };
    let cached = CachedHistory::from_json(&stored).filter(|cached| cached.fetched_at <= bought_at);
    let Some((cached, packages)) = cached.and_then(|cached| {
        let packages = cached.packages.clone()?;
        Some((cached, packages))
    }) else {
        return;
    };
    // The shop's own server may have listed the purchase already.
    let reference = entry.get_string("reference");
    let same = |index| packages.at(index).get_string("reference") == reference;
    if (0..packages.length()).any(same) {
        return;
    }
    // The newest is first, as in the server's list.
    packages.unchecked_ref::<Array>().unshift(entry);
    write(&call.state, &key, &stringify(&cached.to_json())).await;
}
