//! Events for the caller's `onEvent`. TypeScript: `ClientEvent`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::state::ClientState;
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/events.js")]
extern "C" {
    #[wasm_bindgen(js_name = callListener)]
    fn call_listener(listener: &JsValue, event: &JsValue);
}

/// An event. Holds no secret, no ICCID and no body.
pub(crate) enum Event {
    /// A request is sent: its method and attempt.
    Request(&'static str, u32),
    /// An answer arrived: attempt, status, duration in ms.
    Response(u32, f64, f64),
    /// No answer arrived: attempt, kind of error, duration in ms.
    Failure(u32, Option<String>, f64),
    /// A read is sent again: attempt, kind of error, delay in ms.
    Retry(u32, Option<String>, f64),
    /// A purchase has a new state: the reference and the state.
    Purchase(&'static str, String),
    /// A reference has two orders: the reference and the orders.
    DuplicateOrder(String, JsValue),
    /// The store forgets at the end of the process.
    MemoryStore,
    /// A history was read from the cache or stored: its source.
    Cache(Option<String>),
}

impl ClientState {
    /// Passes an event to the listener, if there is one. An error of the listener is ignored.
    pub(crate) fn emit(&self, endpoint: &str, event: Event) {
        let Some(listener) = &self.listener else {
            return;
        };
        let object = JsValue::object();
        let set = |name, value: JsValue| object.set(name, &value);
        let kind = match &event {
            Event::Request(..) => "request",
            Event::Response(..) => "response",
            Event::Failure(..) => "failure",
            Event::Retry(..) => "retry",
            Event::Purchase(..) => "purchase",
            Event::DuplicateOrder(..) => "duplicate_order",
            Event::MemoryStore => "memory_store",
            Event::Cache(..) => "cache",
        };
        set("type", kind.into());
        set("endpoint", endpoint.into());
        match event {
            Event::Request(method, attempt) => {
                set("method", method.into());
                set("attempt", attempt.into());
            }
            Event::Response(attempt, status, duration_ms) => {
                set("attempt", attempt.into());
                set("status", status.into());
                set("durationMs", duration_ms.into());
            }
            Event::Failure(attempt, kind, duration_ms) => {
                set("attempt", attempt.into());
                set("kind", kind.into());
                set("durationMs", duration_ms.into());
            }
            Event::Retry(attempt, kind, delay_ms) => {
                set("attempt", attempt.into());
                set("kind", kind.into());
                set("delayMs", delay_ms.into());
            }
            Event::Purchase(state, reference) => {
                set("state", state.into());
                set("reference", reference.into());
            }
            Event::DuplicateOrder(reference, orders) => {
                set("reference", reference.into());
                set("orders", orders);
            }
            Event::MemoryStore => {}
            Event::Cache(source) => {
                set("source", source.into());
            }
        }
        call_listener(listener, &object);
    }
}
