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
use super::journal::{self, Journal};
use super::promise::promise;
use super::single_flight::SingleFlight;
use super::store::{self, Store};
use super::token::TokenState;
use super::transport::HeaderCache;
use crate::core::argument::{Arg, ArgType, TIMEOUT_MS, optional, parse_object};
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// What every call takes last.
const CALL: &[Arg] = &[
    optional("signal", ArgType::Any),
    optional("timeoutMs", TIMEOUT_MS),
];

/// What the calls of one client share.
pub(crate) struct ClientState {
    pub(crate) config: Config,
    pub(crate) token: TokenState,
    pub(crate) single_flight: SingleFlight,
    pub(crate) store: Store,
    pub(crate) journal: Journal,
    /// The caller's own `fetch`, if there is one.
    pub(crate) fetch: JsValue,
    /// Who is told of events.
    pub(crate) listener: Option<JsValue>,
    pub(crate) headers: HeaderCache,
}

/// A client of the `PressOne` partner API. Make one with `createClient`.
#[wasm_bindgen]
pub struct Client {
    inner: Rc<ClientState>,
}

#[wasm_bindgen]
impl Client {
    /// Checks the options. Sends nothing.
    ///
    /// # Errors
    /// A `PressOneError` of kind `configuration`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: &JsValue,
    ) -> Result<Client, JsValue> {
        Self::open(options).map_err(|error| CallError::from(error).to_js())
    }

    /// Forgets the package history that is kept for this account, as at a sign-out.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
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
        let store = store::open(&config.options.get("storage"))?;
        let journal = journal::open(&config.options.get("storage"));
        let listener = config.options.get("onEvent");
        let inner = ClientState {
            fetch: config.options.get("fetch"),
            listener: listener.is_function().then_some(listener),
            config,
            token: TokenState::default(),
            single_flight: SingleFlight::default(),
            store,
            journal,
            headers: HeaderCache::default(),
        };
        Ok(Self {
            inner: Rc::new(inner),
        })
    }

    /// Reads the options of a call and begins it: from here its time runs. A call needs nothing of
    /// the client itself, so that freeing that meanwhile does no harm.
    pub(crate) fn begin(&self, options: &JsValue) -> Result<Call, Error> {
        let usual_ms = self.inner.config.timeout_ms;
        let deadline = if options.is_undefined() {
            Deadline::new(usual_ms, options)
        } else {
            let options = parse_object(options, "options", CALL)?;
            let timeout_ms = options.get_f64("timeoutMs").unwrap_or(usual_ms);
            Deadline::new(timeout_ms, &options.get("signal"))
        };
        Ok(Call::new(self.inner.clone(), deadline?))
    }

    /// The same client for somebody else, who frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            inner: self.inner.clone(),
        }
    }
}
