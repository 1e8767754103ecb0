//! The page client's part of the shared shell.

use wasm_bindgen::JsValue;

use super::history;
use super::request::gateway_request;
use super::state::{Call, Page};
use crate::core::error::Kind;
use crate::core::history_cache;
use crate::core::json::JsonValue;
use crate::core::page::config::Auth;
use crate::core::request::{Body, Request};
use crate::core::secret::check_secret;
use crate::wasm;
use crate::wasm::deadline::Deadline;
use crate::wasm::error::CallError;
use crate::wasm::history::KeepsHistories;
use crate::wasm::history_source::HistorySource;
use crate::wasm::history_storage::HistoryStorage;
use crate::wasm::side::Side;
use crate::wasm::state::ClientState;

impl Side for Page {
    const MAX_ANSWER_BYTES: u32 = 1 << 20;

    fn build_request(
        state: &ClientState<Self>,
        deadline: &Deadline,
        request: &Request,
        token: Option<&str>,
    ) -> Result<JsValue, JsValue> {
        let body = match &request.body {
            Body::JsonText(text) => Some(text.as_str()),
            Body::None => None,
            #[cfg(feature = "partner")]
            _ => None,
        };
        gateway_request(
            &state.settings.options,
            &request.url(&state.side.config.base, state.side.has_slash()),
            &deadline.signal(),
            token,
            request.reference.as_deref(),
            body,
        )
    }

    fn has_slash(&self) -> bool {
        self.trailing_slash.get()
    }

    /// Hosts have rules for the slash at the end of paths, and no redirect is followed. Another call may have
    /// changed the slash since the request.
    fn toggle_slash(&self, request: &Request, sent: bool) -> bool {
        let changes = request.slash_is_optional();
        if changes {
            self.trailing_slash.set(!sent);
        }
        changes
    }

    /// Forgets the history of an eSIM that a purchase has topped up: it is older than the top-up.
    async fn after_read(call: &Call, result: &JsValue) {
        if result.get_string("state").as_deref() == Some("done")
            && let Some(iccid) = result.get_string("iccid")
        {
            history::forget(call, &iccid).await;
        }
    }

    async fn token_of(call: &Call, _request: &Request) -> Result<Option<String>, CallError> {
        let given = call.state.settings.options.get("token");
        let returned = match call.state.side.config.auth {
            Auth::Cookies => return Ok(None),
            Auth::Token => return Ok(given.as_string()),
            Auth::Function => call.deadline.call_back(&given, &JsValue::UNDEFINED).await,
        };
        let failed = |thrown| {
            let message = "options.token() returned no token";
            CallError::from_thrown(Kind::Authentication, message, thrown)
        };
        let token = returned.map_err(failed)?.as_string().unwrap_or_default();
        check_secret(&token, "options.token()", Kind::Authentication)?;
        Ok(Some(token))
    }

    async fn drop_token(call: &Call, _token: &str) -> bool {
        call.state.side.config.auth == Auth::Function
    }

    async fn history(
        call: &Call,
        iccid: &JsValue,
        source: &'static HistorySource,
    ) -> Result<JsValue, CallError> {
        wasm::history::get(call, iccid, source).await
    }
}

impl KeepsHistories for Page {
    fn histories(&self) -> &HistoryStorage {
        &self.histories
    }

    async fn history_key(call: &Call, iccid: &str) -> Result<String, CallError> {
        let config = &call.state.side.config;
        let token = if config.scope_needs_token() {
            let request = Request::get("getPackageHistory", String::new());
            Self::token_of(call, &request).await?
        } else {
            None
        };
        let scope = config.cache_scope(token.as_deref());
        Ok(history_cache::key(&scope, iccid))
    }
}
