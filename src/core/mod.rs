//! The decisions that need no JavaScript: checks, requests, decoding, errors, retries, the purchase protocol.

pub mod argument;
pub mod base_url;
pub mod big_integers;
pub mod config;
pub mod date;
pub mod digest;
pub mod envelope;
pub mod error;
pub mod error_response;
pub mod gateway_answer;
pub mod history_cache;
pub mod journal;
pub mod json;
pub mod listed_orders;
pub mod order_description;
pub mod page_protocol;
pub mod paging;
pub mod purchase_failure;
pub mod purchase_protocol;
pub mod request;
pub mod retry;
pub mod schema;
pub mod scope;
pub mod text;
pub mod token;
pub mod token_cache;
pub mod token_request;
pub mod write_answer;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod purchase_protocol_model;
#[cfg(test)]
pub(crate) mod test_json;
