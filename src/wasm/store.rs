//! Where answers are kept. No storage can fail a call: what it does not take is kept in memory,
//! what it does not give counts as absent.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::args::given;
use super::timer::within;
use crate::core::history_cache::KEY_PREFIX;

/// A storage that takes longer is treated as one that failed.
const LONGEST_MS: f64 = 2_000.0;
/// Written and removed to learn whether `localStorage` works.
const PROBE_KEY: &str = "pressone-esim:probe";

#[wasm_bindgen]
extern "C" {
    type Adapter;
    #[wasm_bindgen(method, structural, catch, js_name = getItem)]
    fn get_item(this: &Adapter, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = setItem)]
    fn set_item(this: &Adapter, key: &str, value: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeItem)]
    fn remove_item(this: &Adapter, key: &str) -> Result<JsValue, JsValue>;
    /// Web Storage's own way to list keys; other adapters need not have it.
    #[wasm_bindgen(method, structural, catch)]
    fn key(this: &Adapter, index: u32) -> Result<JsValue, JsValue>;
}

pub(crate) struct Store {
    adapter: Option<Adapter>,
    /// What the adapter did not take.
    memory: RefCell<HashMap<String, String>>,
    /// The keys that this client wrote.
    written: RefCell<HashSet<String>>,
}

impl Store {
    /// The caller's storage, else `localStorage` where it works, else memory.
    pub(crate) fn new(storage: Option<JsValue>) -> Self {
        Self {
            adapter: storage.or_else(local_storage).map(JsCast::unchecked_into),
            memory: RefCell::default(),
            written: RefCell::default(),
        }
    }

    pub(crate) async fn read(&self, key: &str) -> Option<String> {
        if let Some(kept) = self.memory.borrow().get(key) {
            return Some(kept.clone());
        }
        settle(self.adapter.as_ref()?.get_item(key))
            .await?
            .as_string()
    }

    pub(crate) async fn write(&self, key: &str, value: &str) {
        self.written.borrow_mut().insert(key.to_owned());
        let stored = match &self.adapter {
            Some(adapter) => settle(adapter.set_item(key, value)).await.is_some(),
            None => false,
        };
        if stored {
            self.memory.borrow_mut().remove(key);
        } else {
            self.memory
                .borrow_mut()
                .insert(key.to_owned(), value.to_owned());
        }
    }

    /// Removes all keys that begin with this, as far as the storage can list its keys, and those
    /// that this client wrote.
    pub(crate) async fn clear(&self, prefix: &str) {
        self.memory
            .borrow_mut()
            .retain(|key, _| !key.starts_with(prefix));
        let Some(adapter) = &self.adapter else { return };
        let mut keys = self.written.take();
        keys.extend(listed_keys(adapter));
        for key in keys.into_iter().filter(|key| key.starts_with(prefix)) {
            settle(adapter.remove_item(&key)).await;
        }
    }
}

/// The value of an operation, which may be a promise; `None` when it failed or took too long.
async fn settle(outcome: Result<JsValue, JsValue>) -> Option<JsValue> {
    let value = outcome.ok()?;
    let is_promise = value.is_object()
        && Reflect::get(&value, &JsValue::from_str("then")).is_ok_and(|then| then.is_function());
    if !is_promise {
        return Some(value);
    }
    within(LONGEST_MS, JsFuture::from(Promise::resolve(&value)))
        .await?
        .ok()
}

fn listed_keys(adapter: &Adapter) -> Vec<String> {
    let length = Reflect::get(adapter, &JsValue::from_str("length")).ok();
    let length = length
        .and_then(|length| length.as_f64())
        .filter(|length| *length < 1e6);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let length = length.unwrap_or_default() as u32;
    (0..length)
        .map_while(|index| adapter.key(index).ok())
        .filter_map(|key| key.as_string())
        .filter(|key| key.starts_with(KEY_PREFIX))
        .collect()
}

/// The page's `localStorage`, if it is there and takes a value. Merely looking at it can throw.
fn local_storage() -> Option<JsValue> {
    let global = js_sys::global();
    let read = |key| {
        Reflect::get(&global, &JsValue::from_str(key))
            .ok()
            .and_then(given)
    };
    read("document")?;
    let storage = read("localStorage")?;
    let adapter: &Adapter = storage.unchecked_ref();
    adapter.set_item(PROBE_KEY, "1").ok()?;
    adapter.remove_item(PROBE_KEY).ok()?;
    Some(storage)
}
