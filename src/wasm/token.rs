//! The access token: fetched once for all that share a store, replaced before it expires. The store has
//! it encrypted.

use std::rc::Rc;

use js_sys::{Array, Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::deadline::Deadline;
use super::error::CallError;
use super::json::stringify;
use super::promise::{BoxedWork, PromiseResult};
use super::single_flight::TOKEN;
use super::state::ClientState;
use crate::core::config::Auth;
use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::core::text::join;
use crate::core::token::check_secret;
use crate::core::token_request;

#[wasm_bindgen(module = "/src/wasm/seal.js")]
extern "C" {
    fn seal(secret: &str, name: &str, text: &str) -> Promise;
    fn unseal(secrets: &Array, name: &str, sealed: &str) -> Promise;
}

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
                let work =
                    Box::new(|waited| -> BoxedWork { Box::pin(fetch(state.clone(), waited)) });
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

/// The prefix of the key of the token in the store.
const KEY_PREFIX: &str = "t/";
/// The longest wait for another client's token request.
const LOCK_WAIT_MS: f64 = 10_000.0;

/// Returns the token of the store, or else a new one. One request for all clients of the store: the others
/// wait for the lock, and then find the token. Work in the place of work that hung does not wait: the hung
/// work may have the lock.
async fn fetch(state: Rc<ClientState>, waited: bool) -> Result<JsValue, CallError> {
    // Another request for the token may have ended meanwhile.
    if let Some(token) = state.token.get(Date::now()) {
        return Ok(JsValue::from_str(&token));
    }
    let deadline = Deadline::detached(state.config.timeout_ms)?;
    let call = Call::new(state, deadline);
    if let Some(token) = call.stored_token().await {
        return Ok(token);
    }
    let wait_ms = if waited { 0.0 } else { LOCK_WAIT_MS };
    // A store that fails costs a request more.
    let lock = match call.state.store() {
        Ok(store) => store.lock(&call.token_key(), wait_ms, &call.deadline).await,
        Err(_) => Ok(None),
    };
    if let Ok(Some(_lock)) = lock {
        if let Some(token) = call.stored_token().await {
            return Ok(token);
        }
        return call.request_token().await;
    }
    call.request_token().await
}

impl Call {
    fn token_key(&self) -> String {
        join(&[KEY_PREFIX, &self.state.config.cache_scope(None)])
    }

    /// Returns the token of the store, if it can be used.
    async fn stored_token(&self) -> Option<JsValue> {
        let key = self.token_key();
        let store = self.state.store().ok()?;
        let sealed = store.get(&key).await.ok()?;
        let secrets = self.state.config.secrets.iter();
        let secrets: Array = secrets.map(|secret| JsValue::from_str(secret)).collect();
        let text = PromiseResult::from(unseal(&secrets, &key, &sealed.as_string()?)).await;
        let stored = JsValue::parse(&text.ok()?)?;
        let value = stored.get_string("token")?;
        check_secret(&value, "token", Kind::Decode).ok()?;
        let [received, refresh] = ["received", "refresh"].map(|name| stored.get_f64(name));
        let cache = &self.state.token;
        cache.restore(value, received?, refresh?);
        cache.get(Date::now()).map(JsValue::from)
    }

    /// Requests a token, and writes it to the store.
    async fn request_token(&self) -> Result<JsValue, CallError> {
        let config = &self.state.config;
        let request = token_request::request(
            config.credential("client_id"),
            config.credential("client_secret"),
        );
        let mut retries_done = 0;
        let answer = loop {
            match self.attempt(&request, None, retries_done).await {
                Ok(answer) => break answer,
                Err(failure) => {
                    self.deadline.check()?;
                    let failure = failure.map_rust(token_request::as_authentication_error);
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
        let (Ok(store), Some(secret)) = (self.state.store(), self.state.config.secrets.first())
        else {
            return;
        };
        let token = JsValue::object();
        token.set("token", value);
        token.set("received", &received.into());
        token.set("refresh", &refresh.into());
        let text = stringify(&token).as_string().unwrap_or_default();
        let key = self.token_key();
        let sealed = PromiseResult::from(seal(secret, &key, &text)).await;
        if let Some(sealed) = sealed.ok().and_then(|sealed| sealed.as_string()) {
            let _ = store
                .put(&key, &sealed, Some((refresh - received).max(1.0)))
                .await;
        }
    }

    /// Drops a token that the server refused, here and in the store.
    pub(super) async fn drop_token(&self, token: &str) {
        self.state.token.drop_used(token);
        let Ok(store) = self.state.store() else {
            return;
        };
        let key = self.token_key();
        // Another client may have replaced it. Then the memory has the new one now.
        let Ok(sealed) = store.get(&key).await else {
            return;
        };
        let stored = self
            .stored_token()
            .await
            .and_then(|stored| stored.as_string());
        if stored.as_deref() == Some(token) {
            self.state.token.drop_used(token);
            let _ = store
                .compare_and_set(&key, &sealed, &JsValue::UNDEFINED)
                .await;
        }
    }
}
