//! The state of a page client.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use crate::core::config::Settings;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::page::config::PageConfig;
use crate::wasm::call;
use crate::wasm::environment::JsEnvironment;
use crate::wasm::history_storage::{self, HistoryStorage};
use crate::wasm::state::ClientState;

/// The state of a page client.
pub(crate) struct Page {
    pub(super) config: PageConfig,
    /// True if the gateway's host wants a slash at the end of paths.
    pub(super) trailing_slash: Cell<bool>,
    pub(super) histories: HistoryStorage,
}

/// A call of a page client.
pub(super) type Call = call::Call<Page>;

impl Page {
    /// Checks the options, and opens the storage of histories.
    ///
    /// # Errors
    /// `configuration`
    pub(super) fn open(options: &JsValue) -> Result<ClientState<Self>, Error> {
        let (settings, config): (Settings<JsValue>, _) =
            PageConfig::parse(options, &JsEnvironment)?;
        let side = Self {
            histories: history_storage::open(&settings.options.get("storage"))?,
            trailing_slash: Cell::new(false),
            config,
        };
        Ok(ClientState::new(settings, side))
    }
}
