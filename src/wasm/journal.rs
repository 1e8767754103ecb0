//! The journal of one client; `journal.js` says where it is kept.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::deadline::JsDeadline;
use super::error::CallError;
use crate::core::error::Kind;

#[wasm_bindgen(module = "/src/wasm/journal.js")]
extern "C" {
    #[wasm_bindgen(js_name = openJournal)]
    pub(crate) fn open(storage: &JsValue) -> Journal;
}

#[wasm_bindgen]
extern "C" {
    /// Nothing of it throws; its promises reject where the storage fails.
    pub(crate) type Journal;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn durable(this: &Journal) -> bool;
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Journal, key: &str) -> Promise;
    #[wasm_bindgen(method)]
    pub(crate) fn swap(
        this: &Journal,
        key: &str,
        before: &JsValue,
        after: &JsValue,
        strict: bool,
    ) -> Promise;
    #[wasm_bindgen(method)]
    pub(crate) fn lock(this: &Journal, name: &str, deadline: &JsDeadline) -> Promise;
    #[wasm_bindgen(method)]
    pub(crate) fn keys(this: &Journal, prefix: &str) -> Promise;
}

/// A turn under a name, which ends with this.
pub(crate) struct LockGuard(Function);

impl LockGuard {
    /// What `turn` gave.
    pub(crate) fn new(end: JsValue) -> Self {
        Self(end.into())
    }
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// What stopped a call before it sent anything: its end, or the storage.
pub(crate) fn failed(call: &Call, thrown: JsValue) -> CallError {
    let message = "the storage that purchases depend on does not work; nothing was sent";
    match call.deadline.check() {
        Err(ended) => ended,
        Ok(()) => CallError::from_thrown(Kind::Storage, message, thrown),
    }
}
