//! The access token of a client: got once for all who wait, replaced before its end.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::client::ClientState;
use super::deadline::Deadline;
use super::error::CallError;
use super::promise::BoxedWork;
use crate::api::token;
use crate::core::config::Auth;
use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::schema::decode_read;
use crate::core::token::{check_secret, is_valid, refresh_time};

#[derive(Default)]
pub(crate) struct TokenState(RefCell<Option<Held>>);

struct Held {
    value: String,
    received_at: f64,
    replace_at: f64,
}

impl TokenState {
    fn current(&self) -> Option<String> {
        let held = self.0.borrow();
        let held = held.as_ref()?;
        is_valid(Date::now(), held.received_at, held.replace_at).then(|| held.value.clone())
    }

    /// Forgets this token, unless another has taken its place meanwhile.
    pub(crate) fn drop_used(&self, used: &str) {
        self.0.borrow_mut().take_if(|held| held.value == used);
    }
}

/// The token for a request; `None` where the session speaks for the caller.
pub(crate) async fn get(
    client: &Rc<ClientState>,
    deadline: &Deadline,
) -> Result<Option<String>, CallError> {
    let config = &client.config;
    let wait = match config.auth {
        Auth::Gateway => return Ok(None),
        Auth::Token => return Ok(config.options.get_string("token")),
        Auth::Function => deadline.call_back(&config.options.get("token"), &JsValue::UNDEFINED),
        Auth::Credentials => {
            if let Some(token) = client.token.current() {
                return Ok(Some(token));
            }
            let work = || -> BoxedWork { Box::pin(fetch(client.clone())) };
            client.single_flight.join(deadline, "token", work)
        }
    };
    let failed = |thrown| {
        CallError::from_thrown(
            Kind::Authentication,
            "options.token() gave no token",
            thrown,
        )
    };
    let token = wait.await.map_err(failed)?.as_string().unwrap_or_default();
    check_secret(&token, "options.token()", Kind::Authentication)?;
    Ok(Some(token))
}

/// Whether another token could be had after the server refused one.
pub(crate) fn is_renewable(client: &ClientState) -> bool {
    matches!(client.config.auth, Auth::Credentials | Auth::Function)
}

async fn fetch(client: Rc<ClientState>) -> Result<JsValue, CallError> {
    let deadline = Deadline::detached(client.config.timeout_ms)?;
    let call = Call::new(client.clone(), deadline);
    let config = &client.config;
    let request = token::request(
        config.credential("client_id"),
        config.credential("client_secret"),
    );
    let answer = call
        .read_answer(&request, true)
        .await
        .map_err(|failure| match failure {
            CallError::Rust(error, cause) => {
                CallError::Rust(token::as_authentication_error(error), cause)
            }
            whole @ CallError::Js(_) => whole,
        })?;
    let fresh = decode_read::<JsValue, _>(&answer.get("text"), &token::decode)?;
    let now = Date::now();
    let held = Held {
        value: fresh.value,
        received_at: now,
        replace_at: refresh_time(now, fresh.expires_in),
    };
    let value = JsValue::from_str(&held.value);
    client.token.0.replace(Some(held));
    Ok(value)
}
