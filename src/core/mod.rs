//! The decisions that need no JavaScript: checks, requests, decoding, errors, retries, the protocols of
//! purchases. Those of one client alone are in a folder of its own.

pub mod answer_kind;
pub mod argument;
pub mod argument_types;
pub mod charset;
pub mod config;
pub mod envelope;
pub mod error;
pub mod field;
pub mod json;
#[cfg(feature = "page")]
pub mod page;
pub mod paging;
#[cfg(feature = "partner")]
pub mod partner;
pub mod purchase_kind;
pub mod request;
pub mod schema;
pub mod text;

#[cfg(test)]
mod test_forms;
#[cfg(test)]
pub(crate) mod test_json;
