//! The state that the calls of one client share. Imports nothing of the calls.

use wasm_bindgen::JsValue;

use super::single_flight::SingleFlight;
use crate::core::config::Settings;
use crate::core::json::JsonValue;

/// The state of one client.
pub(crate) struct ClientState<S> {
    pub(crate) settings: Settings<JsValue>,
    /// The part of one kind of client.
    pub(crate) side: S,
    pub(crate) single_flight: SingleFlight,
    /// The caller's `onEvent`.
    pub(crate) listener: Option<JsValue>,
}

impl<S> ClientState<S> {
    /// The state of checked options.
    pub(crate) fn new(settings: Settings<JsValue>, side: S) -> Self {
        let options = &settings.options;
        let listener = options.get("onEvent");
        Self {
            side,
            single_flight: SingleFlight::default(),
            listener: listener.is_function().then_some(listener),
            settings,
        }
    }
}
