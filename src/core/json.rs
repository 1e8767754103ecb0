//! What the pure code asks of a parsed JSON value, whoever parsed it.
//!
//! The platform's own parser is the fastest there is, and its objects are what callers get in the
//! end. So answers are checked and normalised where they are, and by *column*: one question about
//! one field of all rows. A page of a thousand orders then costs some tens of questions, and only
//! the odd value is touched.

use std::ops::{BitOr, BitOrAssign};

/// The types found in one column, as a set of bits. The numbers are shared with `columns.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSet(pub u32);

impl TypeSet {
    /// No value at all (no rows).
    pub const NONE: Self = Self(0);
    /// The key is absent.
    pub const MISSING: Self = Self(1);
    /// `null`.
    pub const NULL: Self = Self(2);
    /// `true` or `false`.
    pub const BOOL: Self = Self(4);
    /// A number that holds exactly what the text said.
    pub const NUMBER: Self = Self(8);
    /// An integer beyond 2^53: its digits were lost in parsing.
    pub const UNSAFE_INTEGER: Self = Self(16);
    /// A string.
    pub const STRING: Self = Self(32);
    /// An array.
    pub const ARRAY: Self = Self(64);
    /// An object.
    pub const OBJECT: Self = Self(128);
    /// A function; no JSON holds one, but a caller's object may.
    pub const FUNCTION: Self = Self(256);

    /// Whether nothing but `allowed` was found.
    pub const fn is_subset(self, allowed: Self) -> bool {
        self.0 & !allowed.0 == 0
    }

    /// Whether any of `wanted` was found.
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

impl BitOrAssign for TypeSet {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A conversion of one column. A value that does not convert stays as it is. The numbers are
/// shared with `columns.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Coercion {
    /// Numeric text becomes a number, blank text becomes `null`.
    Numbers = 0,
    /// An exact number becomes text.
    Strings = 1,
    /// `0`, `1`, `"0"`, `"1"`, `"true"` and `"false"` become flags.
    Bools = 2,
    /// Text that is a canonical safe integer becomes that number.
    Ids = 3,
    /// An object whose keys are indexes becomes an array.
    Arrays = 4,
    /// An empty array, PHP's empty map, becomes `null`.
    Objects = 5,
}

/// A parsed value with reference semantics: setting a key changes the value that others hold.
pub trait JsonValue: Clone {
    /// The text that was received, as the platform holds it.
    type Source;

    /// Parses; `None` when the text is not JSON.
    fn parse(source: &Self::Source) -> Option<Self>;
    /// Parses with integers beyond 2^53 as strings, so that no digit is lost.
    fn parse_exact(source: &Self::Source) -> Option<Self>;

    /// The type of this value: one bit.
    fn types(&self) -> TypeSet;
    /// The string, if this is one.
    fn as_string(&self) -> Option<String>;
    /// The number, if this is one.
    fn as_f64(&self) -> Option<f64>;
    /// The flag, if this is one.
    fn as_bool(&self) -> Option<bool>;
    /// The value under this key; a `MISSING` one when this is no object or has no such key of its
    /// own.
    fn get(&self, key: &str) -> Self;
    /// The string under this key.
    fn get_string(&self, key: &str) -> Option<String> {
        self.get(key).as_string()
    }
    /// The number under this key.
    fn get_f64(&self, key: &str) -> Option<f64> {
        self.get(key).as_f64()
    }
    /// The type of the value under this key.
    fn get_types(&self, key: &str) -> TypeSet {
        self.get(key).types()
    }
    /// Sets a key of an object; nothing happens to other values.
    fn set(&self, key: &str, value: &Self);
    /// The number of elements of an array; 0 for anything else.
    fn length(&self) -> u32;
    /// An element of an array; `MISSING` where there is none.
    fn at(&self, index: u32) -> Self;
    /// The keys of an object as an array; an empty one for anything else.
    fn keys(&self) -> Self;
    /// The elements of an array, or of an object whose keys are indexes, as an array.
    fn elements(&self) -> Option<Self>;

    /// A copy of a caller's object or array (of 100 elements at most), each field read once;
    /// `None` where this is neither, or cannot be read.
    fn snapshot(&self) -> Option<Self>;
    /// The day of a caller's date, in UTC, or text.
    fn iso_date(&self) -> Option<String>;

    /// `null`.
    fn null() -> Self;
    /// A new object without keys.
    fn object() -> Self;
    /// A string.
    fn from_str(text: &str) -> Self;
    /// A number.
    fn from_f64(number: f64) -> Self;
    /// A flag.
    fn from_bool(flag: bool) -> Self;
    /// An array with these elements.
    fn array(elements: &[Self]) -> Self;

    /// The types of the rows themselves.
    fn row_types(&self) -> TypeSet;
    /// The types under one key of all rows, which are objects. With `fill`, an absent key is set
    /// to `null` on the way (and counts as `NULL`).
    fn column_types(&self, key: &str, fill: bool) -> TypeSet;
    /// Converts one column where it can; the types that it has then.
    fn coerce(&self, key: &str, coercion: Coercion) -> TypeSet;
    /// The objects under one key of all rows, as rows.
    fn nested(&self, key: &str) -> Self;
    /// The elements of the arrays under one key of all rows, as rows.
    fn flattened(&self, key: &str) -> Self;
    /// Takes the `description` of all rows apart (see `reference.rs`): `shopper` and `reference` beside
    /// what the caller wrote, each `null` where there is nothing.
    fn split_descriptions(&self);
    /// Copies `row[from][inner]` to `row[to]` in all rows; `null` where there is nothing.
    fn copy_nested(&self, from: &str, inner: &str, to: &str);
}

/// The strings of an array.
pub fn strings<J: JsonValue>(list: &J) -> impl Iterator<Item = String> {
    (0..list.length()).filter_map(|index| list.at(index).as_string())
}
