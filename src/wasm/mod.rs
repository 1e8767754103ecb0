//! The shell: the only place that knows JavaScript.

pub(crate) mod call;
mod client;
mod config;
mod deadline;
pub(crate) mod error;
mod events;
pub(crate) mod history;
mod journal;
mod json;
mod promise;
pub(crate) mod recovery;
mod renewal_slot;
mod single_flight;
mod store;
mod token;
mod transport;
mod types;
pub(crate) mod write;

/// Half the size of the standard library's, and nothing here allocates much: bodies stay with the
/// platform.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

pub use client::Client;

/// What an endpoint's JavaScript part needs.
pub(crate) mod prelude {
    pub(crate) use js_sys::Promise;
    pub(crate) use wasm_bindgen::JsValue;
    pub(crate) use wasm_bindgen::prelude::wasm_bindgen;

    pub(crate) use super::client::Client;
    pub(crate) use super::promise::promise;
    pub(crate) use crate::core::argument::{ICCID, parse_value};
    pub(crate) use crate::core::json::JsonValue;
}
