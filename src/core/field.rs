//! Tables of an answer's fields.

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum FieldType {
    /// A number. A numeric string becomes one.
    Number,
    /// A string. A safe number becomes one.
    String,
    /// A boolean. 0, 1 and their strings become one.
    Bool,
    /// A number, or a string if it is no number or exceeds 2^53.
    Id,
    /// An object with these fields.
    Object(&'static [Field]),
    /// An array of objects with these fields.
    List(&'static [Field]),
    /// An array of any values.
    #[cfg(feature = "partner")]
    Array,
    /// Any value.
    Any,
}

/// One field of an answer. Fields that are not in a table are not changed.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the answer.
    pub name: &'static str,
    /// Its type.
    pub field_type: FieldType,
    /// True if its absence is an error. Other fields are `null` if they are absent.
    pub required: bool,
}

impl Field {
    /// The conversion of its values.
    pub fn coercion(&self) -> Coercion {
        match self.field_type {
            FieldType::Number => Coercion::Numbers,
            FieldType::String => Coercion::Strings,
            FieldType::Bool => Coercion::Bools,
            FieldType::Id => Coercion::Ids,
            FieldType::List(_) => Coercion::Arrays,
            #[cfg(feature = "partner")]
            FieldType::Array => Coercion::Arrays,
            FieldType::Object(_) => Coercion::Objects,
            FieldType::Any => Coercion::None,
        }
    }

    /// The table of the objects in it.
    pub fn inner(&self) -> Option<&'static [Self]> {
        match self.field_type {
            FieldType::Object(fields) | FieldType::List(fields) => Some(fields),
            _ => None,
        }
    }
}

/// A field whose absence is an error.
pub const fn required(name: &'static str, field_type: FieldType) -> Field {
    Field {
        name,
        field_type,
        required: true,
    }
}

/// A field that is `null` if it is absent.
pub const fn nullable(name: &'static str, field_type: FieldType) -> Field {
    Field {
        name,
        field_type,
        required: false,
    }
}

/// A conversion of a value. It does not change values that cannot be converted. `columns.js` uses the same
/// numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Coercion {
    /// A numeric string becomes a number, a blank string becomes `null`.
    Numbers = 0,
    /// A safe number becomes a string.
    Strings = 1,
    /// `0`, `1`, `"0"`, `"1"`, `"true"` and `"false"` become booleans.
    Bools = 2,
    /// A string that is a canonical safe integer becomes a number.
    Ids = 3,
    /// An object whose keys are indexes becomes an array.
    Arrays = 4,
    /// An empty array becomes `null`: PHP writes an empty map as one.
    Objects = 5,
    /// None.
    None = 6,
}
