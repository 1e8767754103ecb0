//! The kept package history: one request per eSIM per 15 minutes.

use std::rc::Rc;

use js_sys::{Array, Date};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::call::Call;
use super::client::ClientState;
use super::deadline::Deadline;
use super::error::CallError;
use super::events::Event;
use super::json::stringify;
use super::promise::BoxedWork;
use super::token;
use crate::core::error::{Error, Kind};
use crate::core::history_cache::{self, CachedHistory, Decision, LIFETIME_MS};
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{SchemaError, decode_read};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = isPromise)]
    fn is_promise(value: &JsValue) -> bool;
    #[wasm_bindgen(js_name = historyOf)]
    fn history_of(packages: &JsValue, fetched_at: f64, expires_at: f64, source: &str) -> JsValue;
    #[wasm_bindgen(js_name = shareHistory)]
    fn share_history(history: &JsValue, text: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(shared: &JsValue) -> JsValue;
}

/// How the endpoint asks and reads.
pub(crate) struct Endpoint {
    pub(crate) request: fn(&JsValue) -> Request,
    pub(crate) decode: fn(&JsValue) -> Result<JsValue, SchemaError>,
    /// Holds entries from a store to the endpoint's table.
    pub(crate) recheck: fn(&JsValue) -> Result<(), SchemaError>,
}

/// The history of one eSIM, from the store or the server.
pub(crate) async fn get(
    call: &Call,
    iccid: JsValue,
    endpoint: Endpoint,
) -> Result<JsValue, CallError> {
    let key = history_cache::key(
        &account(call).await?,
        &iccid.as_string().unwrap_or_default(),
    );
    let (kept, waited) = call.stored(&key, &endpoint).await?;
    let answer = match kept {
        CacheLookup::Hit(history) => history,
        CacheLookup::Miss(record) => {
            // While a storage took its time, the answer may have come.
            let record = (!waited).then_some(record);
            let client = call.client.clone();
            let work =
                || -> BoxedWork { Box::pin(fetch(client, key.clone(), iccid, endpoint, record)) };
            let flight = call.client.single_flight.join(&call.deadline, &key, work);
            let shared = flight.await.map_err(CallError::Js)?;
            // Each caller has a copy of its own: what one does to it is nothing to the others.
            let copy = copy_of(&shared);
            if copy.is_undefined() {
                return Err(Error::decode("packages", "cannot be copied").into());
            }
            copy
        }
    };
    call.client.emit(
        "getPackageHistory",
        Event::Cache(answer.get_string("source")),
    );
    Ok(answer)
}

/// Forgets what was kept for this account, and what is on its way for it.
pub(crate) async fn clear(call: &Call) -> Result<JsValue, CallError> {
    let prefix = history_cache::key(&account(call).await?, "");
    call.client.single_flight.forget(&prefix);
    let cleared = call.deadline.race(&call.client.store.clear(&prefix)).await;
    cleared.map_err(CallError::Js)
}

/// Adds what was bought to a kept history that is older: the server tells of it in its next answer, and
/// that may be 15 minutes away. Whatever fails here, the purchase is one.
pub(crate) async fn add(call: &Call, iccid: &str, entry: &JsValue, bought_at: f64) {
    let Ok(account) = account(call).await else {
        return;
    };
    let key = history_cache::key(&account, iccid);
    let Ok(kept) = call.record(&key).await.map(|(kept, _)| kept) else {
        return;
    };
    let Some(record) = CachedHistory::from_json(&kept).filter(|kept| kept.fetched_at <= bought_at)
    else {
        return;
    };
    if let Some(packages) = &record.packages {
        // The shop's own server may have told of it already.
        let reference = entry.get_string("reference");
        let same = |index| packages.at(index).get_string("reference") == reference;
        if (0..packages.length()).any(same) {
            return;
        }
        packages.unchecked_ref::<Array>().push(entry);
        if let Some(written) = call.client.store.write(&key, &stringify(&record.to_json())) {
            let _ = JsFuture::from(written).await;
        }
    }
}

async fn account(call: &Call) -> Result<String, CallError> {
    let config = &call.client.config;
    let token = if config.scope_needs_token() {
        token::get(&call.client, &call.deadline).await?
    } else {
        None
    };
    Ok(config.cache_scope(token.as_deref()))
}

/// Asks the server for all who wait; gives what each takes its copy of. It has the client's own
/// time: whoever asked first may have been in a hurry that the others are not in. `record` is what
/// was kept, where nothing else can have come to the store since it was read.
async fn fetch(
    client: Rc<ClientState>,
    key: String,
    iccid: JsValue,
    endpoint: Endpoint,
    record: Option<CachedHistory<JsValue>>,
) -> Result<JsValue, CallError> {
    let deadline = Deadline::detached(client.config.timeout_ms)?;
    let call = Call::new(client, deadline);
    let mut record = match record {
        Some(record) => record,
        None => match call.stored(&key, &endpoint).await?.0 {
            CacheLookup::Miss(record) => record,
            CacheLookup::Hit(history) => return Ok(share_history(&history, &stringify(&history))),
        },
    };
    let wait_out = record.packages.is_none();
    let request = (endpoint.request)(&iccid);
    let answer = call.read_answer(&request, wait_out).await;
    let now = Date::now();
    let source = match &answer {
        Ok(answer) => {
            record.packages = Some(decode_read(&answer.get("text"), &endpoint.decode)?);
            record.fetched_at = history_cache::fetch_time(now, answer.get_f64("ageMs"));
            record.blocked_until = 0.0;
            "network"
        }
        Err(CallError::Rust(error, _)) if error.kind == Kind::RateLimited => {
            record.blocked_until = now + error.retry_after_ms.unwrap_or(LIFETIME_MS);
            "stale"
        }
        Err(_) => return answer,
    };
    let text = stringify(&record.to_json());
    if call.client.single_flight.holds(&key)
        && let Some(written) = call.client.store.write(&key, &text)
    {
        // A store never fails, and the work is not given up because its time is over now.
        let _ = JsFuture::from(written).await;
    }
    if record.packages.is_none() {
        return answer;
    }
    Ok(share_history(&history(record, source), &text))
}

/// What a call gives.
fn history(record: CachedHistory<JsValue>, source: &str) -> JsValue {
    let fetched_at = record.fetched_at;
    let packages = record.packages.unwrap_or_else(JsValue::null);
    history_of(&packages, fetched_at, fetched_at + LIFETIME_MS, source)
}

/// What is kept.
enum CacheLookup {
    /// A history that answers the call.
    Hit(JsValue),
    /// Nothing that does: the server is to be asked.
    Miss(CachedHistory<JsValue>),
}

impl Call {
    /// What the store has, and whether that took time.
    async fn record(&self, key: &str) -> Result<(JsValue, bool), CallError> {
        let mut found = self.client.store.read(key);
        let waits = is_promise(&found);
        if waits {
            let read = self.deadline.race(found.unchecked_ref()).await;
            found = read.map_err(CallError::Js)?;
        }
        self.deadline.check()?;
        Ok((found, waits))
    }

    /// What is kept, and whether that took time.
    async fn stored(
        &self,
        key: &str,
        endpoint: &Endpoint,
    ) -> Result<(CacheLookup, bool), CallError> {
        let (found, waits) = self.record(key).await?;
        let record = CachedHistory::from_json(&found).filter(|record| {
            let packages = record.packages.as_ref();
            packages.is_none_or(|packages| (endpoint.recheck)(packages).is_ok())
        });
        let record = record.unwrap_or_default();
        let now = Date::now();
        let kept = match record.decide(now) {
            Decision::Fresh => CacheLookup::Hit(history(record, "cache")),
            Decision::Stale => CacheLookup::Hit(history(record, "stale")),
            Decision::Fetch => CacheLookup::Miss(record),
            Decision::Blocked => {
                let message = "the server takes one request per eSIM per 15 minutes";
                let mut error = Error::new(Kind::RateLimited, &[message]);
                error.retry_after_ms = Some(record.blocked_until - now);
                return Err(error.into());
            }
        };
        Ok((kept, waits))
    }
}
