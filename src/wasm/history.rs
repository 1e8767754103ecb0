//! The cached package history: one request per eSIM in 15 minutes.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::call::Call;
use super::deadline::Deadline;
use super::error::CallError;
use super::events::Value;
use super::history_source::HistorySource;
use super::history_storage::HistoryStorage;
use super::json::stringify;
use super::promise::{BoxedWork, PromiseResult};
use super::side::Side;
use super::state::ClientState;
use crate::core::error::{Error, Kind};
use crate::core::history_cache::{self, CachedHistory, Decision, LIFETIME_MS};
use crate::core::json::JsonValue;
use crate::core::schema::decode_read;

#[wasm_bindgen(module = "/src/wasm/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = isPromise)]
    fn is_promise(value: &JsValue) -> bool;
}

#[wasm_bindgen(module = "/src/wasm/history.js")]
extern "C" {
    #[wasm_bindgen(js_name = packageHistory)]
    fn package_history(
        packages: &JsValue,
        fetched_at: f64,
        expires_at: f64,
        source: &str,
    ) -> JsValue;
    #[wasm_bindgen(js_name = shareHistory)]
    fn share_history(history: &JsValue, text: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = copyHistory)]
    fn copy_history(shared: &JsValue) -> JsValue;
}

/// A client that keeps histories in a storage.
pub(crate) trait KeepsHistories: Side {
    /// The storage of package histories.
    fn histories(&self) -> &HistoryStorage;

    /// The key of an eSIM's history. With an empty ICCID, the prefix of all keys of the account.
    async fn history_key(call: &Call<Self>, iccid: &str) -> Result<String, CallError>;
}

/// Returns the history of one eSIM from the store or the server.
pub(crate) async fn get<S: KeepsHistories>(
    call: &Call<S>,
    iccid: &JsValue,
    source: &'static HistorySource,
) -> Result<JsValue, CallError> {
    let key = S::history_key(call, &iccid.as_string().unwrap_or_default()).await?;
    let (found, waited) = call.find_history(&key, source).await?;
    let answer = match found {
        CacheLookup::Hit(history) => history,
        CacheLookup::Miss(cached) => {
            let (state, iccid) = (call.state.clone(), iccid.clone());
            let flight_key = key.clone();
            let work = Box::new(|waited_longer: bool| -> BoxedWork {
                // The store may have received an answer meanwhile.
                let cached = (!waited && !waited_longer).then_some(cached);
                Box::pin(fetch(state, flight_key, iccid, source, cached))
            });
            let flight = call.state.single_flight.run(&call.deadline, &key, work);
            let shared = flight.await.map_err(CallError::Js)?;
            // Each caller owns a copy.
            let copy = copy_history(&shared);
            if copy.is_undefined() {
                return Err(Error::decode("packages", "cannot be copied").into());
            }
            copy
        }
    };
    let origin = Value::OptionalText(answer.get_string("source"));
    call.state.emit(source.name, "cache", &[("source", origin)]);
    Ok(answer)
}

/// Removes the stored histories of this account. Later calls do not join a request that is under way.
pub(crate) async fn clear<S: KeepsHistories>(call: &Call<S>) -> Result<JsValue, CallError> {
    let prefix = S::history_key(call, "").await?;
    call.state.single_flight.forget(&prefix);
    let cleared = call
        .deadline
        .race(&call.state.side.histories().clear(&prefix))
        .await;
    cleared.map_err(CallError::Js)
}

/// Writes to the store, which never fails.
pub(crate) async fn write<S: KeepsHistories>(state: &ClientState<S>, key: &str, text: &JsValue) {
    if let Some(written) = state.side.histories().write(key, text) {
        let _ = PromiseResult::from(written).await;
    }
}

/// Fetches once for all concurrent callers, with the client's timeout rather than the first caller's.
/// `cached` is `None` if the store must be read again.
async fn fetch<S: KeepsHistories>(
    state: Rc<ClientState<S>>,
    key: String,
    iccid: JsValue,
    source: &'static HistorySource,
    cached: Option<CachedHistory<JsValue>>,
) -> Result<JsValue, CallError> {
    let deadline = Deadline::detached(state.settings.timeout_ms)?;
    let call = Call::new(state, deadline);
    let mut cached = match cached {
        Some(cached) => cached,
        None => match call.find_history(&key, source).await?.0 {
            CacheLookup::Miss(cached) => cached,
            CacheLookup::Hit(history) => {
                return Ok(share_history(&history, &stringify(&history)));
            }
        },
    };
    let retry_rate_limited = cached.packages.is_none();
    let request = (source.request)(&iccid);
    let received = call.read(&request, retry_rate_limited).await;
    let now = Date::now();
    let origin = match &received {
        Ok(received) => {
            let meta = RefCell::new(JsValue::UNDEFINED);
            let decode = |body: &JsValue| {
                meta.replace(body.get("meta"));
                source.answer.decode(body, &iccid)
            };
            cached.packages = Some(decode_read(&received.get("text"), &decode)?);
            let meta = meta.take();
            let age_ms = history_cache::gateway_age(&meta);
            cached.fetched_at = match age_ms {
                Some(age_ms) => now - age_ms,
                None => history_cache::fetch_time(now, received.get_f64("ageMs")),
            };
            cached.blocked_until = 0.0;
            // The gateway could not refresh it either.
            if age_ms.is_some() && meta.get_string("source").as_deref() == Some("stale") {
                "stale"
            } else {
                "network"
            }
        }
        Err(CallError::Rust(error, _)) if error.kind == Kind::RateLimited => {
            cached.blocked_until = now + error.retry_after_ms.unwrap_or(LIFETIME_MS);
            "stale"
        }
        Err(_) => return received,
    };
    let text = stringify(&cached.to_json());
    if call.state.single_flight.in_flight(&key) {
        write(&call.state, &key, &text).await;
    }
    if cached.packages.is_none() {
        return received;
    }
    Ok(share_history(&result(cached, origin), &text))
}

/// The result of a call.
fn result(cached: CachedHistory<JsValue>, origin: &str) -> JsValue {
    let fetched_at = cached.fetched_at;
    let packages = cached.packages.unwrap_or_else(JsValue::null);
    package_history(&packages, fetched_at, fetched_at + LIFETIME_MS, origin)
}

/// The answer of the store.
enum CacheLookup {
    /// A result.
    Hit(JsValue),
    /// No result: a request is needed.
    Miss(CachedHistory<JsValue>),
}

impl<S: KeepsHistories> Call<S> {
    /// Reads the store. The flag is true if the store answered asynchronously.
    pub(crate) async fn read_store(&self, key: &str) -> Result<(JsValue, bool), CallError> {
        let mut stored = self.state.side.histories().read(key);
        let waited = is_promise(&stored);
        if waited {
            let read = self.deadline.race(stored.unchecked_ref()).await;
            stored = read.map_err(CallError::Js)?;
        }
        self.deadline.check()?;
        Ok((stored, waited))
    }

    /// Looks a history up in the store. The flag is true if the store answered asynchronously.
    async fn find_history(
        &self,
        key: &str,
        source: &HistorySource,
    ) -> Result<(CacheLookup, bool), CallError> {
        let (stored, waited) = self.read_store(key).await?;
        let cached = CachedHistory::from_json(&stored).filter(|cached| {
            let packages = cached.packages.as_ref();
            packages.is_none_or(|packages| (source.recheck)(packages).is_ok())
        });
        let cached = cached.unwrap_or_default();
        let now = Date::now();
        let lookup = match cached.decide(now) {
            Decision::Fresh => CacheLookup::Hit(result(cached, "cache")),
            Decision::Stale => CacheLookup::Hit(result(cached, "stale")),
            Decision::Fetch => CacheLookup::Miss(cached),
            Decision::Blocked => {
                let message = "the server allows one request per eSIM in 15 minutes";
                let mut error = Error::new(Kind::RateLimited, &[message]);
                error.retry_after_ms = Some(cached.blocked_until - now);
                return Err(error.into());
            }
        };
        Ok((lookup, waited))
    }
}
