//! The kept package history: one request per eSIM per 15 minutes.

use js_sys::{Array, JsString};
use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::Failure;
use super::events::Event;
use super::limit::Limit;
use super::timer::now_ms;
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

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Network,
    Cache,
    Stale,
}

impl Source {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Cache => "cache",
            Self::Stale => "stale",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "cache" => Self::Cache,
            "stale" => Self::Stale,
            _ => Self::Network,
        }
    }
}

pub(crate) struct Kept {
    pub(crate) packages: JsValue,
    pub(crate) fetched_at: f64,
    pub(crate) source: Source,
}

/// The history of one eSIM, from the store or the server.
pub(crate) async fn get(call: &Call, iccid: &str, endpoint: Endpoint) -> Result<Kept, Failure> {
    let key = history_cache::key(&account(call).await?, iccid);
    let work = || {
        let (client, key) = (call.client.clone(), key.clone());
        let timeout_ms = call.limit.remaining_ms().max(1.0);
        async move {
            let own = Limit::new(timeout_ms, None)?;
            let shared = Call::new(client, std::rc::Rc::new(own));
            shared.shared_history(&key, &endpoint).await
        }
    };
    let shared: Array = call
        .client
        .flights
        .join(&call.limit, &key, work)
        .await?
        .into();
    // Each caller parses a copy of its own: what one does to it is nothing to the others.
    let record = shared.get(0).as_string().and_then(|text| parse(&text));
    let source = Source::named(&shared.get(1).as_string().unwrap_or_default());
    let Some(Record {
        packages: Some(packages),
        fetched_at,
        ..
    }) = record
    else {
        return Err(Error::decode("packages", "is missing").into());
    };
    call.emit(&Event::Cache {
        endpoint: "getPackageHistory",
        source: source.as_str(),
    });
    Ok(Kept {
        packages,
        fetched_at,
        source,
    })
}

/// Forgets what was kept for this account.
pub(crate) async fn clear(call: &Call) -> Result<(), Failure> {
    let account = account(call).await?;
    call.limit
        .race(call.client.store.clear(&history_cache::key(&account, "")))
        .await
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

fn parse(text: &str) -> Option<Record<JsValue>> {
    Record::from_json(&<JsValue as Json>::parse(&JsString::from(text))?)
}

impl Call {
    /// The record as text beside its source, for all who asked at the same time.
    async fn shared_history(&self, key: &str, endpoint: &Endpoint) -> Result<JsValue, Failure> {
        let stored = self.limit.race(self.client.store.read(key)).await?;
        let stored = stored.and_then(|text| parse(&text)).filter(|record| {
            record
                .packages
                .as_ref()
                .is_none_or(|packages| (endpoint.recheck)(packages).is_ok())
        });
        let mut record = stored.unwrap_or(Record {
            fetched_at: 0.0,
            blocked_until: 0.0,
            packages: None,
        });
        match record.decide(now_ms()) {
            Decision::Fresh => return Ok(shared(&record, Source::Cache)),
            Decision::Stale => return Ok(shared(&record, Source::Stale)),
            Decision::Blocked => return Err(blocked(record.blocked_until - now_ms()).into()),
            Decision::Ask => {}
        }
        let wait_out = record.packages.is_none();
        match self.read_text(&endpoint.request, wait_out).await {
            Ok(text) => {
                let packages = read::<JsValue, _>(&text, endpoint.decode)?;
                record = Record {
                    fetched_at: now_ms(),
                    blocked_until: 0.0,
                    packages: Some(packages),
                };
                self.keep(key, &record).await;
                Ok(shared(&record, Source::Network))
            }
            Err(failure) if failure.error.kind == Kind::RateLimited => {
                let wait_ms = failure.error.retry_after_ms.unwrap_or(LIFETIME_MS);
                record.blocked_until = now_ms() + wait_ms;
                self.keep(key, &record).await;
                if record.packages.is_some() {
                    Ok(shared(&record, Source::Stale))
                } else {
                    Err(failure)
                }
            }
            Err(failure) => Err(failure),
        }
    }

    async fn keep(&self, key: &str, record: &Record<JsValue>) {
        self.client.store.write(key, &stringified(record)).await;
    }
}

fn stringified(record: &Record<JsValue>) -> String {
    js_sys::JSON::stringify(&record.to_json())
        .map(String::from)
        .unwrap_or_default()
}

fn shared(record: &Record<JsValue>, source: Source) -> JsValue {
    let pair = [stringified(record).into(), source.as_str().into()];
    <JsValue as Json>::array(&pair)
}

fn blocked(wait_ms: f64) -> Error {
    let message = "the server takes one request per eSIM per 15 minutes and asked to wait";
    let mut error = Error::new(Kind::RateLimited, message);
    error.retry_after_ms = Some(wait_ms.max(0.0));
    error
}
