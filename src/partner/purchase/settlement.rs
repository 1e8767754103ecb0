//! A person's settlement of a purchase, and the end of a reference.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::driver::Purchase;
use super::entries::shown;
use super::entry_file::EntryFile;
use super::identity::Identity;
use super::operation::OperationOf;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::journal_age;
use crate::core::partner::purchase_protocol::{End, Purpose, Settlement};
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;

/// Writes a person's settlement. `args` are checked.
pub(crate) async fn settle(
    call: &Call,
    args: &JsValue,
    operation_of: OperationOf,
) -> Result<JsValue, CallError> {
    let outcome = args.get_string("outcome").unwrap_or_default();
    let settlement = match &*outcome {
        "done" => Settlement::Done,
        "failed" => Settlement::Failed,
        _ => Settlement::Closed,
    };
    let identity = Identity::of(call, args);
    let mut purchase = open(call, identity, operation_of).await?;
    if settlement == Settlement::Done {
        purchase.outcome = purchase.named_outcome(call, args).await?;
    }
    let message = "a person found out that nothing was ordered";
    // No refusal of PressOne: the reference may buy again.
    purchase.verdict = Some(Error::new(Kind::Network, &[message]).into());
    let end = purchase.run(Purpose::Settle(settlement), None).await;
    if end == End::NothingOpen {
        let message = "settlement.reference has no purchase";
        return Err(Error::new(Kind::NotFound, &[message])
            .at("settlement.reference")
            .into());
    }
    finish(purchase, end).await
}

/// Closes a reference, if nothing is open or done.
pub(crate) async fn close(
    call: &Call,
    args: &JsValue,
    operation_of: OperationOf,
) -> Result<JsValue, CallError> {
    let identity = Identity::of(call, args);
    let mut purchase = open(call, identity, operation_of).await?;
    let end = purchase.run(Purpose::Close, None).await;
    finish(purchase, end).await
}

/// The purchase of an entry. Without an entry it is one of an unknown content.
///
/// # Errors
/// `not_found` if the caller gave a shopper who is not an owner.
async fn open(
    call: &Call,
    identity: Identity,
    operation_of: OperationOf,
) -> Result<Purchase<'_>, CallError> {
    let store = &call.state.store;
    let mut file = EntryFile::new(store, identity.key());
    file.read().await?;
    let entry = file.entry();
    if !file.is_absent() && !identity.owns(&entry) {
        let message = "the shopper is no owner of this purchase";
        return Err(Error::new(Kind::NotFound, &[message]).into());
    }
    let operation = operation_of(&entry.get_string("kind").unwrap_or_default());
    let about = entry
        .get("about")
        .snapshot()
        .unwrap_or_else(JsValue::object);
    let mut purchase = Purchase::new(call, operation, identity, about);
    purchase.may_be_forgotten = store.forgets();
    Ok(purchase)
}

async fn finish(mut purchase: Purchase<'_>, end: End) -> Result<JsValue, CallError> {
    match end {
        End::InProgress => purchase.result(end).await.map_err(|failure| {
            let mut error = failure.to_error();
            // The entry may be settled when no call can be at work on it any more.
            let rest = journal_age::young_rest_ms(&purchase.entry(), Date::now());
            error.retry_after_ms = rest.or(error.retry_after_ms);
            error.into()
        }),
        End::NothingSent => purchase.result(end).await,
        _ => {
            let Identity {
                digest, reference, ..
            } = &purchase.identity;
            Ok(shown(purchase.call, &purchase.entry(), digest, reference).await)
        }
    }
}
