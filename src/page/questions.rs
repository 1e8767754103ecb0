//! The requests for what became of purchases.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::request::Request;

#[wasm_bindgen(module = "/src/page/paths.js")]
extern "C" {
    #[wasm_bindgen(js_name = purchasePath)]
    fn purchase_path(reference: &JsValue) -> String;
}

/// The request for the outcome of a reference.
pub(crate) fn question(reference: &JsValue) -> Request {
    Request::get("getPurchase", purchase_path(reference))
}

/// The request for a page of purchases.
pub(crate) fn list_request(query: String) -> Request {
    let mut request = Request::get("purchases", purchase_path(&JsValue::UNDEFINED));
    request.query = query;
    request
}
