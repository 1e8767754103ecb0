//! The decisions of the partner client.

pub mod config;
pub mod digest;
pub mod history_protocol;
pub mod history_record;
pub mod journal;
pub mod listed_orders;
pub mod multipart;
pub mod order_description;
pub mod purchase_failure;
pub mod purchase_protocol;
pub mod scope;
pub mod token_cache;
pub mod token_lifetime;
pub mod token_request;
pub mod write_answer;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod history_protocol_model;
// The model has pages, too.
#[cfg(all(test, feature = "page", not(target_arch = "wasm32")))]
mod purchase_protocol_model;
