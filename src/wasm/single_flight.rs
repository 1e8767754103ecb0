//! One run of the same work for concurrent callers.
//!
//! Work can hang without an end: workerd stops the timers and continuations of a request whose visitor has
//! left. So a caller waits for the work of another caller for a limited time only, measured by its own
//! timer, and then starts its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::call_error::CallError;
use super::deadline::Deadline;
use super::promise::{BoxedWork, promise};

#[wasm_bindgen(module = "/src/wasm/single-flight.js")]
extern "C" {
    #[wasm_bindgen(js_name = firstFulfilled)]
    fn first_fulfilled(earlier: &Promise, own: &Promise) -> Promise;
}

/// The key of the token's request. Other work waits for it.
pub(crate) const TOKEN: &str = "token";

/// The age from which work counts as hung.
const MAX_AGE_MS: f64 = 10_000.0;

/// Work in flight.
#[derive(Clone)]
struct Flight {
    id: u32,
    key: String,
    promise: Promise,
    started_at: f64,
}

impl Flight {
    /// The time that a caller waits for this work: half of the caller's time at most, so the other half is
    /// left for work of its own.
    fn patience_ms(&self, remaining_ms: f64) -> f64 {
        let age = Date::now() - self.started_at;
        // A clock that was set back makes no flight younger than new.
        (MAX_AGE_MS - age.max(0.0)).min(remaining_ms / 2.0)
    }
}

/// Work in flight, by key. The work does not end with a caller.
#[derive(Clone, Default)]
pub(crate) struct SingleFlight {
    flights: Rc<RefCell<Vec<Flight>>>,
    last_id: Rc<Cell<u32>>,
}

impl SingleFlight {
    /// Waits for the work in flight under this key; starts `work` if there is none, or if it seems to hang.
    /// Rejects with error objects. `work` is told whether it starts after a wait: other work may have ended
    /// meanwhile, and its result may be stored.
    pub(crate) async fn run(
        &self,
        deadline: &Deadline,
        key: &str,
        work: Box<dyn FnOnce(bool) -> BoxedWork + '_>,
    ) -> Result<JsValue, JsValue> {
        let (mut hung, mut waited) = (None, false);
        while let Some(flight) = self.find(key) {
            let patience_ms = flight.patience_ms(deadline.remaining_ms());
            waited = true;
            if patience_ms > 0.0 {
                let outcome = deadline.race_for(&flight.promise, patience_ms).await?;
                if !outcome.is_undefined() {
                    return Ok(outcome);
                }
            }
            // Another caller may have started newer work meanwhile.
            if self.find(key).is_some_and(|newest| newest.id == flight.id) {
                self.distrust_token(flight.started_at);
                hung = Some(flight.promise);
                break;
            }
        }
        let started = self.start(key, work(waited), hung);
        deadline.race(&started).await
    }

    /// True if work is in flight under this key and was not forgotten.
    pub(crate) fn in_flight(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Forgets the work whose keys have this prefix. Later callers start new work.
    pub(crate) fn forget(&self, prefix: &str) {
        self.remove(|flight| flight.key.starts_with(prefix));
    }

    /// Lets the token's request count as hung, too, if it is older than work that hung or not much younger:
    /// the work may have waited for it.
    fn distrust_token(&self, started_at: f64) {
        let latest = f64::midpoint(started_at, Date::now());
        for flight in self.flights.borrow_mut().iter_mut() {
            if flight.key == TOKEN && flight.started_at <= latest {
                flight.started_at = f64::NEG_INFINITY;
            }
        }
    }

    fn remove(&self, matches: impl Fn(&Flight) -> bool) {
        self.flights.borrow_mut().retain(|flight| !matches(flight));
    }

    fn find(&self, key: &str) -> Option<Flight> {
        let flights = self.flights.borrow();
        flights.iter().find(|flight| flight.key == key).cloned()
    }

    /// Starts work in the place of work that hung. If that work still succeeds, its result is used.
    fn start(&self, key: &str, work: BoxedWork, hung: Option<Promise>) -> Promise {
        let id = self.last_id.get().wrapping_add(1);
        self.last_id.set(id);
        let own = promise(work);
        let first = hung.map_or_else(|| own.clone(), |earlier| first_fulfilled(&earlier, &own));
        let flights = self.clone();
        let promise = promise(async move {
            let outcome = JsFuture::from(first).await;
            flights.remove(|flight| flight.id == id);
            outcome.map_err(CallError::Js)
        });
        self.remove(|flight| flight.key == key);
        self.flights.borrow_mut().push(Flight {
            id,
            key: key.to_owned(),
            promise: promise.clone(),
            started_at: Date::now(),
        });
        promise
    }
}
