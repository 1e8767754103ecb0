//! The characters of texts.

/// The characters that a string may have. The platform compares them: `values.js` has the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Charset {
    /// Any characters.
    Any = 0,
    /// Digits.
    Digits = 1,
    /// No control characters, and not only white space.
    NonBlank = 2,
    /// No control characters.
    Printable = 3,
    /// The form of an email address: two parts around one `@`, without white space.
    Email = 4,
    /// Printable ASCII without a space at an end, and not a payment's client secret.
    Reference = 5,
    /// The name of a header.
    HeaderName = 6,
    /// Printable ASCII.
    HeaderValue = 7,
    /// Printable ASCII without spaces, at least one character.
    Visible = 8,
    /// Capital letters of ASCII.
    Capitals = 9,
}
