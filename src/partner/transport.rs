//! One request over `fetch`. Knows the client's state and a deadline, no token and no retry.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::request;
use super::state::ClientState;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::{Deadline, JsDeadline};

/// The longest answer that the client reads, in bytes.
const MAX_ANSWER_BYTES: u32 = 8 << 20;

#[wasm_bindgen(module = "/src/wasm/transport.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchText)]
    fn fetch_text(
        deadline: &JsDeadline,
        fetch: &JsValue,
        request: &JsValue,
        max_bytes: u32,
    ) -> Promise;
}

/// Sends a request. Resolves to the answer, `{ status, retryAfterMs, ageMs, text }`, whatever the
/// status.
///
/// # Errors
/// Nothing was sent: the call is over, or the platform refuses the request.
pub(crate) fn send(
    state: &ClientState,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<JsFuture, CallError> {
    deadline.check()?;
    // The platform's message can quote the URL, and with it an ICCID.
    let refused = |_| Error::new(Kind::Configuration, &["the platform refuses the request"]);
    let built = request::build(state, deadline, request, token).map_err(refused)?;
    let fetch = state.settings.options.get("fetch");
    let answer = fetch_text(deadline.handle(), &fetch, &built, MAX_ANSWER_BYTES);
    Ok(answer.into())
}
