//! The page client: it talks to the shop's gateway.

mod client;
mod history;
mod operation;
pub(crate) mod purchase;
pub(crate) mod questions;
mod request;
mod side;
mod state;

pub use client::PageClient;
pub(crate) use operation::Operation;
