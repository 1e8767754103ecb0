//! Access to the journal within the deadline of a call.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::wasm::call::Call;
use crate::wasm::error::CallError;
use crate::wasm::journal::LockGuard;
use crate::wasm::promise::PromiseResult;

/// The limit of attempts to claim a journal key.
pub(super) const MAX_LOST_CLAIMS: u32 = 8;

#[wasm_bindgen(module = "/src/wasm/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = randomReference)]
    pub(super) fn random_reference() -> JsValue;
}

impl Call {
    /// Waits for the lock of this name.
    pub(super) async fn lock(&self, name: &str) -> Result<LockGuard, CallError> {
        let locked = self.state.journal.lock(name, self.deadline.handle());
        let release = PromiseResult::from(locked).await;
        release
            .map(LockGuard::new)
            .map_err(|thrown| self.journal_failure(thrown))
    }

    /// Reads the text under a key; `undefined` if there is none.
    pub(super) async fn read_entry(&self, key: &str) -> Result<JsValue, CallError> {
        self.journal_result(&self.state.journal.read(key)).await
    }

    /// Replaces the text under a key durably. Returns false if another client changed it before.
    pub(super) async fn claim_entry(
        &self,
        key: &str,
        before: &JsValue,
        after: &JsValue,
    ) -> Result<bool, CallError> {
        let swapped = self.state.journal.swap(key, before, after, true);
        Ok(self.journal_result(&swapped).await?.is_truthy())
    }

    /// Replaces the text under a key; `undefined` removes it. Returns false if another client changed
    /// it before.
    pub(super) async fn replace_entry(
        &self,
        key: &str,
        before: &JsValue,
        after: &JsValue,
    ) -> Result<bool, CallError> {
        let swapped = self.state.journal.swap(key, before, after, false);
        Ok(self.journal_result(&swapped).await?.is_truthy())
    }

    /// Returns the result of a journal operation.
    pub(super) async fn journal_result(&self, pending: &Promise) -> Result<JsValue, CallError> {
        let result = self.deadline.race(pending).await;
        result.map_err(|thrown| self.journal_failure(thrown))
    }

    /// The failure of a call that could not use the journal: the call's end, or the storage.
    pub(super) fn journal_failure(&self, thrown: JsValue) -> CallError {
        let message = "the storage of the journal failed; nothing was sent";
        match self.deadline.check() {
            Err(ended) => ended,
            Ok(()) => CallError::from_thrown(Kind::Storage, message, thrown),
        }
    }
}

/// The parsed entry of a text. An unreadable text is an entry without fields.
pub(super) fn parse_entry(text: &JsValue) -> JsValue {
    JsValue::parse(text).unwrap_or_default()
}
