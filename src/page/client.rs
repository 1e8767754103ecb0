//! The exported page client. The files of `src/api` add its methods.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::state::{Call, Page};
use crate::core::error::Error;
use crate::wasm::endpoint::{self, Endpoint};
use crate::wasm::error::CallError;
use crate::wasm::history;
use crate::wasm::promise::promise;
use crate::wasm::state::ClientState;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// A client of the shop's gateway, for pages. `createClient` makes one.
#[wasm_bindgen(js_name = Client)]
pub struct PageClient {
    state: Rc<ClientState<Page>>,
}

#[wasm_bindgen(js_class = "Client")]
impl PageClient {
    /// Creates a client from checked options. Sends nothing.
    ///
    /// @throws {PressOneError} `configuration` if an option cannot work or is not safe.
    // TypeScript reads this documentation.
    #[allow(clippy::missing_errors_doc)]
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ClientOptions")] options: &JsValue,
    ) -> Result<PageClient, JsValue> {
        let state = Page::open(options).map_err(|error| CallError::from(error).to_js())?;
        Ok(Self {
            state: Rc::new(state),
        })
    }

    /// Removes the stored package histories of this account. Call it at sign-out.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    /// @throws {PressOneError} `invalid_argument`, `authentication` (the `token` function failed), `timeout`, `aborted`.
    #[wasm_bindgen(js_name = clearCache, unchecked_return_type = "Promise<void>")]
    pub fn clear_cache(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move { history::clear(&call?).await })
    }
}

impl PageClient {
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
        endpoint::start(&self.state, endpoint, args, options)
    }

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}
