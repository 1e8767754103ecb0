//! The open purchases of the journal: one more look for each.

use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::driver::{Purchase, emit_purchase};
use super::entries::{entries_of, failed, is_own, shown, unsealed};
use super::granting::grant_owned;
use super::identity::Identity;
use super::operation::{OperationOf, PurchaseOperation};
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::journal_age;
use crate::core::partner::journal_keys;
use crate::core::partner::journal_view;
use crate::core::partner::purchase_protocol::{End, EntryState, Purpose};
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;

/// The number of keys that are read at once.
const PAGE_SIZE: u32 = 100;
/// The time after which an index key without its claim is removed: its call has ended.
const STALE_KEY_MS: f64 = 3_600_000.0;

/// Looks for the orders of all open entries. Sends no order.
pub(crate) async fn recover(call: &Call, operation_of: OperationOf) -> Result<JsValue, CallError> {
    let store = &call.state.store;
    let (settled, open, skipped) = (Array::new(), Array::new(), Array::new());
    let mut after: Option<String> = None;
    loop {
        let keys = store
            .keys(journal_keys::OPEN_PREFIX, after.as_deref(), PAGE_SIZE)
            .await;
        let keys = keys.map_err(|thrown| failed(&thrown))?;
        let entries = entries_of(store, &keys).await?;
        for key in &keys {
            let Some((_, entry)) = entries.iter().find(|(with_entry, _)| with_entry == key) else {
                remove_stale(call, key).await;
                continue;
            };
            if !is_own(call, entry) {
                continue;
            }
            let is_current = journal_keys::time_of_key(key) == entry.get_f64("claimed_at");
            match journal::state_of(entry) {
                // The key is of an earlier claim. Or it is of a call that has not claimed the entry yet.
                Some(_) if !is_current => remove_stale(call, key).await,
                None => {
                    // Another version wrote it, or another program changed it.
                    skipped.push(&journal_keys::digest_of_key(key).into());
                }
                Some(EntryState::Open | EntryState::Claimed) => {
                    let digest = journal_keys::digest_of_key(key);
                    let found = recover_one(call, entry, digest, operation_of).await?;
                    let is_open = found.get_string("state").as_deref() == Some("open");
                    (if is_open { &open } else { &settled }).push(&found);
                }
                Some(_) => {
                    let digest = journal_keys::digest_of_key(key);
                    if finish(call, entry, digest, operation_of).await {
                        let _ = store.delete(key).await;
                    }
                }
            }
        }
        match keys.last() {
            #[allow(clippy::cast_possible_truncation)]
            // A store that repeats keys would cause reads without end.
            Some(last) if keys.len() as u32 == PAGE_SIZE && Some(last) > after.as_ref() => {
                after = Some(last.clone());
            }
            _ => break,
        }
    }
    let result = JsValue::object();
    result.set("settled", &settled.into());
    result.set("open", &open.into());
    result.set("skipped", &skipped.into());
    Ok(result)
}

/// Removes an index key whose claim is not there. A young one may get its claim yet.
async fn remove_stale(call: &Call, key: &str) {
    let time = journal_keys::time_of_key(key).unwrap_or_default();
    if Date::now() - time > STALE_KEY_MS {
        let _ = call.state.store.delete(key).await;
    }
}

/// Makes the owners of a settled purchase the owners of what it bought, because the call that settled it could not.
/// Returns false if a later recovery has to repeat this.
async fn finish(call: &Call, entry: &JsValue, digest: &str, operation_of: OperationOf) -> bool {
    let operation = operation_of(&entry.get_string("kind").unwrap_or_default());
    let entry = unsealed(call, entry, digest).await;
    let outcome = journal::outcome_of(&entry);
    let now = Date::now();
    if journal::is_order_of_esims(&entry)
        && !operation.is_complete(&outcome, &entry.get("about"))
        && !journal_age::is_day_old(&entry, now)
    {
        if journal_age::is_look_due(&entry, now) && call.deadline.check().is_ok() {
            complete(call, operation, &entry, digest).await;
        }
        return false;
    }
    let owners = journal::owners(&entry);
    grant_owned(call, operation, &outcome, &entry, &owners).await
}

/// Reads an order that lacks eSIMs, and records it if it has them now.
async fn complete(
    call: &Call,
    operation: &'static dyn PurchaseOperation,
    entry: &JsValue,
    digest: &str,
) {
    let identity = Identity::of_entry(entry, digest);
    let mut purchase = Purchase::new(call, operation, identity, about_of(entry));
    if purchase.file.read().await.is_err() {
        return;
    }
    purchase.outcome = purchase.completed(journal::outcome_of(entry)).await;
    // If a write fails, the next recovery repeats it.
    if purchase.is_complete(&purchase.outcome) {
        purchase.record_order().await;
    } else {
        purchase.record_look().await;
    }
}

/// The content of an entry.
fn about_of(entry: &JsValue) -> JsValue {
    let about = entry.get("about").snapshot();
    about.unwrap_or_else(JsValue::object)
}

/// Looks for the order of one entry, if a look is due. Returns the purchase afterwards.
pub(super) async fn recover_one(
    call: &Call,
    entry: &JsValue,
    digest: &str,
    operation_of: OperationOf,
) -> Result<JsValue, CallError> {
    let operation = operation_of(&entry.get_string("kind").unwrap_or_default());
    let identity = Identity::of_entry(entry, digest);
    let reference = identity.reference.clone();
    if journal_age::is_overdue(entry, Date::now()) {
        emit_purchase(call, operation.name(), "overdue", &reference);
    }
    let mut purchase = Purchase::new(call, operation, identity, about_of(entry));
    let looks = journal_view::view(entry, "", "", Date::now()).is_some_and(|view| view.look_due);
    let end = if call.deadline.check().is_ok() {
        purchase.run(Purpose::Recover, None).await
    } else {
        End::Open
    };
    let after = if end == End::Open {
        entry.clone()
    } else {
        purchase.entry()
    };
    let shown = shown(call, &after, digest, &reference).await;
    if end == End::Done
        && let Some(source) = purchase.outcome.get_string("source")
    {
        shown
            .get(operation.kind().outcome_name())
            .set("source", &source.into());
    }
    if matches!(end, End::Open | End::InProgress) {
        let listed = purchase.listed.map_or(JsValue::NULL, JsValue::from);
        shown.set("listed", &listed);
        if looks && let Some(state) = purchase.state_of_number(call).await {
            shown.set("before", &after.get("before"));
            shown.set("after", &state);
        }
    }
    Ok(shown)
}
