//! The decisions that need no JavaScript: checks, requests, decoding, errors, retries, the write protocol.

pub mod argument;
pub mod base_url;
pub mod big_integers;
pub mod config;
pub mod date;
pub mod envelope;
pub mod error;
pub mod error_response;
pub mod history_cache;
pub mod journal;
pub mod json;
pub mod order_description;
pub mod paging;
pub mod request;
pub mod retry;
pub mod schema;
pub mod scope;
pub mod text;
pub mod token;
pub mod token_cache;
pub mod token_request;
pub mod write_answer;
pub mod write_protocol;

#[cfg(test)]
pub(crate) mod test_json;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod write_protocol_model;
