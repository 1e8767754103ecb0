//! A call in progress: the client's state and a deadline. Other files add its methods.

use std::rc::Rc;

use super::deadline::Deadline;
use super::state::ClientState;

/// A call in progress.
pub(crate) struct Call {
    pub(crate) state: Rc<ClientState>,
    pub(crate) deadline: Deadline,
}

impl Call {
    pub(crate) fn new(state: Rc<ClientState>, deadline: Deadline) -> Self {
        Self { state, deadline }
    }
}
