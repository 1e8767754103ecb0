//! The attempts of one request: send, report, classify the answer, wait before the next attempt. The
//! caller passes the token.

use js_sys::{Date, Math};
use wasm_bindgen::JsValue;

use super::call::Call;
use super::events::Value;
use super::transport;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::error_response::{self, ResponseHead};
use crate::core::partner::retry::{self, Attempt};
use crate::core::request::{Effect, Request};
use crate::wasm::call_error::CallError;

impl Call {
    /// Sends a read once. Returns the answer of a success, or the error that the answer means.
    pub(crate) async fn attempt(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsValue, CallError> {
        let answer = self.exchange(request, token, attempt).await?;
        meaning(answer).map_err(CallError::from)
    }

    /// Sends a request once. Returns its answer, whatever the status. If no answer arrives after a write has
    /// left, the outcome is unknown.
    pub(crate) async fn exchange(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsValue, CallError> {
        let state = &self.state;
        let endpoint = request.endpoint;
        let started = Date::now();
        let attempt_field = || ("attempt", Value::Number(attempt.into()));
        let method = Value::Text(request.method.as_str());
        state.emit(endpoint, "request", &[("method", method), attempt_field()]);
        let answer = transport::send(state, &self.deadline, request, token)?.await;
        let duration_ms = Value::Number((Date::now() - started).max(0.0));
        let failure = match answer {
            Ok(answer) => {
                let status = Value::Number(answer.get_f64("status").unwrap_or_default());
                let fields = [
                    attempt_field(),
                    ("status", status),
                    ("durationMs", duration_ms),
                ];
                state.emit(endpoint, "response", &fields);
                return Ok(answer);
            }
            Err(thrown) => {
                CallError::from_thrown(Kind::Network, "the server did not answer", thrown)
            }
        };
        let kind = Value::OptionalText(failure.kind());
        let fields = [attempt_field(), ("kind", kind), ("durationMs", duration_ms)];
        state.emit(endpoint, "failure", &fields);
        Err(match request.effect {
            Effect::Read => failure,
            Effect::Order | Effect::Renewal => failure.outcome_unknown(),
        })
    }

    /// Waits before the next attempt of a read.
    ///
    /// # Errors
    /// The failure, if another attempt is useless or there is no time for one.
    pub(crate) async fn backoff(
        &self,
        request: &Request,
        failure: CallError,
        retries_done: &mut u32,
        retry_rate_limited: bool,
    ) -> Result<(), CallError> {
        let attempt = Attempt {
            retries_done: *retries_done,
            max_retries: self.max_retries,
            remaining_ms: self.deadline.remaining_ms(),
            random: Math::random(),
        };
        let retryable = retry_rate_limited || !failure.has_kind(Kind::RateLimited);
        let error = failure.as_rust().filter(|_| retryable);
        let Some(delay_ms) = error.and_then(|error| retry::delay(error, attempt)) else {
            return Err(failure);
        };
        *retries_done += 1;
        let fields = [
            ("attempt", Value::Number((*retries_done).into())),
            ("kind", Value::OptionalText(failure.kind())),
            ("delayMs", Value::Number(delay_ms)),
        ];
        self.state.emit(request.endpoint, "retry", &fields);
        self.deadline.sleep(delay_ms).await.map_err(CallError::Js)?;
        Ok(())
    }
}

/// Returns the answer if it is a success, or else the error that it means.
pub(crate) fn meaning(answer: JsValue) -> Result<JsValue, Error> {
    if (200.0..300.0).contains(&answer.get_f64("status").unwrap_or_default()) {
        return Ok(answer);
    }
    let head = ResponseHead::parse(&answer);
    let body = JsValue::parse(&answer.get("text"));
    Err(error_response::to_error(&head, body.as_ref()))
}
