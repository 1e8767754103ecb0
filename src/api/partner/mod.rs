//! The methods and the parts of endpoints that only the partner client has.

#[cfg(target_arch = "wasm32")]
mod methods;
pub(crate) mod order_search;
pub(crate) mod provisional;
pub(crate) mod purchases;
pub(crate) mod renewal;
#[cfg(target_arch = "wasm32")]
mod renewal_operation;
pub(crate) mod topup_order;
#[cfg(target_arch = "wasm32")]
mod topup_order_operation;
