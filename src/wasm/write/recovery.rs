//! The journal's pending entries: their lookup, and their settlement by a person.

use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::driver::run;
use super::entries::parse_entry;
use super::operation::{WriteOperation, decode_outcome};
use crate::core::error::Error;
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::core::write_protocol::Mode;
use crate::wasm::call::Call;
use crate::wasm::error::CallError;
use crate::wasm::json::stringify;

/// The timeout for the lock and the storage of one entry. Lookups have a timeout of their own.
const LOCK_TIMEOUT_MS: f64 = 3_000.0;

/// Looks for the outcomes of an operation's pending entries, and removes expired entries.
pub(crate) async fn recover(
    call: &Call,
    operation: &'static dyn WriteOperation,
) -> Result<JsValue, CallError> {
    let found = Array::new();
    // All entries are read first, so a slow lookup costs no result.
    for entry in pending_entries(call, operation.kind()).await? {
        let subject = entry.get("about");
        let Some(args) = subject.snapshot() else {
            continue;
        };
        // Stays open if it cannot be resolved now; if locked, another call is resolving it.
        let outcome = match call.deadline.check() {
            Ok(()) => {
                let deadline = call.deadline.extended(LOCK_TIMEOUT_MS)?;
                let lookup = Call::new(call.state.clone(), deadline);
                run(&lookup, operation, &args, Mode::Recover).await
            }
            Err(ended) => Err(ended),
        };
        if outcome.as_ref().is_ok_and(JsValue::is_undefined) {
            continue;
        }
        subject.set("at", &entry.get("at"));
        subject.set("order", &outcome.unwrap_or(JsValue::NULL));
        found.push(&subject);
    }
    Ok(found.into())
}

/// Returns the pending entries of this kind. Removes expired entries.
async fn pending_entries(call: &Call, kind: &str) -> Result<Vec<JsValue>, CallError> {
    let prefix = journal::entry_key(&call.state.config.journal_scope(), "");
    let keys = call
        .journal_result(&call.state.journal.keys(&prefix))
        .await?;
    let mut pending = Vec::new();
    for index in 0..keys.length() {
        let key = keys.at(index).as_string().unwrap_or_default();
        let text = call.read_entry(&key).await?;
        let entry = parse_entry(&text);
        if journal::is_expired(&entry, Date::now()) {
            // If this fails, the next recovery removes the entry.
            let _ = call.replace_entry(&key, &text, &JsValue::UNDEFINED).await;
        } else if journal::is_pending(&entry) && entry.get_string("kind").as_deref() == Some(kind) {
            pending.push(entry);
        }
    }
    Ok(pending)
}

/// Settles a pending entry with what a person found out. `operation_of` returns the operation of a kind.
pub(crate) async fn settle(
    call: &Call,
    settlement: &JsValue,
    operation_of: fn(&str) -> &'static dyn WriteOperation,
) -> Result<JsValue, CallError> {
    let reference = settlement.get_string("reference").unwrap_or_default();
    let key = journal::entry_key(&call.state.config.journal_scope(), &reference);
    let _lock = call.lock(&key).await?;
    let before = call.read_entry(&key).await?;
    let entry = parse_entry(&before);
    let refused = |problem| Err(Error::argument("settlement.reference", problem).into());
    if !journal::is_pending(&entry) {
        return refused("names no pending purchase or renewal");
    }
    let after = if settlement.get_string("outcome").as_deref() == Some("done") {
        let operation = operation_of(&entry.get_string("kind").unwrap_or_default());
        let nothing = JsValue::from_str("{}");
        let outcome = decode_outcome(operation, &nothing, &entry.get("about"))?;
        journal::record_outcome(&entry, &outcome);
        stringify(&entry)
    } else {
        JsValue::UNDEFINED
    };
    if call.replace_entry(&key, &before, &after).await? {
        return Ok(JsValue::UNDEFINED);
    }
    refused("was settled by another call meanwhile")
}
