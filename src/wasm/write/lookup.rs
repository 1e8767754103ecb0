//! The search for the outcome of a write in PressOne's list.

use wasm_bindgen::JsValue;

use super::operation::{WriteOperation, decode_outcome};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::wasm::call::Call;
use crate::wasm::error::CallError;
use crate::wasm::json::stringify;

/// The limit of pages of one search.
const MAX_PAGES: u32 = 40;

/// The result of a search.
pub(super) enum Listed {
    /// The list has nothing under the reference.
    Nothing,
    /// The outcome of this write.
    Outcome(JsValue),
    /// Another content under the reference.
    Conflict,
}

/// Searches the list once.
pub(super) async fn find_in_list(
    call: &Call,
    operation: &dyn WriteOperation,
    args: &JsValue,
) -> Result<Listed, CallError> {
    let Some(lookup) = operation.lookup() else {
        return Ok(Listed::Nothing);
    };
    let mut page = 1;
    let mut before = JsValue::UNDEFINED;
    let found = loop {
        let request = lookup.request(args, page);
        let text = call.read(&request, true).await?.get("text");
        // A server that ignores the page number would cause requests without end.
        if text == before {
            return Ok(Listed::Nothing);
        }
        let body = JsValue::parse_exact(&text);
        let body = body.ok_or_else(|| Error::decode("body", "is not JSON"))?;
        if let Some(found) = lookup.find(&body, args) {
            break found;
        }
        // The server's filter matches anywhere in a text, so other orders can fill pages.
        match lookup.next_page(&body, page) {
            None => return Ok(Listed::Nothing),
            Some(next) if next > MAX_PAGES => {
                return Err(Error::decode("body", "has too many pages").into());
            }
            Some(next) => page = next,
        }
        before = text;
    };
    if !lookup.is_same(&found.get("data"), args) {
        return Ok(Listed::Conflict);
    }
    let outcome = decode_outcome(operation, &stringify(&found), args)?;
    outcome.set("source", &"list".into());
    Ok(Listed::Outcome(outcome))
}
