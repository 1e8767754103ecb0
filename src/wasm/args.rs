//! Checked reading of what a caller passes: any value of JavaScript, getters that throw included.

use js_sys::{Array, Date, Function, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::argument;
use crate::core::error::Error;

#[wasm_bindgen]
extern "C" {
    type IsoDate;
    #[wasm_bindgen(method, structural, catch, js_name = toISOString)]
    fn to_iso_string(this: &IsoDate) -> Result<JsValue, JsValue>;
}

/// An ICCID.
pub(crate) fn iccid(value: &JsValue, path: &str) -> Result<String, Error> {
    let text = text(value, path)?;
    argument::iccid(&text, path)?;
    Ok(text)
}

/// A string.
pub(crate) fn text(value: &JsValue, path: &str) -> Result<String, Error> {
    value
        .as_string()
        .ok_or_else(|| Error::argument(path, "has to be text"))
}

/// `undefined` and `null` are both "not given".
pub(crate) fn given(value: JsValue) -> Option<JsValue> {
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// The fields of an object that a caller passed.
pub(crate) struct Fields<'a> {
    path: &'a str,
    values: Vec<(&'static str, JsValue)>,
}

impl<'a> Fields<'a> {
    /// Reads the known fields, each once. A field that is not known is refused: it is a
    /// misspelling, and its caller believes that it does something.
    pub(crate) fn of(
        value: &JsValue,
        path: &'a str,
        known: &[&'static str],
    ) -> Result<Self, Error> {
        if !value.is_object() || Array::is_array(value) {
            return Err(Error::argument(path, "has to be an object"));
        }
        let unreadable = |_| Error::argument(path, "cannot be read");
        let keys = Reflect::own_keys(value).map_err(unreadable)?;
        for key in keys.iter().filter_map(|key| key.as_string()) {
            if !known.contains(&key.as_str()) {
                let full = [path, ".", &key].concat();
                let problem = ["is not known here; known are: ", &known.join(", ")].concat();
                return Err(Error::argument(&full, &problem));
            }
        }
        let values = known
            .iter()
            .map(|key| Ok((*key, Reflect::get(value, &JsValue::from_str(key))?)))
            .collect::<Result<_, JsValue>>()
            .map_err(unreadable)?;
        Ok(Self { path, values })
    }

    /// Like [`Fields::of`], where "not given" is an object without fields.
    pub(crate) fn optional(
        value: &JsValue,
        path: &'a str,
        known: &[&'static str],
    ) -> Result<Self, Error> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self {
                path,
                values: Vec::new(),
            });
        }
        Self::of(value, path, known)
    }

    pub(crate) fn path(&self, key: &str) -> String {
        [self.path, ".", key].concat()
    }

    pub(crate) fn get(&self, key: &str) -> JsValue {
        self.values
            .iter()
            .find(|(name, _)| *name == key)
            .map_or(JsValue::UNDEFINED, |(_, value)| value.clone())
    }

    pub(crate) fn text(&self, key: &str) -> Result<String, Error> {
        text(&self.get(key), &self.path(key))
    }

    pub(crate) fn optional_text(&self, key: &str) -> Result<Option<String>, Error> {
        given(self.get(key))
            .map(|value| text(&value, &self.path(key)))
            .transpose()
    }

    /// Text of one line that is not empty.
    pub(crate) fn optional_line(&self, key: &str) -> Result<Option<String>, Error> {
        let line = self.optional_text(key)?;
        if let Some(line) = &line {
            argument::line(line, &self.path(key))?;
        }
        Ok(line)
    }

    pub(crate) fn optional_number(&self, key: &str) -> Result<Option<f64>, Error> {
        let read = |value: JsValue| {
            value
                .as_f64()
                .ok_or_else(|| Error::argument(&self.path(key), "has to be a number"))
        };
        given(self.get(key)).map(read).transpose()
    }

    pub(crate) fn optional_positive_integer(&self, key: &str) -> Result<Option<u32>, Error> {
        self.optional_number(key)?
            .map(|number| argument::positive_integer(number, &self.path(key)))
            .transpose()
    }

    pub(crate) fn optional_timeout(&self, key: &str) -> Result<Option<f64>, Error> {
        let timeout = self.optional_number(key)?;
        if let Some(timeout) = timeout {
            argument::timeout_ms(timeout, &self.path(key))?;
        }
        Ok(timeout)
    }

    pub(crate) fn optional_function(&self, key: &str) -> Result<Option<Function>, Error> {
        let read = |value: JsValue| {
            value
                .dyn_into::<Function>()
                .map_err(|_| Error::argument(&self.path(key), "has to be a function"))
        };
        given(self.get(key)).map(read).transpose()
    }

    /// One of some words.
    pub(crate) fn optional_choice(
        &self,
        key: &str,
        choices: &[&str],
    ) -> Result<Option<String>, Error> {
        let path = self.path(key);
        self.optional_text(key)?
            .map(|word| choice(word, &path, choices))
            .transpose()
    }

    /// An array of some words, none of them twice.
    pub(crate) fn optional_choices(
        &self,
        key: &str,
        choices: &[&str],
    ) -> Result<Vec<String>, Error> {
        let path = self.path(key);
        let Some(value) = given(self.get(key)) else {
            return Ok(Vec::new());
        };
        let unreadable = |_| Error::argument(&path, "has to be an array");
        if !Array::is_array(&value) {
            return Err(unreadable(JsValue::UNDEFINED));
        }
        let length = Reflect::get(&value, &"length".into()).map_err(unreadable)?;
        let mut words = Vec::new();
        // No list without repetitions is longer; what else it holds would only take time.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let length = length.as_f64().unwrap_or_default().min(1000.0) as u32;
        for index in 0..length {
            let value = Reflect::get_u32(&value, index).map_err(unreadable)?;
            let word = choice(text(&value, &path)?, &path, choices)?;
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(words)
    }

    /// A day, as a `Date` (its day in UTC) or as `Y-m-d`.
    pub(crate) fn day(&self, key: &str) -> Result<String, Error> {
        let path = self.path(key);
        let value = self.get(key);
        let day = if value.is_instance_of::<Date>() {
            // An invalid date, or what only looks like one, throws; it then fails the check.
            let date: &IsoDate = value.unchecked_ref();
            let text = date
                .to_iso_string()
                .unwrap_or_default()
                .as_string()
                .unwrap_or_default();
            text.split('T').next().unwrap_or_default().to_owned()
        } else {
            value.as_string().unwrap_or_default()
        };
        crate::core::date::check(&day, &path)?;
        Ok(day)
    }

    /// An object of texts: names and values of headers.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<(String, String)>, Error> {
        let path = self.path(key);
        let Some(value) = given(self.get(key)) else {
            return Ok(Vec::new());
        };
        let unreadable = |_| Error::argument(&path, "has to be an object of texts");
        if !value.is_object() || Array::is_array(&value) {
            return Err(unreadable(JsValue::UNDEFINED));
        }
        Reflect::own_keys(&value)
            .map_err(unreadable)?
            .iter()
            .filter_map(|name| name.as_string())
            .map(|name| {
                let value = Reflect::get(&value, &JsValue::from_str(&name)).map_err(unreadable)?;
                let value = text(&value, &[&path, ".", &name].concat())?;
                Ok((name, value))
            })
            .collect()
    }
}

fn choice(word: String, path: &str, choices: &[&str]) -> Result<String, Error> {
    if choices.contains(&word.as_str()) {
        return Ok(word);
    }
    Err(Error::argument(
        path,
        &["has to be one of: ", &choices.join(", ")].concat(),
    ))
}
