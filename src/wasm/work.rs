//! Work that waits: a future of the module, which the platform's own `await` carries from one
//! promise to the next.
//!
//! Not wasm-bindgen-futures: its every wait makes two closures that the garbage collector has to
//! watch, and all work of a module goes through one queue, which is not to be shared by the
//! requests of an edge worker.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::CallError;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    fn carry(work: Work) -> Promise;
}

thread_local! {
    /// What the step that runs ends with, where that is a promise to wait for.
    static AWAITED: Cell<Option<Promise>> = const { Cell::new(None) };
    /// What came of the promise before it.
    static OUTCOME: Cell<Option<Result<JsValue, JsValue>>> = const { Cell::new(None) };
}

/// What a promise is made of.
pub(crate) type Steps = Pin<Box<dyn Future<Output = Result<JsValue, CallError>>>>;

/// Steps on their way, which `carry` takes one by one.
#[wasm_bindgen(skip_typescript)]
pub struct Work(Steps);

#[wasm_bindgen]
impl Work {
    /// Goes on with what came of the promise waited for: gives the next one, or in the end the
    /// result. The first step has nothing to go on with.
    ///
    /// # Errors
    /// The failure in the end.
    #[wasm_bindgen(skip_typescript)]
    pub fn step(&mut self, value: JsValue, failed: bool) -> Result<JsValue, JsValue> {
        OUTCOME.set(Some(if failed { Err(value) } else { Ok(value) }));
        // Nobody has to be woken: only `carry` goes on.
        match self
            .0
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(outcome) => outcome.map_err(|failure| failure.to_js()),
            Poll::Pending => Ok(AWAITED.take().map_or(JsValue::UNDEFINED, JsValue::from)),
        }
    }
}

/// A promise of this work. All work is boxed, so that the module holds one such function. It begins
/// when whoever asked for it is done.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, CallError>> + 'static) -> Promise {
    carry(Work(Box::pin(work)))
}

/// The outcome of a promise.
pub(crate) struct Wait(Option<Promise>);

impl Wait {
    pub(crate) fn new(promise: Promise) -> Self {
        Self(Some(promise))
    }
}

impl Future for Wait {
    type Output = Result<JsValue, JsValue>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(promise) = self.0.take() {
            AWAITED.set(Some(promise));
            return Poll::Pending;
        }
        OUTCOME.take().map_or(Poll::Pending, Poll::Ready)
    }
}
