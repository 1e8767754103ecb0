//! The endpoints, one file each: arguments, request, decoding, tests, and the JavaScript method with its
//! types, if both clients have it. A new endpoint is a new file and its line here.

// Only the JavaScript methods use these functions, and they exist on wasm32 only.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

pub(crate) mod common;
#[cfg(feature = "partner")]
pub(crate) mod compatible_devices;
#[cfg(feature = "partner")]
pub(crate) mod esim_fields;
#[cfg(feature = "partner")]
pub(crate) mod esims;
pub(crate) mod flat_packages;
pub(crate) mod history;
#[cfg(feature = "partner")]
pub(crate) mod installation;
#[cfg(feature = "partner")]
pub(crate) mod list_page;
#[cfg(target_arch = "wasm32")]
mod numbers;
#[cfg(feature = "partner")]
pub(crate) mod order;
pub(crate) mod orders;
#[cfg(feature = "partner")]
pub(crate) mod packages;
#[cfg(feature = "page")]
pub(crate) mod page;
#[cfg(feature = "partner")]
pub(crate) mod partner;
#[cfg(target_arch = "wasm32")]
mod prelude;
pub(crate) mod purchases;
pub(crate) mod renewal;
#[cfg(feature = "partner")]
pub(crate) mod sim_order;
pub(crate) mod topup_order;
pub(crate) mod topups;
#[cfg(target_arch = "wasm32")]
mod types;
#[cfg(feature = "partner")]
pub(crate) mod usage;
