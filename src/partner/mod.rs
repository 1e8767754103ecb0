//! The partner client: it talks to `PressOne`, and has the journal.

mod background;
mod client;
mod headers;
mod history;
pub(crate) mod purchase;
mod request;
mod side;
mod state;
mod store;
mod token;
mod writing;

pub use client::PartnerClient;
pub(crate) use state::Call;
