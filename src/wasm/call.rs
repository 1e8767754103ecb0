//! One call: its attempts, its retries, its token, its end.

use std::rc::Rc;

use js_sys::{Date, Math};
use wasm_bindgen::JsValue;

use super::client::ClientState;
use super::deadline::Deadline;
use super::error::CallError;
use super::events::Event;
use super::token;
use super::transport;
use crate::core::error::Kind;
use crate::core::error_response;
use crate::core::json::JsonValue;
use crate::core::request::{Effect, Request};
use crate::core::retry::{self, Attempt};
use crate::core::schema::{SchemaError, decode_read};

/// A call in progress.
pub(crate) struct Call {
    pub(crate) client: Rc<ClientState>,
    pub(crate) deadline: Deadline,
}

impl Call {
    pub(crate) fn new(client: Rc<ClientState>, deadline: Deadline) -> Self {
        Self { client, deadline }
    }

    /// Reads from the server, again where that may help, and decodes the answer.
    pub(crate) async fn read(
        &self,
        request: &Request,
        decode: fn(&JsValue) -> Result<JsValue, SchemaError>,
    ) -> Result<JsValue, CallError> {
        let answer = self.read_answer(request, true).await?;
        Ok(decode_read(&answer.get("text"), &decode)?)
    }

    /// Reads a successful answer. `wait_out` says whether a rate deadline is waited for.
    pub(crate) async fn read_answer(
        &self,
        request: &Request,
        wait_out: bool,
    ) -> Result<JsValue, CallError> {
        let mut retries_done = 0;
        let mut renewed = false;
        loop {
            let token = self.token_for(request).await?;
            let failure = match self.attempt(request, token.as_deref(), retries_done).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            self.deadline.check()?;
            if failure.has_kind(Kind::Authentication)
                && !renewed
                && token::is_renewable(&self.client)
                && let Some(token) = token
            {
                self.client.token.drop_used(&token);
                renewed = true;
                continue;
            }
            let standing = Attempt {
                retries_done,
                max_retries: self.client.config.max_retries,
                remaining_ms: self.deadline.remaining_ms(),
                random: Math::random(),
            };
            let waits = wait_out || !failure.has_kind(Kind::RateLimited);
            let transient = failure.as_rust().filter(|_| waits);
            let Some(delay_ms) = transient.and_then(|error| retry::delay(error, standing)) else {
                return Err(failure);
            };
            retries_done += 1;
            self.client.emit(
                request.endpoint,
                Event::Retry(retries_done, failure.kind(), delay_ms),
            );
            self.deadline.sleep(delay_ms).await.map_err(CallError::Js)?;
        }
    }

    /// Sends a write, once, and gives the text of its answer. From the moment that it may have left,
    /// every failure that does not prove the contrary is an unknown outcome.
    pub(crate) async fn write(&self, request: &Request) -> Result<JsValue, CallError> {
        let token = self.token_for(request).await?;
        let attempt = self.attempt(request, token.as_deref(), 0).await;
        let answer = attempt.inspect_err(|failure| {
            if failure.has_kind(Kind::Authentication)
                && let Some(token) = &token
            {
                // The next call asks for another; this one leaves no second time.
                self.client.token.drop_used(token);
            }
        })?;
        Ok(answer.get("text"))
    }

    /// The time, where a listener is told how long things take.
    fn clock(&self) -> f64 {
        self.client.listener.as_ref().map_or(0.0, |_| Date::now())
    }

    async fn token_for(&self, request: &Request) -> Result<Option<String>, CallError> {
        self.deadline.check()?;
        if request.authorized && self.client.config.sends_token(request.product) {
            return token::get(&self.client, &self.deadline).await;
        }
        Ok(None)
    }

    /// One attempt: the answer of a success, or the error that the answer means.
    async fn attempt(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsValue, CallError> {
        let endpoint = request.endpoint;
        let started = self.clock();
        self.client
            .emit(endpoint, Event::Request(request.method.as_str(), attempt));
        let answer = transport::send(self, request, token)?.await;
        let duration_ms = (self.clock() - started).max(0.0);
        let failure = match answer {
            Ok(answer) => {
                let status = answer.get_f64("status").unwrap_or_default();
                self.client
                    .emit(endpoint, Event::Response(attempt, status, duration_ms));
                if (200.0..300.0).contains(&status) {
                    return Ok(answer);
                }
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let failure = error_response::FailedResponse {
                    status: status as u16,
                    retry_after_ms: answer.get_string("retryAfter").and_then(|header| {
                        retry::parse_retry_after(&header, answer.get_f64("date"), Date::now())
                    }),
                    effect: request.effect,
                };
                return Err(error_response::to_error(
                    &failure,
                    JsValue::parse(&answer.get("text")).as_ref(),
                )
                .into());
            }
            Err(thrown) => CallError::from_thrown(Kind::Network, "no answer could be had", thrown),
        };
        self.client.emit(
            endpoint,
            Event::Failure(attempt, failure.kind(), duration_ms),
        );
        Err(match request.effect {
            Effect::Read => failure,
            Effect::Write => failure.outcome_unknown(),
        })
    }
}
