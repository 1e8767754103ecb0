//! One request over `fetch`. Knows the client's state and a deadline, no token and no retry.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call_error::CallError;
use super::deadline::{Deadline, JsDeadline};
use super::promise::PromiseResult;
use super::side::Side;
use super::state::ClientState;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::Request;

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
pub(crate) fn send<S: Side>(
    state: &ClientState<S>,
    deadline: &Deadline,
    request: &Request,
    token: Option<&str>,
) -> Result<PromiseResult, CallError> {
    deadline.check()?;
    // The platform's message can quote the URL, and with it an ICCID.
    let refused = |_| Error::new(Kind::Configuration, &["the platform refuses the request"]);
    let built = S::build_request(state, deadline, request, token).map_err(refused)?;
    let fetch = state.settings.options.get("fetch");
    let answer = fetch_text(deadline.handle(), &fetch, &built, S::MAX_ANSWER_BYTES);
    Ok(answer.into())
}
