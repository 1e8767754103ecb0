//! The shell that both clients share: the only place with JavaScript types, with `src/page` and
//! `src/partner`. A file uses the files above it only.
//!
//! | layer | files |
//! |---|---|
//! | values and errors | `json`, `error`, `promise` |
//! | platform | `environment`, `deadline`, `history_storage`, `single_flight` |
//! | state that calls share | `state`, `events`, `call` |
//! | the parts in which the clients differ | `history_source`, `side` |
//! | one request | `transport` |
//! | its attempts | `exchange` |
//! | its token | `authorized` |
//! | cache of the page client | `history` |
//! | a call of a read endpoint | `endpoint` |
//! | a call that buys | `buy_args` |

mod authorized;
pub(crate) mod buy_args;
pub(crate) mod call;
pub(crate) mod deadline;
pub(crate) mod endpoint;
pub(crate) mod environment;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod exchange;
#[cfg(feature = "page")]
pub(crate) mod history;
pub(crate) mod history_source;
#[cfg(feature = "page")]
pub(crate) mod history_storage;
pub(crate) mod json;
pub(crate) mod promise;
pub(crate) mod side;
pub(crate) mod single_flight;
pub(crate) mod state;
mod transport;
mod types;

/// Half the size of the standard library's allocator. The module allocates little, because JavaScript
/// stores the bodies.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
