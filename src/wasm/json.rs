//! Parsed JSON as the platform has it.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::big_integers::quote_big_integers;
use crate::core::json::{Coercion, JsonValue, TypeSet};

#[wasm_bindgen(module = "/src/wasm/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = typeOf)]
    fn type_of(value: &JsValue) -> u32;
    fn own(value: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = stringOf)]
    fn string_of(value: &JsValue, key: &str) -> Option<String>;
    #[wasm_bindgen(js_name = numberOf)]
    fn number_of(value: &JsValue, key: &str) -> Option<f64>;
    #[wasm_bindgen(js_name = typesOf)]
    fn types_of(value: &JsValue, key: &str) -> u32;
    fn put(value: &JsValue, key: &str, to: &JsValue);
    fn elements(value: &JsValue) -> JsValue;
    fn keys(value: &JsValue) -> JsValue;
    fn snapshot(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isoDate)]
    fn iso_date(value: &JsValue) -> JsValue;
    fn element(value: &JsValue, index: u32) -> JsValue;
    fn length(value: &JsValue) -> u32;
    fn parse(text: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/wasm/columns.js")]
extern "C" {
    #[wasm_bindgen(js_name = rowTypes)]
    fn row_types(rows: &JsValue) -> u32;
    #[wasm_bindgen(js_name = columnTypes)]
    fn column_types(rows: &JsValue, key: &str, fill: bool) -> u32;
    fn coerce(rows: &JsValue, key: &str, coercion: u32) -> u32;
    fn nested(rows: &JsValue, key: &str) -> JsValue;
    fn flattened(rows: &JsValue, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = copyNested)]
    fn copy_nested(rows: &JsValue, from: &str, inner: &str, to: &str);
    #[wasm_bindgen(js_name = setColumn)]
    fn set_column(rows: &JsValue, key: &str, value: &JsValue);
    #[wasm_bindgen(js_name = rowsWithPrefix)]
    fn rows_with_prefix(rows: &JsValue, key: &str, prefix: &str) -> JsValue;
}

fn defined(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}

/// The JSON text of a value that came from JSON; `undefined` if the platform fails.
pub(crate) fn stringify(value: &JsValue) -> JsValue {
    js_sys::JSON::stringify(value)
        .map(JsValue::from)
        .unwrap_or_default()
}

impl JsonValue for JsValue {
    type Source = Self;

    fn parse(source: &Self) -> Option<Self> {
        defined(parse(source))
    }
    fn parse_exact(source: &Self) -> Option<Self> {
        let text = source.as_string().unwrap_or_default();
        defined(parse(&quote_big_integers(&text).into()))
    }
    fn types(&self) -> TypeSet {
        TypeSet(type_of(self))
    }
    fn as_string(&self) -> Option<String> {
        self.as_string()
    }
    fn as_f64(&self) -> Option<f64> {
        self.as_f64()
    }
    fn as_bool(&self) -> Option<bool> {
        self.as_bool()
    }
    fn get(&self, key: &str) -> Self {
        own(self, key)
    }
    fn get_string(&self, key: &str) -> Option<String> {
        string_of(self, key)
    }
    fn get_f64(&self, key: &str) -> Option<f64> {
        number_of(self, key)
    }
    fn get_types(&self, key: &str) -> TypeSet {
        TypeSet(types_of(self, key))
    }
    fn set(&self, key: &str, value: &Self) {
        put(self, key, value);
    }
    fn length(&self) -> u32 {
        length(self)
    }
    fn at(&self, index: u32) -> Self {
        element(self, index)
    }
    fn keys(&self) -> Self {
        keys(self)
    }
    fn elements(&self) -> Option<Self> {
        defined(elements(self))
    }
    fn snapshot(&self) -> Option<Self> {
        defined(snapshot(self))
    }
    fn iso_date(&self) -> Option<String> {
        iso_date(self).as_string()
    }
    fn null() -> Self {
        Self::NULL
    }
    fn object() -> Self {
        js_sys::Object::new().into()
    }
    fn from_str(text: &str) -> Self {
        Self::from_str(text)
    }
    fn from_f64(number: f64) -> Self {
        Self::from_f64(number)
    }
    fn from_bool(flag: bool) -> Self {
        Self::from_bool(flag)
    }
    fn array(items: &[Self]) -> Self {
        let array = Array::new();
        for item in items {
            array.push(item);
        }
        array.into()
    }
    fn row_types(&self) -> TypeSet {
        TypeSet(row_types(self))
    }
    fn column_types(&self, key: &str, fill: bool) -> TypeSet {
        TypeSet(column_types(self, key, fill))
    }
    fn coerce(&self, key: &str, coercion: Coercion) -> TypeSet {
        TypeSet(coerce(self, key, coercion as u32))
    }
    fn nested(&self, key: &str) -> Self {
        nested(self, key)
    }
    fn flattened(&self, key: &str) -> Self {
        flattened(self, key)
    }
    fn set_column(&self, key: &str, value: &Self) {
        set_column(self, key, value);
    }
    fn rows_with_prefix(&self, key: &str, prefix: &str) -> Self {
        rows_with_prefix(self, key, prefix)
    }
    fn copy_nested(&self, from: &str, inner: &str, to: &str) {
        copy_nested(self, from, inner, to);
    }
}
