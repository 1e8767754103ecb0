//! Integers that a JavaScript number cannot represent.

/// JavaScript's largest safe integer, 2^53 - 1.
const MAX_SAFE: &str = "9007199254740991";

/// Quotes every number of a JSON text that can be an unsafe integer. The parser then preserves all digits.
///
/// Numbers with a positive exponent are quoted, too. Strings and other numbers with a fraction are not
/// changed. Invalid JSON is not detected
/// here: the parser rejects it afterwards.
pub fn quote_big_integers(json: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::quote_big_integers;

    #[test]
    fn only_unsafe_integers_are_quoted() {
        for (json, expected) in [
            (r#"{"a":9007199254740991}"#, r#"{"a":9007199254740991}"#),
            (r#"{"a":9007199254740992}"#, r#"{"a":"9007199254740992"}"#),
            (r"[-9007199254740992,1]", r#"["-9007199254740992",1]"#),
            (r"[8944000000000000000017]", r#"["8944000000000000000017"]"#),
            (r"[12345678901234567.5]", r"[12345678901234567.5]"),
            (r"[1e22,-1.5E+22]", r#"["1e22","-1.5E+22"]"#),
            (r"[1e-2,1e,1.e5,1e+,e5]", r"[1e-2,1e,1.e5,1e+,e5]"),
            (
                r#"{"9007199254740993":"9007199254740993"}"#,
                r#"{"9007199254740993":"9007199254740993"}"#,
            ),
            (
                r#"["a\"9007199254740993",9007199254740993]"#,
                r#"["a\"9007199254740993","9007199254740993"]"#,
            ),
            (r#"["é 9007199254740993"]"#, r#"["é 9007199254740993"]"#),
            (r#"["cut \"#, r#"["cut \"#),
            ("9007199254740993", r#""9007199254740993""#),
            ("", ""),
        ] {
            assert_eq!(quote_big_integers(json), expected, "{json}");
        }
    }
}
