//! The shop's confirmation of an offer, before the order leaves.

use wasm_bindgen::JsValue;

use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::partner::Call;
use crate::wasm::call_error::CallError;

/// Calls the order's `confirmOffer` with the offer, if there is one.
///
/// # Errors
/// `aborted` if it does not return `true`.
pub(super) async fn confirm(
    call: &Call,
    order: &JsValue,
    offer: &JsValue,
) -> Result<JsValue, CallError> {
    let confirm = order.get("confirmOffer");
    if !confirm.is_function() {
        return Ok(JsValue::NULL);
    }
    let message = "order.confirmOffer did not return true; nothing was ordered";
    match call.deadline.call_back(&confirm, offer).await {
        Ok(answer) if answer.as_bool() == Some(true) => Ok(JsValue::NULL),
        Ok(_) => Err(Error::new(Kind::Aborted, &[message]).into()),
        Err(thrown) => Err(CallError::from_thrown(Kind::Aborted, message, thrown)),
    }
}
