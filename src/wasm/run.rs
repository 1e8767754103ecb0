//! The one function that runs the read endpoints of the partner client.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::call_error::CallError;
use super::endpoint::{Endpoint, Run};
use super::promise::promise;
use super::side::Side;
use super::state::ClientState;
use crate::core::json::JsonValue;
use crate::core::schema::decode_read;

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
            Ok(decode_read(&received.get("text"), &decode)?)
        }
        Run::Cached(source) => S::history(call, args, source).await,
    }
}
