//! The journal's entries, as the store has them and as callers get them.

use wasm_bindgen::JsValue;

use super::sealed::unseal_orders;
use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::journal_keys;
use crate::core::partner::journal_view;
use crate::partner::call::Call;
use crate::partner::ownership;
use crate::partner::store::Store;
use crate::wasm::call_error::CallError;
use crate::wasm::json::stringify;

/// The entry of a digest as callers get it. It shares nothing with the entry.
pub(super) async fn shown(call: &Call, entry: &JsValue, digest: &str, reference: &str) -> JsValue {
    let copy = unsealed(call, entry, digest).await;
    journal_view::to_purchase(&copy, reference)
}

/// A copy of the entry of a digest, with its orders unsealed. An old entry has no eSIMs, but the records of their
/// owners have them.
pub(super) async fn unsealed(call: &Call, entry: &JsValue, digest: &str) -> JsValue {
    let copy = JsValue::parse(&stringify(entry)).unwrap_or_default();
    unseal_orders(&call.state, &journal_keys::entry_key(digest), &copy).await;
    let order = copy.get("outcome");
    if journal::is_order_of_esims(&copy) && order.get("sims").length() == 0 {
        let owners = journal::owners(&copy);
        let sold_at = copy.get_f64("created_at").unwrap_or_default();
        let esims = ownership::sold_in(&call.state, &order, &owners, sold_at).await;
        if !esims.is_empty() {
            order.set("sims", &JsValue::array(&esims));
        }
    }
    copy
}

/// The entries of keys of an index, each with its key. A key without an entry is left out.
pub(super) async fn entries_of(
    store: &Store,
    keys: &[String],
) -> Result<Vec<(String, JsValue)>, CallError> {
    let entry_keys: Vec<String> = keys
        .iter()
        .map(|key| journal_keys::entry_key(journal_keys::digest_of_key(key)))
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
        || entry.get_string("partition").as_deref() == Some(&*call.state.config.partition)
}
