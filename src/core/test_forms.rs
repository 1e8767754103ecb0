//! The forms of texts, dates and integers, for tests without a platform. `values.js` does the same in the module, and
//! `tests/shell/forms.rs` compares both.

use super::charset::Charset;

/// True if a text has these characters only.
pub(super) fn fits(charset: Charset, text: &str) -> bool {
    match charset {
        Charset::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
        Charset::NonBlank => {
            text.contains(|character: char| !character.is_whitespace())
                && !text.contains(char::is_control)
        }
        Charset::Email => is_email(text),
        Charset::Reference => {
            text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
                && text.trim() == text
                && !text.contains("_secret_")
        }
        Charset::Printable => !text.contains(char::is_control),
        Charset::Any => true,
        Charset::HeaderName => {
            let is_token =
                |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            !text.is_empty() && text.bytes().all(is_token)
        }
        Charset::HeaderValue => text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)),
        Charset::Capitals => text.bytes().all(|byte| byte.is_ascii_uppercase()),
        Charset::Visible => !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()),
    }
}

fn is_email(text: &str) -> bool {
    let invalid = |character: char| character.is_whitespace() || character.is_control();
    let two_parts = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    two_parts && !text.contains(invalid)
}

/// True for a date of the calendar such as `2026-02-28`.
pub(super) fn is_date(value: &str) -> bool {
    let value = value.as_bytes();
    let dashes = value.get(4) == Some(&b'-') && value.get(7) == Some(&b'-');
    let (year, month, day) = (value.get(0..4), value.get(5..7), value.get(8..10));
    match (number(year), number(month), number(day)) {
        (Some(year @ 1..), Some(month @ 1..=12), Some(day @ 1..)) => {
            dashes && value.len() == 10 && day <= days_in_month(year, month)
        }
        _ => false,
    }
}

fn number(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |number, digit| {
        let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        Some(number * 10 + value)
    })
}

fn days_in_month(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// JavaScript's largest safe integer, 2^53 - 1.
const MAX_SAFE: &str = "9007199254740991";

/// Quotes every number of a JSON text that can be an unsafe integer. The parser then preserves all digits.
///
/// Numbers with a positive exponent are quoted, too. Strings and other numbers with a fraction are not
/// changed. Invalid JSON is not detected
/// here: the parser rejects it afterwards.
pub(super) fn quote_big_integers(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    let mut rest = json;
    while let Some(start) = rest
        .find(|character: char| character == '"' || character == '-' || character.is_ascii_digit())
    {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = if from.starts_with('"') {
            string_length(from)
        } else {
            number_length(from)
        };
        let (token, after) = from.split_at(length);
        if is_big_integer(token) {
            out.push('"');
            out.push_str(token);
            out.push('"');
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The length of the string at the start of the text, with its quotes.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

fn number_length(text: &str) -> usize {
    text.bytes()
        .position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
        .unwrap_or(text.len())
}

fn is_big_integer(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let (number, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, ""));
    if exponent.is_empty() {
        return are_digits(digits)
            && (digits.len() > MAX_SAFE.len()
                || (digits.len() == MAX_SAFE.len() && digits > MAX_SAFE));
    }
    let (integer, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    are_digits(integer) && are_digits(fraction) && are_digits(exponent)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

mod tests {
    use super::*;

    include!("../../tests/shell/forms_table.rs");

    const CHARSETS: &[Charset] = &[
        Charset::Any,
        Charset::Digits,
        Charset::NonBlank,
        Charset::Printable,
        Charset::Email,
        Charset::Reference,
        Charset::HeaderName,
        Charset::HeaderValue,
        Charset::Visible,
    ];

    #[test]
    fn a_text_fits_its_form() {
        for (form, text, expected) in TEXTS {
            let charset = CHARSETS[*form as usize];
            assert_eq!(charset as u32, *form);
            assert_eq!(fits(charset, text), *expected, "{form} {text:?}");
        }
    }

    #[test]
    fn a_date_is_of_the_calendar() {
        for (text, expected) in DATES {
            assert_eq!(is_date(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn only_unsafe_integers_are_quoted() {
        for (json, expected) in INTEGERS {
            assert_eq!(quote_big_integers(json), *expected, "{json}");
        }
    }
}
