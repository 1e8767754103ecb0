//! Two JavaScript clients of the `PressOne` partner API: packages, top-ups and order lists of eSIMs, and the
//! renewal of phone numbers. wasm-bindgen compiles each to a module of the npm package `pressone-esim`.
//!
//! | feature | client | talks to | runs in |
//! |---|---|---|---|
//! | `page` (default) | `PageClient`, in JavaScript `Client` | the shop's gateway | pages and their workers |
//! | `partner` | `PartnerClient` | `PressOne`, and has the journal | servers and edge workers |
//!
//! The package builds each with its own feature alone. Both together compile, too: tests and documentation
//! use that.
//!
//! # Layers
//!
//! | folder | contents | uses |
//! |---|---|---|
//! | [`src/core`](crate::core) | decisions without JavaScript types: argument checks, requests as data, decoding, errors, retries | nothing |
//! | `src/core/page` | those of the page client: its options, its protocol, the gateway's answers and errors | `core` |
//! | `src/core/partner` | those of the partner client: its options, the protocols of purchases and of histories, the journal's entries, order descriptions, tokens | `core` |
//! | `src/wasm` | what both clients share of the platform: values, deadlines, `fetch`; and the partner client's attempts and reads. Of the endpoints it knows the table of package histories alone. On `wasm32` only | `core` |
//! | `src/page` | the exported page client. Its scripts wait: for attempts, pauses, histories and purchases. Its Rust decides. On `wasm32` only | `core`, `wasm` |
//! | `src/partner` | the exported partner client, with its store, token, histories and journal. On `wasm32` only | `core`, `wasm` |
//! | [`src/api`](crate::api) | one file per endpoint: its arguments, its request, the decoding of its answer, tests, and its exported method (`mod js`) with the TypeScript beside it. `page` and `partner` have what one client alone has | all |
//!
//! `src/core` and the pure part of `src/api` are generic over [`JsonValue`](crate::core::json::JsonValue), so
//! `cargo test` checks them without a browser. A `.js` file beside a Rust file does what takes fewer bytes in
//! JavaScript.
//!
//! The page client is small because its scripts wait: an `async` function of JavaScript has a fifth of the bytes
//! of a compiled one. A script gets an object of the module for each call (`Reading`, `Purchase`), and asks it.
//!
//! # The path of a call
//!
//! `client.getTopupPackages(iccid)`, as an example:
//!
//! 1. `src/api/topups.rs`: the exported method passes its `Endpoint` to the client.
//! 2. `src/core/config.rs`: `parse_call_options` checks the options of the call.
//! 3. `src/api/common.rs`: `parse_iccid` checks the argument, with [`argument`](crate::core::argument).
//! 4. The endpoint builds the [`Request`](crate::core::request::Request).
//! 5. In the page, `src/page/reading.js` starts the deadline. `attempts.js` beside it asks for the token, sends
//!    and repeats. `Reading` in `reading.rs` decides with [`retry`](crate::core::retry) whether to repeat.
//! 6. In the partner client, `src/wasm/run.rs` runs the call. `authorized.rs` adds the client's token;
//!    `exchange.rs` repeats failed attempts; `transport.rs` calls `fetch`.
//! 7. An error status becomes an error: in the page in `src/core/page/gateway_error.rs`, in the partner client in
//!    [`error_response`](crate::core::error_response). The body of a success is decoded by the endpoint, with
//!    [`schema`](crate::core::schema).
//! 8. The promise resolves, or rejects with the error class of `src/wasm/error.js`.
//!
//! # The path of a top-up order
//!
//! A shopper's page sends the purchase to the shop's gateway. The gateway's partner client buys from `PressOne`.
//!
//! In the page:
//!
//! 1. `src/api/topup_order.rs`: `parse_order` checks the arguments. `src/api/page/methods.rs` has the exported
//!    method.
//! 2. `src/page/buying.js` sends `POST {base}/purchases.json`, and asks `GET {base}/purchases/….json`.
//!    `Purchase` in `purchase.rs` tells it when: `PageProtocol` in `src/core/page` decides, from what
//!    `gateway_answer` beside it reads in the answers. `verdict` makes the error of a purchase that failed.
//!
//! In the gateway:
//!
//! 3. `pkg-template/package/gateway/purchases.js` asks the journal and then the shop's hooks. It calls
//!    `submitTopupOrder` of the partner client, with the shopper.
//!
//! In the partner client:
//!
//! 4. **Checked** by `parse_order`. `about` in `src/api/partner/topup_order.rs` makes the content of the journal
//!    entry. `src/core/partner/digest.rs` makes its key from the reference.
//! 5. **Carried out** by `src/partner/purchase/driver.rs`. It executes the actions that `PurchaseProtocol` in
//!    `src/core/partner` decides on: read the entry, lock, claim, check the offer, open, send once, record the
//!    outcome. Its steps are in `sending.rs`, `looking.rs` and `recording.rs` beside it.
//!    `src/core/partner/journal.rs` has the format of the entries. `entry_file.rs` writes them by
//!    compare-and-set into the shop's store, which `src/partner/store.js` calls.
//! 6. **Sent** with a description that has the digests of reference, content and shopper
//!    (`src/core/partner/order_description.rs`).
//! 7. **Lost** if the answer does not prove an outcome: `src/wasm/exchange.rs` (no answer) and
//!    `src/core/partner/write_answer.rs` (an answer that proves nothing) return `outcome_unknown`. The entry
//!    stays open.
//! 8. **Found** by `src/partner/purchase/lookup.rs`, which searches `PressOne`'s order list for the digest.
//!    `src/core/partner/listed_orders.rs` tells which rows are the order. `recovery.rs` does so for all open
//!    entries.
//! 9. **Told** by `src/partner/purchase/queries.rs` (`getPurchase`, `purchases`). `settlement.rs` beside it
//!    writes what a person found out, and closes references.
//!
//! # The path of a package history
//!
//! `PressOne` answers one request per eSIM in 15 minutes. All partner clients of a store share it. A page keeps
//! the gateway's answer in its own storage (`src/page/history.js`).
//!
//! In the partner client:
//!
//! 1. `src/partner/history/mod.rs`: concurrent calls of one client share their work.
//! 2. `src/partner/history/flight.rs` executes the actions of `HistoryProtocol` in `src/core/partner`: read the
//!    store, wait for the lock, get the token, write the mark, send once, record the answer.
//! 3. `src/partner/history/stored.rs` reads and writes mark, answer and purchases. Their formats and keys are in
//!    `history_record.rs` in `src/core/partner`.
//! 4. `src/partner/history/purchases.rs` adds a new purchase under a key of its own. It is shown until an answer
//!    lists it.
//!
//! # To add an endpoint
//!
//! The client:
//!
//! 1. `src/api/x.rs`: arguments, request, decoding, tests, and `mod js` with the exported method of both
//!    clients. `src/api/topups.rs` is the shortest example.
//! 2. `src/api/x.d.ts`: the types, which `mod js` includes.
//! 3. One `mod` line in `src/api/mod.rs`.
//!
//! The sandbox, in `pkg-template/package/sandbox`, imitates `PressOne`. It has short names for the endpoints of
//! its own, such as `topups` for `getTopupPackages`; faults use these names.
//!
//! 4. `description/openapi.js`: the operation, with the schemas of its answers. Its `operationId` is the short
//!    name, which `index.d.ts` lists.
//! 5. `routes/x.js`: the function of that name, and its line in `routes/index.js`.
//! 6. `tests/sandbox/testing/caller.js` and `documented-answers.js`: a request of the endpoint, and its answers.
//!
//! The gateway, in `pkg-template/package/gateway`. Without it, a page client receives status 404.
//!
//! 7. `routes.js`: method and path.
//! 8. `endpoints.js`: the hooks that it needs, and the call of the partner client. `partner-types.d.ts`: the
//!    client's method.
//! 9. `presenter.js`: the answer. If the answer has a new type: the type's fields in `public-fields.js`, the
//!    type in `Exposed` in `index.d.ts`, and in the row `expose` of the gateway's `README.md`.
//!
//! Lists and proofs:
//!
//! 10. `tests/types/golden`: after a build, `UPDATE_GOLDEN=1 node --test tests/types/golden.test.js`.
//! 11. `tests/types/page.ts` and `server.ts`: a use of the method and of the fields of its answer.
//! 12. `tests/hosts/contract/reads.js` and `gateway.js`: a case on every platform, without and with the gateway.
//! 13. `tests/gateway-unit/wire.test.js`: the path, if it is a read. `tests/gateway/access.test.js`: the path in
//!     the tests of identities and of other shoppers' eSIMs.
//! 14. The tables of functions in `README.md` and of routes in the gateway's `README.md`. If a hook enables the
//!     endpoint, its row there and its comment in the gateway's `index.d.ts`.
//! 15. `tests/bench/budget.json`: the size. A read endpoint adds about 550 bytes, gzip.
//!
//! # Glossary
//!
//! * **Reference**: the name of one purchase or renewal: the id of its payment, or random. A reference buys one
//!   order at most.
//! * **Entry**: the journal's record of one reference: its kind, its content (what is bought), its owners, its
//!   state, the number of failed tries, and its outcome or failure.
//! * **State**: `claimed` (nothing was sent), `open` (the request may have left), then settled: `done`,
//!   `failed` (nothing was ordered, and the reference may buy again) or `closed` (it never buys again).
//! * **Claim**: the write that makes an entry this call's own. Another call may take it back until it is open.
//! * **Tries**: the number of failed tries of a reference. A purchase says how many its sender knows of. If the
//!   journal has more, nothing is sent.
//! * **Owner**: a shopper for whom the reference was used. The entry has the owner's digest.
//! * **Digest**: a hash that stands for a reference, a content or a shopper, so that keys and orders hold no
//!   readable text. The shopper's is keyed with the shop's `secret`.
//! * **Partition**: the part of the journal that a shop uses. Two shops with one store have two partitions.
//! * **Journal**: the entries in the shop's store. There is one per shop.
//! * **Store**: the shop's storage and locks (`pkg-template/package/stores`). Its compare-and-set decides who
//!   buys. Its locks only make callers wait.
//! * **Offer**: a top-up package that `PressOne` sells for an eSIM at this moment, with its current price.
//! * **Purchase**: one top-up order with its reference, from the call until the outcome is known.
//! * **Renewal**: one renewal of a phone number's subscription, with its reference. `PressOne` cannot list
//!   renewals, so a renewal has no lookup, and a number has at most one open renewal.
//! * **Lookup**: the search for an order in `PressOne`'s order list, by its digest.
//! * **Tombstone**: a settled entry after 90 days: state, order id, code and content. It is never removed.
//! * **Deadline**: a timeout plus an abort signal. Each call has one; work that must outlive the call has its
//!   own.
//! * **Mark**: the record in the store that `PressOne` was asked for an eSIM's history. It has a time to live.
//!   While it is there, no client asks again.
//! * **Single flight**: one request for concurrent callers of the same thing, such as the token or the history
//!   of one eSIM.
//! * **Partner client**: the client with the partner's credentials, on a server or edge worker. It talks to
//!   `PressOne`, and has the journal.
//! * **Page client**: the client in a shopper's page. It has no credentials and no journal, and talks to the
//!   gateway.
//! * **Gateway**: the request handler on the shop's own server or edge worker. It identifies the shopper, asks
//!   the shop's hooks, and calls the partner client. It is in `pkg-template/package/gateway`.

pub mod api;
pub mod core;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod page;
#[cfg(all(target_arch = "wasm32", feature = "partner"))]
mod partner;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use page::PageClient;
#[cfg(all(target_arch = "wasm32", feature = "partner"))]
pub use partner::PartnerClient;
