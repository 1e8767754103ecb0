//! What ends a call early: its time, or its caller's signal.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::Failure;
use super::work::Wait;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = limit)]
    fn begin(timeout_ms: f64, signal: &JsValue) -> Option<Handle>;
}

#[wasm_bindgen]
extern "C" {
    /// The platform's side of a limit. Nothing of it throws.
    pub(crate) type Handle;
    #[wasm_bindgen(method, getter)]
    fn failure(this: &Handle) -> Option<JsValue>;
    #[wasm_bindgen(method)]
    fn remaining(this: &Handle) -> f64;
    #[wasm_bindgen(method)]
    fn wait(this: &Handle, outcome: &Promise) -> Promise;
    #[wasm_bindgen(method)]
    fn pause(this: &Handle, delay_ms: f64) -> Promise;
    #[wasm_bindgen(method)]
    fn ask(this: &Handle, question: &JsValue, about: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn again(this: &Handle, timeout_ms: f64) -> Option<Handle>;
    #[wasm_bindgen(method)]
    fn close(this: &Handle);
}

/// The limit of one call. Everything that waits is bound to it.
pub(crate) struct Limit(Handle);

impl Limit {
    pub(crate) fn new(timeout_ms: f64, signal: &JsValue) -> Result<Self, Error> {
        let handle = begin(timeout_ms, signal);
        let problem = || Error::argument("options.signal", "has to be an AbortSignal");
        handle.map(Self).ok_or_else(problem)
    }

    /// Time of its own for something that has to be done, `timeout_ms` of it.
    pub(crate) fn own(timeout_ms: f64) -> Result<Self, Error> {
        Self::new(timeout_ms, &JsValue::UNDEFINED)
    }

    /// More time for the same caller, whose signal ends it too.
    pub(crate) fn again(&self, timeout_ms: f64) -> Result<Self, Error> {
        self.0
            .again(timeout_ms)
            .map_or_else(|| Self::own(timeout_ms), |handle| Ok(Self(handle)))
    }

    /// The platform's side of it.
    pub(crate) fn handle(&self) -> &Handle {
        &self.0
    }

    /// The time left in milliseconds.
    pub(crate) fn remaining_ms(&self) -> f64 {
        self.0.remaining()
    }

    /// The error that ended the call, if it was ended.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.0
            .failure()
            .map_or(Ok(()), |end| Err(Failure::Whole(end)))
    }

    /// Whether the caller's signal ended the call.
    pub(crate) fn was_aborted(&self) -> bool {
        let failure = self.0.failure().unwrap_or_default();
        failure.get_string("kind").as_deref() == Some(Kind::Aborted.as_str())
    }

    /// The outcome of a promise, unless the call ends first.
    pub(crate) fn wait(&self, outcome: &Promise) -> Wait {
        Wait::new(self.0.wait(outcome))
    }

    /// Waits.
    pub(crate) fn pause(&self, delay_ms: f64) -> Wait {
        Wait::new(self.0.pause(delay_ms))
    }

    /// What a function of the caller's gives, or its promise.
    pub(crate) fn ask(&self, question: &JsValue, about: &JsValue) -> Wait {
        Wait::new(self.0.ask(question, about))
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        self.0.close();
    }
}
