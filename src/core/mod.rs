//! Everything that can be decided without JavaScript.

pub mod argument;
pub mod base_url;
pub mod big_integers;
pub mod classify;
pub mod config;
pub mod date;
mod decimal;
pub mod envelope;
pub mod error;
pub mod history_cache;
pub mod journal;
pub mod json;
pub mod once;
pub mod paging;
pub mod reference;
pub mod request;
pub mod retry;
pub mod retry_after;
pub mod schema;
pub mod token;

pub use decimal::decimal;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod once_model;
#[cfg(test)]
pub(crate) mod testing;
