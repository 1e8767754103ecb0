//! The one function that runs the read endpoints of the partner client.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::kept;
use super::reading;
use super::state::ClientState;
use crate::wasm::call_error::CallError;
use crate::wasm::endpoint::{Endpoint, Run};
use crate::wasm::promise::promise;

/// Starts a call of an endpoint.
pub(crate) fn start(
    state: &Rc<ClientState>,
    endpoint: &'static Endpoint,
    args: &JsValue,
    options: &JsValue,
) -> Promise {
    let call = Call::begin(state, options);
    let args = (endpoint.parse)(args);
    promise(async move { run(&call?, endpoint, &args?).await })
}

impl Call {
    /// Runs a read endpoint as a part of this call.
    pub(crate) async fn read_endpoint(
        &self,
        endpoint: &'static Endpoint,
        args: &JsValue,
    ) -> Result<JsValue, CallError> {
        let args = (endpoint.parse)(args)?;
        run(self, endpoint, &args).await
    }

    /// Makes the next call of an endpoint ask `PressOne`.
    pub(crate) async fn renew(&self, endpoint: &'static Endpoint, args: &JsValue) {
        if let Run::Cached(source) = &endpoint.run
            && let Ok(args) = (endpoint.parse)(args)
        {
            kept::renew(self, &args, source).await;
        }
    }
}

async fn run(
    call: &Call,
    endpoint: &'static Endpoint,
    args: &JsValue,
) -> Result<JsValue, CallError> {
    match &endpoint.run {
        Run::Read { request, answer } => reading::read(call, (*request, *answer), args).await,
        Run::Cached(source) => kept::get(call, args, source).await,
    }
}
