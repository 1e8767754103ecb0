//! The state of a number before a renewal or claim.

use wasm_bindgen::JsValue;

use crate::api::partner::renewal::user_request;
use crate::core::json::JsonValue;
use crate::partner::Call;
use crate::wasm::call_error::CallError;

/// The timeout of the question, in ms.
const STATE_TIMEOUT_MS: f64 = 5_000.0;

/// Reads the voice product's answer about the user, to compare it after a lost answer.
pub(super) async fn state_before(
    call: &Call,
    endpoint: &'static str,
    args: &JsValue,
) -> Result<JsValue, CallError> {
    let deadline = call.deadline.extended(STATE_TIMEOUT_MS)?;
    let reading = call.with_deadline(deadline);
    let answer = reading.read(&user_request(endpoint, args), true).await;
    call.deadline.check()?;
    // The write does not fail because this answer cannot be read.
    let text = answer.map(|answer| answer.get("text")).unwrap_or_default();
    Ok(JsValue::parse(&text).unwrap_or(JsValue::NULL))
}
