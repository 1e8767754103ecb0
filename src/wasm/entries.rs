//! The details of errors and events on their way to JavaScript: as entries, `[[key, value], …]`,
//! which cost the module half of what objects do.

use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

use crate::core::error::FieldMessages;

/// One value. `None` has no key in the object that JavaScript makes of the entries.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    None,
    Text(&'a str),
    Number(f64),
    Fields(&'a [FieldMessages]),
}

/// The entries as an array of arrays.
pub(crate) fn entries(entries: &[(&'static str, Value<'_>)]) -> JsValue {
    serde_wasm_bindgen::to_value(entries).unwrap_or_default()
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Fields(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for FieldMessages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.field, &self.messages).serialize(serializer)
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Value::None, Value::Text)
    }
}

impl From<Option<f64>> for Value<'_> {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Value::None, Value::Number)
    }
}
