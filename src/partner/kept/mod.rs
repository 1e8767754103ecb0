//! Answers that the store keeps: `PressOne` is asked once in a window, by all clients of a store together. It
//! demands that for package histories, once per eSIM in 15 minutes.

mod flight;
mod purchases;
mod stored;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::background;
use super::call::Call;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::history_record::{self, HistoryKeys};
use crate::core::partner::keeping::Keeping;
use crate::core::request::Request;
use crate::core::text::join;
use crate::partner::events::Value;
use crate::wasm::call_error::CallError;
use crate::wasm::kept_source::KeptSource;
use crate::wasm::promise::{BoxedWork, promise};

pub(super) use purchases::add;

/// The most keys of one page of a list.
const PAGE: u32 = 1_000;

impl Call {
    fn kept_keys(&self, keeping: &Keeping, subject: &str) -> HistoryKeys {
        HistoryKeys::new(&self.state.config.scope, keeping, subject)
    }
}

/// Returns an answer from the store or from `PressOne`. Concurrent calls share the work, which goes on after the
/// call.
pub(super) async fn get(
    call: &Call,
    args: &JsValue,
    source: &'static KeptSource,
) -> Result<JsValue, CallError> {
    let request = (source.request)(args);
    let keys = keys_of(call, args, source, &request);
    let name = keys.base().to_owned();
    let endpoint = request.endpoint;
    let (state, args, retries) = (call.state.clone(), args.clone(), call.max_retries);
    let work = Box::new(|waited: bool| -> BoxedWork {
        let running = promise(flight::run(state, keys, args, source, retries, !waited));
        background::go_on(call, settled(running.clone()));
        Box::pin(async move { JsFuture::from(running).await.map_err(CallError::Js) })
    });
    let flight = call.state.single_flight.run(&call.deadline, &name, work);
    let text = flight.await.map_err(CallError::Js)?;
    // Each caller owns a copy.
    let unreadable = || Error::new(Kind::Decode, &["the answer cannot be copied"]);
    let answer = JsValue::parse(&text).ok_or_else(unreadable)?;
    let origin = Value::OptionalText(answer.get_string("source"));
    call.state.emit(endpoint, "cache", &[("source", origin)]);
    Ok(answer)
}

/// The keys of an answer. An argument that is a text, such as an ICCID, names the subject. All others are in the
/// request.
fn keys_of(call: &Call, args: &JsValue, source: &KeptSource, request: &Request) -> HistoryKeys {
    let subject = args.as_string().unwrap_or_else(|| subject_of(request));
    call.kept_keys(source.keeping, &subject)
}

/// Removes the mark of a kept answer without a strict limit, so that the next call asks. The answer stays for a
/// request that fails. If the store fails, the next call does not ask.
pub(super) async fn renew(call: &Call, args: &JsValue, source: &'static KeptSource) {
    if source.keeping.is_strict() {
        return;
    }
    let keys = keys_of(call, args, source, &(source.request)(args));
    call.state.single_flight.forget(keys.base());
    let _ = call.state.store.delete(&keys.mark()).await;
}

/// The language and the address of a request: requests with the same ones have one kept answer.
fn subject_of(request: &Request) -> String {
    let language = request.language.as_deref().unwrap_or_default();
    join(&[language, " ", &request.url("")])
}

/// Resolves when work has ended. Workers report work in the background that fails.
fn settled(running: Promise) -> Promise {
    promise(async move {
        let _ = JsFuture::from(running).await;
        Ok(JsValue::UNDEFINED)
    })
}

/// Removes the stored answers of this account. The marks of strict limits stay. Later calls do not join a request that is
/// under way.
pub(super) async fn clear(call: &Call) -> Result<JsValue, CallError> {
    let prefix = history_record::scope_prefix(&call.state.config.scope);
    call.state.single_flight.forget(&prefix);
    let store = &call.state.store;
    let failed = |thrown| {
        let message = "the store failed; the answers may still be there";
        CallError::from_thrown(Kind::Storage, message, thrown)
    };
    let mut after: Option<String> = None;
    loop {
        call.deadline.check()?;
        let page = store.keys(&prefix, after.as_deref(), PAGE).await;
        let page = page.map_err(failed)?;
        for key in page
            .iter()
            .filter(|key| !history_record::is_limit_mark(key))
        {
            call.deadline.check()?;
            store.delete(key).await.map_err(failed)?;
        }
        after = page.last().cloned();
        if after.is_none() {
            return Ok(JsValue::UNDEFINED);
        }
    }
}
