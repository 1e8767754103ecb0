//! A parsed JSON value, independent of the parser.
//!
//! JavaScript parses the answers, because its parser is the fastest and callers get its objects. Each
//! access from here to these objects costs a call into JavaScript. So the methods for lists work on all rows.
//! A page of a thousand orders then takes some tens of calls.

use std::ops::BitOr;

use super::charset::Charset;
use super::field::Field;

/// The set of types of a field in all rows, as bits. `columns.js` uses the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSet(pub u32);

impl TypeSet {
    /// No type: there are no rows.
    pub const EMPTY: Self = Self(0);
    /// The key is absent.
    pub const MISSING: Self = Self(1);
    /// `null`.
    pub const NULL: Self = Self(2);
    /// `true` or `false`.
    pub const BOOL: Self = Self(4);
    /// A number that has the digits of its text.
    pub const NUMBER: Self = Self(8);
    /// An integer beyond 2^53, which lost digits in parsing.
    pub const UNSAFE_INTEGER: Self = Self(16);
    /// A string.
    pub const STRING: Self = Self(32);
    /// An array.
    pub const ARRAY: Self = Self(64);
    /// An object.
    pub const OBJECT: Self = Self(128);
    /// A function. It is not JSON, but a caller's object can contain one.
    pub const FUNCTION: Self = Self(256);

    /// True if each type is one of `allowed`.
    pub const fn is_subset(self, allowed: Self) -> bool {
        self.0 & !allowed.0 == 0
    }

    /// True if a type is one of `wanted`.
    pub const fn intersects(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

impl BitOr for TypeSet {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A parsed value. It has reference semantics: a clone is the same object.
pub trait JsonValue: Clone {
    /// The platform's type of a received text.
    type Source;

    /// Parses a text; `None` if it is not JSON.
    fn parse(source: &Self::Source) -> Option<Self>;
    /// Parses a text, with integers beyond 2^53 as strings. No digit is lost.
    fn parse_exact(source: &Self::Source) -> Option<Self>;

    /// The type of this value, as a set of one.
    fn types(&self) -> TypeSet;
    /// The string, if the value is one.
    fn as_string(&self) -> Option<String>;
    /// The number, if the value is one.
    fn as_f64(&self) -> Option<f64>;
    /// The number as an integer of 32 bits. The nearest one if it is no such integer.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn as_u32(&self) -> Option<u32> {
        self.as_f64().map(|number| number as u32)
    }
    /// The boolean, if the value is one.
    fn as_bool(&self) -> Option<bool>;
    /// The value of this key; `MISSING` if the value is not an object or has no own key of this name.
    fn get(&self, key: &'static str) -> Self;
    /// The same for a key that is no constant of the code. Constant keys are faster.
    fn get_dynamic(&self, key: &str) -> Self;
    /// The string of this key, if it is one.
    fn get_string(&self, key: &'static str) -> Option<String> {
        self.get(key).as_string()
    }
    /// The number of this key, if it is one.
    fn get_f64(&self, key: &'static str) -> Option<f64> {
        self.get(key).as_f64()
    }
    /// The number of this key as an integer of 32 bits.
    fn get_u32(&self, key: &'static str) -> Option<u32> {
        self.get(key).as_u32()
    }
    /// The type of this key's value.
    fn get_types(&self, key: &'static str) -> TypeSet {
        self.get(key).types()
    }
    /// Sets a key of an object; other values are not changed.
    fn set(&self, key: &'static str, value: &Self);
    /// Sets a key of an object to a text.
    fn set_text(&self, key: &'static str, text: &str) {
        self.set(key, &Self::from_str(text));
    }
    /// The number of elements of an array; 0 for anything else.
    fn length(&self) -> u32;
    /// An element of an array; `MISSING` if there is none.
    fn at(&self, index: u32) -> Self;
    /// The keys of an object as an array; empty for anything else.
    fn keys(&self) -> Self;
    /// The elements of an array, or of an object whose keys are indexes, as an array.
    fn elements(&self) -> Option<Self>;

    /// A copy of a caller's object, or of the first 100 elements of an array. Each field is read once.
    /// `None` if the value is neither, or if reading it throws.
    fn snapshot(&self) -> Option<Self>;
    /// The day of a caller's `Date` in UTC, or a text that is a date of the calendar, as `Y-m-d`.
    fn iso_date(&self) -> Option<String>;
    /// True for a string of these characters.
    fn fits(&self, charset: Charset) -> bool;
    /// Encodes a text for a query.
    fn encode(text: &str) -> String;

    /// `null`.
    fn null() -> Self;
    /// A new, empty object.
    fn object() -> Self;
    /// A string.
    fn from_str(string: &str) -> Self;
    /// A number.
    fn from_f64(number: f64) -> Self;
    /// A boolean.
    fn from_bool(boolean: bool) -> Self;
    /// An array with these elements.
    fn array(elements: &[Self]) -> Self;

    /// Sets values that are nested too deeply in the rows to `null`. No platform serialises them.
    fn limit_depth(&self);
    /// Normalises rows by a table, in place: converts values that can be converted, and sets absent optional
    /// ones and those that are nested too deeply to `null`.
    ///
    /// Returns the types that all rows then have: of the rows themselves, and of each field. The types of an
    /// object or list are followed by those of the objects in it, in the same form.
    fn normalise(&self, fields: &'static [Field]) -> Vec<u32>;
    /// Sets a key of all rows to a value.
    fn set_column(&self, key: &'static str, value: &Self);
    /// The rows with this string of a key.
    fn rows_where(&self, key: &'static str, text: &str) -> Self;
    /// Sets the values of one key that are no strings, or empty, to `null`.
    fn keep_strings(&self, key: &'static str);
    /// The rows whose string of this key starts with a prefix.
    fn rows_with_prefix(&self, key: &'static str, prefix: &str) -> Self;
    /// Copies `row[from][inner]` to `row[to]` in all rows; `null` if it is absent.
    fn copy_nested(&self, from: &'static str, inner: &'static str, to: &'static str);
}

/// The strings of an array.
pub fn strings<J: JsonValue>(list: &J) -> impl Iterator<Item = String> {
    (0..list.length()).filter_map(|index| list.at(index).as_string())
}

/// A string; `null` if it is empty.
pub fn string_or_null<J: JsonValue>(string: &str) -> J {
    if string.is_empty() {
        J::null()
    } else {
        J::from_str(string)
    }
}
