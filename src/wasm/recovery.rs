//! The journal's open entries: what became of them, and what a person says of them.

use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::CallError;
use super::journal::{LockGuard, failed};
use super::json::stringify;
use super::write::{Endpoint, run};
use crate::core::error::Error;
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::core::write_protocol::Mode;
use wasm_bindgen_futures::JsFuture;

/// The wait for an entry's turn, and for its storage. The looks have their own time.
const LOCK_TIMEOUT_MS: f64 = 3_000.0;

/// Finds out what became of this endpoint's open entries, and forgets what was settled long ago.
pub(crate) async fn recover(
    call: &Call,
    endpoint: &'static Endpoint,
) -> Result<JsValue, CallError> {
    let found = Array::new();
    // All of them first: what is found afterwards is told, however long the rest takes.
    for entry in open_entries(call, endpoint).await? {
        let about = entry.get("about");
        let Some(asked) = about.snapshot() else {
            continue;
        };
        // One that nothing can be found out about now stays open; whoever has its turn is at it.
        let order = match call.deadline.check() {
            Ok(()) => {
                let look = Call::new(
                    call.client.clone(),
                    call.deadline.extended(LOCK_TIMEOUT_MS)?,
                );
                run(&look, endpoint, &asked, Mode::Recover).await
            }
            Err(ended) => Err(ended),
        };
        if order.as_ref().is_ok_and(JsValue::is_undefined) {
            continue;
        }
        about.set("at", &entry.get("at"));
        about.set("order", &order.unwrap_or(JsValue::NULL));
        found.push(&about);
    }
    Ok(found.into())
}

/// The open entries of this endpoint. Removes what is old.
async fn open_entries(call: &Call, endpoint: &Endpoint) -> Result<Vec<JsValue>, CallError> {
    let failed = |thrown| failed(call, thrown);
    let held = &call.client.journal;
    let prefix = journal::entry_key(&call.client.config.journal_scope(), "");
    let keys = call
        .deadline
        .race(&held.keys(&prefix))
        .await
        .map_err(failed)?;
    let mut open = Vec::new();
    for index in 0..keys.length() {
        let key = keys.at(index).as_string().unwrap_or_default();
        let text = call.deadline.race(&held.read(&key)).await.map_err(failed)?;
        let entry = JsValue::parse(&text).unwrap_or_default();
        if journal::is_expired(&entry, Date::now()) {
            let removed = held.swap(&key, &text, &JsValue::UNDEFINED, false);
            // If it stays, it is older the next time.
            let _ = call.deadline.race(&removed).await;
        } else if journal::is_pending(&entry)
            && entry.get_string("kind").as_deref() == Some(endpoint.kind)
        {
            open.push(entry);
        }
    }
    Ok(open)
}

/// Settles an open entry as somebody says who has found out about it. `endpoint_of` knows the endpoint
/// of a kind.
pub(crate) async fn settle(
    call: &Call,
    settlement: &JsValue,
    endpoint_of: fn(&str) -> &'static Endpoint,
) -> Result<JsValue, CallError> {
    let failed = |thrown| failed(call, thrown);
    let held = &call.client.journal;
    let reference = settlement.get_string("reference").unwrap_or_default();
    let key = journal::entry_key(&call.client.config.journal_scope(), &reference);
    let lock = JsFuture::from(held.lock(&key, call.deadline.handle())).await;
    let _lock = LockGuard::new(lock.map_err(failed)?);
    let before = call.deadline.race(&held.read(&key)).await.map_err(failed)?;
    let entry = JsValue::parse(&before).unwrap_or_default();
    if !journal::is_pending(&entry) {
        let problem = "is not that of an open purchase or renewal";
        return Err(Error::argument("settlement.reference", problem).into());
    }
    let after = if settlement.get_string("outcome").as_deref() == Some("done") {
        let endpoint = endpoint_of(&entry.get_string("kind").unwrap_or_default());
        let nothing = JsValue::from_str("{}");
        let outcome = endpoint.read(&nothing, &entry.get("about"))?;
        journal::record_outcome(&entry, &outcome);
        stringify(&entry)
    } else {
        JsValue::UNDEFINED
    };
    let settled = call
        .deadline
        .race(&held.swap(&key, &before, &after, false))
        .await;
    if settled.map_err(failed)?.is_truthy() {
        return Ok(JsValue::UNDEFINED);
    }
    let problem = "was settled by somebody else meanwhile";
    Err(Error::argument("settlement.reference", problem).into())
}
