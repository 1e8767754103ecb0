//! Which renewal of a number is open: the API lists no renewals, so that no other may leave meanwhile.
//!
//! A place is taken after the entry of its renewal is `sending`, and left after it is settled. So a
//! place whose entry is settled or gone is free, however it came to be there.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::deadline::Deadline;
use super::error::CallError;
use super::journal::{LockGuard, failed};
use super::json::stringify;
use super::write::{MAX_LOST_CLAIMS, random_reference};
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;
use wasm_bindgen_futures::JsFuture;

/// Takes the place of a number for this renewal.
///
/// # Errors
/// Another one is open, and its outcome not known; or the storage fails.
pub(super) async fn reserve(call: &Call, number: &str, reference: &str) -> Result<(), CallError> {
    let account = call.client.config.journal_scope();
    let place = journal::renewal_slot_key(&account, number);
    let held = &call.client.journal;
    let failed = |thrown| failed(call, thrown);
    let _lock = lock(call, &place, &call.deadline).await.map_err(failed)?;
    // Like no other that was or will be there.
    let mine = [reference.into(), Date::now().into(), random_reference()];
    let mine = stringify(&JsValue::array(&mine));
    for _ in 0..MAX_LOST_CLAIMS {
        let text = call
            .deadline
            .race(&held.read(&place))
            .await
            .map_err(failed)?;
        let taker = JsValue::parse(&text).unwrap_or_default().at(0).as_string();
        if taker.is_none() && !text.is_undefined() {
            let message = "what is kept of this number cannot be read; nothing was sent";
            return Err(Error::new(Kind::Storage, &[message]).into());
        }
        if let Some(taker) = taker.filter(|taker| taker != reference) {
            let entry = held.read(&journal::entry_key(&account, &taker));
            let entry = call.deadline.race(&entry).await.map_err(failed)?;
            let settled = |entry| journal::is_done(&entry);
            if !entry.is_undefined() && !JsValue::parse(&entry).is_some_and(settled) {
                let mut open = CallError::from(Error::earlier_pending());
                open.set_reference(&taker);
                return Err(open);
            }
        }
        let swapped = call
            .deadline
            .race(&held.swap(&place, &text, &mine, true))
            .await;
        if swapped.map_err(failed)?.is_truthy() {
            return Ok(());
        }
    }
    Err(failed(JsValue::UNDEFINED))
}

/// The number's turn: the renewals of a number have references of their own, and with them turns of
/// their own.
async fn lock(call: &Call, place: &str, deadline: &Deadline) -> Result<LockGuard, JsValue> {
    let lock = call.client.journal.lock(place, deadline.handle());
    JsFuture::from(lock).await.map(LockGuard::new)
}

/// Leaves the place of a number, if this renewal has it. What stays behind harms nobody.
pub(super) async fn release(call: &Call, deadline: &Deadline, number: &str, reference: &str) {
    let place = journal::renewal_slot_key(&call.client.config.journal_scope(), number);
    let held = &call.client.journal;
    let Ok(_lock) = lock(call, &place, deadline).await else {
        return;
    };
    let Ok(text) = deadline.race(&held.read(&place)).await else {
        return;
    };
    let taker = JsValue::parse(&text).unwrap_or_default().at(0).as_string();
    if taker.as_deref() == Some(reference) {
        let _ = deadline
            .race(&held.swap(&place, &text, &JsValue::UNDEFINED, false))
            .await;
    }
}
