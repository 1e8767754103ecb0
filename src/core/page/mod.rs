//! The decisions of the page client.

pub mod config;
pub mod gateway_answer;
pub mod gateway_error;
pub mod gateway_read;
pub mod protocol;
pub mod verdict;
