//! The attempts of one request: send, report, classify the answer, wait before the next attempt. The
//! caller passes the token.

use js_sys::{Date, Math};
use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::CallError;
use super::events::Event;
use super::transport;
use crate::core::error::{Error, Kind};
use crate::core::error_response::{self, ResponseHead};
use crate::core::json::JsonValue;
use crate::core::request::{Effect, Request};
use crate::core::retry::{self, Attempt};
use crate::core::write_answer::{self, WriteAnswer};

impl Call {
    /// Sends a request once. Returns the answer of a success, or the error that the answer means. After
    /// a write has left, an error that proves nothing becomes an unknown outcome.
    pub(crate) async fn attempt(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsValue, CallError> {
        let answer = self.exchange(request, token, attempt).await?;
        let status = answer.get_f64("status").unwrap_or_default();
        meaning(answer, status, request.effect).map_err(CallError::from)
    }

    /// Sends a request once. Returns its answer, whatever the status.
    pub(crate) async fn exchange(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsValue, CallError> {
        let state = &self.state;
        let endpoint = request.endpoint;
        let started = Date::now();
        state.emit(endpoint, Event::Request(request.method.as_str(), attempt));
        let answer = transport::send(state, &self.deadline, request, token)?.await;
        let duration_ms = (Date::now() - started).max(0.0);
        let failure = match answer {
            Ok(answer) => {
                let status = answer.get_f64("status").unwrap_or_default();
                state.emit(endpoint, Event::Response(attempt, status, duration_ms));
                return Ok(answer);
            }
            Err(thrown) => {
                CallError::from_thrown(Kind::Network, "the server did not answer", thrown)
            }
        };
        state.emit(
            endpoint,
            Event::Failure(attempt, failure.kind(), duration_ms),
        );
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
            max_retries: self.state.config.max_retries,
            remaining_ms: self.deadline.remaining_ms(),
            random: Math::random(),
        };
        let retryable = retry_rate_limited || !failure.has_kind(Kind::RateLimited);
        let error = failure.as_rust().filter(|_| retryable);
        let Some(delay_ms) = error.and_then(|error| retry::delay(error, attempt)) else {
            return Err(failure);
        };
        *retries_done += 1;
        self.state.emit(
            request.endpoint,
            Event::Retry(*retries_done, failure.kind(), delay_ms),
        );
        self.deadline.sleep(delay_ms).await.map_err(CallError::Js)?;
        Ok(())
    }
}

/// Returns the answer if it is a success, or else the error that it means.
pub(crate) fn meaning(answer: JsValue, status: f64, effect: Effect) -> Result<JsValue, Error> {
    let success = (200.0..300.0).contains(&status);
    if success && effect == Effect::Read {
        return Ok(answer);
    }
    let retry_after = answer.get_string("retryAfter");
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let head = ResponseHead {
        status: status as u16,
        retry_after_ms: retry_after.and_then(|header| {
            retry::parse_retry_after(&header, answer.get_f64("date"), Date::now())
        }),
    };
    let body = JsValue::parse(&answer.get("text"));
    if effect == Effect::Read {
        return Err(error_response::to_error(&head, body.as_ref()));
    }
    match write_answer::classify(effect, &head, body.as_ref()) {
        WriteAnswer::Done => Ok(answer),
        WriteAnswer::Refused(error) => Err(error),
        WriteAnswer::Lost(error) => Err(Error::outcome_unknown(error)),
    }
}
