//! The kept package history: one request per eSIM per 15 minutes.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::call::{Call, Work};
use super::client::Inner;
use super::entries::Value;
use super::error::Failure;
use super::json::stringify;
use super::limit::Limit;
use super::token;
use crate::core::error::{Error, Kind};
use crate::core::history_cache::{self, Decision, LIFETIME_MS, Record};
use crate::core::json::Json;
use crate::core::request::Request;
use crate::core::schema::{Misfit, read};

/// How the endpoint asks and reads.
pub(crate) struct Endpoint {
    pub(crate) request: Request,
    pub(crate) decode: fn(&JsValue) -> Result<JsValue, Misfit>,
    /// Holds entries from a store to the endpoint's table.
    pub(crate) recheck: fn(&JsValue) -> Result<(), Misfit>,
}

/// The history of one eSIM, from the store or the server.
pub(crate) async fn get(call: &Call, iccid: &str, endpoint: Endpoint) -> Result<JsValue, Failure> {
    let key = history_cache::key(&account(call).await?, iccid);
    let (kept, source) = call.stored(&key, &endpoint).await?;
    let (record, source) = if let Some(source) = source {
        (kept, JsValue::from_str(source))
    } else {
        let work = || -> Work { Box::pin(fetch(call.client.clone(), key.clone(), endpoint)) };
        let flight = call.client.flights.join(&call.limit, &key, work);
        let shared = flight.await.map_err(Failure::Whole)?;
        // Each caller has a copy of its own: what one does to it is nothing to the others. The first
        // one takes what was read, and needs no text of it, which not every answer has.
        let taken = Record::from_json(&shared).filter(|record| record.packages.is_some());
        shared.set("packages", &JsValue::NULL);
        let record = taken.or_else(|| parse(&shared.get("text")));
        let unreadable = || Error::decode("packages", "cannot be copied");
        (record.ok_or_else(unreadable)?, shared.get("source"))
    };
    call.emit(&[
        ("type", Value::Text("cache")),
        ("endpoint", Value::Text("getPackageHistory")),
        ("source", source.text().as_deref().into()),
    ]);
    let answer = JsValue::object();
    answer.set("packages", &record.packages.unwrap_or_else(JsValue::null));
    answer.set("fetched_at", &JsValue::of_number(record.fetched_at));
    let expires_at = record.fetched_at + LIFETIME_MS;
    answer.set("expires_at", &JsValue::of_number(expires_at));
    answer.set("source", &source);
    Ok(answer)
}

/// Forgets what was kept for this account, and what is on its way for it.
pub(crate) async fn clear(call: &Call) -> Result<JsValue, Failure> {
    let prefix = history_cache::key(&account(call).await?, "");
    call.client.flights.forget(&prefix);
    let cleared = call.limit.race(&call.client.store.clear(&prefix)).await;
    cleared.map_err(Failure::Whole)
}

async fn account(call: &Call) -> Result<String, Failure> {
    let config = &call.client.config;
    let token = if config.account_needs_token() {
        token::get(&call.client, &call.limit).await?
    } else {
        None
    };
    Ok(config.account(token.as_deref()))
}

fn parse(text: &JsValue) -> Option<Record<JsValue>> {
    Record::from_json(&JsValue::parse(text)?)
}

/// Asks the server for all who wait: the record, its text and its source. It has the client's own
/// time: whoever asked first may have been in a hurry that the others are not in.
async fn fetch(client: Rc<Inner>, key: String, endpoint: Endpoint) -> Result<JsValue, Failure> {
    let limit = Limit::new(client.config.timeout_ms, &JsValue::UNDEFINED)?;
    let call = Call::new(client, limit);
    // It may have come while this call was on its way here.
    let (mut record, source) = call.stored(&key, &endpoint).await?;
    if let Some(source) = source {
        return Ok(shared(&record, source));
    }
    let wait_out = record.packages.is_none();
    let answer = call.read_answer(&endpoint.request, wait_out).await;
    let now = Date::now();
    let source = match &answer {
        Ok(answer) => {
            record.packages = Some(read(&answer.get("text"), &endpoint.decode)?);
            record.fetched_at = history_cache::fetched_at(now, answer.number_of("ageMs"));
            record.blocked_until = 0.0;
            "network"
        }
        Err(Failure::Own(error, _)) if error.kind == Kind::RateLimited => {
            record.blocked_until = now + error.retry_after_ms.unwrap_or(LIFETIME_MS);
            "stale"
        }
        Err(_) => return answer,
    };
    let shared = shared(&record, source);
    if call.client.flights.holds(&key) {
        let stored = call.client.store.write(&key, &shared.get("text"));
        // A store never fails, and the work is not given up because its time is over now.
        let _ = JsFuture::from(stored).await;
    }
    if record.packages.is_none() {
        return answer;
    }
    Ok(shared)
}

fn shared(record: &Record<JsValue>, source: &str) -> JsValue {
    let json = record.to_json();
    let text = stringify(&json);
    json.set("text", &text);
    json.set("source", &source.into());
    json
}

impl Call {
    /// What is kept, and where an answer from it comes from; `None` where the server is to be
    /// asked.
    async fn stored(
        &self,
        key: &str,
        endpoint: &Endpoint,
    ) -> Result<(Record<JsValue>, Option<&'static str>), Failure> {
        let mut text = self.client.store.read(key);
        if text.is_object() {
            let read = self.limit.race(&text.into()).await;
            text = read.map_err(Failure::Whole)?;
        }
        self.limit.check()?;
        let record = parse(&text).filter(|record| {
            let packages = record.packages.as_ref();
            packages.is_none_or(|packages| (endpoint.recheck)(packages).is_ok())
        });
        let record = record.unwrap_or_default();
        let now = Date::now();
        let source = match record.decide(now) {
            Decision::Fresh => Some("cache"),
            Decision::Stale => Some("stale"),
            Decision::Ask => None,
            Decision::Blocked => {
                let message = "the server takes one request per eSIM per 15 minutes";
                let mut error = Error::new(Kind::RateLimited, &[message]);
                error.retry_after_ms = Some(record.blocked_until - now);
                return Err(error.into());
            }
        };
        Ok((record, source))
    }
}
