//! An endpoint as data, and the one function that runs it.

use js_sys::Promise;
use wasm_bindgen::JsValue;

use super::call::Call;
use super::client::Client;
use super::error::CallError;
use super::history;
use super::page_purchase;
use super::promise::promise;
use super::purchase::{self, BuyArgs, PurchaseOperation};
use crate::core::envelope::Answer;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::decode_read;

/// An endpoint.
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
    Cached(history::Source),
    /// Sends a request at most once per reference.
    Buy(&'static dyn PurchaseOperation),
}

impl Client {
    /// Starts a call of an endpoint.
    pub(crate) fn run(
        &self,
        endpoint: &'static Endpoint,
        args: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        let args = (endpoint.parse)(args);
        promise(async move { run(&call?, endpoint, &args?).await })
    }
}

/// Replaces the shopper's id of a query by its digest, which is in the orders' descriptions.
fn with_shopper_digest(call: &Call, args: &JsValue) {
    if let Some(shopper) = args.get_string("shopper") {
        let digests = call.state.config.shopper_digests(&shopper);
        args.set(
            "shopper",
            &digests.first().map_or("", String::as_str).into(),
        );
    }
}

async fn run(
    call: &Call,
    endpoint: &'static Endpoint,
    args: &JsValue,
) -> Result<JsValue, CallError> {
    match &endpoint.run {
        Run::Read { request, answer } => {
            with_shopper_digest(call, args);
            let received = call.read(&request(args), true).await?;
            let decode = |body: &JsValue| answer.decode(body, args);
            Ok(decode_read(&received.get("text"), &decode)?)
        }
        Run::Cached(source) => history::get(call, args, source).await,
        Run::Buy(operation) => {
            call.deadline.check()?;
            let args = BuyArgs::new(args);
            if call.state.config.is_partner() {
                purchase::buy(call, *operation, &args).await
            } else {
                page_purchase::buy(call, *operation, &args).await
            }
        }
    }
}
