//! The partner client: it talks to `PressOne`, and has the journal.

mod authorized;
mod background;
pub(crate) mod buy_args;
mod call;
mod client;
mod events;
mod exchange;
mod headers;
mod kept;
pub(crate) mod ownership;
pub(crate) mod purchase;
mod reading;
mod request;
mod run;
mod seal;
mod state;
mod store;
mod token;
mod transport;
mod writing;

pub(crate) use call::Call;
pub use client::PartnerClient;
