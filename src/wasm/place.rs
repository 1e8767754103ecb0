//! Which renewal of a number is open: the API lists no renewals, so that no other may leave meanwhile.
//!
//! A place is taken after the entry of its renewal is `sending`, and left after it is settled. So a
//! place whose entry is settled or gone is free, however it came to be there.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::Failure;
use super::journal::{Turn, failed};
use super::json::stringify;
use super::limit::Limit;
use super::once::{MOST_LATE, random_reference};
use super::work::Wait;
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;

/// Takes the place of a number for this renewal.
///
/// # Errors
/// Another one is open, and its outcome not known; or the storage fails.
pub(super) async fn take(call: &Call, number: &str, reference: &str) -> Result<(), Failure> {
    let account = call.client.config.journal_scope();
    let place = journal::renewal_slot_key(&account, number);
    let held = &call.client.journal;
    let failed = |thrown| failed(call, thrown);
    let _turn = turn(call, &place, &call.limit).await.map_err(failed)?;
    // Like no other that was or will be there.
    let mine = [reference.into(), Date::now().into(), random_reference()];
    let mine = stringify(&JsValue::array(&mine));
    for _ in 0..MOST_LATE {
        let text = call.limit.wait(&held.read(&place)).await.map_err(failed)?;
        let taker = JsValue::parse(&text).unwrap_or_default().at(0).as_string();
        if taker.is_none() && !text.is_undefined() {
            let message = "what is kept of this number cannot be read; nothing was sent";
            return Err(Error::new(Kind::Storage, &[message]).into());
        }
        if let Some(taker) = taker.filter(|taker| taker != reference) {
            let entry = held.read(&journal::entry_key(&account, &taker));
            let entry = call.limit.wait(&entry).await.map_err(failed)?;
            let settled = |entry| journal::is_done(&entry);
            if !entry.is_undefined() && !JsValue::parse(&entry).is_some_and(settled) {
                let mut open = Failure::from(Error::earlier_pending());
                open.refer(&taker);
                return Err(open);
            }
        }
        let swapped = call
            .limit
            .wait(&held.swap(&place, &text, &mine, true))
            .await;
        if swapped.map_err(failed)?.is_truthy() {
            return Ok(());
        }
    }
    Err(failed(JsValue::UNDEFINED))
}

/// The number's turn: the renewals of a number have references of their own, and with them turns of
/// their own.
async fn turn(call: &Call, place: &str, limit: &Limit) -> Result<Turn, JsValue> {
    let turn = call.client.journal.turn(place, limit.handle());
    Wait::new(turn).await.map(Turn::new)
}

/// Leaves the place of a number, if this renewal has it. What stays behind harms nobody.
pub(super) async fn leave(call: &Call, limit: &Limit, number: &str, reference: &str) {
    let place = journal::renewal_slot_key(&call.client.config.journal_scope(), number);
    let held = &call.client.journal;
    let Ok(_turn) = turn(call, &place, limit).await else {
        return;
    };
    let Ok(text) = limit.wait(&held.read(&place)).await else {
        return;
    };
    let taker = JsValue::parse(&text).unwrap_or_default().at(0).as_string();
    if taker.as_deref() == Some(reference) {
        let _ = limit
            .wait(&held.swap(&place, &text, &JsValue::UNDEFINED, false))
            .await;
    }
}
