//! The parts of a purchase that differ from endpoint to endpoint.

use std::future::{Future, ready};
use std::pin::Pin;

use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::partner::order_description::OrderDescription;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_write};
use crate::partner::state::Call;
use crate::wasm::call_error::CallError;

/// The result of the checks before a request: the number's state, which the entry stores.
pub(crate) type Check<'a> = Pin<Box<dyn Future<Output = Result<JsValue, CallError>> + 'a>>;

/// A purchase or renewal.
pub(crate) trait PurchaseOperation: Sync {
    /// The function's name, for events.
    fn name(&self) -> &'static str;

    /// The kind of its journal entries.
    fn kind(&self) -> PurchaseKind;

    /// The content of the entry. It is enough to look the outcome up.
    fn about(&self, args: &JsValue) -> JsValue;

    /// The request. `names` are the parts of an order's description.
    fn request(&self, args: &JsValue, names: &OrderDescription<'_>) -> Request;

    /// Decodes the body of an answer. Odd fields become issues, never errors.
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>);

    /// Checks that the request may be sent.
    fn check<'a>(&self, _call: &'a Call, _args: &'a JsValue) -> Check<'a> {
        Box::pin(ready(Ok(JsValue::NULL)))
    }

    /// The lookup of its outcome, if the API lists it.
    fn lookup(&self) -> Option<&'static dyn Lookup> {
        None
    }

    /// The number that may have one open renewal only.
    fn number(&self, _about: &JsValue) -> Option<String> {
        None
    }

    /// The request for the state of the number, to compare before and after.
    fn state_request(&self, _about: &JsValue) -> Option<Request> {
        None
    }
}

/// The operation of a kind of purchase.
pub(crate) type OperationOf = fn(&str) -> &'static dyn PurchaseOperation;

/// The search for the outcome of a purchase in a list of the API.
pub(crate) trait Lookup {
    /// The request of one page with the orders of a digest.
    fn request(&self, digest: &str, page: u32) -> Request;

    /// The number of the next page.
    fn next_page(&self, body: &JsValue, page: u32) -> Option<u32>;

    /// The eSIM's history entry of an outcome, until the server lists the purchase.
    fn provisional(&self, outcome: &JsValue) -> JsValue;
}

/// Decodes the text of an answer.
pub(super) fn decode_outcome(
    operation: &dyn PurchaseOperation,
    text: &JsValue,
    args: &JsValue,
) -> Result<JsValue, Error> {
    decode_write(text, &|body| operation.decode(body, args))
}
