//! The purchase of a top-up.

use wasm_bindgen::JsValue;

use super::confirmation::confirm;
use crate::api::partner::topup_order::{about, check_offer, decode_order, offers_of, request};
use crate::api::partner::{order_search, provisional};
use crate::api::topups;
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
        order_search::request::<JsValue>("status", digest, page)
    }
    fn next_page(&self, body: &JsValue, page: u32) -> Option<u32> {
        order_search::next_page_of(body, page)
    }
    fn provisional(&self, outcome: &JsValue) -> Option<JsValue> {
        Some(provisional::provisional(outcome))
    }
}

/// Fetches the offers in the same call, and rejects an order that they do not contain.
async fn check(call: &Call, order: &JsValue) -> Result<JsValue, CallError> {
    let request = topups::request(&order.get("iccid"));
    let received = call.read(&request, true).await?;
    let decode = |body: &JsValue| offers_of(body, order);
    let offers = decode_read(&received.get("text"), &decode)?;
    let offer = check_offer(&offers, order)?;
    confirm(call, order, &offer).await
}
