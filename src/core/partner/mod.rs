//! The decisions of the partner client.

pub mod base_url;
pub mod config;
pub mod digest;
pub mod environment;
pub mod error_response;
pub mod foreign;
pub mod history_protocol;
pub mod history_record;
pub mod joined_lists;
pub mod journal;
pub mod journal_age;
pub mod journal_keys;
pub mod journal_view;
pub mod keeping;
pub mod listed_orders;
pub mod multipart;
pub mod order_description;
pub mod ownership;
pub mod purchase_failure;
pub mod purchase_protocol;
pub mod retry;
pub mod scope;
pub mod secret;
pub mod settings;
pub mod stored_failure;
pub mod token_cache;
pub mod token_lifetime;
pub mod token_request;
pub mod undocumented;
pub mod write_answer;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod history_protocol_model;
#[cfg(test)]
mod journal_tests;
// The model has pages, too.
#[cfg(all(test, feature = "page", not(target_arch = "wasm32")))]
mod purchase_protocol_model;
