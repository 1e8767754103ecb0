//! The parts of a write that differ from endpoint to endpoint.

use std::future::{Future, ready};
use std::pin::Pin;

use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_write};
use crate::wasm::call::Call;
use crate::wasm::error::CallError;

/// The result of a check before a write is sent.
pub(crate) type Check<'a> = Pin<Box<dyn Future<Output = Result<(), CallError>> + 'a>>;

/// A write.
pub(crate) trait WriteOperation: Sync {
    /// The function's name, for events.
    fn name(&self) -> &'static str;

    /// The kind of its journal entries.
    fn kind(&self) -> &'static str;

    /// The content of its journal entry. The same reference with another content is a conflict.
    fn subject(&self, args: &JsValue) -> JsValue;

    /// The request of checked arguments.
    fn request(&self, args: &JsValue) -> Request;

    /// Decodes the body of an answer. Odd fields become issues, never errors.
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>);

    /// Checks the conditions of the write. By default there are none.
    fn check<'a>(&self, _call: &'a Call, _args: &'a JsValue) -> Check<'a> {
        Box::pin(ready(Ok(())))
    }

    /// The lookup of its outcome, if the API lists it.
    fn lookup(&self) -> Option<&'static dyn Lookup> {
        None
    }

    /// The number that may have one pending write only, if the API has no lookup.
    fn number(&self, _args: &JsValue) -> Option<String> {
        None
    }
}

/// The search for the outcome of a write in a list of the API.
pub(crate) trait Lookup {
    /// The request of one page.
    fn request(&self, args: &JsValue, page: u32) -> Request;

    /// Returns the row with the reference, in the shape of an answer to the write.
    fn find(&self, body: &JsValue, args: &JsValue) -> Option<JsValue>;

    /// True if the row has the content of this write.
    fn is_same(&self, row: &JsValue, args: &JsValue) -> bool;

    /// The number of the next page.
    fn next_page(&self, body: &JsValue, page: u32) -> Option<u32>;

    /// The eSIM's history entry of an outcome, until the server lists the purchase.
    fn provisional(&self, outcome: &JsValue) -> JsValue;
}

/// Decodes the text of an answer.
pub(super) fn decode_outcome(
    operation: &dyn WriteOperation,
    text: &JsValue,
    args: &JsValue,
) -> Result<JsValue, Error> {
    decode_write(text, &|body| operation.decode(body, args))
}
