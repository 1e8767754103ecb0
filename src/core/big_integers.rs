//! Integers that a JavaScript number cannot hold.

/// The largest integer of which every digit survives as a JavaScript number, 2^53 - 1.
const MAX_SAFE: &str = "9007199254740991";

/// Puts quotes around every integer of a JSON text that a JavaScript number cannot hold.
///
/// What stands inside of strings, fractions and exponents stays as it is. The text need not be
/// valid: the parser that comes next decides that.
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

/// The length of the string that the text begins with, quotes included.
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
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() > MAX_SAFE.len() || (digits.len() == MAX_SAFE.len() && digits > MAX_SAFE))
}

#[cfg(test)]
mod tests {
    use super::quote_big_integers;

    #[test]
    fn only_integers_beyond_the_safe_range_are_quoted() {
        for (json, expected) in [
            (r#"{"a":9007199254740991}"#, r#"{"a":9007199254740991}"#),
            (r#"{"a":9007199254740992}"#, r#"{"a":"9007199254740992"}"#),
            (r"[-9007199254740992,1]", r#"["-9007199254740992",1]"#),
            (r"[8944000000000000000017]", r#"["8944000000000000000017"]"#),
            (r"[12345678901234567.5]", r"[12345678901234567.5]"),
            (r"[1e22,1E+22]", r"[1e22,1E+22]"),
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
