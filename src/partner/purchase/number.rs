//! At most one open renewal or claim of a number, because the API lists neither. The number's key names the
//! entry that has reserved it.

use wasm_bindgen::JsValue;

use super::entry_file::EntryFile;
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::journal_keys;
use crate::core::partner::purchase_protocol::{EntryState, Event, Stored};
use crate::partner::store::Store;
use crate::wasm::environment::random_text;
use crate::wasm::json::stringify;

/// The most attempts. More mean that the store does not work.
const MAX_ATTEMPTS: u32 = 4;

/// Reserves a number. Returns the reference of another entry too, if that entry has the number.
pub(super) async fn reserve(store: &Store, number: &str, digest: &str) -> (Event, Option<String>) {
    let key = journal_keys::number_key(number);
    // The random text makes each reservation unique.
    let reservation = [JsValue::from_str(digest), random_text().into()];
    let reservation = stringify(&JsValue::array(&reservation));
    for _ in 0..MAX_ATTEMPTS {
        let Ok(found) = store.get(&key).await else {
            break;
        };
        let holder = JsValue::parse(&found).and_then(|holder| holder.at(0).as_string());
        if let Some(holder) = holder.filter(|holder| holder != digest) {
            match free(store, &holder).await {
                Holder::Free => {}
                Holder::Changed => continue,
                Holder::Busy(reference) => return (Event::NumberBusy, Some(reference)),
                Holder::Unknown => break,
            }
        }
        match store
            .compare_and_set(&key, &found, &reservation, None)
            .await
            .0
        {
            Stored::Yes => return (Event::Reserved, None),
            Stored::Changed => {}
            Stored::Unconfirmed => break,
        }
    }
    (Event::NotReserved, None)
}

enum Holder {
    Free,
    Changed,
    Busy(String),
    Unknown,
}

/// Takes back another entry that is claimed, so it cannot open any more.
async fn free(store: &Store, digest: &str) -> Holder {
    let mut file = EntryFile::new(store, journal_keys::entry_key(digest));
    if file.read().await.is_err() {
        return Holder::Unknown;
    }
    if file.is_absent() {
        return Holder::Free;
    }
    let entry = file.entry();
    match journal::state_of(&entry) {
        Some(EntryState::Claimed) => {}
        Some(EntryState::Open) | None => {
            return Holder::Busy(entry.get_string("reference").unwrap_or_default());
        }
        Some(_) => return Holder::Free,
    }
    let stays = journal::take_back(&entry, &random_text());
    let left = if stays { entry } else { JsValue::UNDEFINED };
    match file.write(&left).await {
        Stored::Yes => Holder::Free,
        Stored::Changed => Holder::Changed,
        Stored::Unconfirmed => Holder::Unknown,
    }
}
