//! The access token of a client: kept in memory only, asked for by one for all.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::call::Call;
use super::client::Inner;
use super::config::Auth;
use super::error::Failure;
use super::limit::Limit;
use super::timer::now_ms;
use crate::api::token;
use crate::core::error::Kind;
use crate::core::schema::read;
use crate::core::token::{check_secret, replace_at, serves};

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
        serves(now_ms(), held.received_at, held.replace_at).then(|| held.value.clone())
    }

    /// Forgets this token, unless another has taken its place meanwhile.
    pub(crate) fn drop_used(&self, used: &str) {
        self.0.borrow_mut().take_if(|held| held.value == used);
    }
}

/// The token for a request; `None` where the session speaks for the caller.
pub(crate) async fn get(client: &Rc<Inner>, limit: &Limit) -> Result<Option<String>, Failure> {
    match &client.config.auth {
        Auth::Session => Ok(None),
        Auth::Token(token) => Ok(Some(token.clone())),
        Auth::Function(function) => limit.race(ask(function)).await?.map(Some),
        Auth::Credentials { .. } => match client.token.current() {
            Some(token) => Ok(Some(token)),
            None => fetch_shared(client, limit).await.map(Some),
        },
    }
}

/// Whether another token could be had after the server refused one.
pub(crate) fn is_renewable(client: &Inner) -> bool {
    matches!(
        client.config.auth,
        Auth::Credentials { .. } | Auth::Function(_)
    )
}

async fn fetch_shared(client: &Rc<Inner>, limit: &Limit) -> Result<String, Failure> {
    let work = || {
        let client = client.clone();
        async move {
            let Auth::Credentials {
                client_id,
                client_secret,
            } = &client.config.auth
            else {
                return Ok(JsValue::UNDEFINED);
            };
            let own = Limit::new(client.config.timeout_ms, None)?;
            let call = Call::new(client.clone(), Rc::new(own));
            let request = token::request(client_id, client_secret);
            let answer = call
                .read_text(&request, true)
                .await
                .map_err(|mut failure| {
                    failure.error = token::refusal(failure.error);
                    failure
                })?;
            let fresh = read::<JsValue, _>(&answer, token::decode)?;
            let now = now_ms();
            client.token.0.replace(Some(Held {
                value: fresh.value.clone(),
                received_at: now,
                replace_at: replace_at(now, fresh.expires_in),
            }));
            Ok(JsValue::from(fresh.value))
        }
    };
    let token = client.flights.join(limit, "token", work).await?;
    Ok(token.as_string().unwrap_or_default())
}

/// Asks the caller's function, which may give the token or a promise of it.
async fn ask(function: &Function) -> Result<String, Failure> {
    let failed = |thrown| {
        Failure::new(
            Kind::Authentication,
            "options.token() gave no token",
            thrown,
        )
    };
    let answer = function.call0(&JsValue::UNDEFINED).map_err(failed)?;
    let answer = JsFuture::from(Promise::resolve(&answer))
        .await
        .map_err(failed)?;
    let token = answer
        .as_string()
        .ok_or_else(|| failed(JsValue::UNDEFINED))?;
    check_secret(&token, "options.token()", Kind::Authentication)?;
    Ok(token)
}
