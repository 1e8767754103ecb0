//! A call in progress: the client's state and a deadline. Other files add its methods.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::state::ClientState;
use crate::core::config::parse_call_options;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::wasm::deadline::Deadline;

/// A call in progress.
pub(crate) struct Call {
    pub(crate) state: Rc<ClientState>,
    pub(crate) deadline: Deadline,
    /// The number of retries of a read.
    pub(crate) max_retries: u32,
    /// The checked options of the caller; `undefined` if there are none.
    pub(crate) options: JsValue,
}

impl Call {
    /// Checks the options of a call and starts its deadline. The call owns its state, so the caller may free
    /// the client meanwhile.
    pub(crate) fn begin(state: &Rc<ClientState>, options: &JsValue) -> Result<Self, Error> {
        let options = parse_call_options(options)?;
        let timeout_ms = options.get_f64("timeoutMs");
        let timeout_ms = timeout_ms.unwrap_or(state.settings.timeout_ms);
        let deadline = Deadline::new(timeout_ms, &options.get("signal"))?;
        let call = Self::new(state.clone(), deadline);
        Ok(Self {
            max_retries: options.get_u32("maxRetries").unwrap_or(call.max_retries),
            options,
            ..call
        })
    }

    /// A call without a caller.
    pub(crate) fn new(state: Rc<ClientState>, deadline: Deadline) -> Self {
        Self {
            max_retries: state.settings.max_retries,
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
            max_retries: self.max_retries,
            options: self.options.clone(),
        }
    }
}
