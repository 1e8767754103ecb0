//! The options of a client, and the platform's facts that their check needs.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::partner::environment::Environment;

#[wasm_bindgen(module = "/src/wasm/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = pageOrigin)]
    fn page_origin() -> JsValue;
    #[wasm_bindgen(js_name = resolveUrl)]
    fn resolve_url(url: &str) -> JsValue;
    #[wasm_bindgen(js_name = isWorkers)]
    fn is_workers() -> JsValue;
    #[wasm_bindgen(js_name = randomReference)]
    fn random_reference() -> JsValue;
}

/// A random text, such as a reference or a mark: 32 hexadecimal digits.
pub(crate) fn random_text() -> String {
    random_reference().as_string().unwrap_or_default()
}

/// The platform.
pub(crate) struct JsEnvironment;

impl Environment for JsEnvironment {
    fn page_origin(&self) -> Option<String> {
        page_origin().as_string()
    }
    fn resolve_url(&self, url: &str) -> Option<String> {
        resolve_url(url).as_string()
    }
    fn is_workers(&self) -> bool {
        is_workers().is_truthy()
    }
    fn random_text(&self) -> String {
        random_text()
    }
}
