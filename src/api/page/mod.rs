//! The methods that only the page client has, and their endpoints at the shop's gateway.

#[cfg(target_arch = "wasm32")]
mod methods;
pub(crate) mod purchases;
