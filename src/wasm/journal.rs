//! The journal of one client, in `journal.js`.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::deadline::JsDeadline;

#[wasm_bindgen(module = "/src/wasm/journal.js")]
extern "C" {
    #[wasm_bindgen(js_name = openJournal)]
    pub(crate) fn open(storage: &JsValue) -> Journal;
}

#[wasm_bindgen]
extern "C" {
    /// The journal. No method throws. The promises reject if the storage fails.
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

/// A lock. Dropping the guard releases the lock.
pub(crate) struct LockGuard(Function);

impl LockGuard {
    /// The guard of the function that releases the lock.
    pub(crate) fn new(release: JsValue) -> Self {
        Self(release.into())
    }
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}
