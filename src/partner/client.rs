//! The exported partner client. The files of `src/api` add its methods.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::kept;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::undocumented::NumberNames;
use crate::partner::run;
use crate::partner::state::ClientState;
use crate::wasm::call_error::CallError;
use crate::wasm::endpoint::Endpoint;
use crate::wasm::promise::promise;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// A client of the `PressOne` partner API, for servers and edge workers. `createClient` makes one.
#[wasm_bindgen]
pub struct PartnerClient {
    state: Rc<ClientState>,
}

#[wasm_bindgen]
impl PartnerClient {
    /// Creates a client from checked options. Sends nothing.
    ///
    /// @throws {PressOneError} `configuration` if an option cannot work or is not safe.
    // TypeScript reads this documentation.
    #[allow(clippy::missing_errors_doc)]
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "PartnerOptions")] options: &JsValue,
    ) -> Result<PartnerClient, JsValue> {
        let state = ClientState::open(options).map_err(|error| CallError::from(error).to_js())?;
        if state.store.is_memory() {
            state.emit("createClient", "memory_store", &[]);
        }
        Ok(Self {
            state: Rc::new(state),
        })
    }

    /// The store of the client.
    #[wasm_bindgen(getter, unchecked_return_type = "Store")]
    pub fn store(&self) -> JsValue {
        self.state.settings.options.get("store")
    }

    /// The keyed digests of a shopper's id, for the gateway: one for each secret, newest first.
    #[wasm_bindgen(js_name = shopperDigests, skip_typescript)]
    pub fn shopper_digests(&self, shopper: &str) -> Array {
        let digests = self.state.config.shopper_digests(shopper);
        digests.into_iter().map(JsValue::from).collect()
    }

    /// The part of the store's keys that stands for the account, for the checks.
    #[wasm_bindgen(skip_typescript)]
    pub fn scope(&self) -> String {
        self.state.config.scope.clone()
    }

    /// Removes the stored answers of this account, such as package histories. The journal stays. PressOne is not
    /// asked for a history earlier.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    /// @throws {PressOneError} `invalid_argument`, `timeout`, `aborted`.
    #[wasm_bindgen(js_name = clearCache, unchecked_return_type = "Promise<void>")]
    pub fn clear_cache(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move { kept::clear(&call?).await })
    }
}

impl PartnerClient {
    /// Checks the options of a call and starts its deadline.
    pub(crate) fn begin(&self, options: &JsValue) -> Result<Call, Error> {
        Call::begin(&self.state, options)
    }

    /// Starts a call of a read endpoint.
    pub(crate) fn start(
        &self,
        endpoint: &'static Endpoint,
        args: &JsValue,
        options: &JsValue,
    ) -> Promise {
        run::start(&self.state, endpoint, args, options)
    }

    /// The state that the calls of this client share.
    pub(crate) fn state(&self) -> Rc<ClientState> {
        self.state.clone()
    }

    /// The names of the numbers' endpoints.
    pub(crate) fn numbers(&self) -> &NumberNames {
        &self.state.config.numbers
    }

    /// The path of the list of compatible devices.
    pub(crate) fn compatible_devices_path(&self) -> &str {
        &self.state.config.compatible_devices_path
    }

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}
