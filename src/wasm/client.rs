//! The exported client.

use std::future::Future;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

use super::args::{Fields, given};
use super::call::Call;
use super::config::Config;
use super::error::Failure;
use super::flight::Flights;
use super::history;
use super::limit::Limit;
use super::store::Store;
use super::token::TokenState;
use crate::core::error::Error;

/// What the calls of one client share.
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) token: TokenState,
    pub(crate) flights: Flights,
    pub(crate) store: Store,
}

/// A client of the `PressOne` partner API. Make one with `createClient`.
#[wasm_bindgen]
pub struct Client {
    inner: Rc<Inner>,
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
        let config = Config::read(options).map_err(|error| Failure::from(error).into_js())?;
        let store = Store::new(config.storage.clone());
        let inner = Inner {
            config,
            token: TokenState::default(),
            flights: Flights::default(),
            store,
        };
        Ok(Self {
            inner: Rc::new(inner),
        })
    }

    /// Forgets the package history that is kept for this account, as at a sign-out.
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    #[wasm_bindgen(js_name = clearCache, unchecked_return_type = "Promise<void>")]
    pub fn clear_cache(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.call(options, |call| async move {
            history::clear(&call).await?;
            Ok(JsValue::UNDEFINED)
        })
    }
}

impl Client {
    /// Runs the work of one call. The promise needs nothing of `self`, so that freeing the client
    /// meanwhile does no harm; nothing is thrown but through it.
    pub(crate) fn call<F>(&self, options: &JsValue, work: impl FnOnce(Call) -> F) -> Promise
    where
        F: Future<Output = Result<JsValue, Failure>> + 'static,
    {
        match begin(&self.inner, options) {
            Ok(call) => promise(work(call)),
            Err(error) => Promise::reject(&Failure::from(error).into_js()),
        }
    }

    pub(crate) fn inner(&self) -> Rc<Inner> {
        self.inner.clone()
    }
}

/// Reads the options of a call and begins it: from here its time runs.
pub(crate) fn begin(client: &Rc<Inner>, options: &JsValue) -> Result<Call, Error> {
    let options = Fields::optional(options, "options", &["signal", "timeoutMs"])?;
    let timeout_ms = options
        .optional_timeout("timeoutMs")?
        .unwrap_or(client.config.timeout_ms);
    let limit = Limit::new(timeout_ms, given(options.get("signal")))?;
    Ok(Call::new(client.clone(), Rc::new(limit)))
}

/// A promise of this work.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, Failure>> + 'static) -> Promise {
    future_to_promise(async move { work.await.map_err(Failure::into_js) })
}
