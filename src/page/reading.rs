//! A call of a read endpoint. `reading.js` waits; the decisions are here.

use js_sys::{Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::to_object;
use crate::core::json::JsonValue;
use crate::core::page::gateway_error;
use crate::core::retry::{self, Attempt};
use crate::core::schema::decode_read;
use crate::wasm::endpoint::{Endpoint, Run};

#[wasm_bindgen(module = "/src/page/reading.js")]
extern "C" {
    fn read(
        shell: &JsValue,
        options: &JsValue,
        work: Reading,
        endpoint: &str,
        path: &str,
        query: &str,
        iccid: &JsValue,
    ) -> Promise;
}

/// The decisions about one read.
#[wasm_bindgen(skip_typescript)]
pub struct Reading {
    endpoint: &'static Endpoint,
    args: JsValue,
}

impl Reading {
    /// A read with checked arguments.
    pub(super) fn new(endpoint: &'static Endpoint, args: JsValue) -> Self {
        Self { endpoint, args }
    }
}

// The script has the object, and not its class.
#[allow(clippy::unused_self)]
#[wasm_bindgen]
impl Reading {
    /// Decodes the text of a success.
    ///
    /// # Errors
    /// `decode`, `not_found`
    #[wasm_bindgen(skip_typescript)]
    pub fn decode(&self, text: &JsValue) -> Result<JsValue, JsValue> {
        let answer = match &self.endpoint.run {
            Run::Read { answer, .. } => answer,
            Run::Cached(source) => &source.answer,
        };
        decode_read(text, &|body: &JsValue| answer.decode(body, &self.args))
            .map_err(|error| to_object(&error))
    }

    /// Checks stored packages.
    #[wasm_bindgen(skip_typescript)]
    pub fn recheck(&self, packages: &JsValue) -> bool {
        match &self.endpoint.run {
            Run::Read { .. } => false,
            Run::Cached(source) => (source.recheck)(packages),
        }
    }

    /// The kind and the message of an error answer.
    #[wasm_bindgen(skip_typescript)]
    pub fn meaning(&self, status: u16, code: &JsValue) -> JsValue {
        gateway_error::meaning(status, code)
    }

    /// The delay before the next attempt; `undefined` if there is none.
    #[wasm_bindgen(skip_typescript)]
    pub fn delay(
        &self,
        failure: &JsValue,
        retries_done: u32,
        max_retries: u32,
        remaining_ms: f64,
    ) -> Option<f64> {
        let attempt = Attempt {
            retries_done,
            max_retries,
            remaining_ms,
            random: Math::random(),
        };
        let kind = failure.get_string("kind").unwrap_or_default();
        let status = failure.get_f64("status");
        let retry_after_ms = failure.get_f64("retryAfterMs");
        retry::delay_after(&kind, status, retry_after_ms, attempt)
    }
}

/// Starts a read.
pub(super) fn start(shell: &JsValue, options: &JsValue, reading: Reading) -> Promise {
    let (request, iccid) = match &reading.endpoint.run {
        Run::Read { request, .. } => (request(&reading.args), JsValue::UNDEFINED),
        Run::Cached(source) => ((source.request)(&reading.args), reading.args.clone()),
    };
    read(
        shell,
        options,
        reading,
        request.endpoint,
        &request.path,
        &request.query,
        &iccid,
    )
}
