//! The exported partner client. The files of `src/api` add its methods.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::history;
use super::state::{Call, Partner};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::wasm::call_error::CallError;
use crate::wasm::endpoint::Endpoint;
use crate::wasm::promise::promise;
use crate::wasm::run;
use crate::wasm::state::ClientState;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// A client of the `PressOne` partner API, for servers and edge workers. `createClient` makes one.
#[wasm_bindgen]
pub struct PartnerClient {
    state: Rc<ClientState<Partner>>,
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
        let state = Partner::open(options).map_err(|error| CallError::from(error).to_js())?;
        if state.side.store.is_memory() {
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

    /// The keyed digest of a shopper's id, for the gateway.
    #[wasm_bindgen(js_name = shopperDigest, skip_typescript)]
    pub fn shopper_digest(&self, shopper: &str) -> String {
        let digests = self.state.side.config.shopper_digests(shopper);
        digests.into_iter().next().unwrap_or_default()
    }

    /// Removes the stored package histories of this account. The journal stays. PressOne is not asked earlier.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    /// @throws {PressOneError} `invalid_argument`, `timeout`, `aborted`.
    #[wasm_bindgen(js_name = clearCache, unchecked_return_type = "Promise<void>")]
    pub fn clear_cache(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move { history::clear(&call?).await })
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

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}
