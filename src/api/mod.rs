//! One file per endpoint: what to send, what comes back, its JavaScript method and types, its
//! tests. To add an endpoint, add its file and its line here.

// The methods that use these files exist on wasm32 only; elsewhere their tests do.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod history;
mod orders;
mod renewal;
pub(crate) mod token;
mod topup_order;
mod topups;
mod unsettled;

pub(crate) mod common;
