//! The state of a partner client.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::headers::HeaderCache;
use super::store::Store;
use crate::core::config::Settings;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::config::PartnerConfig;
use crate::core::partner::token_cache::TokenCache;
use crate::wasm::call;
use crate::wasm::environment::JsEnvironment;
use crate::wasm::state::ClientState;

/// A call of a partner client.
pub(crate) type Call = call::Call<Partner>;

/// The state of a partner client.
pub(crate) struct Partner {
    pub(super) config: PartnerConfig,
    pub(super) token: TokenCache,
    pub(super) headers: HeaderCache,
    pub(super) store: Store,
    /// True if the store has returned a text that it stored.
    pub(super) store_proven: Cell<bool>,
}

impl Partner {
    /// Checks the options, and opens the store.
    ///
    /// # Errors
    /// `configuration`
    pub(super) fn open(options: &JsValue) -> Result<ClientState<Self>, Error> {
        let (settings, config): (Settings<JsValue>, _) =
            PartnerConfig::parse(options, &JsEnvironment)?;
        let store = settings.options.get("store");
        let side = Self {
            store: Store::open(&store, config.store_timeout_ms)?,
            token: TokenCache::default(),
            headers: HeaderCache::default(),
            store_proven: Cell::new(false),
            config,
        };
        Ok(ClientState::new(settings, side))
    }
}
