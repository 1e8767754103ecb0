//! The shell: with `src/page` and `src/partner` the only place with JavaScript types. Both clients use the
//! values, the arguments of calls that buy, and the scripts of deadlines, `fetch` and errors. The rest is of
//! the partner client. A file uses the files above it only.
//!
//! | layer | files |
//! |---|---|
//! | values | `json`, `environment`, `buy_args`, `history_source`, `endpoint` |
//! | errors, promises | `error`, `call_error`, `promise` |
//! | platform | `deadline`, `single_flight` |
//! | state that calls share | `state`, `events`, `call` |
//! | the parts in which clients can differ | `side` |
//! | one request | `transport` |
//! | its attempts | `exchange` |
//! | its token | `authorized` |
//! | a call of a read endpoint | `run` |

#[cfg(feature = "partner")]
mod authorized;
pub(crate) mod buy_args;
#[cfg(feature = "partner")]
pub(crate) mod call;
#[cfg(feature = "partner")]
pub(crate) mod call_error;
#[cfg(feature = "partner")]
pub(crate) mod deadline;
pub(crate) mod endpoint;
#[cfg(feature = "partner")]
pub(crate) mod environment;
#[cfg(feature = "partner")]
pub(crate) mod error;
#[cfg(feature = "partner")]
pub(crate) mod events;
#[cfg(feature = "partner")]
pub(crate) mod exchange;
pub(crate) mod history_source;
pub(crate) mod json;
#[cfg(feature = "partner")]
pub(crate) mod promise;
#[cfg(feature = "partner")]
pub(crate) mod run;
#[cfg(feature = "partner")]
pub(crate) mod side;
#[cfg(feature = "partner")]
pub(crate) mod single_flight;
#[cfg(feature = "partner")]
pub(crate) mod state;
#[cfg(feature = "partner")]
mod transport;
mod types;

/// Half the size of the standard library's allocator. The module allocates little, because JavaScript
/// stores the bodies.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
