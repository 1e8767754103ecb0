//! The state that the calls of one client share. Imports nothing of the calls.

use wasm_bindgen::JsValue;

use super::config::Config;
use super::headers::HeaderCache;
use super::journal::{self, Journal};
use super::single_flight::SingleFlight;
use super::store::{self, Store};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::token_cache::TokenCache;

/// The state of one client.
pub(crate) struct ClientState {
    pub(crate) config: Config,
    pub(crate) token: TokenCache,
    pub(crate) single_flight: SingleFlight,
    pub(crate) store: Store,
    pub(crate) journal: Journal,
    pub(crate) headers: HeaderCache,
    /// The caller's `fetch`; `undefined` for the global one.
    pub(crate) fetch: JsValue,
    /// The caller's `onEvent`.
    pub(crate) listener: Option<JsValue>,
}

impl ClientState {
    /// Opens the stores of a checked configuration.
    ///
    /// # Errors
    /// `configuration` if `options.storage` lacks a method of a storage.
    pub(crate) fn new(config: Config) -> Result<Self, Error> {
        let storage = config.options.get("storage");
        let listener = config.options.get("onEvent");
        Ok(Self {
            token: TokenCache::default(),
            single_flight: SingleFlight::default(),
            store: store::open(&storage)?,
            journal: journal::open(&storage),
            headers: HeaderCache::default(),
            fetch: config.options.get("fetch"),
            listener: listener.is_function().then_some(listener),
            config,
        })
    }
}
