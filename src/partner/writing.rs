//! Requests that PressOne must carry out once at most.

use wasm_bindgen::JsValue;

use super::call::Call;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::error_response::ResponseHead;
use crate::core::partner::write_answer::{self, WriteAnswer};
use crate::core::request::Request;
use crate::wasm::call_error::CallError;

/// Sends a write once and returns its answer. An answer that proves nothing becomes an unknown outcome. Drops
/// a refused token, so no later call sends it.
pub(super) async fn write(
    call: &Call,
    request: &Request,
    token: Option<&str>,
) -> Result<JsValue, CallError> {
    let answer = call.exchange(request, token, 0).await;
    let answer = answer.and_then(|answer| meaning(answer, request).map_err(CallError::from));
    if let Err(failure) = &answer {
        call.drop_refused(request, token, failure).await;
    }
    answer
}

fn meaning(answer: JsValue, request: &Request) -> Result<JsValue, Error> {
    let body = JsValue::parse(&answer.get("text"));
    match write_answer::classify(request.effect, &ResponseHead::parse(&answer), body.as_ref()) {
        WriteAnswer::Done => Ok(answer),
        WriteAnswer::Refused(error) => Err(error),
        WriteAnswer::Lost(error) => Err(Error::outcome_unknown(error)),
    }
}
