//! From the crate's error to the one that JavaScript catches.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::error::{Code, Error, Kind};

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = pressoneError)]
    fn pressone_error(details: &JsValue, cause: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isPressOneError)]
    fn is_pressone_error(value: &JsValue) -> bool;
}

/// A failure on its way to JavaScript, with the platform's own error that caused it.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// `undefined` for none.
    pub(crate) cause: JsValue,
}

impl Failure {
    pub(crate) fn new(kind: Kind, message: &str, cause: JsValue) -> Self {
        Self {
            error: Error::new(kind, message),
            cause,
        }
    }

    /// The same failure of a write that may have been carried out.
    pub(crate) fn outcome_unknown(self) -> Self {
        if self.error.kind == Kind::OutcomeUnknown {
            return self;
        }
        let cause = self.clone().into_js();
        Self {
            error: Error::outcome_unknown(self.error),
            cause,
        }
    }

    /// The error object.
    pub(crate) fn into_js(self) -> JsValue {
        if is_pressone_error(&self.cause) && self.error.kind != Kind::OutcomeUnknown {
            // It was thrown by a shared task, and is whole.
            return self.cause;
        }
        let cause = match (&self.error.cause, self.cause.is_undefined()) {
            (Some(inner), true) => Self::from((**inner).clone()).into_js(),
            _ => self.cause,
        };
        let details = Details::of(&self.error).serialize(&Serializer::json_compatible());
        pressone_error(&details.unwrap_or_default(), &cause)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            cause: JsValue::UNDEFINED,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Details<'a> {
    kind: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<CodeValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<&'a str, &'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CodeValue<'a> {
    Number(f64),
    Text(&'a str),
}

impl<'a> Details<'a> {
    fn of(error: &'a Error) -> Self {
        Self {
            kind: error.kind.as_str(),
            message: &error.message,
            status: error.status,
            code: error.code.as_ref().map(|code| match code {
                Code::Number(number) => CodeValue::Number(*number),
                Code::Text(text) => CodeValue::Text(text),
            }),
            reason: error.reason.as_deref(),
            fields: error
                .fields
                .iter()
                .map(|field| (field.field.as_str(), field.messages.as_slice()))
                .collect(),
            retry_after_ms: error.retry_after_ms,
            path: error.path.as_deref(),
        }
    }
}
