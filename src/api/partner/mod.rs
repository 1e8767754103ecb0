//! The methods and the parts of endpoints that only the partner client has.

pub(crate) mod available_numbers;
pub(crate) mod balance;
pub(crate) mod claim;
#[cfg(target_arch = "wasm32")]
mod claim_operation;
#[cfg(target_arch = "wasm32")]
mod confirmation;
#[cfg(target_arch = "wasm32")]
mod cursors;
#[cfg(target_arch = "wasm32")]
mod methods;
pub(crate) mod named_order;
#[cfg(target_arch = "wasm32")]
mod number_state;
pub(crate) mod offer;
pub(crate) mod order_search;
#[cfg(target_arch = "wasm32")]
mod owned;
pub(crate) mod provisional;
pub(crate) mod purchases;
pub(crate) mod renewal;
#[cfg(target_arch = "wasm32")]
mod renewal_operation;
pub(crate) mod sim_order;
#[cfg(target_arch = "wasm32")]
mod sim_order_operation;
pub(crate) mod topup_order;
#[cfg(target_arch = "wasm32")]
mod topup_order_operation;
pub(crate) mod users;
