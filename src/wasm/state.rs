//! The state that the calls of one client share. Imports nothing of the calls.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::config::Config;
use super::headers::HeaderCache;
use super::history_storage::{self, HistoryStorage};
use super::single_flight::SingleFlight;
use super::store::Store;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::token_cache::TokenCache;

/// The state of one client.
pub(crate) struct ClientState {
    pub(crate) config: Config,
    pub(crate) token: TokenCache,
    pub(crate) single_flight: SingleFlight,
    pub(crate) histories: HistoryStorage,
    store: Option<Store>,
    /// True if the store has returned a text that it stored.
    pub(crate) store_proven: Cell<bool>,
    pub(crate) headers: HeaderCache,
    /// True if the gateway's host wants a slash at the end of paths.
    pub(crate) trailing_slash: Cell<bool>,
    /// The caller's `fetch`; `undefined` for the global one.
    pub(crate) fetch: JsValue,
    /// The caller's `onEvent`.
    pub(crate) listener: Option<JsValue>,
}

impl ClientState {
    /// Opens the stores of a checked configuration.
    ///
    /// # Errors
    /// `configuration` if `options.storage` or `options.store` lacks a method.
    pub(crate) fn new(config: Config) -> Result<Self, Error> {
        let options = &config.options;
        let listener = options.get("onEvent");
        let given = options.get("store");
        let (store, histories) = if config.is_partner() {
            let store = Store::open(&given, config.store_timeout_ms)?;
            (Some(store), history_storage::over_store(&given)?)
        } else {
            (None, history_storage::open(&options.get("storage"))?)
        };
        Ok(Self {
            token: TokenCache::default(),
            single_flight: SingleFlight::default(),
            histories,
            store,
            store_proven: Cell::new(false),
            headers: HeaderCache::default(),
            trailing_slash: Cell::new(false),
            fetch: options.get("fetch"),
            listener: listener.is_function().then_some(listener),
            config,
        })
    }

    /// The store of a partner client.
    ///
    /// # Errors
    /// `configuration` for a page client.
    pub(crate) fn store(&self) -> Result<&Store, Error> {
        self.store.as_ref().ok_or_else(|| {
            let message = "only a partner client can do this: one with options.credentials";
            Error::new(Kind::Configuration, &[message])
        })
    }
}
