//! The partner client: it talks to `PressOne`, and has the journal.

mod background;
mod client;
mod history;
pub(crate) mod purchase;
mod side;
mod store;
mod token;
mod writing;

pub use client::PartnerClient;

/// A call of a partner client.
pub(crate) type Call = crate::wasm::call::Call<side::Partner>;
