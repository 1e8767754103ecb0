//! What ends a call early: its time, or its caller's signal.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::error::Failure;
use crate::core::error::Error;
use crate::core::json::Json;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = limit)]
    fn begin(timeout_ms: f64, signal: &JsValue) -> JsValue;
    fn race(limit: &JsValue, outcome: &JsValue) -> Promise;
    fn pause(limit: &JsValue, delay_ms: f64) -> Promise;
    fn ask(limit: &JsValue, question: &JsValue) -> Promise;
}

#[wasm_bindgen]
extern "C" {
    type Handle;
    #[wasm_bindgen(method)]
    fn close(this: &Handle);
}

/// The limit of one call. Everything that waits is bound to it.
pub(crate) struct Limit {
    handle: JsValue,
    deadline_ms: f64,
}

impl Limit {
    pub(crate) fn new(timeout_ms: f64, signal: &JsValue) -> Result<Self, Error> {
        let handle = begin(timeout_ms, signal);
        if handle.is_undefined() {
            return Err(Error::argument(
                "options.signal",
                "has to be an AbortSignal",
            ));
        }
        Ok(Self {
            handle,
            deadline_ms: js_sys::Date::now() + timeout_ms,
        })
    }

    /// The platform's side of it.
    pub(crate) fn handle(&self) -> &JsValue {
        &self.handle
    }

    /// The time left in milliseconds.
    pub(crate) fn remaining_ms(&self) -> f64 {
        self.deadline_ms - js_sys::Date::now()
    }

    /// The error that ended the call, if it was ended.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let failure = self.handle.get("failure");
        if failure.is_undefined() {
            return Ok(());
        }
        Err(Failure::Whole(failure))
    }

    /// The outcome of a promise, unless the call ends first.
    pub(crate) fn race(&self, outcome: &Promise) -> JsFuture {
        race(&self.handle, outcome).into()
    }

    /// Waits.
    pub(crate) fn pause(&self, delay_ms: f64) -> JsFuture {
        pause(&self.handle, delay_ms).into()
    }

    /// What a function of the caller's gives, or its promise.
    pub(crate) fn ask(&self, question: &JsValue) -> JsFuture {
        ask(&self.handle, question).into()
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        let handle: &Handle = wasm_bindgen::JsCast::unchecked_ref(&self.handle);
        handle.close();
    }
}
