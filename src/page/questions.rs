//! The requests for what became of purchases.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::request::Request;
use crate::core::text::join;

/// The path of purchases at the gateway.
const PATH: &str = "/purchases";

#[wasm_bindgen(module = "/src/wasm/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = base64Url)]
    fn base64_url(text: &str) -> String;
}

/// The request for the outcome of a reference.
pub(crate) fn question(reference: &str) -> Request {
    let path = join(&[PATH, "/", &base64_url(reference), ".json"]);
    Request::get("getPurchase", path)
}

/// The request for a page of purchases.
pub(crate) fn list_request(query: String) -> Request {
    let mut request = Request::get("purchases", join(&[PATH, ".json"]));
    request.query = query;
    request
}
