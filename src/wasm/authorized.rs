//! Reads and writes with the client's token.

use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::CallError;
use crate::core::config::Auth;
use crate::core::error::Kind;
use crate::core::request::{Product, Request};

impl Call {
    /// Sends a read, with retries, and returns the answer of a success. A token that the server
    /// refuses is replaced once. If `retry_rate_limited`, also retries after a rate limit.
    pub(crate) async fn read(
        &self,
        request: &Request,
        retry_rate_limited: bool,
    ) -> Result<JsValue, CallError> {
        let mut retries_done = 0;
        let mut replaced = !self.can_replace_token();
        let mut slash_tried = false;
        loop {
            let token = self.token_of(request).await?;
            let slash = self.state.trailing_slash.get();
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
            if !slash_tried && self.toggle_slash(request, &failure, slash) {
                slash_tried = true;
                continue;
            }
            self.backoff(request, failure, &mut retries_done, retry_rate_limited)
                .await?;
        }
    }

    /// Changes the slash at the end of paths, if a gateway's host redirects this path. Returns true if it did.
    /// Hosts have rules for that slash, and no redirect is followed. `sent` is true if the request had a
    /// slash: another call may have changed it since.
    fn toggle_slash(&self, request: &Request, failure: &CallError, sent: bool) -> bool {
        let error = failure.as_rust();
        let redirected = error.is_some_and(|error| {
            error.kind == Kind::Server && error.status.is_none_or(|status| status < 400)
        });
        let changes = redirected && !self.state.config.is_partner() && request.slash_is_optional();
        if changes {
            self.state.trailing_slash.set(!sent);
        }
        changes
    }

    /// Sends a write once and returns its answer. Drops a refused token, so no later call sends it.
    pub(crate) async fn write(
        &self,
        request: &Request,
        token: Option<&str>,
    ) -> Result<JsValue, CallError> {
        let answer = self.attempt(request, token, 0).await;
        if let Err(failure) = &answer {
            self.drop_refused(request, token, failure).await;
        }
        answer
    }

    /// True if the client can get another token.
    fn can_replace_token(&self) -> bool {
        matches!(self.state.config.auth, Auth::Credentials | Auth::Function)
    }

    /// Drops a token that the server refused. Returns true if it did refuse one. Only the data product says
    /// whether its token is good.
    async fn drop_refused(
        &self,
        request: &Request,
        token: Option<&str>,
        failure: &CallError,
    ) -> bool {
        match token {
            Some(token)
                if request.product == Product::Data && failure.has_kind(Kind::Authentication) =>
            {
                self.drop_token(token).await;
                true
            }
            _ => false,
        }
    }
}
