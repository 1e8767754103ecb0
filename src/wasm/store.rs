//! Where answers are kept; `platform.js` says how.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::error::Error;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = openStore)]
    fn open_store(given: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The store of one client. Nothing of it throws, and its promises never reject.
    pub(crate) type Store;
    /// What was kept, parsed, or a promise of it.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Store, key: &str) -> JsValue;
    /// A promise where that takes time.
    #[wasm_bindgen(method)]
    pub(crate) fn write(this: &Store, key: &str, value: &JsValue) -> Option<Promise>;
    #[wasm_bindgen(method)]
    pub(crate) fn clear(this: &Store, prefix: &str) -> Promise;
}

/// The store over the caller's storage, or what the platform has.
pub(crate) fn open(given: &JsValue) -> Result<Store, Error> {
    let store = open_store(given);
    if store.is_undefined() {
        let problem = "has to have the methods getItem, setItem and removeItem";
        return Err(Error::configuration("options.storage", problem));
    }
    Ok(store.unchecked_into())
}
