//! Promises of asynchronous work.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::error::CallError;

/// Work on the heap.
pub(crate) type BoxedWork = Pin<Box<dyn Future<Output = Result<JsValue, CallError>>>>;

/// Turns work into a promise. Boxed, so only one copy of the conversion is compiled. The work begins
/// in a later microtask.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, CallError>> + 'static) -> Promise {
    let work: BoxedWork = Box::pin(work);
    future_to_promise(async move { work.await.map_err(|error| error.to_js()) })
}
