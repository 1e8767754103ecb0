//! Two JavaScript clients of the `PressOne` partner API: eSIMs, their packages, top-ups and orders, and the
//! claims and renewals of phone numbers. wasm-bindgen compiles each to a module of the npm package `pressone-esim`.
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
//! | [`src/core`](crate::core) | decisions without JavaScript types: argument checks, requests as data, decoding, errors | nothing |
//! | `src/core/page` | those of the page client: its options, its protocol, the gateway's answers and errors | `core` |
//! | `src/core/partner` | those of the partner client: its options, retries, the protocols of purchases and of histories, the journal's entries, order descriptions, tokens | `core` |
//! | `src/wasm` | what both clients share of the platform: values, deadlines, `fetch`. Of the endpoints it knows the table of kept answers alone. On `wasm32` only | `core` |
//! | `src/page` | the exported page client. Its scripts wait: for attempts, pauses, histories and purchases. Its Rust decides. On `wasm32` only | `core`, `wasm` |
//! | `src/partner` | the exported partner client, with its calls, store, token, kept answers and journal. On `wasm32` only | `core`, `wasm` |
//! | [`src/api`](crate::api) | one file per endpoint: its arguments, its request, the decoding of its answer, tests, and its exported method (`mod js`) with the TypeScript beside it. `page` and `partner` have what one client alone has | all |
//!
//! `src/core` and the pure part of `src/api` are generic over [`JsonValue`](crate::core::json::JsonValue), so
//! `cargo test` checks them without a browser. A `.js` file beside a Rust file does what takes fewer bytes in
//! JavaScript.
//!
//! The page client is small because its scripts wait: an `async` function of JavaScript has a fifth of the bytes
//! of a compiled one. For each call a script gets a `Work` of the module. `Work`
//! makes the decisions.
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
//!    and repeats.
//! 6. In the partner client, `src/partner/run.rs` runs the call, and `src/wasm/promise.rs` makes its promise.
//!    `authorized.rs` adds the client's token. `exchange.rs` repeats failed attempts, if
//!    `src/core/partner/retry.rs` says so. `transport.rs` calls `fetch`.
//! 7. An error status becomes an error: in the page in `src/core/page/gateway_error.rs`, in the partner client in
//!    `src/core/partner/error_response.rs`. Both find its kind in
//!    [`answer_kind`](crate::core::answer_kind). The endpoint decodes the body of a success, with
//!    [`schema`](crate::core::schema). In the page `Work` in `src/page/work.rs` has the endpoint.
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
//!    `Work` in `work.rs` decides when, with `PageProtocol` in `src/core/page`, from what
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
//!    `src/core/partner/journal.rs` has the format of the entries, and `journal_keys.rs` their keys.
//!    `entry_file.rs` writes them by compare-and-set into the shop's store, which `src/partner/store.js` calls.
//! 6. **Sent** with a description that has the digests of reference, content and shopper
//!    (`src/core/partner/order_description.rs`).
//! 7. **Lost** if the answer does not prove an outcome: `src/partner/exchange.rs` (no answer) and
//!    `src/core/partner/write_answer.rs` (an answer that proves nothing) return `outcome_unknown`. The entry
//!    stays open.
//! 8. **Found** by `src/partner/purchase/lookup.rs`, which searches `PressOne`'s order list for the digest.
//!    `src/core/partner/listed_orders.rs` selects the rows that are the order. `recovery.rs` does so for all
//!    open entries.
//! 9. **Returned** by `src/partner/purchase/queries.rs` (`getPurchase`, `purchases`). `settlement.rs` beside it
//!    writes what a person found out, and closes references.
//!
//! # The path of an order of eSIMs
//!
//! `submitOrder` of the partner client takes the same path, with other parts:
//!
//! 1. `src/api/sim_order.rs` checks the arguments. `src/api/partner/sim_order.rs` has entry, request and answer.
//! 2. `sim_order_operation.rs` beside it looks for the package in the kept list of packages, and asks for the list anew
//!    if it differs.
//! 3. `src/partner/purchase/sealed.rs` encrypts the order in the entry, because its codes are enough to install the
//!    eSIMs.
//! 4. `src/partner/purchase/granting.rs` writes the owners of the eSIMs, before the entry says that the order is done.
//!    `src/core/partner/ownership.rs` has the format of their records, and `src/partner/ownership.rs` finds and changes
//!    them. `src/api/partner/owned.rs` has the gateway's questions.
//!
//! # The path of a package history
//!
//! `PressOne` answers one request per eSIM in 15 minutes. All partner clients of a store share it. A page keeps
//! the gateway's answer in its own storage (`src/page/history.js`).
//!
//! In the partner client:
//!
//! 1. `src/partner/kept/mod.rs`: concurrent calls of one client share their work.
//! 2. `src/partner/kept/flight.rs` executes the actions of `HistoryProtocol` in `src/core/partner`: read the
//!    store, wait for the lock, get the token, write the mark, send once, record the answer.
//! 3. `src/partner/kept/stored.rs` reads and writes mark, answer and purchases. Their formats and keys are in
//!    `history_record.rs` in `src/core/partner`.
//! 4. `src/partner/kept/purchases.rs` adds a new purchase under a key of its own. It is shown until an answer
//!    lists it.
//!
//! The same files keep usage, packages and compatible devices. `keeping.rs` in `src/core/partner` has the times of
//! each. `PressOne` does not refuse a second request for these, so failures are repeated, and no mark stays.
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
//! Most reads of the page need no decoding of their own, because the gateway's partner client has decoded and checked
//! `PressOne`'s answer. Then `x.rs` is compiled with the feature `partner` alone, and the page client's method is a
//! table in `src/api/page/reads.rs`, a `GatewayRead`. `src/api/types.rs` includes the types, for both clients.
//! `src/api/usage.rs` is an example.
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
//! 8. `endpoints.js`: the hooks that it needs. `own-reads.js` or `browsing.js`: the call of the partner client.
//!    `partner.js` and `partner-types.d.ts`: the client's method.
//! 9. `presenter.js`: the answer. If the answer has a new type: the type's fields in `public-fields.js`, the
//!    type in `Exposed` in `index.d.ts`, and in the row `expose` of the gateway's `README.md`. A page gets every
//!    documented field: `null` if it is withheld.
//!
//! 10. `pkg-template/openapi/operations.mjs`: the operation in the gateway's `OpenAPI` description.
//!     `node pkg-template/openapi/write.mjs` writes it.
//!
//! Lists and proofs:
//!
//! 11. `tests/types/golden`: after a build, `UPDATE_GOLDEN=1 node --test tests/types/golden.test.js`.
//! 12. `tests/types/page.ts` and `server.ts`: a use of the method and of the fields of its answer.
//! 13. `tests/hosts/contract/reads.js` and `gateway-reads.js`: a case on every platform, without and with the gateway.
//! 14. `tests/gateway-unit/wire.test.js`: the path, if it is a read. `tests/gateway/access.test.js`: the path in
//!     the tests of identities and of other shoppers' eSIMs.
//! 15. The tables of functions in `README.md` and of routes in the gateway's `README.md`. If a hook enables the
//!     endpoint, its row there and its comment in the gateway's `index.d.ts`.
//! 16. `tests/bench/budget.json`: the size. An endpoint that the page decodes adds about 550 bytes, gzip, and a
//!     `GatewayRead` 100 to 200.
//!
//! # Glossary
//!
//! * **Reference**: the name of one purchase: the id of its payment, or random. A reference buys at most once.
//! * **Entry**: the journal's record of one reference: its kind, its content (what is bought), its owners, its
//!   state, the number of failed tries, and its outcome or failure.
//! * **State**: `claimed` (nothing was sent), `open` (the request may have left), then settled: `done`,
//!   `failed` (nothing was ordered, and the reference may buy again) or `closed` (it never buys again).
//! * **Claim of an entry**: the write that makes an entry this call's own. Another call may take it back until it
//!   is open.
//! * **Tries**: the number of failed tries of a reference. A purchase says how many its sender knows of. If the
//!   journal has more, nothing is sent.
//! * **Owner**: a shopper for whom the reference was used. The entry has the owner's digest. The owners of an entry
//!   become the owners of its new eSIMs, in records that a transfer can change.
//! * **Digest**: a hash that stands for a reference, a content, a shopper, an eSIM or a number, so that keys and
//!   orders hold no readable text. Those of shoppers, eSIMs and numbers are keyed with the shop's `secret`.
//! * **Sealed**: encrypted with the shop's `secret`, and bound to the key in the store.
//! * **Partition**: the part of the journal that a shop uses. Two shops with one store have two partitions.
//! * **Journal**: the entries in the shop's store. There is one per shop.
//! * **Store**: the shop's storage and locks (`pkg-template/package/stores`). Its compare-and-set decides who
//!   buys. Its locks only make callers wait.
//! * **Offer**: the package that an order buys, with its price. A top-up's offer is asked for at this moment. That
//!   of new eSIMs is in the list of packages, which the store keeps for an hour.
//! * **Purchase**: what a reference buys, from the call until the outcome is known. An order is a purchase of one
//!   of the first two kinds.
//! * **Kind**: `topup`, `sim` (new eSIMs), `renewal` or `claim` (both of a number).
//! * **Claim of a number**: the purchase that gives a user a phone number. A number's claims and renewals have no
//!   lookup, because `PressOne` cannot list them, and one of them at most is open.
//! * **Renewal**: one renewal of a phone number's subscription, with its reference.
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
