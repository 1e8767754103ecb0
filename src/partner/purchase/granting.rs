//! The shoppers' ownership of what a purchase bought, such as eSIMs.

use wasm_bindgen::JsValue;

use super::operation::PurchaseOperation;
use crate::core::json::JsonValue;
use crate::partner::call::Call;
use crate::partner::ownership;

/// Makes shoppers owners of what a purchase bought. False if the store does not work.
pub(super) async fn grant_owned(
    call: &Call,
    operation: &dyn PurchaseOperation,
    outcome: &JsValue,
    entry: &JsValue,
    owners: &[String],
) -> bool {
    if owners.is_empty() {
        return true;
    }
    let sold_at = entry.get_f64("created_at").unwrap_or_default();
    let mut all = true;
    for owned in &operation.owned(outcome, &entry.get("about")) {
        all &= ownership::grant(&call.state, owners, owned, sold_at).await;
    }
    all
}
