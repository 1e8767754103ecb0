//! One file per endpoint: what to send, what comes back, its JavaScript method and types, its
//! tests. To add an endpoint, add its file and its line here.

mod history;
mod orders;
mod renewal;
pub(crate) mod token;
mod topup_order;
mod topups;

pub(crate) mod shapes;
