//! What ends a call early: its time, or its caller's signal.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal};

use super::error::Failure;
use super::timer::{Timer, now_ms};
use crate::core::error::{Error, Kind};

#[wasm_bindgen]
extern "C" {
    /// The caller's signal. Structural, so that one of another realm serves.
    pub(crate) type Signal;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn aborted(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Signal, kind: &str, listener: &Function) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &Signal, kind: &str, listener: &Function)
    -> Result<(), JsValue>;
}

/// The limit of one call. Everything that waits goes through [`Limit::race`].
pub(crate) struct Limit {
    state: Rc<State>,
    deadline_ms: f64,
    _timer: Timer,
    listener: Option<Listener>,
}

struct State {
    controller: Option<AbortController>,
    stopped: RefCell<Option<Failure>>,
    waker: RefCell<Option<Waker>>,
}

struct Listener {
    signal: Signal,
    callback: Closure<dyn FnMut()>,
}

impl Limit {
    pub(crate) fn new(timeout_ms: f64, signal: Option<JsValue>) -> Result<Self, Error> {
        let state = Rc::new(State {
            controller: AbortController::new().ok(),
            stopped: RefCell::default(),
            waker: RefCell::default(),
        });
        let timer = Timer::after(timeout_ms, {
            let state = state.clone();
            move || {
                let message = format!("the call took longer than {timeout_ms} ms");
                state.stop(Error::new(Kind::Timeout, message).into());
            }
        });
        let listener = signal.map(|signal| Listener::on(signal.unchecked_into(), &state));
        Ok(Self {
            state,
            deadline_ms: now_ms() + timeout_ms,
            _timer: timer,
            listener: listener.transpose()?,
        })
    }

    /// The signal for the platform, so that it gives up as well. It lives as long as the call:
    /// a caller's signal that serves many calls would gather listeners.
    pub(crate) fn signal(&self) -> Option<AbortSignal> {
        self.state.controller.as_ref().map(AbortController::signal)
    }

    /// The time left in milliseconds.
    pub(crate) fn remaining_ms(&self) -> f64 {
        self.deadline_ms - now_ms()
    }

    /// The error that ended the call, if it was ended.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match &*self.state.stopped.borrow() {
            Some(failure) => Err(failure.clone()),
            None => Ok(()),
        }
    }

    /// The value of `future`, unless the call ends first.
    pub(crate) async fn race<T>(&self, future: impl Future<Output = T>) -> Result<T, Failure> {
        let mut future = std::pin::pin!(future);
        std::future::poll_fn(|context| {
            if let Err(failure) = self.check() {
                return Poll::Ready(Err(failure));
            }
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(value));
            }
            self.state.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(listener) = &self.listener {
            let function = listener.callback.as_ref().unchecked_ref();
            // There is nobody left to tell.
            let _ = listener.signal.remove_event_listener("abort", function);
        }
    }
}

impl State {
    fn stop(&self, failure: Failure) {
        if self.stopped.borrow().is_none() {
            self.stopped.replace(Some(failure));
            if let Some(controller) = &self.controller {
                controller.abort();
            }
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Listener {
    fn on(signal: Signal, state: &Rc<State>) -> Result<Self, Error> {
        let refuse = |_| Error::argument("options.signal", "has to be an AbortSignal");
        let aborted = signal.aborted().map_err(refuse)?;
        let Some(aborted) = aborted.as_bool() else {
            return Err(refuse(JsValue::UNDEFINED));
        };
        let ended = |signal: &Signal| {
            let reason = signal.reason().unwrap_or_default();
            Failure::new(Kind::Aborted, "the caller's signal ended the call", reason)
        };
        if aborted {
            state.stop(ended(&signal));
        }
        let callback = Closure::new({
            let state = state.clone();
            let signal = JsValue::from(&signal).unchecked_into::<Signal>();
            move || state.stop(ended(&signal))
        });
        let function: &Function = callback.as_ref().unchecked_ref();
        signal
            .add_event_listener("abort", function)
            .map_err(refuse)?;
        Ok(Self { signal, callback })
    }
}
