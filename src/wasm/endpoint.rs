//! A read endpoint as data, and the one function that runs it.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::error::CallError;
use super::history_source::HistorySource;
use super::promise::promise;
use super::side::Side;
use super::state::ClientState;
use crate::core::envelope::Answer;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::decode_read;

/// An endpoint that both clients have.
pub(crate) struct Endpoint {
    /// Checks the caller's arguments and returns a copy.
    pub(crate) parse: fn(&JsValue) -> Result<JsValue, Error>,
    /// The way in which a call runs.
    pub(crate) run: Run,
}

/// The way in which the calls of an endpoint run.
pub(crate) enum Run {
    /// Sends a request and decodes the answer.
    Read {
        request: fn(&JsValue) -> Request,
        answer: Answer<JsValue>,
    },
    /// The same, at most once per eSIM in 15 minutes.
    Cached(HistorySource),
}

/// Starts a call of an endpoint.
pub(crate) fn start<S: Side>(
    state: &Rc<ClientState<S>>,
    endpoint: &'static Endpoint,
    args: &JsValue,
    options: &JsValue,
) -> Promise {
    let call = Call::begin(state, options);
    let args = (endpoint.parse)(args);
    promise(async move { run(&call?, endpoint, &args?).await })
}

async fn run<S: Side>(
    call: &Call<S>,
    endpoint: &'static Endpoint,
    args: &JsValue,
) -> Result<JsValue, CallError> {
    match &endpoint.run {
        Run::Read { request, answer } => {
            call.state.side.complete(args);
            let received = call.read(&request(args), true).await?;
            let decode = |body: &JsValue| answer.decode(body, args);
            let decoded = decode_read(&received.get("text"), &decode)?;
            S::after_read(call, &decoded).await;
            Ok(decoded)
        }
        Run::Cached(source) => S::history(call, args, source).await,
    }
}
