//! The endpoints, one file each: arguments, request, decoding, tests, and the JavaScript method with its
//! types. A new endpoint is a new file and its line here.

// Only the JavaScript methods use these functions, and they exist on wasm32 only.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod history;
mod orders;
mod purchases;
mod renewal;
mod topup_order;
mod topups;

pub(crate) mod common;
