//! The exported client.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::config::{Config, JsEnvironment};
use super::deadline::Deadline;
use super::error::CallError;
use super::history;
use super::promise::promise;
use super::state::ClientState;
use crate::core::argument::{Arg, ArgType, TIMEOUT_MS, optional, parse_object};
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// The options of a call: its last argument.
const CALL_OPTIONS: &[Arg] = &[
    optional("signal", ArgType::Any),
    optional("timeoutMs", TIMEOUT_MS),
];

/// A client of the `PressOne` partner API. `createClient` makes one.
#[wasm_bindgen]
pub struct Client {
    state: Rc<ClientState>,
}

#[wasm_bindgen]
impl Client {
    /// Creates a client from checked options. Sends nothing.
    ///
    /// # Errors
    /// A `PressOneError` of kind `configuration` if an option cannot work or is not safe.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: &JsValue,
    ) -> Result<Client, JsValue> {
        Self::open(options).map_err(|error| CallError::from(error).to_js())
    }

    /// Removes the stored package histories of this account. Call it at sign-out. The journal of purchases
    /// and renewals stays.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    /// @throws {PressOneError} `invalid_argument`, `authentication` (the `token` function failed), `timeout`,
    /// `aborted`.
    #[wasm_bindgen(js_name = clearCache, unchecked_return_type = "Promise<void>")]
    pub fn clear_cache(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move { history::clear(&call?).await })
    }
}

impl Client {
    fn open(options: &JsValue) -> Result<Self, Error> {
        let config = Config::parse(options, &JsEnvironment)?;
        Ok(Self {
            state: Rc::new(ClientState::new(config)?),
        })
    }

    /// Checks the options of a call and starts its deadline. The call owns its state, so the caller may free
    /// the client meanwhile.
    pub(crate) fn begin(&self, options: &JsValue) -> Result<Call, Error> {
        let default_ms = self.state.config.timeout_ms;
        let deadline = if options.is_undefined() {
            Deadline::new(default_ms, options)
        } else {
            let options = parse_object(options, "options", CALL_OPTIONS)?;
            let timeout_ms = options.get_f64("timeoutMs").unwrap_or(default_ms);
            Deadline::new(timeout_ms, &options.get("signal"))
        };
        Ok(Call::new(self.state.clone(), deadline?))
    }

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}
