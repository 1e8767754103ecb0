//! The deadline of a call: its timeout and the caller's signal.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::call_error::CallError;
use crate::core::error::Error;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/wasm/deadline.js")]
extern "C" {
    #[wasm_bindgen(js_name = startDeadline)]
    fn start(timeout_ms: f64, signal: &JsValue) -> Option<JsDeadline>;
}

#[wasm_bindgen]
extern "C" {
    /// A deadline in `deadline.js`. No method throws.
    pub(crate) type JsDeadline;
    #[wasm_bindgen(method, getter)]
    fn failure(this: &JsDeadline) -> Option<JsValue>;
    #[wasm_bindgen(method, getter)]
    fn signal(this: &JsDeadline) -> AbortSignal;
    #[wasm_bindgen(method)]
    fn remaining(this: &JsDeadline) -> f64;
    #[wasm_bindgen(method)]
    fn race(this: &JsDeadline, outcome: &Promise) -> Promise;
    #[wasm_bindgen(method, js_name = raceFor)]
    fn race_for(this: &JsDeadline, outcome: &Promise, wait_ms: f64) -> Promise;
    #[wasm_bindgen(method)]
    fn sleep(this: &JsDeadline, delay_ms: f64) -> Promise;
    #[wasm_bindgen(method, js_name = callBack)]
    fn call_back(this: &JsDeadline, callback: &JsValue, argument: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn extended(this: &JsDeadline, timeout_ms: f64) -> Option<JsDeadline>;
    #[wasm_bindgen(method)]
    fn close(this: &JsDeadline);
}

/// The deadline of one call. It ends every wait of the call.
pub(crate) struct Deadline(JsDeadline);

impl Deadline {
    pub(crate) fn new(timeout_ms: f64, signal: &JsValue) -> Result<Self, Error> {
        let handle = start(timeout_ms, signal);
        let problem = || Error::argument("options.signal", "must be an AbortSignal");
        handle.map(Self).ok_or_else(problem)
    }

    /// A deadline without a caller's signal, for work that goes on after the caller's call.
    pub(crate) fn detached(timeout_ms: f64) -> Result<Self, Error> {
        Self::new(timeout_ms, &JsValue::UNDEFINED)
    }

    /// A further deadline with the signal of the same caller.
    pub(crate) fn extended(&self, timeout_ms: f64) -> Result<Self, Error> {
        self.0
            .extended(timeout_ms)
            .map_or_else(|| Self::detached(timeout_ms), |handle| Ok(Self(handle)))
    }

    /// The deadline in JavaScript.
    pub(crate) fn handle(&self) -> &JsDeadline {
        &self.0
    }

    /// The signal of the call's requests.
    pub(crate) fn signal(&self) -> AbortSignal {
        self.0.signal()
    }

    /// The time left in milliseconds.
    pub(crate) fn remaining_ms(&self) -> f64 {
        self.0.remaining()
    }

    /// The error that ended the call, if it was ended.
    pub(crate) fn check(&self) -> Result<(), CallError> {
        self.0
            .failure()
            .map_or(Ok(()), |end| Err(CallError::Js(end)))
    }

    /// Settles like `outcome`, or rejects when the call ends.
    pub(crate) fn race(&self, outcome: &Promise) -> JsFuture {
        JsFuture::from(self.0.race(outcome))
    }

    /// Settles like `outcome`, or resolves to `undefined` after a time. Rejects when the call ends.
    pub(crate) fn race_for(&self, outcome: &Promise, wait_ms: f64) -> JsFuture {
        JsFuture::from(self.0.race_for(outcome, wait_ms))
    }

    /// Waits. Rejects when the call ends.
    pub(crate) fn sleep(&self, delay_ms: f64) -> JsFuture {
        JsFuture::from(self.0.sleep(delay_ms))
    }

    /// Calls a function of the caller, and waits for its result.
    pub(crate) fn call_back(&self, callback: &JsValue, argument: &JsValue) -> JsFuture {
        JsFuture::from(self.0.call_back(callback, argument))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.0.close();
    }
}
