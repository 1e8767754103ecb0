//! A call in progress: the client's state and a deadline. Other files add its methods.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::deadline::Deadline;
use super::state::ClientState;
use crate::core::config::parse_call_options;
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// A call in progress.
pub(crate) struct Call<S> {
    pub(crate) state: Rc<ClientState<S>>,
    pub(crate) deadline: Deadline,
    /// The checked options of the caller; `undefined` if there are none.
    pub(crate) options: JsValue,
}

impl<S> Call<S> {
    /// Checks the options of a call and starts its deadline. The call owns its state, so the caller may free
    /// the client meanwhile.
    pub(crate) fn begin(state: &Rc<ClientState<S>>, options: &JsValue) -> Result<Self, Error> {
        let options = parse_call_options(options)?;
        let timeout_ms = options.get_f64("timeoutMs");
        let timeout_ms = timeout_ms.unwrap_or(state.settings.timeout_ms);
        let deadline = Deadline::new(timeout_ms, &options.get("signal"))?;
        let call = Self::new(state.clone(), deadline);
        Ok(Self { options, ..call })
    }

    /// A call without a caller.
    pub(crate) fn new(state: Rc<ClientState<S>>, deadline: Deadline) -> Self {
        Self {
            state,
            deadline,
            options: JsValue::UNDEFINED,
        }
    }

    /// A call of the same caller with another deadline.
    pub(crate) fn with_deadline(&self, deadline: Deadline) -> Self {
        Self {
            state: self.state.clone(),
            deadline,
            options: self.options.clone(),
        }
    }
}
