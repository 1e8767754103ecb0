//! The shell: with `src/page` and `src/partner` the only place with JavaScript types. Both clients use the
//! values, and the scripts of deadlines, `fetch` and errors. The Rust files of promises, deadlines and errors are
//! compiled for the partner client only. A file uses the files above it only.
//!
//! | layer | files |
//! |---|---|
//! | values | `json`, `environment`, `kept_source`, `endpoint`, `pages` |
//! | errors, promises | `error`, `call_error`, `promise` |
//! | platform | `deadline`, `single_flight` |

#[cfg(feature = "partner")]
pub(crate) mod call_error;
#[cfg(feature = "partner")]
pub(crate) mod deadline;
pub(crate) mod endpoint;
#[cfg(feature = "partner")]
pub(crate) mod environment;
#[cfg(feature = "partner")]
pub(crate) mod error;
pub(crate) mod json;
pub(crate) mod kept_source;
pub(crate) mod pages;
#[cfg(feature = "partner")]
pub(crate) mod promise;
#[cfg(feature = "partner")]
pub(crate) mod single_flight;
mod types;

/// Half the size of the standard library's allocator. The module allocates little, because JavaScript
/// stores the bodies.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
