//! An implementation of `JsonValue` for the native tests.

use std::cell::RefCell;
use std::rc::Rc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::charset::Charset;
use super::envelope::Answer;
use super::error::Error;
use super::field::{Coercion, Field, FieldType};
use super::json::{JsonValue, TypeSet};
use super::schema::decode_read;
use super::test_forms::{fits, is_date, quote_big_integers};

/// JavaScript's `encodeURIComponent`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*');

#[derive(Clone, Debug)]
pub(crate) enum TestJson {
    Missing,
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Rc<RefCell<Vec<TestJson>>>),
    Object(Rc<RefCell<Vec<(String, TestJson)>>>),
}

/// Parses a text of the test itself.
pub(crate) fn parse_json(text: &str) -> TestJson {
    TestJson::parse(&text.to_owned()).unwrap()
}

/// Decodes the text of an answer as a call without arguments does.
pub(crate) fn read_answer(answer: Answer<TestJson>, text: &str) -> Result<TestJson, Error> {
    decode_read(&text.to_owned(), &|body: &TestJson| {
        answer(body, &TestJson::Null)
    })
}

impl From<&Value> for TestJson {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(boolean) => Self::Bool(*boolean),
            Value::Number(number) => Self::Number(number.as_f64().unwrap()),
            Value::String(text) => Self::String(text.clone()),
            Value::Array(items) => Self::Array(Rc::new(RefCell::new(
                items.iter().map(Self::from).collect(),
            ))),
            Value::Object(map) => Self::Object(Rc::new(RefCell::new(
                map.iter()
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect(),
            ))),
        }
    }
}

/// Objects are equal regardless of the order of their keys.
impl PartialEq for TestJson {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Missing, Self::Missing) | (Self::Null, Self::Null) => true,
            (Self::Bool(left), Self::Bool(right)) => left == right,
            (Self::Number(left), Self::Number(right)) => left == right,
            (Self::String(left), Self::String(right)) => left == right,
            (Self::Array(left), Self::Array(right)) => left == right,
            (Self::Object(left), Self::Object(right)) => {
                left.borrow().len() == right.borrow().len()
                    && left
                        .borrow()
                        .iter()
                        .all(|(key, value)| &other.get_dynamic(key) == value)
            }
            _ => false,
        }
    }
}

impl TestJson {
    fn rows(&self) -> Vec<TestJson> {
        match self {
            Self::Array(items) => items.borrow().clone(),
            _ => Vec::new(),
        }
    }

    fn normalised(&self, fields: &'static [Field]) -> Vec<TypeSet> {
        let objects: Vec<_> = self
            .rows()
            .into_iter()
            .filter(|row| row.types() == TypeSet::OBJECT)
            .collect();
        let mut found = vec![all_types(&self.rows())];
        for field in fields {
            let mut values = Vec::new();
            for row in &objects {
                let value = match row.get(field.name) {
                    Self::Missing if !field.required => Self::Null,
                    value => value.coerced(field.coercion()),
                };
                row.set(field.name, &value);
                values.push(value);
            }
            found.push(all_types(&values));
            found.extend(match field.field_type {
                FieldType::Object(inner) => {
                    values.retain(|value| value.types() == TypeSet::OBJECT);
                    Self::array(&values).normalised(inner)
                }
                FieldType::List(inner) => {
                    let elements: Vec<_> = values.iter().flat_map(Self::rows).collect();
                    Self::array(&elements).normalised(inner)
                }
                _ => Vec::new(),
            });
        }
        found
    }

    fn coerced(self, coercion: Coercion) -> TestJson {
        match (coercion, &self) {
            (Coercion::Numbers, Self::String(text)) if text.trim().is_empty() => Self::Null,
            (Coercion::Numbers, Self::String(text)) => {
                text.trim().parse().map_or(self.clone(), Self::Number)
            }
            (Coercion::Strings, Self::Number(number)) if self.types() == TypeSet::NUMBER => {
                Self::String(number.to_string())
            }
            (Coercion::Bools, Self::Number(number)) if *number == 0.0 || *number == 1.0 => {
                Self::Bool(*number == 1.0)
            }
            (Coercion::Bools, Self::String(text)) => match text.as_str() {
                "0" | "false" => Self::Bool(false),
                "1" | "true" => Self::Bool(true),
                _ => self,
            },
            (Coercion::Ids, Self::String(text)) => match text.parse::<u64>() {
                Ok(number) if number < (1 << 53) && number.to_string() == *text =>
                {
                    #[allow(clippy::cast_precision_loss)]
                    Self::Number(number as f64)
                }
                _ => self,
            },
            (Coercion::Arrays, Self::Object(_)) => self.elements().unwrap_or(self),
            (Coercion::Objects, Self::Array(items)) if items.borrow().is_empty() => Self::Null,
            _ => self,
        }
    }
}

fn all_types(values: &[TestJson]) -> TypeSet {
    values
        .iter()
        .fold(TypeSet::EMPTY, |all, value| all | value.types())
}

impl JsonValue for TestJson {
    type Source = String;

    fn parse(source: &String) -> Option<Self> {
        serde_json::from_str::<Value>(source)
            .ok()
            .map(|value| Self::from(&value))
    }
    fn parse_exact(source: &String) -> Option<Self> {
        Self::parse(&quote_big_integers(source))
    }
    fn types(&self) -> TypeSet {
        match self {
            Self::Missing => TypeSet::MISSING,
            Self::Null => TypeSet::NULL,
            Self::Bool(_) => TypeSet::BOOL,
            Self::Number(number)
                if number.fract() == 0.0 && number.abs() > 9_007_199_254_740_991.0 =>
            {
                TypeSet::UNSAFE_INTEGER
            }
            Self::Number(_) => TypeSet::NUMBER,
            Self::String(_) => TypeSet::STRING,
            Self::Array(_) => TypeSet::ARRAY,
            Self::Object(_) => TypeSet::OBJECT,
        }
    }
    fn as_string(&self) -> Option<String> {
        if let Self::String(text) = self {
            Some(text.clone())
        } else {
            None
        }
    }
    fn as_f64(&self) -> Option<f64> {
        if let Self::Number(number) = self {
            Some(*number)
        } else {
            None
        }
    }
    fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(boolean) = self {
            Some(*boolean)
        } else {
            None
        }
    }
    fn get(&self, key: &'static str) -> Self {
        self.get_dynamic(key)
    }
    fn get_dynamic(&self, key: &str) -> Self {
        match self {
            Self::Object(entries) => entries
                .borrow()
                .iter()
                .find(|(name, _)| name == key)
                .map_or(Self::Missing, |(_, value)| value.clone()),
            _ => Self::Missing,
        }
    }
    fn set(&self, key: &'static str, value: &Self) {
        if let Self::Object(entries) = self {
            let mut entries = entries.borrow_mut();
            entries.retain(|(name, _)| name != key);
            entries.push((key.to_owned(), value.clone()));
        }
    }
    fn length(&self) -> u32 {
        u32::try_from(self.rows().len()).unwrap()
    }
    fn at(&self, index: u32) -> Self {
        self.rows()
            .get(index as usize)
            .cloned()
            .unwrap_or(Self::Missing)
    }
    fn keys(&self) -> Self {
        let Self::Object(entries) = self else {
            return Self::array(&[]);
        };
        let keys: Vec<_> = entries
            .borrow()
            .iter()
            .map(|(key, _)| Self::String(key.clone()))
            .collect();
        Self::array(&keys)
    }
    fn elements(&self) -> Option<Self> {
        match self {
            Self::Array(_) => Some(self.clone()),
            Self::Object(entries) => {
                let mut indexed = entries
                    .borrow()
                    .iter()
                    .map(|(key, value)| key.parse::<u32>().map(|index| (index, value.clone())))
                    .collect::<Result<Vec<_>, _>>()
                    .ok()?;
                indexed.sort_by_key(|(index, _)| *index);
                let values: Vec<_> = indexed.into_iter().map(|(_, value)| value).collect();
                Some(Self::array(&values))
            }
            _ => None,
        }
    }
    fn snapshot(&self) -> Option<Self> {
        match self {
            Self::Object(entries) => Some(Self::Object(Rc::new(RefCell::new(
                entries.borrow().clone(),
            )))),
            Self::Array(items) => Some(Self::array(&items.borrow())),
            _ => None,
        }
    }
    fn iso_date(&self) -> Option<String> {
        self.as_string().filter(|text| is_date(text))
    }
    fn fits(&self, charset: Charset) -> bool {
        self.as_string().is_some_and(|text| fits(charset, &text))
    }
    fn encode(text: &str) -> String {
        utf8_percent_encode(text, ENCODED).collect()
    }
    fn null() -> Self {
        Self::Null
    }
    fn object() -> Self {
        Self::Object(Rc::default())
    }
    fn from_str(text: &str) -> Self {
        Self::String(text.to_owned())
    }
    fn from_f64(number: f64) -> Self {
        Self::Number(number)
    }
    fn from_bool(boolean: bool) -> Self {
        Self::Bool(boolean)
    }
    fn array(elements: &[Self]) -> Self {
        Self::Array(Rc::new(RefCell::new(elements.to_vec())))
    }
    // The parser of the tests has a limit of its own.
    fn limit_depth(&self) {}
    fn normalise(&self, fields: &'static [Field]) -> Vec<u32> {
        let types = self.normalised(fields);
        types.iter().map(|types| types.0).collect()
    }
    fn set_column(&self, key: &'static str, value: &Self) {
        for row in self.rows() {
            row.set(key, value);
        }
    }
    fn rows_where(&self, key: &'static str, text: &str) -> Self {
        let mut rows = self.rows();
        rows.retain(|row| row.get_string(key).as_deref() == Some(text));
        Self::array(&rows)
    }
    fn keep_strings(&self, key: &'static str) {
        for row in self.rows() {
            let text = row.get_string(key).filter(|text| !text.is_empty());
            row.set(key, &text.map_or(Self::Null, Self::String));
        }
    }
    fn rows_with_prefix(&self, key: &'static str, prefix: &str) -> Self {
        let rows: Vec<_> = self
            .rows()
            .into_iter()
            .filter(|row| {
                row.get_string(key)
                    .is_some_and(|text| text.starts_with(prefix))
            })
            .collect();
        Self::array(&rows)
    }
    fn copy_nested(&self, from: &'static str, inner: &'static str, to: &'static str) {
        for row in self.rows() {
            let value = row.get(from).get(inner);
            row.set(
                to,
                &if value == Self::Missing {
                    Self::Null
                } else {
                    value
                },
            );
        }
    }
}
