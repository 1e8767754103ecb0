//! The methods that only the page client has, and their endpoints at the shop's gateway.

pub(crate) mod claim;
#[cfg(target_arch = "wasm32")]
mod methods;
pub(crate) mod purchases;
#[cfg(target_arch = "wasm32")]
mod reads;
pub(crate) mod sim_order;
