//! Events for the caller's `onEvent`. TypeScript: `ClientEvent`, `PartnerEvent`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::state::ClientState;
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/events.js")]
extern "C" {
    #[wasm_bindgen(js_name = callListener)]
    fn call_listener(listener: &JsValue, event: &JsValue);
}

/// The value of an event's field. No event holds a secret, an ICCID or a body.
pub(crate) enum Value<'a> {
    Number(f64),
    Text(&'a str),
    /// Left out if there is none.
    OptionalText(Option<String>),
    Json(JsValue),
}

impl ClientState {
    /// Passes an event of this type to the listener, if there is one. An error of the listener is ignored.
    pub(crate) fn emit(
        &self,
        endpoint: &str,
        event_type: &str,
        fields: &[(&'static str, Value<'_>)],
    ) {
        let Some(listener) = &self.listener else {
            return;
        };
        let event = JsValue::object();
        event.set("type", &event_type.into());
        event.set("endpoint", &endpoint.into());
        for (name, value) in fields {
            let value = match value {
                Value::Number(number) => JsValue::from_f64(*number),
                Value::Text(text) => JsValue::from_str(text),
                Value::OptionalText(text) => text.as_deref().into(),
                Value::Json(value) => value.clone(),
            };
            event.set(name, &value);
        }
        call_listener(listener, &event);
    }
}
