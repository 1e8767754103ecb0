//! The renewal of a number.

use wasm_bindgen::JsValue;

use super::number_state::state_before;
use crate::api::partner::renewal::{about, number_digest, request, user_request};
use crate::api::renewal::decode_renewal;
use crate::core::json::JsonValue;
use crate::core::partner::order_description::OrderDescription;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::Issue;
use crate::partner::Call;
use crate::partner::purchase::{Check, PurchaseOperation};

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
    fn judge(&self) -> Option<&'static str> {
        Some("judgeRenewal")
    }
    fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
        Box::pin(state_before(call, self.name(), args))
    }
    fn number(&self, about: &JsValue) -> Option<String> {
        about
            .get_string("number")
            .or_else(|| Some(number_digest(about)))
    }
    fn state_request(&self, about: &JsValue) -> Option<Request> {
        about.get_string("email")?;
        Some(user_request(self.name(), about))
    }
}
