//! The exported page client. The files of `src/api` add its methods.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::to_object;
use super::operation::Operation;
use super::purchase::Purchase;
use super::reading::{Reading, request_of};
use super::shell;
use super::work::{start_purchase, start_reading};
use crate::core::config::parse_call_options;
use crate::core::error::Error;
use crate::core::page::gateway_read::GatewayRead;
use crate::wasm::endpoint::Endpoint;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// A client of the shop's gateway, for pages. `createClient` makes one.
#[wasm_bindgen(js_name = Client)]
pub struct PageClient {
    /// The state in `shell.js`. A call may outlive the client.
    shell: JsValue,
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
        shell::open(options).map(|shell| Self { shell })
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
        call(options, &|options| {
            Ok(shell::clear_histories(&self.shell, options))
        })
    }
}

impl PageClient {
    /// Starts a call of a read endpoint.
    pub(crate) fn start(
        &self,
        endpoint: &'static Endpoint,
        args: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(options, &|options| {
            let args = (endpoint.parse)(args)?;
            let request = request_of(endpoint, &args);
            let reading = Reading::Endpoint(endpoint, args);
            Ok(start_reading(&self.shell, options, &request, reading))
        })
    }

    /// Starts a read that the gateway answers in the page's form.
    pub(crate) fn ask(
        &self,
        read: &'static GatewayRead<JsValue>,
        id: &JsValue,
        query: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(options, &|options| {
            let request = read.request(id, query)?;
            Ok(start_reading(
                &self.shell,
                options,
                &request,
                Reading::Gateway(read),
            ))
        })
    }

    /// Starts a call that buys.
    pub(crate) fn buy(
        &self,
        operation: &'static Operation,
        args: &JsValue,
        options: &JsValue,
    ) -> Promise {
        call(options, &|options| {
            let purchase = Purchase::new(operation, (operation.parse)(args)?);
            Ok(start_purchase(&self.shell, options, purchase))
        })
    }

    /// Returns a second handle of the same client. Its owner frees it.
    pub(crate) fn clone_handle(&self) -> Self {
        Self {
            shell: self.shell.clone(),
        }
    }
}

/// Starts a call with checked options. The promise rejects if they or its arguments are refused.
fn call(options: &JsValue, start: &dyn Fn(&JsValue) -> Result<Promise, Error>) -> Promise {
    parse_call_options(options)
        .and_then(|options| start(&options))
        .unwrap_or_else(|error| Promise::reject(&to_object(&error)))
}
