//! The state of a page client, in `shell.js`, and the scripts that the page's scripts import.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::to_object;
use crate::core::page::config;

#[wasm_bindgen(module = "/src/page/shell.js")]
extern "C" {
    #[wasm_bindgen(js_name = openShell, catch)]
    fn open_shell(options: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/page/history.js")]
extern "C" {
    #[wasm_bindgen(js_name = clearHistories)]
    pub(super) fn clear_histories(shell: &JsValue, options: &JsValue) -> Promise;
}

/// wasm-bindgen packs the scripts that the module names. These are imported by other scripts only.
mod scripts {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/page/attempts.js")]
    extern "C" {
        fn send();
    }

    #[wasm_bindgen(module = "/src/page/base-url.js")]
    extern "C" {
        #[wasm_bindgen(js_name = gatewayBase)]
        fn gateway_base();
    }

    #[wasm_bindgen(module = "/src/page/failure.js")]
    extern "C" {
        #[wasm_bindgen(js_name = failureOf)]
        fn failure_of();
    }

    #[wasm_bindgen(module = "/src/page/history-store.js")]
    extern "C" {
        #[wasm_bindgen(js_name = openStore)]
        fn open_store();
    }

    #[wasm_bindgen(module = "/src/page/request.js")]
    extern "C" {
        #[wasm_bindgen(js_name = gatewayRequest)]
        fn gateway_request();
    }

    #[wasm_bindgen(module = "/src/wasm/deadline.js")]
    extern "C" {
        #[wasm_bindgen(js_name = startDeadline)]
        fn start_deadline();
    }

    #[wasm_bindgen(module = "/src/wasm/environment.js")]
    extern "C" {
        #[wasm_bindgen(js_name = pageOrigin)]
        fn page_origin();
    }

    #[wasm_bindgen(module = "/src/wasm/events.js")]
    extern "C" {
        #[wasm_bindgen(js_name = callListener)]
        fn call_listener();
    }

    #[wasm_bindgen(module = "/src/wasm/single-flight.js")]
    extern "C" {
        #[wasm_bindgen(js_name = firstFulfilled)]
        fn first_fulfilled();
    }

    #[wasm_bindgen(module = "/src/wasm/transport.js")]
    extern "C" {
        #[wasm_bindgen(js_name = fetchText)]
        fn fetch_text();
    }
}

/// Checks the options, and makes the state.
///
/// # Errors
/// `configuration`
pub(super) fn open(options: &JsValue) -> Result<JsValue, JsValue> {
    let options = config::parse(options).map_err(|error| to_object(&error))?;
    open_shell(&options)
}
