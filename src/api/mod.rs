//! The endpoints, one file each: arguments, request, decoding, tests, and the JavaScript method with its
//! types, if both clients have it. A new endpoint is a new file and its line here.

// Only the JavaScript methods use these functions, and they exist on wasm32 only.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

pub(crate) mod common;
pub(crate) mod history;
pub(crate) mod orders;
#[cfg(feature = "page")]
pub(crate) mod page;
#[cfg(feature = "partner")]
pub(crate) mod partner;
#[cfg(target_arch = "wasm32")]
mod prelude;
pub(crate) mod purchases;
pub(crate) mod renewal;
pub(crate) mod topup_order;
pub(crate) mod topups;
