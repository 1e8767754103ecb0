//! The requests of a read endpoint: one, or one for each digest of a shopper.
//!
//! The description of an order has the shopper's digest under the secret that was the newest one then. `PressOne`'s
//! filter takes one digest. So the orders of an earlier secret are a list of their own.

use wasm_bindgen::JsValue;

use super::call::Call;
use crate::core::envelope::Answer;
use crate::core::json::JsonValue;
use crate::core::partner::joined_lists::JoinedLists;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::wasm::call_error::CallError;

/// Reads the answer of an endpoint, or for a shopper the joined lists of all digests. `args` are checked.
pub(super) async fn read(
    call: &Call,
    (request, answer): (fn(&JsValue) -> Request, Answer<JsValue>),
    args: &JsValue,
) -> Result<JsValue, CallError> {
    let digests = match args.get_string("shopper") {
        Some(shopper) => call.state.config.shopper_digests(&shopper),
        None => vec![String::new()],
    };
    let is_joined = digests.len() > 1;
    let mut lists = JoinedLists::new(args.get_f64("page").unwrap_or(1.0));
    for digest in &digests {
        if !digest.is_empty() {
            args.set_text("shopper", digest);
        }
        if is_joined {
            args.set("page", &lists.next_page().into());
        }
        let received = call.read(&request(args), true).await?;
        let decode = |body: &JsValue| answer(body, args);
        let decoded = decode_read(&received.get("text"), &decode)?;
        if !is_joined {
            return Ok(decoded);
        }
        lists.add(&decoded);
    }
    Ok(lists.finish())
}
