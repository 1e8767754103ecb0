//! The store of package histories, in `store.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::error::Error;

#[wasm_bindgen(module = "/src/wasm/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = openStore)]
    fn open_store(given: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The store of one client. No method throws, and no promise rejects.
    pub(crate) type Store;
    /// Returns the parsed value, or a promise of it.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Store, key: &str) -> JsValue;
    /// Returns a promise if the storage is asynchronous.
    #[wasm_bindgen(method)]
    pub(crate) fn write(this: &Store, key: &str, value: &JsValue) -> Option<Promise>;
    #[wasm_bindgen(method)]
    pub(crate) fn clear(this: &Store, prefix: &str) -> Promise;
}

/// Opens the store over the caller's storage, or over the platform's.
pub(crate) fn open(given: &JsValue) -> Result<Store, Error> {
    let store = open_store(given);
    if store.is_undefined() {
        let problem = "must have the methods getItem, setItem and removeItem";
        return Err(Error::configuration("options.storage", problem));
    }
    Ok(store.unchecked_into())
}
