//! The renewal of a number.

use wasm_bindgen::JsValue;

use crate::api::partner::renewal::{about, number_digest, request, user_request};
use crate::api::renewal::decode_renewal;
use crate::core::json::JsonValue;
use crate::core::partner::order_description::OrderDescription;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::Issue;
use crate::partner::Call;
use crate::partner::purchase::{Check, PurchaseOperation};
use crate::wasm::call_error::CallError;

/// The renewal of a number. The API has no list of renewals.
pub(super) struct RenewNumber;

impl PurchaseOperation for RenewNumber {
    fn name(&self) -> &'static str {
        "renewNumber"
    }
    fn kind(&self) -> PurchaseKind {
        PurchaseKind::Renewal
    }
    fn about(&self, args: &JsValue) -> JsValue {
        about(args)
    }
    fn request(&self, args: &JsValue, _names: &OrderDescription<'_>) -> Request {
        request(args)
    }
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
        decode_renewal(body, args)
    }
    fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
        Box::pin(check(call, args))
    }
    fn number(&self, about: &JsValue) -> Option<String> {
        about
            .get_string("number")
            .or_else(|| Some(number_digest(about)))
    }
    fn state_request(&self, about: &JsValue) -> Option<Request> {
        Some(user_request(about))
    }
}

/// The timeout of the question before a renewal, in ms.
const STATE_TIMEOUT_MS: f64 = 5_000.0;

/// Reads the voice product's answer about the number, to compare it after a lost answer.
async fn check(call: &Call, renewal: &JsValue) -> Result<JsValue, CallError> {
    let deadline = call.deadline.extended(STATE_TIMEOUT_MS)?;
    let reading = call.with_deadline(deadline);
    let answer = reading.read(&user_request(renewal), true).await;
    call.deadline.check()?;
    // A renewal does not fail because this answer cannot be read.
    let text = answer.map(|answer| answer.get("text")).unwrap_or_default();
    Ok(JsValue::parse(&text).unwrap_or(JsValue::NULL))
}
