//! The exported client.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::config::{Config, JsEnvironment};
use super::deadline::Deadline;
use super::error::CallError;
use super::events::Event;
use super::history;
use super::promise::promise;
use super::state::ClientState;
use super::store::Store;
use crate::core::argument::{Arg, ArgType, TIMEOUT_MS, optional, parse_object};
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// The options of a call: its last argument.
const CALL_OPTIONS: &[Arg] = &[
    optional("signal", ArgType::Any),
    optional("timeoutMs", TIMEOUT_MS),
    optional("waitUntil", ArgType::Function),
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
        let client = Self::open(options).map_err(|error| CallError::from(error).to_js())?;
        client.warn_of_memory();
        Ok(client)
    }

    /// The store of a partner client; undefined for a page client.
    #[wasm_bindgen(getter, unchecked_return_type = "Store | undefined")]
    pub fn store(&self) -> JsValue {
        self.state.config.options.get("store")
    }

    /// The keyed digest of a shopper's id, for the gateway.
    #[wasm_bindgen(js_name = shopperDigest, skip_typescript)]
    pub fn shopper_digest(&self, shopper: &str) -> String {
        let digests = self.state.config.shopper_digests(shopper);
        digests.into_iter().next().unwrap_or_default()
    }

    /// Removes the stored package histories of this account. Call it at sign-out. The journal stays.
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

    fn warn_of_memory(&self) {
        if self.state.store().is_ok_and(Store::is_memory) {
            self.state.emit("createClient", Event::MemoryStore);
        }
    }

    /// Checks the options of a call and starts its deadline. The call owns its state, so the caller may free
    /// the client meanwhile.
    pub(crate) fn begin(&self, options: &JsValue) -> Result<Call, Error> {
        let default_ms = self.state.config.timeout_ms;
        if options.is_undefined() {
            let deadline = Deadline::new(default_ms, options)?;
            return Ok(Call::new(self.state.clone(), deadline));
        }
        let options = parse_object(options, "options", CALL_OPTIONS)?;
        let timeout_ms = options.get_f64("timeoutMs").unwrap_or(default_ms);
        let deadline = Deadline::new(timeout_ms, &options.get("signal"))?;
        let call = Call::new(self.state.clone(), deadline);
        Ok(call.with_wait_until(options.get("waitUntil")))
    }

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}
