//! The parts of a purchase that differ from endpoint to endpoint.

use std::future::{Future, ready};
use std::pin::Pin;

use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::partner::order_description::OrderDescription;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_write};
use crate::partner::call::Call;
use crate::partner::ownership::Owned;
use crate::wasm::call_error::CallError;

/// The result of the checks before a request: the number's state, which the entry stores.
pub(crate) type Check<'a> = Pin<Box<dyn Future<Output = Result<JsValue, CallError>> + 'a>>;

/// A purchase, a renewal, or a claim of a number.
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

    /// The eSIMs and numbers that become the shopper's with an outcome. `about` is that of the entry.
    fn owned(&self, _outcome: &JsValue, _about: &JsValue) -> Vec<Owned> {
        Vec::new()
    }

    /// True if an outcome has all that becomes the shopper's.
    fn is_complete(&self, _outcome: &JsValue, _about: &JsValue) -> bool {
        true
    }

    /// Reads the order with an `order_id` or `code`. `None` if id and code are enough. `about` and `digest` are those
    /// of the entry.
    fn named_order<'a>(
        &self,
        _call: &'a Call,
        _names: &'a JsValue,
        _about: &'a JsValue,
        _digest: &'a str,
    ) -> Option<Check<'a>> {
        None
    }

    /// The lookup of its outcome, if the API lists it.
    fn lookup(&self) -> Option<&'static dyn Lookup> {
        None
    }

    /// The name of the option that judges a lost answer, without a lookup.
    fn judge(&self) -> Option<&'static str> {
        None
    }

    /// The number that may have one open renewal or claim only.
    fn number(&self, _about: &JsValue) -> Option<String> {
        None
    }

    /// The request for the state of the number, to compare before and after. `None` if the address is not known.
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

    /// The entry of an outcome in the history of its eSIM, until the server lists the purchase. A new eSIM has no
    /// history yet.
    fn provisional(&self, _outcome: &JsValue) -> Option<JsValue> {
        None
    }
}

/// Decodes the text of an answer.
pub(super) fn decode_outcome(
    operation: &dyn PurchaseOperation,
    text: &JsValue,
    args: &JsValue,
) -> Result<JsValue, Error> {
    decode_write(text, &|body| operation.decode(body, args))
}
