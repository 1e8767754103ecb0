//! The shell: the only place that knows JavaScript.

pub(crate) mod args;
mod call;
mod client;
mod config;
mod error;
mod events;
mod flight;
pub(crate) mod history;
mod json;
mod limit;
mod send;
mod store;
mod timer;
mod token;
mod types;
mod walk;

pub use client::Client;

/// What an endpoint's JavaScript part needs.
pub(crate) mod prelude {
    pub(crate) use js_sys::Promise;
    pub(crate) use wasm_bindgen::JsValue;
    pub(crate) use wasm_bindgen::prelude::wasm_bindgen;

    pub(crate) use super::args;
    pub(crate) use super::client::{Client, begin};
    pub(crate) use super::walk::{Page, PageWalk};
    pub(crate) use crate::core::json::Json;
}
