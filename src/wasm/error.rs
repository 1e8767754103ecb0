//! The objects of errors, which the classes of `error.js` make.

use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::error::{Code, Error, FieldMessages};
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = makeError)]
    #[allow(clippy::too_many_arguments)]
    fn make_error(
        kind: &str,
        message: &str,
        status: Option<u16>,
        code: &JsValue,
        reason: Option<&str>,
        fields: &JsValue,
        retry_after_ms: Option<f64>,
        path: Option<&str>,
        reference: Option<&str>,
        write: &JsValue,
        cause: &JsValue,
    ) -> JsValue;
}

/// Becomes `[field, messages]` in JavaScript.
impl Serialize for FieldMessages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.field, &self.messages).serialize(serializer)
    }
}

/// The error object, with the exception that caused it or `undefined`.
pub(crate) fn error_object(error: &Error, thrown: &JsValue) -> JsValue {
    let inner = error.cause.as_ref().filter(|_| thrown.is_undefined());
    let cause = match inner {
        Some(inner) => error_object(inner, thrown),
        None => thrown.clone(),
    };
    let code = match &error.code {
        Some(Code::Number(number)) => JsValue::from_f64(*number),
        Some(Code::Text(text)) => JsValue::from_str(text),
        None => JsValue::UNDEFINED,
    };
    let fields = serde_wasm_bindgen::to_value(&error.fields).unwrap_or_default();
    make_error(
        error.kind.as_str(),
        &error.message,
        error.status,
        &code,
        error.reason.as_deref(),
        &fields,
        error.retry_after_ms,
        error.path.as_deref(),
        error.reference.as_deref(),
        &write_details(error),
        &cause,
    )
}

/// The properties that only errors of writes have; `undefined` for other errors.
fn write_details(error: &Error) -> JsValue {
    let Some(outcome) = error.outcome else {
        return JsValue::UNDEFINED;
    };
    let details = JsValue::object();
    details.set("outcome", &outcome.as_str().into());
    if let Some(tries) = error.tries {
        details.set("tries", &tries.into());
    }
    if error.stored {
        details.set("stored", &JsValue::TRUE);
    }
    if let Some((paid, offered)) = error.prices {
        let prices = JsValue::object();
        prices.set("paid", &paid.into());
        prices.set("offered", &offered.into());
        details.set("prices", &prices);
    }
    details
}
