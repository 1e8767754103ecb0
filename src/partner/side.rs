//! The partner client's part of the shared shell.

use wasm_bindgen::JsValue;

use super::state::{Call, Partner};
use super::{history, request, token};
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::history_source::HistorySource;
use crate::wasm::side::Side;
use crate::wasm::state::ClientState;

impl Side for Partner {
    const MAX_ANSWER_BYTES: u32 = 8 << 20;

    fn build_request(
        state: &ClientState<Self>,
        deadline: &Deadline,
        request: &Request,
        token: Option<&str>,
    ) -> Result<JsValue, JsValue> {
        request::build(state, deadline, request, token)
    }

    /// Replaces the shopper's id of a query by its digest, which is in the orders' descriptions.
    fn complete(&self, args: &JsValue) {
        if let Some(shopper) = args.get_string("shopper") {
            let digests = self.config.shopper_digests(&shopper);
            let digest = digests.first().map_or("", String::as_str);
            args.set("shopper", &digest.into());
        }
    }

    async fn token_of(call: &Call, request: &Request) -> Result<Option<String>, CallError> {
        if request.authorized && call.state.side.config.sends_token(request.product) {
            return token::get(call).await.map(Some);
        }
        Ok(None)
    }

    async fn drop_token(call: &Call, token: &str) -> bool {
        call.drop_stored_token(token).await;
        true
    }

    async fn history(
        call: &Call,
        iccid: &JsValue,
        source: &'static HistorySource,
    ) -> Result<JsValue, CallError> {
        history::get(call, iccid, source).await
    }
}
