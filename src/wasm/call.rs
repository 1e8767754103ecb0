//! One call: its attempts, its retries, its token, its end.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::JsValue;

use super::client::Inner;
use super::error::Failure;
use super::events::{Event, emit};
use super::limit::Limit;
use super::send::{self, Answer};
use super::timer::{now_ms, random, sleep};
use super::token;
use crate::core::classify;
use crate::core::error::{Error, Kind};
use crate::core::json::Json;
use crate::core::request::Request;
use crate::core::retry::{self, Attempt};
use crate::core::schema::{Misfit, read};

/// A call in progress.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: Rc<Inner>,
    pub(crate) limit: Rc<Limit>,
}

impl Call {
    pub(crate) fn new(client: Rc<Inner>, limit: Rc<Limit>) -> Self {
        Self { client, limit }
    }

    /// Reads from the server, again where that may help, and decodes the answer.
    pub(crate) async fn read<T>(
        &self,
        request: &Request,
        decode: impl Fn(&JsValue) -> Result<T, Misfit>,
    ) -> Result<T, Failure> {
        let text = self.read_text(request, true).await?;
        Ok(read::<JsValue, T>(&text, decode)?)
    }

    /// Reads the text of a successful answer. `wait_out` says whether a rate limit is waited for.
    pub(crate) async fn read_text(
        &self,
        request: &Request,
        wait_out: bool,
    ) -> Result<JsString, Failure> {
        let mut retries_done = 0;
        let mut renewed = false;
        loop {
            let token = self.token_for(request).await?;
            let failure = match self.attempt(request, token.as_deref(), retries_done).await {
                Ok(text) => return Ok(text),
                Err(failure) => failure,
            };
            self.limit.check()?;
            if failure.error.kind == Kind::Authentication
                && !renewed
                && token::is_renewable(&self.client)
                && let Some(token) = token
            {
                self.client.token.drop_used(&token);
                renewed = true;
                continue;
            }
            if failure.error.kind == Kind::RateLimited && !wait_out {
                return Err(failure);
            }
            let standing = Attempt {
                retries_done,
                max_retries: self.client.config.max_retries,
                remaining_ms: self.limit.remaining_ms(),
                random: random(),
            };
            let Some(delay_ms) = retry::delay(&failure.error, standing) else {
                return Err(failure);
            };
            self.emit(&Event::Retry {
                endpoint: request.endpoint,
                attempt: retries_done + 1,
                kind: failure.error.kind.as_str(),
                delay_ms,
            });
            self.limit.race(sleep(delay_ms)).await?;
            retries_done += 1;
        }
    }

    /// Sends a write, once. From the moment that it may have left, every failure that does not
    /// prove the contrary is an unknown outcome.
    pub(crate) async fn write(
        &self,
        request: &Request,
        read: impl FnOnce(&JsString) -> Result<JsValue, Error>,
    ) -> Result<JsValue, Failure> {
        let token = self.token_for(request).await?;
        let attempt = self.attempt(request, token.as_deref(), 0).await;
        let text = attempt.inspect_err(|failure| {
            if failure.error.kind == Kind::Authentication
                && let Some(token) = &token
            {
                // The next call asks for another; this one leaves no second time.
                self.client.token.drop_used(token);
            }
        })?;
        read(&text).map_err(|error| Failure::from(error).outcome_unknown())
    }

    pub(crate) fn emit(&self, event: &Event) {
        emit(self.client.config.on_event.as_ref(), event);
    }

    async fn token_for(&self, request: &Request) -> Result<Option<String>, Failure> {
        self.limit.check()?;
        if request.authorized && self.client.config.sends_token(request.product) {
            return token::get(&self.client, &self.limit).await;
        }
        Ok(None)
    }

    /// One attempt: the text of a success, or the error that the answer means.
    async fn attempt(
        &self,
        request: &Request,
        token: Option<&str>,
        attempt: u32,
    ) -> Result<JsString, Failure> {
        let endpoint = request.endpoint;
        let started = now_ms();
        self.emit(&Event::Request {
            endpoint,
            method: request.method.as_str(),
            attempt,
        });
        let answer = send::send(self, request, token).await;
        let duration_ms = (now_ms() - started).max(0.0);
        match answer {
            Ok(answer) => {
                let status = answer.status;
                self.emit(&Event::Response {
                    endpoint,
                    attempt,
                    status,
                    duration_ms,
                });
                success(request, answer)
            }
            Err(failure) => {
                let kind = failure.error.kind.as_str();
                self.emit(&Event::Failure {
                    endpoint,
                    attempt,
                    kind,
                    duration_ms,
                });
                Err(failure)
            }
        }
    }
}

fn success(request: &Request, answer: Answer) -> Result<JsString, Failure> {
    if (200..300).contains(&answer.status) && !answer.redirected {
        return Ok(answer.text);
    }
    let failure = classify::Failure {
        status: if answer.redirected { 0 } else { answer.status },
        retry_after_ms: answer.retry_after_ms,
        effect: request.effect,
    };
    let body = <JsValue as Json>::parse(&answer.text);
    Err(classify::error(&failure, body.as_ref()).into())
}
