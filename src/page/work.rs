//! The module's part of one call. The scripts wait, and ask it for its decisions.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::to_object;
use super::purchase::Purchase;
use super::reading::Reading;
use crate::core::page::gateway_error;
use crate::core::request::Request;

#[wasm_bindgen(module = "/src/page/reading.js")]
extern "C" {
    fn read(
        shell: &JsValue,
        options: &JsValue,
        work: Work,
        endpoint: &str,
        path: &str,
        query: &str,
        iccid: &JsValue,
    ) -> Promise;
}

#[wasm_bindgen(module = "/src/page/buying.js")]
extern "C" {
    fn buy(
        shell: &JsValue,
        options: &JsValue,
        work: Work,
        endpoint: &str,
        kind: &str,
        args: &JsValue,
    ) -> Promise;
}

/// The decisions about one call. One class for both kinds of calls: each class of the module takes its bytes.
#[wasm_bindgen(skip_typescript)]
pub struct Work(Call);

/// The call. A script calls only the methods of its kind.
enum Call {
    Read(Reading),
    Buy(Purchase),
}

/// Starts a read.
pub(super) fn start_reading(
    shell: &JsValue,
    options: &JsValue,
    request: &Request,
    reading: Reading,
) -> Promise {
    let iccid = reading.iccid();
    read(
        shell,
        options,
        Work(Call::Read(reading)),
        request.endpoint,
        &request.path,
        &request.query,
        &iccid,
    )
}

/// Starts a purchase.
pub(super) fn start_purchase(shell: &JsValue, options: &JsValue, purchase: Purchase) -> Promise {
    let operation = purchase.operation;
    let args = purchase.args.clone();
    let work = Work(Call::Buy(purchase));
    let kind = operation.kind.as_str();
    buy(shell, options, work, operation.name, kind, &args)
}

impl Work {
    fn purchase(&mut self, next: impl FnOnce(&mut Purchase) -> u32) -> u32 {
        match &mut self.0 {
            Call::Buy(purchase) => next(purchase),
            Call::Read(_) => 0,
        }
    }
}

// A script's value belongs to the call, which drops it.
#[allow(clippy::needless_pass_by_value)]
#[wasm_bindgen]
impl Work {
    /// The kind and the message of an error answer.
    // The script has the object, and not its class.
    #[allow(clippy::unused_self)]
    #[wasm_bindgen(skip_typescript)]
    pub fn meaning(&self, status: u16, code: JsValue) -> JsValue {
        gateway_error::meaning(status, &code)
    }

    /// Decodes the text of a read's success. `now` is the time in ms since the epoch.
    ///
    /// # Errors
    /// `decode`, `not_found`
    #[wasm_bindgen(skip_typescript)]
    pub fn decode(&self, text: JsValue, now: f64) -> Result<JsValue, JsValue> {
        match &self.0 {
            Call::Read(reading) => reading
                .decode(&text, now)
                .map_err(|error| to_object(&error)),
            Call::Buy(_) => Ok(JsValue::UNDEFINED),
        }
    }

    /// Checks stored packages of a read.
    #[wasm_bindgen(skip_typescript)]
    pub fn recheck(&self, packages: JsValue) -> bool {
        match &self.0 {
            Call::Read(reading) => reading.recheck(&packages),
            Call::Buy(_) => false,
        }
    }

    /// The body of a purchase.
    #[wasm_bindgen(skip_typescript)]
    pub fn body(&self) -> JsValue {
        match &self.0 {
            Call::Buy(purchase) => purchase.body(),
            Call::Read(_) => JsValue::UNDEFINED,
        }
    }

    /// Takes an answer to a purchase or a question, and the error that it means or `undefined`.
    #[wasm_bindgen(skip_typescript)]
    pub fn answered(&mut self, status: u16, text: JsValue, failure: JsValue) -> u32 {
        self.purchase(|purchase| purchase.answered(status, &text, failure))
    }

    /// Takes the failure of a request without an answer. `sent` is true if the purchase may have left.
    #[wasm_bindgen(skip_typescript)]
    pub fn lost(&mut self, failure: JsValue, sent: bool) -> u32 {
        self.purchase(|purchase| purchase.lost(failure, sent))
    }

    /// Goes on after a pause, or ends the call if its time is over. `sent` is true if the purchase may have
    /// left.
    #[wasm_bindgen(skip_typescript)]
    pub fn waited(&mut self, is_over: bool, sent: bool) -> u32 {
        self.purchase(|purchase| purchase.waited(is_over, sent))
    }

    /// The order, or the error of the call. `ended` is the error that ended the call early.
    ///
    /// # Errors
    /// The error of the call.
    #[wasm_bindgen(skip_typescript)]
    pub fn end(&self, ended: JsValue) -> Result<JsValue, JsValue> {
        match &self.0 {
            Call::Buy(purchase) => purchase.end(&ended),
            Call::Read(_) => Ok(JsValue::UNDEFINED),
        }
    }
}
