//! Lists walked page by page, as JavaScript's async iterators.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::client::promise;
use super::error::Failure;
use crate::core::json::Json;
use crate::core::paging::{PageMeta, Walk};

/// A fetched page: its rows with their identities, how many the server sent, and its meta.
pub(crate) struct Page {
    pub(crate) rows: Vec<(String, JsValue)>,
    pub(crate) sent: u32,
    pub(crate) meta: PageMeta,
}

/// Fetches the page of this number.
pub(crate) type FetchPage =
    Box<dyn Fn(u32) -> Pin<Box<dyn Future<Output = Result<Page, Failure>>>>>;

/// Walks all rows of all pages. Use it with `for await`.
#[wasm_bindgen(skip_typescript)]
pub struct PageWalk {
    inner: Rc<Inner>,
}

struct Inner {
    walk: RefCell<Walk>,
    waiting: RefCell<VecDeque<JsValue>>,
    fetch: FetchPage,
    /// The last `next()`: the following one waits for it, so that pages are fetched once each.
    last: RefCell<Option<Promise>>,
}

impl PageWalk {
    pub(crate) fn new(first_page: u32, fetch: FetchPage) -> Self {
        Self {
            inner: Rc::new(Inner {
                walk: RefCell::new(Walk::from(first_page)),
                waiting: RefCell::default(),
                fetch,
                last: RefCell::default(),
            }),
        }
    }
}

#[wasm_bindgen]
impl PageWalk {
    /// The next row.
    pub fn next(&self) -> Promise {
        let inner = self.inner.clone();
        let before = inner.last.take();
        let next = promise({
            let inner = inner.clone();
            async move {
                if let Some(before) = before {
                    // How the one before ended is told to its own caller.
                    let _ = wasm_bindgen_futures::JsFuture::from(before).await;
                }
                inner.next().await
            }
        });
        inner.last.replace(Some(next.clone()));
        next
    }

    /// Ends the walk, as `break` does.
    #[wasm_bindgen(js_name = "return")]
    pub fn end(&self) -> Promise {
        self.inner.walk.borrow_mut().stop();
        self.inner.waiting.borrow_mut().clear();
        Promise::resolve(&step(None))
    }

    /// The walk itself.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn async_iterator(&self) -> PageWalk {
        Self {
            inner: self.inner.clone(),
        }
    }
}

impl Inner {
    async fn next(&self) -> Result<JsValue, Failure> {
        loop {
            if let Some(row) = self.waiting.borrow_mut().pop_front() {
                return Ok(step(Some(&row)));
            }
            let page = self.walk.borrow().next_page();
            let Some(page) = page else {
                return Ok(step(None));
            };
            let page = (self.fetch)(page).await?;
            let mut walk = self.walk.borrow_mut();
            if walk.next_page().is_none() {
                // The caller ended the walk meanwhile.
                return Ok(step(None));
            }
            walk.advance(page.sent, page.meta);
            let new = page
                .rows
                .into_iter()
                .filter_map(|(id, row)| walk.is_new(id).then_some(row));
            self.waiting.borrow_mut().extend(new);
        }
    }
}

fn step(row: Option<&JsValue>) -> JsValue {
    let step = <JsValue as Json>::object();
    step.set("value", row.unwrap_or(&JsValue::UNDEFINED));
    step.set("done", &JsValue::from_bool(row.is_none()));
    step
}
