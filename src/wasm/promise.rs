//! Promises of the module's work. The work waits for other promises with `JsFuture` of wasm-bindgen-futures.
//!
//! `spawn_local` and `future_to_promise` of that crate are not used. They run all work from one queue, in the
//! asynchronous context of the first task. A caller's functions then see another caller's session.
//!
//! Here a promise that settles polls the work that waits for it, at once. So each step runs in the asynchronous
//! context of its own caller. An exception of the platform ends only its own call.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::call_error::CallError;

#[wasm_bindgen(module = "/src/wasm/promise.js")]
extern "C" {
    /// Runs a step of work. Returns an exception of the platform, which has left the step unfinished.
    #[wasm_bindgen(catch)]
    fn attempt(step: &mut dyn FnMut()) -> Result<(), JsValue>;
}

/// Work on the heap.
pub(crate) type BoxedWork = Pin<Box<dyn Future<Output = Result<JsValue, CallError>>>>;

/// Work in progress, and the functions that settle its promise.
struct Task {
    /// `None` while a step runs, and after the end.
    work: Cell<Option<BoxedWork>>,
    /// True if the work was woken during its step.
    woken: Cell<bool>,
    waker: Waker,
    resolve: Function,
    reject: Function,
}

/// The tasks in progress, by number. A waker must be `Send`, and a task is not. So the waker has the number.
struct Tasks {
    slots: Vec<Option<Rc<Task>>>,
    free: Vec<usize>,
}

thread_local! {
    static TASKS: RefCell<Tasks> = const {
        RefCell::new(Tasks {
            slots: Vec::new(),
            free: Vec::new(),
        })
    };
}

/// The number of a task. A later task gets it again. A late wake then polls that task, which finds nothing ready.
struct Number(usize);

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        let task = TASKS.with_borrow(|tasks| tasks.slots.get(self.0).cloned().flatten());
        if let Some(task) = task
            && task.proceed()
        {
            TASKS.with_borrow_mut(|tasks| tasks.remove(self.0));
        }
    }
}

impl Tasks {
    /// Adds the task that `make` returns for a number.
    fn add(&mut self, make: impl FnOnce(usize) -> Rc<Task>) -> Rc<Task> {
        let number = self.free.pop().unwrap_or(self.slots.len());
        let task = make(number);
        match self.slots.get_mut(number) {
            Some(slot) => *slot = Some(task.clone()),
            None => self.slots.push(Some(task.clone())),
        }
        task
    }

    fn remove(&mut self, number: usize) -> Option<Rc<Task>> {
        let task = self.slots.get_mut(number).and_then(Option::take)?;
        self.free.push(number);
        Some(task)
    }
}

impl Task {
    /// Polls the work until it waits. Returns true if the work has ended, and settles its promise before.
    fn proceed(&self) -> bool {
        self.woken.set(true);
        let Some(mut work) = self.work.take() else {
            return false;
        };
        let context = &mut Context::from_waker(&self.waker);
        while self.woken.replace(false) {
            let mut state = Poll::Pending;
            let attempted = attempt(&mut || state = work.as_mut().poll(context));
            if let Err(thrown) = attempted {
                // The step may have dropped parts of the work already.
                mem::forget(work);
                self.settle(Err(thrown));
                return true;
            }
            if let Poll::Ready(result) = state {
                self.settle(result.map_err(|error| error.to_js()));
                return true;
            }
        }
        self.work.set(Some(work));
        false
    }

    fn settle(&self, result: Result<JsValue, JsValue>) {
        let (settle, value) = match result {
            Ok(value) => (&self.resolve, value),
            Err(thrown) => (&self.reject, thrown),
        };
        let _ = settle.call1(&JsValue::UNDEFINED, &value);
    }
}

/// Turns work into a promise. Boxed, so that one copy of the conversion is compiled. The work begins in
/// a later microtask.
pub(crate) fn promise(work: impl Future<Output = Result<JsValue, CallError>> + 'static) -> Promise {
    start(Box::pin(work))
}

fn start(work: BoxedWork) -> Promise {
    let later = Box::pin(async move {
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
        work.await
    });
    let mut later: Option<BoxedWork> = Some(later);
    Promise::new(&mut |resolve, reject| {
        let work = Cell::new(later.take());
        let woken = Cell::new(false);
        let make = |number| {
            let waker = Arc::new(Number(number)).into();
            Rc::new(Task {
                work,
                woken,
                waker,
                resolve,
                reject,
            })
        };
        let task = TASKS.with_borrow_mut(|tasks| tasks.add(make));
        task.waker.wake_by_ref();
    })
}
