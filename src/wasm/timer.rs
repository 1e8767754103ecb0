//! Time: the clock, randomness, and timers that clean up after themselves.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Function, delay_ms: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// The time in milliseconds since the epoch.
pub(crate) fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// A number from 0 to 1.
pub(crate) fn random() -> f64 {
    js_sys::Math::random()
}

/// Calls a function once after a time, unless it is dropped before.
pub(crate) struct Timer {
    handle: JsValue,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    pub(crate) fn after(delay_ms: f64, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let function: &Function = callback.as_ref().unchecked_ref();
        Self {
            handle: set_timeout(function, delay_ms).unwrap_or_default(),
            _callback: callback,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A timer that cannot be cleared finds its callback gone, which does no harm.
        let _ = clear_timeout(&self.handle);
    }
}

/// A wait that ends its timer when it is given up.
pub(crate) struct Sleep {
    over: Rc<Cell<bool>>,
    waker: Rc<RefCell<Option<Waker>>>,
    _timer: Timer,
}

/// Waits.
pub(crate) fn sleep(delay_ms: f64) -> Sleep {
    let over = Rc::new(Cell::new(false));
    let waker = Rc::new(RefCell::new(None::<Waker>));
    let timer = Timer::after(delay_ms, {
        let (over, waker) = (over.clone(), waker.clone());
        move || {
            over.set(true);
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        }
    });
    Sleep {
        over,
        waker,
        _timer: timer,
    }
}

impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.over.get() {
            return Poll::Ready(());
        }
        self.waker.replace(Some(context.waker().clone()));
        Poll::Pending
    }
}

/// The value of `future`, or `None` when it took longer.
pub(crate) async fn within<T>(limit_ms: f64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    let mut sleep = std::pin::pin!(sleep(limit_ms));
    std::future::poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}
