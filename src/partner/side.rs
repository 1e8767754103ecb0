//! The partner client's part of the shared shell.

use wasm_bindgen::JsValue;

use super::state::{Call, Partner};
use super::store::LockGuard;
use super::{request, token};
use crate::core::history_cache;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::scope::scope_hash;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::history_storage::HistoryStorage;
use crate::wasm::side::Side;
use crate::wasm::state::ClientState;

/// The longest wait for another server's request of a history, in ms.
const LOCK_WAIT_MS: f64 = 10_000.0;

impl Side for Partner {
    const MAX_ANSWER_BYTES: u32 = 8 << 20;
    type HistoryLock = LockGuard;

    fn build_request(
        state: &ClientState<Self>,
        deadline: &Deadline,
        request: &Request,
        token: Option<&str>,
    ) -> Result<JsValue, JsValue> {
        request::build(state, deadline, request, token)
    }

    /// Replaces the shopper's id of a query by its digest, which is in the orders' descriptions.
    fn complete(&self, args: &JsValue) {
        if let Some(shopper) = args.get_string("shopper") {
            let digests = self.config.shopper_digests(&shopper);
            let digest = digests.first().map_or("", String::as_str);
            args.set("shopper", &digest.into());
        }
    }

    async fn token_of(call: &Call, request: &Request) -> Result<Option<String>, CallError> {
        if request.authorized && call.state.side.config.sends_token(request.product) {
            return token::get(call).await.map(Some);
        }
        Ok(None)
    }

    async fn drop_token(call: &Call, token: &str) -> bool {
        call.drop_stored_token(token).await;
        true
    }

    fn histories(&self) -> &HistoryStorage {
        &self.histories
    }

    async fn history_key(call: &Call, iccid: &str) -> Result<String, CallError> {
        // The keys of a shop's store show no ICCID.
        let hash = if iccid.is_empty() {
            String::new()
        } else {
            scope_hash(&[iccid])
        };
        Ok(history_cache::key(&call.state.side.config.scope, &hash))
    }

    async fn lock_history(call: &Call, key: &str, waited_longer: bool) -> Option<LockGuard> {
        let wait_ms = if waited_longer { 0.0 } else { LOCK_WAIT_MS };
        let lock = call.state.side.store.lock(key, wait_ms, &call.deadline);
        // A store that fails costs a request more.
        lock.await.ok().flatten()
    }
}
