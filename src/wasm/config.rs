//! The options of a client, checked against what this platform is.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::config::Environment;

pub(crate) type Config = crate::core::config::Config<JsValue>;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = pageOrigin)]
    fn page_origin() -> JsValue;
    fn href(url: &str) -> JsValue;
}

/// The platform that this runs on.
pub(crate) struct JsEnvironment;

impl Environment for JsEnvironment {
    fn page_origin(&self) -> Option<String> {
        page_origin().as_string()
    }
    fn resolve_url(&self, url: &str) -> Option<String> {
        href(url).as_string()
    }
}
