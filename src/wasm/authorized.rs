//! Reads with the client's token.

use wasm_bindgen::JsValue;

use super::call::Call;
use super::call_error::CallError;
use super::side::Side;
use crate::core::error::Kind;
use crate::core::request::{Product, Request};

impl<S: Side> Call<S> {
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
            let token = S::token_of(self, request).await?;
            let attempt = self.attempt(request, token.as_deref(), retries_done);
            let failure = match attempt.await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            self.deadline.check()?;
            if !replaced && self.drop_refused(request, token.as_deref(), &failure).await {
                replaced = true;
                continue;
            }
            self.backoff(request, failure, &mut retries_done, retry_rate_limited)
                .await?;
        }
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
                S::drop_token(self, token).await
            }
            _ => false,
        }
    }
}
