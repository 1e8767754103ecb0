//! The state of a partner client. Imports nothing of the calls.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::headers::HeaderCache;
use super::store::Store;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::config::PartnerConfig;
use crate::core::partner::settings::Settings;
use crate::core::partner::token_cache::TokenCache;
use crate::wasm::environment::JsEnvironment;
use crate::wasm::single_flight::SingleFlight;

/// The state that the calls of one client share.
pub(crate) struct ClientState {
    pub(crate) settings: Settings<JsValue>,
    pub(super) config: PartnerConfig,
    pub(super) token: TokenCache,
    pub(super) headers: HeaderCache,
    pub(super) store: Store,
    /// True if the store has returned a text that it stored.
    pub(super) store_proven: Cell<bool>,
    pub(crate) single_flight: SingleFlight,
    /// The caller's `onEvent`.
    pub(crate) listener: Option<JsValue>,
}

impl ClientState {
    /// Checks the options, and opens the store.
    ///
    /// # Errors
    /// `configuration`
    pub(super) fn open(options: &JsValue) -> Result<Self, Error> {
        let (settings, config): (Settings<JsValue>, _) =
            PartnerConfig::parse(options, &JsEnvironment)?;
        let store = settings.options.get("store");
        let listener = settings.options.get("onEvent");
        Ok(Self {
            store: Store::open(&store, config.store_timeout_ms)?,
            token: TokenCache::default(),
            headers: HeaderCache::default(),
            store_proven: Cell::new(false),
            config,
            single_flight: SingleFlight::default(),
            listener: listener.is_function().then_some(listener),
            settings,
        })
    }
}
