//! A JavaScript client of the `PressOne` partner API: packages, top-ups and order lists of eSIMs, and the
//! renewal of phone numbers. wasm-bindgen compiles the crate to the module of the npm package
//! `pressone-esim`, for browsers, edge workers and servers.
//!
//! # Layers
//!
//! | folder | contents | uses |
//! |---|---|---|
//! | [`src/core`](crate::core) | decisions without JavaScript types: argument checks, requests as data, decoding, errors, retries, the history cache, the write protocol, the journal's entries | nothing |
//! | [`src/api`](crate::api), outside of `mod js` | one file per endpoint: its arguments, its request, the decoding of its answer, tests | `core` |
//! | `src/wasm` | the platform: deadlines, `fetch`, storage, token, events, and the one function that runs an endpoint. Knows no single endpoint. On `wasm32` only | `core` |
//! | `src/api`, `mod js` | the exported method of each endpoint and its TypeScript (the `.d.ts` beside it). On `wasm32` only | both |
//!
//! `src/core` and the pure part of `src/api` are generic over [`JsonValue`](crate::core::json::JsonValue), so
//! `cargo test` checks them without a browser. A `.js` file beside a file in `src/wasm` does what takes fewer
//! bytes in JavaScript.
//!
//! # The path of a call
//!
//! `client.getTopupPackages(iccid)`, as an example:
//!
//! 1. `src/api/topups.rs`: the exported method passes its `Endpoint` to `Client::run`.
//! 2. `src/wasm/client.rs`: `begin` checks the options of the call and starts its deadline.
//! 3. `src/api/common.rs`: `parse_iccid` checks the argument, with [`argument`](crate::core::argument).
//! 4. `src/wasm/endpoint.rs`: `run` builds the [`Request`](crate::core::request::Request) and sends it.
//! 5. `src/wasm/authorized.rs` adds the token; `src/wasm/exchange.rs` repeats failed attempts, with
//!    [`retry`](crate::core::retry); `src/wasm/transport.rs` calls `fetch`.
//! 6. An error status becomes an [`Error`](crate::core::error::Error) in
//!    [`error_response`](crate::core::error_response). The body of a success is decoded by the endpoint, with
//!    [`schema`](crate::core::schema).
//! 7. The promise resolves, or rejects with the error class of `src/wasm/error.js`.
//!
//! # The path of a top-up order
//!
//! * **Built** in `src/api/topup_order.rs`: `parse_order` checks the arguments, `check_offer` compares them with
//!   the current offers, `request` builds the request, and `subject` the content of the journal entry.
//!   [`order_description::format`](crate::core::order_description::format) puts the reference into the order's
//!   description.
//! * **Sent** by `src/wasm/write/driver.rs`, which carries out the actions that
//!   [`WriteProtocol`](crate::core::write_protocol::WriteProtocol) decides on: read the journal, check the
//!   offer, write a pending entry, send once, record the outcome. [`journal`](crate::core::journal) has the
//!   format of the entries, `src/wasm/journal.js` stores them.
//! * **Lost** if the answer does not prove an outcome: `src/wasm/exchange.rs` (no answer) and
//!   [`write_answer`](crate::core::write_answer) (an answer that proves nothing) return `outcome_unknown`.
//!   The entry stays pending.
//! * **Found** by `reconcile` in `src/wasm/write/driver.rs`. `src/wasm/write/lookup.rs` searches `PressOne`'s order
//!   list; `find_order` in `src/api/topup_order.rs` picks the order by the reference that
//!   [`order_description::parse`](crate::core::order_description::parse) returns. `src/wasm/write/recovery.rs`
//!   does so for all pending entries after a crash.
//!
//! # To add an endpoint
//!
//! The client:
//!
//! 1. `src/api/x.rs`: arguments, request, decoding, tests, and `mod js` with the exported method.
//!    `src/api/topups.rs` is the shortest example.
//! 2. `src/api/x.d.ts`: the types, which `mod js` includes.
//! 3. One `mod` line in `src/api/mod.rs`.
//!
//! The sandbox, the imitation of `PressOne` for tests. It has short names for the endpoints of its own, such
//! as `topups` for `getTopupPackages`; faults use these names.
//!
//! 4. `tests/sandbox/openapi.json`: the operation, with the schemas of its answers. Its `operationId` is the short name.
//! 5. `tests/sandbox/routes/x.js`: the function of that name, and its line in `routes/index.js`.
//! 6. `tests/sandbox/testing/caller.js` and `documented-answers.js`: a request of the endpoint, and its answers.
//!
//! The gateway, in `pkg-template/package/gateway`. Without it, a page client receives status 404.
//!
//! 7. `routes.js`: method and path.
//! 8. `endpoints.js`: the checks and the request to `PressOne`. `ownEsimRead` is for reads of an eSIM.
//! 9. `presenter.js`: the answer. If the answer has a new type: the type's fields in `public-fields.js`, the
//!    type in `Exposed` in `index.d.ts`, and in the row `expose` of the gateway's `README.md`.
//!
//! Lists and proofs:
//!
//! 10. `tests/types/golden-types.txt`: after a build, `UPDATE_GOLDEN=1 node --test tests/types/golden.test.js`.
//! 11. `tests/types/consumer.ts`: a use of the method and of the fields of its answer.
//! 12. `tests/hosts/contract/reads.js` and `gateway.js`: a case on every platform, without and with the gateway.
//! 13. `tests/gateway/access.test.js`: the path in the tests of identities and of other shoppers' eSIMs. Remove it
//!     from the list of paths that answer 404.
//! 14. The tables of functions in `README.md` and of routes in the gateway's `README.md`. If a hook enables the
//!     endpoint, its row there and its comment in the gateway's `index.d.ts`.
//! 15. `tests/bench/budget.json`: the size. A read endpoint adds about 550 bytes, gzip.
//!
//! # Glossary
//!
//! * **Reference**: the name of one purchase or renewal, given by the caller or random. At most one request is
//!   sent per reference.
//! * **Entry**: the journal's record of one reference: its kind, its subject (the content of the purchase or
//!   renewal), its state, and its outcome. It is pending if the request may have been sent and the outcome is
//!   not known, and settled if the outcome is known.
//! * **Offer**: a top-up package that `PressOne` sells for an eSIM at this moment, with its current price.
//! * **Purchase**: one top-up order with its reference, from the call until the outcome is known.
//! * **Renewal**: one renewal of a phone number's subscription, with its reference. `PressOne` cannot list
//!   renewals, so a renewal has no lookup, and a number has at most one pending renewal.
//! * **Journal**: the storage of entries. Clients change an entry by compare-and-set, and only under the lock
//!   of its reference.
//! * **Lookup**: the search for an order in `PressOne`'s order list, by its reference.
//! * **Deadline**: a timeout plus an abort signal. Each call has one; work that must outlive the call has its
//!   own.
//! * **Single flight**: one request for concurrent callers of the same thing, such as the token or the history
//!   of one eSIM.
//! * **Page client**: a client in a shopper's page. It has no credentials, and talks to `PressOne` through the
//!   gateway.
//! * **Gateway**: the request handler on the shop's own server or edge worker. It identifies the shopper,
//!   applies the shop's policy, and makes at most one order per reference. It is in
//!   `pkg-template/package/gateway`.

pub mod api;
pub mod core;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(target_arch = "wasm32")]
pub use wasm::Client;
