//! The kept package history: one request per eSIM per 15 minutes.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::call::{Call, Work};
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
        let work = || -> Work { Box::pin(fetch(call.clone(), key.clone(), endpoint)) };
        let flight = call.client.flights.join(&call.limit, &key, work);
        let shared = flight.await.map_err(Failure::Whole)?;
        // Each caller parses a copy of its own: what one does to it is nothing to the others.
        (parse(&shared.at(0)).unwrap_or_default(), shared.at(1))
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

/// Forgets what was kept for this account.
pub(crate) async fn clear(call: &Call) -> Result<JsValue, Failure> {
    let prefix = history_cache::key(&account(call).await?, "");
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

/// Asks the server for all who wait: the record as text beside its source.
async fn fetch(asker: Call, key: String, endpoint: Endpoint) -> Result<JsValue, Failure> {
    let timeout_ms = asker.limit.remaining_ms().max(1.0);
    let limit = Limit::new(timeout_ms, &JsValue::UNDEFINED)?;
    let call = Call::new(asker.client.clone(), limit);
    // It may have come while this call was on its way here.
    let (mut record, source) = call.stored(&key, &endpoint).await?;
    if let Some(source) = source {
        return Ok(JsValue::array(&[record_text(&record), source.into()]));
    }
    let wait_out = record.packages.is_none();
    let answer = call.read_text(&endpoint.request, wait_out).await;
    let source = match &answer {
        Ok(text) => {
            record.packages = Some(read(text, &endpoint.decode)?);
            record.fetched_at = Date::now();
            record.blocked_until = 0.0;
            "network"
        }
        Err(Failure::Own(error, _)) if error.kind == Kind::RateLimited => {
            let wait_ms = error.retry_after_ms.unwrap_or(LIFETIME_MS);
            record.blocked_until = Date::now() + wait_ms;
            "stale"
        }
        Err(_) => return answer,
    };
    let text = record_text(&record);
    // A store never fails, and the work is not given up because its time is over now.
    let _ = wasm_bindgen_futures::JsFuture::from(call.client.store.write(&key, &text)).await;
    if record.packages.is_none() {
        return answer;
    }
    Ok(JsValue::array(&[text, source.into()]))
}

fn record_text(record: &Record<JsValue>) -> JsValue {
    stringify(&record.to_json())
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
