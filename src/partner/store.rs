//! The shop's store, in `store.js`.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::purchase_protocol::Stored;
use crate::wasm::deadline::Deadline;

#[wasm_bindgen(module = "/src/partner/store.js")]
extern "C" {
    #[wasm_bindgen(js_name = openStore)]
    fn open_store(store: &JsValue, limit_ms: f64) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// A store within limits. No method throws. The promises reject if the store fails.
    type LimitedStore;
    #[wasm_bindgen(method, getter)]
    fn durability(this: &LimitedStore) -> String;
    #[wasm_bindgen(method)]
    fn get(this: &LimitedStore, key: &str) -> Promise;
    #[wasm_bindgen(method, js_name = getMany)]
    fn get_many(this: &LimitedStore, keys: &Array) -> Promise;
    #[wasm_bindgen(method)]
    fn put(this: &LimitedStore, key: &str, value: &str, ttl_ms: Option<f64>) -> Promise;
    #[wasm_bindgen(method)]
    fn delete(this: &LimitedStore, key: &str) -> Promise;
    #[wasm_bindgen(method, js_name = compareAndSet)]
    fn compare_and_set(
        this: &LimitedStore,
        key: &str,
        expected: &JsValue,
        value: &JsValue,
        ttl_ms: Option<f64>,
    ) -> Promise;
    #[wasm_bindgen(method)]
    fn keys(this: &LimitedStore, prefix: &str, after: Option<&str>, limit: u32) -> Promise;
    #[wasm_bindgen(method)]
    fn lock(this: &LimitedStore, name: &str, wait_ms: f64, signal: &AbortSignal) -> Promise;
    #[wasm_bindgen(method, js_name = takeBack)]
    fn take_back(this: &LimitedStore, key: &str, texts: &Array, value: &JsValue) -> Promise;
}

/// The store of a partner client.
pub(crate) struct Store(LimitedStore);

/// The exception of a store.
pub(crate) type StoreResult<T> = Result<T, JsValue>;

impl Store {
    /// Opens the store of the caller's options.
    ///
    /// # Errors
    /// `configuration` if it lacks a method.
    pub(crate) fn open(store: &JsValue, limit_ms: f64) -> Result<Self, Error> {
        let opened = open_store(store, limit_ms);
        if opened.is_undefined() {
            let problem =
                "must have durability and the methods of a Store, such as memoryStore() has";
            return Err(Error::configuration("options.store", problem));
        }
        Ok(Self(opened.unchecked_into()))
    }

    /// True if the store may forget confirmed values.
    pub(crate) fn forgets(&self) -> bool {
        self.0.durability() != "full"
    }

    /// True if nothing survives the process.
    pub(crate) fn is_memory(&self) -> bool {
        self.0.durability() == "none"
    }

    /// Reads a value; `undefined` if there is none.
    pub(crate) async fn get(&self, key: &str) -> StoreResult<JsValue> {
        JsFuture::from(self.0.get(key)).await
    }

    /// Reads values, in the order of their keys.
    pub(crate) async fn get_many(&self, keys: &[String]) -> StoreResult<JsValue> {
        let keys: Array = keys.iter().map(|key| JsValue::from_str(key)).collect();
        JsFuture::from(self.0.get_many(&keys)).await
    }

    /// Writes a value.
    pub(crate) async fn put(&self, key: &str, value: &str, ttl_ms: Option<f64>) -> StoreResult<()> {
        JsFuture::from(self.0.put(key, value, ttl_ms)).await?;
        Ok(())
    }

    /// Removes a value.
    pub(crate) async fn delete(&self, key: &str) -> StoreResult<()> {
        JsFuture::from(self.0.delete(key)).await?;
        Ok(())
    }

    /// Replaces a value. `undefined` stands for no value. The new value expires after `ttl_ms`.
    pub(crate) async fn compare_and_set(
        &self,
        key: &str,
        expected: &JsValue,
        value: &JsValue,
        ttl_ms: Option<f64>,
    ) -> (Stored, JsValue) {
        let same = self.0.compare_and_set(key, expected, value, ttl_ms);
        match JsFuture::from(same).await {
            Ok(same) if same.as_bool() == Some(true) => (Stored::Yes, JsValue::UNDEFINED),
            Ok(_) => (Stored::Changed, JsValue::UNDEFINED),
            Err(thrown) => (Stored::Unconfirmed, thrown),
        }
    }

    /// Lists keys after one, in byte order.
    pub(crate) async fn keys(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<String>> {
        let keys = JsFuture::from(self.0.keys(prefix, after, limit)).await?;
        let keys = (0..keys.length()).filter_map(|index| keys.at(index).as_string());
        Ok(keys.collect())
    }

    /// Waits for a lock; `None` if another call holds it. The deadline ends the wait.
    pub(crate) async fn lock(
        &self,
        name: &str,
        wait_ms: f64,
        deadline: &Deadline,
    ) -> StoreResult<Option<LockGuard>> {
        let pending = self.0.lock(name, wait_ms, &deadline.signal());
        let release = JsFuture::from(pending).await?;
        Ok((!release.is_undefined()).then(|| LockGuard(release.into())))
    }

    /// Takes a claim back in the background. Returns the promise of the work.
    pub(crate) fn take_back(&self, key: &str, texts: &[JsValue], value: &JsValue) -> Promise {
        let texts: Array = texts.iter().cloned().collect();
        self.0.take_back(key, &texts, value)
    }
}

/// A lock. Dropping the guard releases the lock.
pub(crate) struct LockGuard(Function);

impl Drop for LockGuard {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}
