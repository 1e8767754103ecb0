//! The access token: fetched once for all that share a store, replaced before it expires. The store has
//! it encrypted.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::secret::check_secret;
use crate::core::partner::{stored_failure, token_request};
use crate::core::schema::decode_read;
use crate::core::text::join;
use crate::partner::state::ClientState;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::environment::random_text;
use crate::wasm::json::stringify;
use crate::wasm::promise::BoxedWork;
use crate::wasm::single_flight::TOKEN;

/// Returns the partner's token.
pub(super) async fn get(call: &Call) -> Result<String, CallError> {
    let state = &call.state;
    if let Some(token) = state.token.get(Date::now()) {
        return Ok(token);
    }
    let work = Box::new(|waited| -> BoxedWork { Box::pin(fetch(state.clone(), waited)) });
    let flight = state.single_flight.run(&call.deadline, TOKEN, work);
    let token = flight.await.map_err(CallError::Js)?;
    Ok(token.as_string().unwrap_or_default())
}

/// The prefix of the key of the token in the store.
const KEY_PREFIX: &str = "t/";
/// The prefix of the key of the last failure of a token request.
const FAILURE_PREFIX: &str = "f/";
/// The time that a failure is kept for those who waited for the request: longer than any wait.
const FAILURE_KEPT_MS: f64 = 60_000.0;
/// The part of a call's time that it waits for another client's token request. A dead client's lock ends
/// earlier.
const WAIT_SHARE: f64 = 0.75;

/// Returns the token of the store, or else a new one. One request for all clients of the store: the others
/// wait for the lock, and then find the token or the failure. Work in the place of work that hung does not
/// wait: the hung work may have the lock.
async fn fetch(state: Rc<ClientState>, waited: bool) -> Result<JsValue, CallError> {
    // Another request for the token may have ended meanwhile.
    if let Some(token) = state.token.get(Date::now()) {
        return Ok(JsValue::from_str(&token));
    }
    let deadline = Deadline::detached(state.settings.timeout_ms)?;
    let call = Call::new(state, deadline);
    if let Some(token) = call.stored_token().await {
        return Ok(token);
    }
    let share = if waited { 0.0 } else { WAIT_SHARE };
    let wait_ms = (call.deadline.remaining_ms() * share).max(0.0);
    let earlier = call.failure_text().await;
    // A store that fails costs a request more.
    let store = &call.state.store;
    let lock = store.lock(&call.token_key(), wait_ms, &call.deadline).await;
    let lock = lock.ok().flatten();
    if let Some(token) = call.stored_token().await {
        return Ok(token);
    }
    if let Some(failure) = call.failure_since(&earlier).await {
        return Err(failure.into());
    }
    let token = call.request_token().await;
    if let Err(failure) = &token {
        call.store_failure(failure).await;
    }
    drop(lock);
    token
}

impl Call {
    fn token_key(&self) -> String {
        join(&[KEY_PREFIX, &self.state.config.scope])
    }

    fn failure_key(&self) -> String {
        join(&[FAILURE_PREFIX, &self.state.config.scope])
    }

    /// The text of the last failure; `undefined` for none.
    async fn failure_text(&self) -> JsValue {
        let text = self.state.store.get(&self.failure_key()).await;
        text.unwrap_or_default()
    }

    /// The failure of a request that another client has sent meanwhile.
    async fn failure_since(&self, earlier: &JsValue) -> Option<Error> {
        let text = self.failure_text().await;
        let is_newer = text.is_string() && text != *earlier;
        let stored = is_newer.then(|| JsValue::parse(&text)).flatten()?;
        Some(stored_failure::from_json(&stored.get("failure")))
    }

    /// Writes a failure for those who wait for the lock.
    async fn store_failure(&self, failure: &CallError) {
        let mut error = failure.to_error();
        // PressOne's text may quote what was sent.
        error.reason = None;
        let stored = JsValue::object();
        stored.set("id", &random_text().into());
        stored.set("failure", &stored_failure::to_json(&error));
        let text = stringify(&stored).as_string().unwrap_or_default();
        let store = &self.state.store;
        let key = self.failure_key();
        let _ = store.put(&key, &text, Some(FAILURE_KEPT_MS)).await;
    }

    /// Returns the token of the store, if it can be used.
    async fn stored_token(&self) -> Option<JsValue> {
        let sealed = self.state.store.get(&self.token_key()).await.ok()?;
        let stored = self.unseal_token(&sealed).await?;
        let cache = &self.state.token;
        // The store was read before the token was dropped from it.
        if cache.was_refused(&stored.value) {
            return None;
        }
        cache.restore(stored.value, stored.received, stored.refresh);
        cache.get(Date::now()).map(JsValue::from)
    }

    async fn unseal_token(&self, sealed: &JsValue) -> Option<StoredToken> {
        let key = self.token_key();
        let stored = self.state.unseal(&key, &sealed.as_string()?).await?;
        let value = stored.get_string("token")?;
        check_secret(&value, "token", Kind::Decode).ok()?;
        let [received, refresh] = ["received", "refresh"].map(|name| stored.get_f64(name));
        Some(StoredToken {
            value,
            received: received?,
            refresh: refresh?,
        })
    }

    /// Requests a token, and writes it to the store.
    async fn request_token(&self) -> Result<JsValue, CallError> {
        let config = &self.state.config;
        let request =
            token_request::request(config.client_id.clone(), config.client_secret.clone());
        let mut retries_done = 0;
        let answer = loop {
            match self.attempt(&request, None, retries_done).await {
                Ok(answer) => break answer,
                Err(failure) => {
                    self.deadline.check()?;
                    let failure = match failure {
                        CallError::Rust(error, thrown) => {
                            CallError::Rust(token_request::as_authentication_error(error), thrown)
                        }
                        js @ CallError::Js(_) => js,
                    };
                    self.backoff(&request, failure, &mut retries_done, true)
                        .await?;
                }
            }
        };
        let fresh = decode_read::<JsValue, _>(&answer.get("text"), &token_request::decode)?;
        let value = JsValue::from_str(&fresh.value);
        let now = Date::now();
        let refresh = self.state.token.store(fresh, now);
        self.store_token(&value, now, refresh).await;
        Ok(value)
    }

    /// Writes a checked token to the store. If this fails, the next client requests another one.
    async fn store_token(&self, value: &JsValue, received: f64, refresh: f64) {
        let token = JsValue::object();
        token.set("token", value);
        token.set("received", &received.into());
        token.set("refresh", &refresh.into());
        let key = self.token_key();
        if let Some(sealed) = self.state.seal(&key, &token).await {
            let lifetime_ms = (refresh - received).max(1.0);
            let store = &self.state.store;
            let _ = store.put(&key, &sealed, Some(lifetime_ms)).await;
        }
    }

    /// Drops a token that the server refused, here and in the store.
    pub(super) async fn drop_stored_token(&self, token: &str) {
        self.state.token.drop_used(token);
        let store = &self.state.store;
        let key = self.token_key();
        let Ok(sealed) = store.get(&key).await else {
            return;
        };
        // Another client may have replaced it.
        let stored = self.unseal_token(&sealed).await;
        if stored.is_some_and(|stored| stored.value == token) {
            let _ = store
                .compare_and_set(&key, &sealed, &JsValue::UNDEFINED, None)
                .await;
        }
    }
}

/// A token of the store, and the times at which it was received and is replaced, in ms.
struct StoredToken {
    value: String,
    received: f64,
    refresh: f64,
}
