//! At most one unsettled renewal per number, because the API cannot list renewals. Reserved after the
//! journal entry is pending, released after it settles; a reservation whose entry is settled or gone
//! may be taken over.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::entries::{MAX_LOST_CLAIMS, parse_entry, random_reference};
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::wasm::call::Call;
use crate::wasm::error::CallError;
use crate::wasm::json::stringify;

/// Reserves a number for the renewal of this reference.
///
/// # Errors
/// `outcome_unknown` if another renewal is pending; `storage`.
pub(super) async fn reserve(call: &Call, number: &str, reference: &str) -> Result<(), CallError> {
    let scope = call.state.config.journal_scope();
    let key = journal::renewal_slot_key(&scope, number);
    // Two renewals of one number can have different references. A write's own lock is per reference.
    let _lock = call.lock(&key).await?;
    // The nonce makes each reservation unique.
    let reservation = [reference.into(), Date::now().into(), random_reference()];
    let reservation = stringify(&JsValue::array(&reservation));
    for _ in 0..MAX_LOST_CLAIMS {
        let text = call.read_entry(&key).await?;
        let holder = parse_entry(&text).at(0).as_string();
        if holder.is_none() && !text.is_undefined() {
            let message = "the stored reservation of this number is unreadable; nothing was sent";
            return Err(Error::new(Kind::Storage, &[message]).into());
        }
        if let Some(holder) = holder.filter(|holder| holder != reference) {
            let entry = call
                .read_entry(&journal::entry_key(&scope, &holder))
                .await?;
            if !entry.is_undefined() && !journal::is_done(&parse_entry(&entry)) {
                let mut pending = CallError::from(Error::earlier_pending());
                pending.set_reference(&holder);
                return Err(pending);
            }
        }
        if call.claim_entry(&key, &text, &reservation).await? {
            return Ok(());
        }
    }
    Err(call.journal_failure(JsValue::UNDEFINED))
}

/// Releases a number, if this renewal holds it. A reservation that stays behind does no harm.
pub(super) async fn release(call: &Call, number: &str, reference: &str) {
    let key = journal::renewal_slot_key(&call.state.config.journal_scope(), number);
    let Ok(_lock) = call.lock(&key).await else {
        return;
    };
    let Ok(text) = call.read_entry(&key).await else {
        return;
    };
    if parse_entry(&text).at(0).as_string().as_deref() == Some(reference) {
        let _ = call.replace_entry(&key, &text, &JsValue::UNDEFINED).await;
    }
}
