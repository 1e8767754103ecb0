//! What a client tells its `onEvent`: never a secret, an ICCID, or a body.

use js_sys::Function;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// One event. The TypeScript of it stands in `types.d.ts`.
#[derive(Serialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub(crate) enum Event {
    Request {
        endpoint: &'static str,
        method: &'static str,
        attempt: u32,
    },
    Response {
        endpoint: &'static str,
        attempt: u32,
        status: u16,
        duration_ms: f64,
    },
    Failure {
        endpoint: &'static str,
        attempt: u32,
        kind: &'static str,
        duration_ms: f64,
    },
    Retry {
        endpoint: &'static str,
        attempt: u32,
        kind: &'static str,
        delay_ms: f64,
    },
    Cache {
        endpoint: &'static str,
        source: &'static str,
    },
}

/// Tells the listener, if there is one. What it throws is its own matter.
pub(crate) fn emit(listener: Option<&Function>, event: &Event) {
    if let Some(listener) = listener
        && let Ok(event) = event.serialize(&Serializer::json_compatible())
    {
        let _ = listener.call1(&JsValue::UNDEFINED, &event);
    }
}
