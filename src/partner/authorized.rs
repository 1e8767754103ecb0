//! Reads with the client's token.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::token;
use crate::core::error::Kind;
use crate::core::partner::foreign;
use crate::core::request::{Product, Request};
use crate::wasm::call_error::CallError;

impl Call {
    /// Sends a read, with retries, and returns the answer of a success. A token that the server
    /// refuses is replaced once. If `retry_rate_limited`, also retries after a rate limit.
    pub(crate) async fn read(
        &self,
        request: &Request,
        retry_rate_limited: bool,
    ) -> Result<JsValue, CallError> {
        let mut retries_done = 0;
        let mut replaced = false;
        loop {
            self.deadline.check()?;
            let token = self.token_of(request).await?;
            let attempt = self.attempt(request, token.as_deref(), retries_done);
            let failure = match attempt.await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            self.deadline.check()?;
            if let Some(not_found) = self.as_not_found(request, token.as_deref(), &failure) {
                return Err(not_found);
            }
            if !replaced && self.drop_refused(request, token.as_deref(), &failure).await {
                replaced = true;
                continue;
            }
            self.backoff(request, failure, &mut retries_done, retry_rate_limited)
                .await?;
        }
    }

    /// The token of a request; `None` if the request carries none.
    pub(super) async fn token_of(&self, request: &Request) -> Result<Option<String>, CallError> {
        if request.authorized && self.state.config.sends_token(request.product) {
            return token::get(self).await.map(Some);
        }
        Ok(None)
    }

    /// The error of a read that was refused because another account has what it asks for; `None` if the token
    /// can be the reason.
    fn as_not_found(
        &self,
        request: &Request,
        token: Option<&str>,
        failure: &CallError,
    ) -> Option<CallError> {
        let token = token.filter(|_| request.hides_foreign)?;
        let age_ms = self.state.token.age_of(token, Date::now())?;
        foreign::as_not_found(failure.as_rust()?, age_ms).map(CallError::from)
    }

    /// Drops a token that the server refused. Returns true if it did refuse one, and there can be another.
    /// Only the data product says whether its token is good.
    pub(crate) async fn drop_refused(
        &self,
        request: &Request,
        token: Option<&str>,
        failure: &CallError,
    ) -> bool {
        match token {
            Some(token)
                if request.product == Product::Data && failure.has_kind(Kind::Authentication) =>
            {
                self.drop_stored_token(token).await;
                true
            }
            _ => false,
        }
    }
}
