//! The page client: it talks to the shop's gateway. The decisions of a call are in Rust; its requests and
//! pauses are in the scripts beside the Rust files.

mod client;
mod error;
mod operation;
mod purchase;
pub(crate) mod questions;
mod reading;
mod shell;
mod work;

pub use client::PageClient;
pub(crate) use operation::Operation;
