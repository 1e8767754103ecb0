//! Package histories: `PressOne` is asked once per eSIM in 15 minutes, by all clients of a store together.

mod flight;
mod purchases;
mod stored;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::background;
use super::state::Call;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::history_record::{self, HistoryKeys};
use crate::wasm::call_error::CallError;
use crate::wasm::events::Value;
use crate::wasm::history_source::HistorySource;
use crate::wasm::promise::{BoxedWork, PromiseResult, promise};

pub(super) use purchases::add;

/// The most keys of one page of a list.
const PAGE: u32 = 1_000;

impl Call {
    fn history_keys(&self, iccid: &str) -> HistoryKeys {
        HistoryKeys::new(&self.state.side.config.scope, iccid)
    }
}

/// Returns the history of an eSIM from the store or from `PressOne`. Concurrent calls share the work, which goes
/// on after the call.
pub(super) async fn get(
    call: &Call,
    iccid: &JsValue,
    source: &'static HistorySource,
) -> Result<JsValue, CallError> {
    let keys = call.history_keys(&iccid.as_string().unwrap_or_default());
    let name = keys.base().to_owned();
    let endpoint = (source.request)(iccid).endpoint;
    let (state, iccid) = (call.state.clone(), iccid.clone());
    let work = Box::new(|waited: bool| -> BoxedWork {
        let running = promise(flight::run(state, keys, iccid, source, !waited));
        background::go_on(call, settled(running.clone()));
        Box::pin(async move { PromiseResult::from(running).await.map_err(CallError::Js) })
    });
    let flight = call.state.single_flight.run(&call.deadline, &name, work);
    let text = flight.await.map_err(CallError::Js)?;
    // Each caller owns a copy.
    let unreadable = || Error::new(Kind::Decode, &["the history cannot be copied"]).at("packages");
    let history = JsValue::parse(&text).ok_or_else(unreadable)?;
    let origin = Value::OptionalText(history.get_string("source"));
    call.state.emit(endpoint, "cache", &[("source", origin)]);
    Ok(history)
}

/// Resolves when work has ended. Workers report work in the background that fails.
fn settled(running: Promise) -> Promise {
    promise(async move {
        let _ = PromiseResult::from(running).await;
        Ok(JsValue::UNDEFINED)
    })
}

/// Removes the stored histories of this account. The marks stay. Later calls do not join a request that is
/// under way.
pub(super) async fn clear(call: &Call) -> Result<JsValue, CallError> {
    let prefix = history_record::scope_prefix(&call.state.side.config.scope);
    call.state.single_flight.forget(&prefix);
    let store = &call.state.side.store;
    let failed = |thrown| {
        let message = "the store failed; the histories may still be there";
        CallError::from_thrown(Kind::Storage, message, thrown)
    };
    let mut after: Option<String> = None;
    loop {
        call.deadline.check()?;
        let page = store.keys(&prefix, after.as_deref(), PAGE).await;
        let page = page.map_err(failed)?;
        for key in page.iter().filter(|key| !history_record::is_mark(key)) {
            call.deadline.check()?;
            store.delete(key).await.map_err(failed)?;
        }
        after = page.last().cloned();
        if after.is_none() {
            return Ok(JsValue::UNDEFINED);
        }
    }
}
