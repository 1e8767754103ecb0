//! The order that an id or a code names.

use wasm_bindgen::JsValue;

use super::driver::Purchase;
use super::operation::decode_outcome;
use crate::core::json::JsonValue;
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;
use crate::wasm::json::stringify;

impl Purchase<'_> {
    /// Returns the outcome for an `order_id` or `code`. Reads the order if id and code are not enough.
    pub(super) async fn named_outcome(
        &self,
        call: &Call,
        names: &JsValue,
    ) -> Result<JsValue, CallError> {
        let reading = self
            .operation
            .named_order(call, names, &self.about, &self.identity.digest);
        let order = if let Some(reading) = reading {
            reading.await?
        } else {
            let order = JsValue::object();
            order.set("id", &names.get("order_id"));
            order.set("code", &names.get("code"));
            order
        };
        let body = JsValue::object();
        body.set("data", &order);
        Ok(decode_outcome(
            self.operation,
            &stringify(&body),
            &self.args,
        )?)
    }

    /// Reads an order once more if it lacks eSIMs. If this fails, returns the order without them.
    pub(super) async fn completed(&self, outcome: JsValue) -> JsValue {
        if self.is_complete(&outcome) {
            return outcome;
        }
        let Ok(call) = self.detached(self.call.state.config.lookup_timeout_ms) else {
            return outcome;
        };
        let names = JsValue::object();
        names.set("order_id", &outcome.get("id"));
        names.set("code", &outcome.get("code"));
        match self.named_outcome(&call, &names).await {
            Ok(read) if self.is_complete(&read) => read,
            _ => outcome,
        }
    }

    /// True if an outcome has all that becomes the shopper's.
    pub(super) fn is_complete(&self, outcome: &JsValue) -> bool {
        self.operation.is_complete(outcome, &self.about)
    }
}
