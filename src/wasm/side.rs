//! The parts of a client that differ from another kind of client. The partner client has them; the page's
//! scripts do their own.

use wasm_bindgen::JsValue;

use super::call::Call;
use super::call_error::CallError;
use super::deadline::Deadline;
use super::history_source::HistorySource;
use super::state::ClientState;
use crate::core::request::Request;

/// A client whose calls the crate carries from step to step: the partner client.
pub(crate) trait Side: Sized + 'static {
    /// The longest answer that the client reads, in bytes.
    const MAX_ANSWER_BYTES: u32;

    /// The arguments of `fetch` for a request, as an array.
    ///
    /// # Errors
    /// An exception of the platform.
    fn build_request(
        state: &ClientState<Self>,
        deadline: &Deadline,
        request: &Request,
        token: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Replaces arguments of a read that only the client can compute.
    fn complete(&self, _args: &JsValue) {}

    /// The token of a request; `None` if the request carries none.
    async fn token_of(call: &Call<Self>, request: &Request) -> Result<Option<String>, CallError>;

    /// Drops a token that the server refused. Returns true if there can be another one.
    async fn drop_token(call: &Call<Self>, token: &str) -> bool;

    /// The package history of an eSIM: from where the client keeps it, or from the server.
    async fn history(
        call: &Call<Self>,
        iccid: &JsValue,
        source: &'static HistorySource,
    ) -> Result<JsValue, CallError>;
}
