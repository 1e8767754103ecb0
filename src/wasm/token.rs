//! The access token: fetched once for concurrent callers, replaced before it expires.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::deadline::Deadline;
use super::error::CallError;
use super::promise::BoxedWork;
use super::single_flight::TOKEN;
use super::state::ClientState;
use crate::core::config::Auth;
use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::core::token::check_secret;
use crate::core::token_request;

impl Call {
    /// Returns the token of a request; `None` if the request carries none.
    pub(crate) async fn token_of(&self, request: &Request) -> Result<Option<String>, CallError> {
        self.deadline.check()?;
        if request.authorized && self.state.config.sends_token(request.product) {
            return self.token().await;
        }
        Ok(None)
    }

    /// Returns the client's token; `None` if the gateway authenticates the shopper.
    pub(crate) async fn token(&self) -> Result<Option<String>, CallError> {
        let state = &self.state;
        let received = match state.config.auth {
            Auth::Gateway => return Ok(None),
            Auth::Token => return Ok(state.config.options.get_string("token")),
            Auth::Function => {
                let token = state.config.options.get("token");
                self.deadline.call_back(&token, &JsValue::UNDEFINED).await
            }
            Auth::Credentials => {
                if let Some(token) = state.token.get(Date::now()) {
                    return Ok(Some(token));
                }
                let work = Box::new(|_| -> BoxedWork { Box::pin(fetch(state.clone())) });
                let flights = &state.single_flight;
                flights.run(&self.deadline, TOKEN, work).await
            }
        };
        let failed = |thrown| {
            let message = "options.token() returned no token";
            CallError::from_thrown(Kind::Authentication, message, thrown)
        };
        let token = received.map_err(failed)?.as_string();
        let token = token.unwrap_or_default();
        check_secret(&token, "options.token()", Kind::Authentication)?;
        Ok(Some(token))
    }
}

async fn fetch(state: Rc<ClientState>) -> Result<JsValue, CallError> {
    // Another request for the token may have ended meanwhile.
    if let Some(token) = state.token.get(Date::now()) {
        return Ok(JsValue::from_str(&token));
    }
    let deadline = Deadline::detached(state.config.timeout_ms)?;
    let call = Call::new(state, deadline);
    let config = &call.state.config;
    let request = token_request::request(
        config.credential("client_id"),
        config.credential("client_secret"),
    );
    let mut retries_done = 0;
    let answer = loop {
        match call.attempt(&request, None, retries_done).await {
            Ok(answer) => break answer,
            Err(failure) => {
                call.deadline.check()?;
                let failure = failure.map_rust(token_request::as_authentication_error);
                call.backoff(&request, failure, &mut retries_done, true)
                    .await?;
            }
        }
    };
    let fresh = decode_read::<JsValue, _>(&answer.get("text"), &token_request::decode)?;
    let value = JsValue::from_str(&fresh.value);
    call.state.token.store(fresh, Date::now());
    Ok(value)
}
