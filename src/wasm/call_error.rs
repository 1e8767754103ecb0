//! The failures of calls.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::error_object;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;

#[wasm_bindgen(module = "/src/wasm/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = isPressOneError)]
    fn is_pressone_error(value: &JsValue) -> bool;
}

/// The failure of a call.
pub(crate) enum CallError {
    /// An error of the crate, and the exception that caused it or `undefined`.
    Rust(Error, JsValue),
    /// An error object: the end of a deadline, or the failure of a single flight.
    Js(JsValue),
}

impl CallError {
    /// The failure that an exception means. An error of this package stays the same object.
    pub(crate) fn from_thrown(kind: Kind, message: &str, thrown: JsValue) -> Self {
        if is_pressone_error(&thrown) {
            Self::Js(thrown)
        } else {
            Self::Rust(Error::new(kind, &[message]), thrown)
        }
    }

    /// The crate's error; `None` for an error object.
    pub(crate) fn as_rust(&self) -> Option<&Error> {
        match self {
            Self::Rust(error, _) => Some(error),
            Self::Js(_) => None,
        }
    }

    /// The kind, as text.
    pub(crate) fn kind(&self) -> Option<String> {
        match self {
            Self::Rust(error, _) => Some(error.kind.as_str().to_owned()),
            Self::Js(thrown) => thrown.get_string("kind"),
        }
    }

    /// True for an error of the crate with this kind.
    pub(crate) fn has_kind(&self, kind: Kind) -> bool {
        self.as_rust().is_some_and(|error| error.kind == kind)
    }

    /// Turns the failure of a write that may have been carried out into an unknown outcome.
    pub(crate) fn outcome_unknown(self) -> Self {
        if self.has_kind(Kind::OutcomeUnknown) {
            return self;
        }
        let cause = self.to_js();
        Self::Rust(Error::outcome_unknown(self.into_error()), cause)
    }

    /// The same failure as an error of the crate.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Rust(error, _) => error,
            Self::Js(thrown) => error_of(&thrown),
        }
    }

    /// The same for a failure that is still needed.
    pub(crate) fn to_error(&self) -> Error {
        match self {
            Self::Rust(error, _) => error.clone(),
            Self::Js(thrown) => error_of(thrown),
        }
    }

    /// The exception that caused the failure; `undefined` if there was none.
    pub(crate) fn thrown(&self) -> JsValue {
        match self {
            Self::Rust(_, thrown) => thrown.clone(),
            Self::Js(thrown) => thrown.get("cause"),
        }
    }

    /// The error object.
    pub(crate) fn to_js(&self) -> JsValue {
        match self {
            Self::Js(thrown) => thrown.clone(),
            Self::Rust(error, thrown) => error_object(error, thrown),
        }
    }
}

/// The crate's error of an error object.
fn error_of(thrown: &JsValue) -> Error {
    let kind = thrown
        .get_string("kind")
        .and_then(|kind| Kind::parse(&kind));
    let message = thrown.get_string("message").unwrap_or_default();
    let mut error = Error::new(kind.unwrap_or(Kind::Network), &[&message]);
    error.path = thrown.get_string("path");
    error
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Rust(error, JsValue::UNDEFINED)
    }
}
