//! The orders that the journal has sealed. The codes in an order of eSIMs are enough to install them, so an entry
//! shows the id and the code of the order alone.

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::core::json::JsonValue;
use crate::partner::state::ClientState;

/// The fields of an order that name it.
const NAMES: &[&str] = &["id", "code"];
/// The fields that the journal does not keep: long texts for display, and the answer as received.
const DROPPED: &[&str] = &["manual_installation", "qrcode_installation", "raw"];
/// The longest sealed order, in characters. An order of 50 eSIMs has about 80,000.
const MAX_LENGTH: usize = 500_000;

/// The form of an order in the entry of this key.
pub(super) async fn seal_order(state: &ClientState, key: &str, order: &JsValue) -> JsValue {
    let form = JsValue::object();
    for name in NAMES {
        form.set(name, &order.get(name));
    }
    let kept = order.snapshot().unwrap_or_else(JsValue::object);
    for name in DROPPED {
        kept.set(name, &JsValue::NULL);
    }
    // Without it, the entry still says that there is an order, and which.
    let sealed = state.seal(key, &kept).await;
    if let Some(sealed) = sealed.filter(|sealed| sealed.len() <= MAX_LENGTH) {
        form.set("sealed", &sealed.as_str().into());
    }
    form
}

/// Replaces the sealed orders of a fresh copy of an entry by the orders.
pub(super) async fn unseal_orders(state: &ClientState, key: &str, entry: &JsValue) {
    let outcome = entry.get("outcome");
    if outcome.get_string("sealed").is_none() {
        return;
    }
    entry.set("outcome", &unseal_order(state, key, &outcome).await);
    let others = entry.get("others");
    let orders = Array::new();
    for index in 0..others.length() {
        orders.push(&unseal_order(state, key, &others.at(index)).await);
    }
    if orders.length() > 0 {
        entry.set("others", &orders.into());
    }
}

async fn unseal_order(state: &ClientState, key: &str, order: &JsValue) -> JsValue {
    let Some(sealed) = order.get_string("sealed") else {
        return order.clone();
    };
    if let Some(order) = state.unseal(key, &sealed).await {
        return order;
    }
    // The secret is gone. The order has its names still.
    let named = JsValue::object();
    for name in NAMES {
        named.set(name, &order.get(name));
    }
    named
}
