//! The `PressOne` eSIM partner API for JavaScript storefronts.
//!
//! The crate has two layers.
//!
//! * [`core`] and [`api`] are pure: what to send for each endpoint, how to read what comes back,
//!   which error an answer means, when a cached history is fresh, when a read is tried again. They
//!   hold no JavaScript type and run under plain `cargo test`.
//! * `wasm` is the shell that only exists on `wasm32`: the exported client, `fetch`, timers,
//!   storage, and the error class. What is a matter of JavaScript alone stands in the `.js` files
//!   beside it: there it takes far fewer bytes than in the module.
//!
//! One call flows one way: exported method, checked arguments, request as data, send, answer as
//! data, checked value, JavaScript.
//!
//! To add an endpoint, add one file to `src/api` (its neighbours show the pattern) and its `mod`
//! line in `src/api/mod.rs`.

pub mod api;
pub mod core;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(target_arch = "wasm32")]
pub use wasm::Client;
