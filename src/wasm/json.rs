//! Parsed JSON as the platform has it.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::charset::Charset;
use crate::core::field::Field;
use crate::core::json::{JsonValue, TypeSet};

#[wasm_bindgen(module = "/src/wasm/values.js")]
extern "C" {
    #[wasm_bindgen(js_name = typeOf)]
    fn type_of(value: &JsValue) -> u32;
    fn own(value: &JsValue, key: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = numberOf)]
    fn number_of(value: &JsValue) -> f64;
    fn put(value: &JsValue, key: &JsValue, to: &JsValue);
    fn elements(value: &JsValue) -> JsValue;
    fn keys(value: &JsValue) -> JsValue;
    fn snapshot(value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = isoDate)]
    fn iso_date(value: &JsValue) -> Option<String>;
    fn fits(value: &JsValue, charset: u32) -> bool;
    fn element(value: &JsValue, index: u32) -> JsValue;
    fn length(value: &JsValue) -> u32;
    fn parse(text: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = parseExact)]
    fn parse_exact(text: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/src/wasm/columns.js")]
extern "C" {
    #[wasm_bindgen(js_name = createTable)]
    fn create_table() -> JsValue;
    #[wasm_bindgen(js_name = addField)]
    fn add_field(
        level: &JsValue,
        key: &JsValue,
        coercion: u32,
        required: bool,
        nested: bool,
    ) -> JsValue;
    fn normalise(rows: &JsValue, table: &JsValue) -> Vec<u32>;
    #[wasm_bindgen(js_name = limitDepth)]
    fn limit_depth(rows: &JsValue);
    #[wasm_bindgen(js_name = copyNested)]
    fn copy_nested(rows: &JsValue, from: &JsValue, inner: &JsValue, to: &JsValue);
    #[wasm_bindgen(js_name = setColumn)]
    fn set_column(rows: &JsValue, key: &JsValue, value: &JsValue);
    #[wasm_bindgen(js_name = rowsWhere)]
    fn rows_where(rows: &JsValue, key: &JsValue, text: &str) -> JsValue;
    #[wasm_bindgen(js_name = keepStrings)]
    fn keep_strings(rows: &JsValue, key: &JsValue);
    #[wasm_bindgen(js_name = rowsWithPrefix)]
    fn rows_with_prefix(rows: &JsValue, key: &JsValue, prefix: &JsValue) -> JsValue;
}

thread_local! {
    /// The JavaScript form of constants, by their address and length.
    static CONSTANTS: RefCell<Vec<(*const u8, usize, &'static JsValue)>> =
        const { RefCell::new(Vec::new()) };
}

/// Returns the JavaScript form of a constant, which is made once. Constants live as long as the module, so
/// their forms do, too.
#[inline(never)]
fn form_of(address: *const u8, length: usize, make: &dyn Fn() -> JsValue) -> &'static JsValue {
    let known = CONSTANTS.with_borrow(|constants| {
        let found = constants
            .iter()
            .find(|known| (known.0, known.1) == (address, length));
        found.map(|known| known.2)
    });
    known.unwrap_or_else(|| {
        let form: &'static JsValue = Box::leak(Box::new(make()));
        CONSTANTS.with_borrow_mut(|constants| constants.push((address, length, form)));
        form
    })
}

/// Returns the JavaScript string of a constant key. A conversion takes longer than most uses of the key.
fn key(constant: &'static str) -> &'static JsValue {
    form_of(constant.as_ptr(), constant.len(), &|| {
        JsValue::from_str(constant)
    })
}

/// Returns the JavaScript form of a table.
fn table(fields: &'static [Field]) -> &'static JsValue {
    form_of(fields.as_ptr().cast(), fields.len(), &|| {
        let table = create_table();
        add_fields(&table, fields);
        table
    })
}

fn add_fields(level: &JsValue, fields: &'static [Field]) {
    for field in fields {
        let inner = field.inner();
        let (name, coercion) = (key(field.name), field.coercion() as u32);
        let nested = add_field(level, name, coercion, field.required, inner.is_some());
        add_fields(&nested, inner.unwrap_or_default());
    }
}

fn defined(value: JsValue) -> Option<JsValue> {
    (value.types() != TypeSet::MISSING).then_some(value)
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
        defined(parse_exact(source))
    }
    #[inline(never)]
    fn types(&self) -> TypeSet {
        TypeSet(type_of(self))
    }
    #[inline(never)]
    fn as_string(&self) -> Option<String> {
        self.as_string()
    }
    #[inline(never)]
    fn as_f64(&self) -> Option<f64> {
        Some(number_of(self)).filter(|number| !number.is_nan())
    }
    fn as_bool(&self) -> Option<bool> {
        self.as_bool()
    }
    #[inline(never)]
    fn get(&self, name: &'static str) -> Self {
        own(self, key(name))
    }
    fn get_dynamic(&self, name: &str) -> Self {
        own(self, &JsValue::from_str(name))
    }
    #[inline(never)]
    fn get_string(&self, name: &'static str) -> Option<String> {
        own(self, key(name)).as_string()
    }
    #[inline(never)]
    fn get_f64(&self, name: &'static str) -> Option<f64> {
        JsonValue::as_f64(&own(self, key(name)))
    }
    #[inline(never)]
    fn set(&self, name: &'static str, value: &Self) {
        put(self, key(name), value);
    }
    #[inline(never)]
    fn set_text(&self, name: &'static str, text: &str) {
        put(self, key(name), &Self::from_str(text));
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
        iso_date(self)
    }
    fn fits(&self, charset: Charset) -> bool {
        fits(self, charset as u32)
    }
    fn encode(text: &str) -> String {
        js_sys::encode_uri_component(text).into()
    }
    fn null() -> Self {
        Self::NULL
    }
    fn object() -> Self {
        js_sys::Object::new().into()
    }
    #[inline(never)]
    fn from_str(text: &str) -> Self {
        Self::from_str(text)
    }
    fn from_f64(number: f64) -> Self {
        Self::from_f64(number)
    }
    fn from_bool(flag: bool) -> Self {
        Self::from_bool(flag)
    }
    #[inline(never)]
    fn array(items: &[Self]) -> Self {
        let array = Array::new();
        for item in items {
            array.push(item);
        }
        array.into()
    }
    fn limit_depth(&self) {
        limit_depth(self);
    }
    fn normalise(&self, fields: &'static [Field]) -> Vec<u32> {
        normalise(self, table(fields))
    }
    fn set_column(&self, name: &'static str, value: &Self) {
        set_column(self, key(name), value);
    }
    fn rows_where(&self, name: &'static str, text: &str) -> Self {
        rows_where(self, key(name), text)
    }
    fn keep_strings(&self, name: &'static str) {
        keep_strings(self, key(name));
    }
    fn rows_with_prefix(&self, name: &'static str, prefix: &str) -> Self {
        rows_with_prefix(self, key(name), &JsValue::from_str(prefix))
    }
    fn copy_nested(&self, from: &'static str, inner: &'static str, to: &'static str) {
        copy_nested(self, key(from), key(inner), key(to));
    }
}
