//! The partner client: it talks to `PressOne`, and has the journal.

mod background;
mod client;
mod history;
pub(crate) mod purchase;
mod side;
mod state;
mod store;
mod token;
mod writing;

pub use client::PartnerClient;
pub(crate) use state::Call;
