//! One piece of work for all who ask for it at the same time.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::error::Failure;
use super::limit::Limit;
use crate::core::error::Kind;

/// Work in flight, by key. It runs on its own, so that a caller who gives up ends it for nobody
/// else.
#[derive(Clone, Default)]
pub(crate) struct Flights(Rc<RefCell<HashMap<String, Promise>>>);

impl Flights {
    /// The outcome of the work under this key: of that in flight, else of `work`.
    pub(crate) async fn join<F>(
        &self,
        limit: &Limit,
        key: &str,
        work: impl FnOnce() -> F,
    ) -> Result<JsValue, Failure>
    where
        F: Future<Output = Result<JsValue, Failure>> + 'static,
    {
        let flying = self.0.borrow().get(key).cloned();
        let promise = flying.unwrap_or_else(|| self.start(key, work()));
        limit
            .race(JsFuture::from(promise))
            .await?
            .map_err(|thrown| {
                // The work rejects with whole errors; `into_js` gives this one out as it is.
                Failure::new(Kind::Network, "the shared request failed", thrown)
            })
    }

    fn start(
        &self,
        key: &str,
        work: impl Future<Output = Result<JsValue, Failure>> + 'static,
    ) -> Promise {
        let (flights, owned) = (self.clone(), key.to_owned());
        let promise = future_to_promise(async move {
            let outcome = work.await;
            flights.0.borrow_mut().remove(&owned);
            outcome.map_err(Failure::into_js)
        });
        self.0.borrow_mut().insert(key.to_owned(), promise.clone());
        promise
    }
}
