//! Promises of the module's work, and promises that the work waits for.
//!
//! JavaScript's own `await` carries the work from one promise to the next (`promise.js`). So each step
//! runs in the asynchronous context of its caller, and an exception ends only its own call.
//! wasm-bindgen-futures has one queue for all work: the first task's context becomes that of the others,
//! and a caller's `token` function then sees another caller's session.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call_error::CallError;

#[wasm_bindgen(module = "/src/wasm/promise.js")]
extern "C" {
    #[wasm_bindgen(js_name = runTask)]
    fn run_task(task: Task) -> Promise;
}

thread_local! {
    /// The promise that the current step waits for.
    static AWAITED: Cell<Option<Promise>> = const { Cell::new(None) };
    /// The result of the previous one.
    static RESULT: Cell<Option<Result<JsValue, JsValue>>> = const { Cell::new(None) };
}

/// Work on the heap.
pub(crate) type BoxedWork = Pin<Box<dyn Future<Output = Result<JsValue, CallError>>>>;

/// Work in progress, which `runTask` carries on step by step.
#[wasm_bindgen(skip_typescript)]
pub struct Task(BoxedWork);

#[wasm_bindgen]
impl Task {
    /// Carries the work on with the result of the promise that it waits for. Returns the next promise, or
    /// the result of the work. The first step has no promise before it.
    ///
    /// # Errors
    /// The error of the work.
    #[wasm_bindgen(skip_typescript)]
    pub fn step(&mut self, value: JsValue, failed: bool) -> Result<JsValue, JsValue> {
        RESULT.set(Some(if failed { Err(value) } else { Ok(value) }));
        // `runTask` takes the next step. No waker is needed.
        let context = &mut Context::from_waker(Waker::noop());
        match self.0.as_mut().poll(context) {
            Poll::Ready(result) => result.map_err(|error| error.to_js()),
            Poll::Pending => Ok(AWAITED.take().map_or(JsValue::UNDEFINED, JsValue::from)),
        }
    }
}

/// Turns work into a promise. Boxed, so that one copy of the conversion is compiled. The work begins in
/// a later microtask.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, CallError>> + 'static) -> Promise {
    run_task(Task(Box::pin(work)))
}

/// The result of a promise. A task waits for one promise at a time.
pub(crate) struct PromiseResult(Option<Promise>);

impl From<Promise> for PromiseResult {
    fn from(promise: Promise) -> Self {
        Self(Some(promise))
    }
}

impl Future for PromiseResult {
    type Output = Result<JsValue, JsValue>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(promise) = self.0.take() {
            AWAITED.set(Some(promise));
            return Poll::Pending;
        }
        RESULT.take().map_or(Poll::Pending, Poll::Ready)
    }
}
