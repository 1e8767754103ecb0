//! Parsed JSON as the platform has it.

use js_sys::{Array, JsString};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::big_integers::quote_big_integers;
use crate::core::json::{Coercion, Json, Types};

#[wasm_bindgen(module = "/src/wasm/columns.js")]
extern "C" {
    #[wasm_bindgen(js_name = typeOf)]
    fn type_of(value: &JsValue) -> u32;
    #[wasm_bindgen(js_name = rowTypes)]
    fn row_types(rows: &JsValue) -> u32;
    fn own(value: &JsValue, key: &str) -> JsValue;
    fn put(value: &JsValue, key: &str, to: &JsValue);
    fn column(rows: &JsValue, key: &str, fill: bool) -> u32;
    fn coerce(rows: &JsValue, key: &str, coercion: u32);
    fn nested(rows: &JsValue, key: &str) -> JsValue;
    fn flattened(rows: &JsValue, key: &str) -> JsValue;
    fn lift(rows: &JsValue, from: &str, inner: &str, to: &str);
    fn elements(value: &JsValue) -> JsValue;
    fn keys(value: &JsValue) -> Vec<String>;
    fn parse(text: &str) -> JsValue;
    #[wasm_bindgen(js_name = parse)]
    fn parse_string(text: &JsString) -> JsValue;
}

fn defined(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined()).then_some(value)
}

impl Json for JsValue {
    type Source = JsString;

    fn parse(source: &JsString) -> Option<Self> {
        defined(parse_string(source))
    }
    fn parse_exact(source: &JsString) -> Option<Self> {
        defined(parse(&quote_big_integers(&String::from(source))))
    }
    fn types(&self) -> Types {
        Types(type_of(self))
    }
    fn text(&self) -> Option<String> {
        self.as_string()
    }
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }
    fn get(&self, key: &str) -> Self {
        own(self, key)
    }
    fn set(&self, key: &str, value: &Self) {
        put(self, key, value);
    }
    fn length(&self) -> u32 {
        if Array::is_array(self) {
            Array::from(self).length()
        } else {
            0
        }
    }
    fn at(&self, index: u32) -> Self {
        own(self, &index.to_string())
    }
    fn keys(&self) -> Vec<String> {
        keys(self)
    }
    fn elements(&self) -> Option<Self> {
        defined(elements(self))
    }
    fn null() -> Self {
        Self::NULL
    }
    fn object() -> Self {
        js_sys::Object::new().into()
    }
    fn of_text(text: &str) -> Self {
        Self::from_str(text)
    }
    fn of_number(number: f64) -> Self {
        Self::from_f64(number)
    }
    fn of_flag(flag: bool) -> Self {
        Self::from_bool(flag)
    }
    fn array(items: &[Self]) -> Self {
        items.iter().collect::<Array>().into()
    }
    fn row_types(&self) -> Types {
        Types(row_types(self))
    }
    fn column(&self, key: &str, fill: bool) -> Types {
        Types(column(self, key, fill))
    }
    fn coerce(&self, key: &str, coercion: Coercion) {
        coerce(self, key, coercion as u32);
    }
    fn nested(&self, key: &str) -> Self {
        nested(self, key)
    }
    fn flattened(&self, key: &str) -> Self {
        flattened(self, key)
    }
    fn lift(&self, from: &str, inner: &str, to: &str) {
        lift(self, from, inner, to);
    }
}
