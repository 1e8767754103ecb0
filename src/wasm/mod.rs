//! The shell: the only place with JavaScript types. A file uses the files above it only.
//!
//! | layer | files |
//! |---|---|
//! | values and errors | `json`, `error`, `promise` |
//! | platform | `config`, `deadline`, `headers`, `history_storage`, `store`, `single_flight` |
//! | state that calls share | `state`, `events`, `call` |
//! | one request | `transport` |
//! | its attempts | `exchange` |
//! | its token | `token`, `authorized` |
//! | cache and purchases | `history`, `purchase`, `page_purchase` |
//! | exported | `client`, `endpoint` |

mod authorized;
pub(crate) mod call;
mod client;
mod config;
mod deadline;
pub(crate) mod endpoint;
pub(crate) mod error;
mod events;
mod exchange;
mod headers;
pub(crate) mod history;
mod history_storage;
mod json;
pub(crate) mod page_purchase;
mod promise;
pub(crate) mod purchase;
mod single_flight;
mod state;
mod store;
mod token;
mod transport;
mod types;

/// Half the size of the standard library's allocator. The module allocates little, because JavaScript
/// stores the bodies.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

pub use client::Client;

/// The imports of an endpoint's exported method.
pub(crate) mod prelude {
    pub(crate) use js_sys::Promise;
    pub(crate) use wasm_bindgen::JsValue;
    pub(crate) use wasm_bindgen::prelude::wasm_bindgen;

    pub(crate) use super::client::Client;
    pub(crate) use super::endpoint::{Endpoint, Run};
    pub(crate) use super::promise::promise;
    pub(crate) use crate::core::envelope::Answer;
}
