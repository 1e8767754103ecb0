//! One run of the same work for concurrent callers.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;

use super::deadline::Deadline;
use super::promise::{BoxedWork, PromiseResult, promise};

/// Work in flight, by key. The work does not end with a caller.
#[derive(Clone, Default)]
pub(crate) struct SingleFlight(Rc<RefCell<Vec<(String, Promise)>>>);

impl SingleFlight {
    /// Waits for the work in flight under this key; starts `work` if there is none. Rejects with error
    /// objects.
    pub(crate) fn run(
        &self,
        deadline: &Deadline,
        key: &str,
        work: impl FnOnce() -> BoxedWork,
    ) -> PromiseResult {
        let in_flight = self.find(key);
        let promise = in_flight.unwrap_or_else(|| self.start(key, work()));
        deadline.race(&promise)
    }

    /// True if work is in flight under this key and was not forgotten.
    pub(crate) fn in_flight(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Forgets the work whose keys have this prefix. Later callers start new work.
    pub(crate) fn forget(&self, prefix: &str) {
        self.remove(|key| key.starts_with(prefix));
    }

    fn remove(&self, matches: impl Fn(&str) -> bool) {
        self.0.borrow_mut().retain(|(key, _)| !matches(key));
    }

    fn find(&self, key: &str) -> Option<Promise> {
        let flights = self.0.borrow();
        let flight = flights.iter().find(|(name, _)| name == key);
        flight.map(|(_, promise)| promise.clone())
    }

    fn start(&self, key: &str, work: BoxedWork) -> Promise {
        let (flights, own_key) = (self.clone(), key.to_owned());
        let promise = promise(async move {
            let outcome = work.await;
            flights.remove(|key| key == own_key);
            outcome
        });
        self.0.borrow_mut().push((key.to_owned(), promise.clone()));
        promise
    }
}
