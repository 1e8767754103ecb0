//! The iterators over the pages of lists, in `pages.js`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/wasm/pages.js")]
extern "C" {
    #[wasm_bindgen(js_name = walkPages)]
    fn walk_pages(
        client: JsValue,
        method: &str,
        name: &str,
        cursor: &str,
        keys: &str,
        query: &JsValue,
        options: &JsValue,
    ) -> JsValue;
}

/// The pages of a list.
pub(crate) struct Pages {
    /// The method that returns a page.
    pub(crate) method: &'static str,
    /// The name of the rows in a page.
    pub(crate) rows: &'static str,
    /// The field of the query that a page's `next` belongs to.
    pub(crate) cursor: &'static str,
    /// The fields that tell rows apart, with a space between two.
    pub(crate) keys: &'static str,
}

/// An iterator over the rows of all pages. It frees the client.
pub(crate) fn walk(client: JsValue, pages: &Pages, query: &JsValue, options: &JsValue) -> JsValue {
    let Pages {
        method,
        rows,
        cursor,
        keys,
    } = pages;
    walk_pages(client, method, rows, cursor, keys, query, options)
}
