//! The records of what shoppers own, in the store. They are sealed, so other programs cannot read or change them.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::state::ClientState;
use super::store::StoreResult;
use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::partner::journal::same_order;
use crate::core::partner::journal_keys::digest_of_key;
use crate::core::partner::ownership::{self, Sale, Subject, Transfer};
use crate::core::partner::purchase_protocol::Stored;
use crate::wasm::call_error::CallError;

/// The most attempts. More mean that the store does not work.
const MAX_ATTEMPTS: u32 = 4;
/// The keys that are read at once.
const KEYS_PAGE: u32 = 1_000;
/// The most eSIMs of one shopper that a list has.
const MAX_ESIMS: usize = 10_000;

/// A part of a purchase that becomes its shopper's.
pub(crate) struct Owned {
    pub(crate) subject: Subject,
    /// The ICCID of an eSIM, or the address of a number in lower case.
    pub(crate) id: String,
    /// The part as it was sold. The record keeps it.
    pub(crate) content: JsValue,
}

/// A record as this call has read it.
struct Record {
    digest: String,
    key: String,
    /// The text in the store; `undefined` for none.
    text: JsValue,
    value: Option<JsValue>,
}

/// Finds the record of a subject. An earlier secret may have made its key.
async fn find(state: &ClientState, subject: Subject, id: &str) -> StoreResult<Record> {
    let digests = state.config.owned_digests(subject.name(), id);
    let keys: Vec<String> = digests.iter().map(|digest| subject.key(digest)).collect();
    let texts = state.store.get_many(&keys).await?;
    let mut found = None;
    for ((index, digest), key) in (0..).zip(digests).zip(keys) {
        let text = texts.at(index);
        let value = read(state, &key, &text).await;
        let is_found = value.is_some();
        // Without any record, the key is that of the newest secret.
        if is_found || found.is_none() {
            found = Some(Record {
                digest,
                key,
                text,
                value,
            });
        }
        if is_found {
            break;
        }
    }
    found.ok_or(JsValue::UNDEFINED)
}

async fn read(state: &ClientState, key: &str, text: &JsValue) -> Option<JsValue> {
    let value = state.unseal(key, &text.as_string()?).await;
    value.filter(ownership::is_record)
}

/// Writes a record, if it is still the one that this call has read.
async fn write(state: &ClientState, record: &Record, value: &JsValue) -> Stored {
    let Some(sealed) = state.seal(&record.key, value).await else {
        return Stored::Unconfirmed;
    };
    let sealed = JsValue::from_str(&sealed);
    let written = state
        .store
        .compare_and_set(&record.key, &record.text, &sealed, None);
    written.await.0
}

/// Makes shoppers owners of what was sold to them. False if the store does not work.
pub(super) async fn grant(
    state: &ClientState,
    owners: &[String],
    owned: &Owned,
    sold_at: f64,
) -> bool {
    for _ in 0..MAX_ATTEMPTS {
        let Ok(record) = find(state, owned.subject, &owned.id).await else {
            return false;
        };
        let content = &owned.content;
        let sale = |value| ownership::sale(value, owned.subject, content, sold_at);
        let (value, new) = match &record.value {
            Some(value) if sale(value) == Sale::Same => {
                (value.clone(), ownership::add_owners(value, owners))
            }
            Some(value) if sale(value) == Sale::Other => return true,
            // The owners of an earlier sale do not own what was sold anew.
            Some(_) | None => (
                ownership::new_record(owners, content, sold_at),
                owners.to_vec(),
            ),
        };
        if new.is_empty() {
            return true;
        }
        // The index comes first: a key without its record shows nothing.
        let sold_at = ownership::sold_at(&value);
        let listed = new.iter().filter(|_| owned.subject == Subject::Esim);
        for owner in listed {
            let key = ownership::index_key(owner, sold_at, &record.digest);
            if state.store.put(&key, "1", None).await.is_err() {
                return false;
            }
        }
        match write(state, &record, &value).await {
            Stored::Yes => return true,
            Stored::Changed => {}
            Stored::Unconfirmed => return false,
        }
    }
    false
}

/// True if a shopper owns a subject.
pub(crate) async fn owns(
    state: &ClientState,
    subject: Subject,
    shopper: &str,
    id: &str,
) -> Result<bool, CallError> {
    let record = find(state, subject, id).await.map_err(failed)?;
    let shopper = state.config.shopper_digests(shopper);
    let owns = |value: &JsValue| ownership::owns(value, &shopper);
    Ok(record.value.as_ref().is_some_and(owns))
}

/// Makes a shopper the only owner of an eSIM. True if the shopper owns it afterwards, and the other one does not.
pub(crate) async fn transfer(
    state: &ClientState,
    iccid: &str,
    from: &str,
    to: &str,
) -> Result<bool, CallError> {
    let [from, to] = [from, to].map(|shopper| state.config.shopper_digests(shopper));
    for _ in 0..MAX_ATTEMPTS {
        let record = find(state, Subject::Esim, iccid).await.map_err(failed)?;
        let Some(value) = &record.value else {
            return Ok(false);
        };
        let sold_at = ownership::sold_at(value);
        let key_of = |owner: &String| ownership::index_key(owner, sold_at, &record.digest);
        let earlier = match ownership::transfer(value, &from, &to) {
            Transfer::Refused => return Ok(false),
            Transfer::Done => return Ok(true),
            Transfer::Moved(earlier) => earlier,
        };
        let owners = ownership::owners(value);
        for owner in &owners {
            let key = key_of(owner);
            state.store.put(&key, "1", None).await.map_err(failed)?;
        }
        match write(state, &record, value).await {
            Stored::Yes => {
                for owner in earlier.iter().filter(|owner| !owners.contains(owner)) {
                    // A key that stays shows nothing.
                    let _ = state.store.delete(&key_of(owner)).await;
                }
                return Ok(true);
            }
            Stored::Changed => {}
            Stored::Unconfirmed => break,
        }
    }
    Err(failed(JsValue::UNDEFINED))
}

/// Returns a page of the eSIMs of a shopper, newest first.
pub(crate) async fn esims_of(
    state: &ClientState,
    shopper: &str,
    page: u32,
    limit: u32,
) -> Result<JsValue, CallError> {
    let shopper = state.config.shopper_digests(shopper);
    let all = keys_of(state, &shopper).await?;
    let start = (page.saturating_sub(1) as usize).saturating_mul(limit as usize);
    let listed: Vec<_> = all.iter().skip(start).take(limit as usize).collect();
    let keys: Vec<String> = listed
        .iter()
        .map(|(_, digest)| Subject::Esim.key(digest))
        .collect();
    let esims: Array = owned(state, &keys, &shopper)
        .await
        .map_err(failed)?
        .into_iter()
        .collect();
    #[allow(clippy::cast_possible_truncation)]
    let total = all.len() as u32;
    let result = JsValue::object();
    result.set("esims", &esims.into());
    for (name, number) in [
        ("page", page),
        ("limit", limit),
        ("last_page", total.div_ceil(limit.max(1)).max(1)),
        ("total", total),
    ] {
        result.set(name, &number.into());
    }
    Ok(result)
}

/// The eSIMs of these records that the owners have.
async fn owned(
    state: &ClientState,
    keys: &[String],
    owners: &[String],
) -> StoreResult<Vec<JsValue>> {
    let mut esims = Vec::new();
    if keys.is_empty() {
        return Ok(esims);
    }
    let texts = state.store.get_many(keys).await?;
    for (index, key) in (0..).zip(keys) {
        let value = read(state, key, &texts.at(index)).await;
        if let Some(value) = value.filter(|value| ownership::owns(value, owners)) {
            esims.push(value.get("content"));
        }
    }
    Ok(esims)
}

/// The eSIMs of an order that its owners still have, as they were sold. Empty if the store fails.
pub(super) async fn sold_in(
    state: &ClientState,
    order: &JsValue,
    owners: &[String],
    sold_at: f64,
) -> Vec<JsValue> {
    let mut keys = Vec::new();
    for owner in owners {
        let prefix = ownership::sale_prefix(owner, sold_at);
        let listed = state.store.keys(&prefix, None, KEYS_PAGE).await;
        for key in listed.unwrap_or_default() {
            let key = Subject::Esim.key(digest_of_key(&key));
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    let mut esims = owned(state, &keys, owners).await.unwrap_or_default();
    esims.retain(|esim| same_order(&esim.get("simable"), order));
    for esim in &esims {
        esim.set("simable", &JsValue::NULL);
    }
    esims
}

/// The ends of the keys in the index of a shopper, newest first: the time, and the digest of the eSIM.
async fn keys_of(
    state: &ClientState,
    shopper: &[String],
) -> Result<Vec<(String, String)>, CallError> {
    let mut all: Vec<(String, String)> = Vec::new();
    for owner in shopper {
        let prefix = ownership::index_prefix(owner);
        let mut after: Option<String> = None;
        loop {
            let keys = state.store.keys(&prefix, after.as_deref(), KEYS_PAGE);
            let keys = keys.await.map_err(failed)?;
            let ends = keys.iter().filter_map(|key| key.strip_prefix(&*prefix));
            let split = ends.filter_map(|end| end.split_once('/'));
            all.extend(split.map(|(time, digest)| (time.to_owned(), digest.to_owned())));
            let is_last = keys.len() < KEYS_PAGE as usize || all.len() >= MAX_ESIMS;
            // A store that repeats keys would cause reads without end.
            if is_last || keys.last() <= after.as_ref() {
                break;
            }
            after = keys.last().cloned();
        }
    }
    all.sort();
    // Under two secrets, an eSIM can be in the index twice.
    all.dedup();
    Ok(all)
}

fn failed(thrown: JsValue) -> CallError {
    CallError::from_thrown(Kind::Storage, "the store failed", thrown)
}
