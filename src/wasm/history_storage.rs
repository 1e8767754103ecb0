//! The store of package histories, in `history-storage.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::error::Error;

#[wasm_bindgen(module = "/src/wasm/history-storage.js")]
extern "C" {
    #[wasm_bindgen(js_name = openHistoryStorage)]
    fn open_history_storage(given: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The store of one client. No method throws, and no promise rejects.
    pub(crate) type HistoryStorage;
    /// Returns the parsed value, or a promise of it.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &HistoryStorage, key: &str) -> JsValue;
    /// Returns a promise if the storage is asynchronous.
    #[wasm_bindgen(method)]
    pub(crate) fn write(this: &HistoryStorage, key: &str, value: &JsValue) -> Option<Promise>;
    #[wasm_bindgen(method)]
    pub(crate) fn clear(this: &HistoryStorage, prefix: &str) -> Promise;
}

/// Opens the store over the caller's storage, or over the platform's.
pub(crate) fn open(given: &JsValue) -> Result<HistoryStorage, Error> {
    let store = open_history_storage(given);
    if store.is_undefined() {
        let problem = "must have the methods getItem, setItem and removeItem";
        return Err(Error::configuration("options.storage", problem));
    }
    Ok(store.unchecked_into())
}
