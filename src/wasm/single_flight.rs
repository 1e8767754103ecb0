//! One piece of work for all who ask for it at the same time.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;

use super::deadline::Deadline;
use super::promise::{BoxedWork, promise};
use wasm_bindgen_futures::JsFuture;

/// Work in flight, by key. It runs on its own, so that a caller who gives up ends it for nobody
/// else.
#[derive(Clone, Default)]
pub(crate) struct SingleFlight(Rc<RefCell<Vec<(String, Promise)>>>);

impl SingleFlight {
    /// The outcome of the work under this key: of that in flight, else of `work`. It rejects with
    /// whole errors.
    pub(crate) fn join(
        &self,
        deadline: &Deadline,
        key: &str,
        work: impl FnOnce() -> BoxedWork,
    ) -> JsFuture {
        let flying = self.flying(key);
        let promise = flying.unwrap_or_else(|| self.start(key, work()));
        deadline.race(&promise)
    }

    /// Whether this work is in flight, and not forgotten.
    pub(crate) fn holds(&self, key: &str) -> bool {
        self.flying(key).is_some()
    }

    /// Lets nobody join the work whose keys begin with this any more.
    pub(crate) fn forget(&self, prefix: &str) {
        self.0
            .borrow_mut()
            .retain(|(name, _)| !name.starts_with(prefix));
    }

    fn flying(&self, key: &str) -> Option<Promise> {
        let single_flight = self.0.borrow();
        let flight = single_flight.iter().find(|(name, _)| name == key);
        flight.map(|(_, promise)| promise.clone())
    }

    fn start(&self, key: &str, work: BoxedWork) -> Promise {
        let (single_flight, owned) = (self.clone(), key.to_owned());
        let promise = promise(async move {
            let outcome = work.await;
            single_flight
                .0
                .borrow_mut()
                .retain(|(name, _)| *name != owned);
            outcome
        });
        self.0.borrow_mut().push((key.to_owned(), promise.clone()));
        promise
    }
}
