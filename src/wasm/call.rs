//! A call in progress: the client's state and a deadline. Other files add its methods.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};

use super::deadline::Deadline;
use super::state::ClientState;

/// A call in progress.
pub(crate) struct Call {
    pub(crate) state: Rc<ClientState>,
    pub(crate) deadline: Deadline,
    /// The caller's `waitUntil`; `undefined` if there is none.
    wait_until: JsValue,
}

impl Call {
    pub(crate) fn new(state: Rc<ClientState>, deadline: Deadline) -> Self {
        Self {
            state,
            deadline,
            wait_until: JsValue::UNDEFINED,
        }
    }

    /// The same call with the caller's `waitUntil`.
    pub(crate) fn with_wait_until(mut self, wait_until: JsValue) -> Self {
        self.wait_until = wait_until;
        self
    }

    /// A call of the same caller with another deadline.
    pub(crate) fn with_deadline(&self, deadline: Deadline) -> Self {
        Self::new(self.state.clone(), deadline).with_wait_until(self.wait_until.clone())
    }

    /// Lets work go on after the call. Some platforms end it then, unless they are told to wait.
    pub(crate) fn in_background(&self, work: Promise) {
        if let Some(wait_until) = self.wait_until.dyn_ref::<Function>() {
            let _ = wait_until.call1(&JsValue::UNDEFINED, &work);
        }
    }
}
