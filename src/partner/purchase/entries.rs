//! The journal's entries, as the store has them and as callers get them.

use wasm_bindgen::JsValue;

use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::partner::state::Call;
use crate::partner::store::Store;
use crate::wasm::call_error::CallError;
use crate::wasm::json::stringify;

/// An entry as callers get it. It shares nothing with the entry.
pub(super) fn shown(entry: &JsValue, reference: &str) -> JsValue {
    let copy = JsValue::parse(&stringify(entry)).unwrap_or_default();
    journal::to_purchase(&copy, reference)
}

/// The entries of keys of an index, each with its key. A key without an entry is left out.
pub(super) async fn entries_of(
    store: &Store,
    keys: &[String],
) -> Result<Vec<(String, JsValue)>, CallError> {
    let entry_keys: Vec<String> = keys
        .iter()
        .map(|key| journal::entry_key(journal::digest_of_key(key)))
        .collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let texts = store.get_many(&entry_keys).await;
    let texts = texts.map_err(|thrown| failed(&thrown))?;
    let mut entries = Vec::new();
    for (index, key) in (0..).zip(keys) {
        let text = texts.at(index);
        if !text.is_undefined() {
            let entry = JsValue::parse(&text).unwrap_or(JsValue::NULL);
            entries.push((key.clone(), entry));
        }
    }
    Ok(entries)
}

/// The error of a store that fails.
pub(super) fn failed(thrown: &JsValue) -> CallError {
    CallError::from_thrown(Kind::Storage, "the store failed", thrown.clone())
}

/// True if an entry of the journal belongs to this client's partition.
pub(super) fn is_own(call: &Call, entry: &JsValue) -> bool {
    journal::state_of(entry).is_none()
        || entry.get_string("partition").as_deref() == Some(&*call.state.side.config.partition)
}
