//! The purchase of a top-up.

use wasm_bindgen::JsValue;

use crate::api::partner::topup_order::{about, check_offer, decode_order, offers_of, request};
use crate::api::partner::{order_search, provisional};
use crate::api::topups;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::order_description::OrderDescription;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_read};
use crate::partner::Call;
use crate::partner::purchase::{Check, Lookup, PurchaseOperation};
use crate::wasm::call_error::CallError;

/// The order of a top-up.
pub(super) struct SubmitTopupOrder;

impl PurchaseOperation for SubmitTopupOrder {
    fn name(&self) -> &'static str {
        "submitTopupOrder"
    }
    fn kind(&self) -> PurchaseKind {
        PurchaseKind::Topup
    }
    fn about(&self, args: &JsValue) -> JsValue {
        about(args)
    }
    fn request(&self, args: &JsValue, names: &OrderDescription<'_>) -> Request {
        request(args, names)
    }
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
        decode_order(body, args)
    }
    fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
        Box::pin(check(call, args))
    }
    fn lookup(&self) -> Option<&'static dyn Lookup> {
        Some(&Self)
    }
}

impl Lookup for SubmitTopupOrder {
    fn request(&self, digest: &str, page: u32) -> Request {
        order_search::request::<JsValue>(digest, page)
    }
    fn next_page(&self, body: &JsValue, page: u32) -> Option<u32> {
        order_search::next_page_of(body, page)
    }
    fn provisional(&self, outcome: &JsValue) -> JsValue {
        provisional::provisional(outcome)
    }
}

/// Fetches the offers in the same call, and rejects an order that they do not contain.
async fn check(call: &Call, order: &JsValue) -> Result<JsValue, CallError> {
    let request = topups::request(&order.get("iccid"));
    let received = call.read(&request, true).await?;
    let decode = |body: &JsValue| offers_of(body, order);
    let offers = decode_read(&received.get("text"), &decode)?;
    let offer = check_offer(&offers, order)?;
    let confirm = order.get("confirmOffer");
    if !confirm.is_function() {
        return Ok(JsValue::NULL);
    }
    let message = "order.confirmOffer did not return true; nothing was ordered";
    match call.deadline.call_back(&confirm, &offer).await {
        Ok(answer) if answer.as_bool() == Some(true) => Ok(JsValue::NULL),
        Ok(_) => Err(Error::new(Kind::Aborted, &[message]).into()),
        Err(thrown) => Err(CallError::from_thrown(Kind::Aborted, message, thrown)),
    }
}
