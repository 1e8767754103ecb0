//! Queries of the journal.

use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::entries::{entries_of, failed, is_own, shown};
use super::entry_file::EntryFile;
use super::identity::Identity;
use super::operation::OperationOf;
use super::recovery::recover_one;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::journal_age;
use crate::core::partner::journal_keys;
use crate::core::partner::journal_view;
use crate::core::partner::purchase_protocol::{EntryState, Stored};
use crate::partner::background;
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::promise::promise;

/// The default number of purchases of one page.
const PAGE_SIZE: u32 = 50;
/// The most keys that one page reads.
const MAX_READ: u32 = 1_000;

/// Returns the outcome of one reference. An open entry is looked for once more, in the background.
pub(crate) async fn get_purchase(
    call: &Call,
    args: &JsValue,
    operation_of: OperationOf,
) -> Result<JsValue, CallError> {
    let identity = Identity::of(call, args);
    let mut file = EntryFile::new(&call.state.store, identity.key());
    file.read().await?;
    let entry = file.entry();
    let unreadable = !file.is_absent() && journal::state_of(&entry).is_none();
    if file.is_absent() || !(unreadable || identity.owns(&entry)) {
        return Ok(journal_view::no_purchase(&identity.reference));
    }
    look_in_background(call, &entry, &identity.digest, operation_of);
    shrink(&mut file, &entry).await;
    Ok(shown(call, &entry, &identity.digest, &identity.reference).await)
}

/// Starts a look for the order of an entry, if one is due.
fn look_in_background(call: &Call, entry: &JsValue, digest: &str, operation_of: OperationOf) {
    let Some(view) = journal_view::view(entry, "", "", Date::now()) else {
        return;
    };
    let due = match view.state {
        EntryState::Open => view.look_due,
        EntryState::Claimed => !view.young,
        _ => false,
    };
    let timeout_ms = call.state.config.lookup_timeout_ms;
    if !due {
        return;
    }
    let Ok(deadline) = Deadline::detached(timeout_ms) else {
        return;
    };
    let look = call.with_deadline(deadline);
    let (entry, digest) = (entry.clone(), digest.to_owned());
    background::go_on(
        call,
        promise(async move {
            let _ = recover_one(&look, &entry, &digest, operation_of).await;
            Ok(JsValue::UNDEFINED)
        }),
    );
}

/// Shrinks a settled entry that is old. If this fails, the next read does it.
async fn shrink(file: &mut EntryFile<'_>, entry: &JsValue) {
    if let Some(small) = journal_age::shrink(entry, Date::now()) {
        let _: Stored = file.write(&small).await;
    }
}

/// Lists purchases. `query` is checked.
pub(crate) async fn list_purchases(call: &Call, query: &JsValue) -> Result<JsValue, CallError> {
    let store = &call.state.store;
    let limit = query.get_u32("limit").unwrap_or(PAGE_SIZE);
    let shopper = query.get_string("shopper");
    let digests = shopper.map(|shopper| call.state.config.shopper_digests(&shopper));
    let prefixes: Vec<String> = match &digests {
        Some(digests) => digests
            .iter()
            .map(|digest| journal_keys::shopper_prefix(digest))
            .collect(),
        // A full journal has few open entries, and they have an index.
        None if query.get_string("state").as_deref() == Some("open") => {
            vec![journal_keys::OPEN_PREFIX.to_owned()]
        }
        None => vec![journal_keys::ENTRY_PREFIX.to_owned()],
    };
    let mut after = query.get_string("after");
    let is_key = |after: &String| prefixes.iter().any(|prefix| after.starts_with(&**prefix));
    if !after.as_ref().is_none_or(is_key) {
        let problem = "is no `next` of this query";
        return Err(Error::argument("query.after", problem).into());
    }
    // A key of the index can be there without the claim that it was written for. A shopper with two secrets can have
    // two keys of one entry.
    let is_shown = |key: &str, entry: &JsValue| {
        let claimed_at = journal_keys::time_of_key(key);
        let is_current = claimed_at.is_none() || claimed_at == entry.get_f64("claimed_at");
        let owned = digests.as_ref().is_none_or(|digests| {
            let mut owning = digests
                .iter()
                .filter(|digest| journal::is_owner(entry, digest));
            let first = owning.next();
            first.is_some_and(|digest| key.starts_with(&journal_keys::shopper_prefix(digest)))
        });
        is_current && owned && is_own(call, entry) && matches(entry, query)
    };
    let found = Array::new();
    let mut next = JsValue::NULL;
    let mut read = 0;
    'prefixes: for prefix in &prefixes {
        // A page after a key of a later prefix has no keys of the earlier ones.
        let mut start = after.take_if(|after| after.starts_with(prefix.as_str()));
        if start.is_none() && after.is_some() {
            continue;
        }
        loop {
            let keys = store.keys(prefix, start.as_deref(), limit).await;
            let keys = keys.map_err(|thrown| failed(&thrown))?;
            for (key, entry) in entries_of(store, &keys).await? {
                let reference = entry.get_string("reference").unwrap_or_default();
                if is_shown(&key, &entry) {
                    let digest = journal_keys::digest_of_key(&key);
                    found.push(&shown(call, &entry, digest, &reference).await);
                }
                if found.length() >= limit {
                    next = key.into();
                    break 'prefixes;
                }
                start = Some(key);
            }
            read += limit;
            #[allow(clippy::cast_possible_truncation)]
            let ended = (keys.len() as u32) < limit;
            if ended {
                break;
            }
            if read >= MAX_READ {
                next = start.map_or(JsValue::NULL, JsValue::from);
                break 'prefixes;
            }
        }
    }
    let page = JsValue::object();
    page.set("purchases", &found.into());
    page.set("next", &next);
    Ok(page)
}

fn matches(entry: &JsValue, query: &JsValue) -> bool {
    let shown = journal_view::to_purchase::<JsValue>(entry, "");
    ["state", "kind"].iter().all(|name| {
        let wanted = query.get_string(name);
        wanted.is_none() || wanted == shown.get_string(name)
    })
}
