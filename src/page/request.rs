//! The arguments of `fetch` for a request of a page client.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/page/request.js")]
extern "C" {
    #[wasm_bindgen(js_name = gatewayRequest, catch)]
    pub(super) fn gateway_request(
        options: &JsValue,
        url: &str,
        signal: &AbortSignal,
        token: Option<&str>,
        reference: Option<&str>,
        body: Option<&str>,
    ) -> Result<JsValue, JsValue>;
}
