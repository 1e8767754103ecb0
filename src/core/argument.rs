//! What callers pass, held to tables: one routine checks the arguments of every function and the
//! options of the client. Each message says what the value has to be.

use super::date;
use super::decimal;
use super::error::Error;
use super::json::{JsonValue, TypeSet, strings};

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum ArgType {
    /// Text of one class and so many bytes, and what to say about any other.
    String(Charset, usize, usize, &'static str),
    /// A number between these, and what to say about any other. A whole one becomes its digits.
    Number {
        /// Whether it has to be a whole one.
        whole: bool,
        /// The least that passes.
        min: f64,
        /// The most that passes.
        max: f64,
        /// What it has to be.
        problem: &'static str,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// An array of these words; it becomes them with commas between, each once.
    SubsetOf(&'static [&'static str]),
    /// `{ from, to }`, each a day; it becomes the API's range.
    DateRange,
    /// A function.
    Function,
    /// `true` or `false`.
    Bool,
    /// An object with these fields; it becomes a checked copy.
    Object(&'static [Arg]),
    /// An object of headers, none of these (in lower case); it becomes a checked copy.
    Headers(&'static [&'static str]),
    /// Anything; somebody else looks at it.
    Any,
}

/// What the characters of a text have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Digits.
    Digits,
    /// No control characters, and not blanks alone.
    NonBlank,
    /// An email address, as far as it can be told without sending to it.
    Email,
    /// What stands in URLs and headers as it is: letters, digits, `.`, `_`, `~`, `-`.
    Unreserved,
    /// No control characters.
    Printable,
    /// Anything.
    Any,
}

/// An ICCID: 17 to 22 digits (the documented examples have 17, 18 and 19). Refused here, because an
/// empty one would reach another endpoint.
pub const ICCID: ArgType = ArgType::String(
    Charset::Digits,
    17,
    22,
    "has to be an ICCID as text: 17 to 22 digits",
);
/// Text that is not empty and holds no control characters.
pub const NON_BLANK: ArgType = ArgType::String(
    Charset::NonBlank,
    1,
    usize::MAX,
    "must not be empty or hold control characters",
);
/// Any text.
pub const ANY_STRING: ArgType = ArgType::String(Charset::Any, 0, usize::MAX, "");
/// An email address.
pub const EMAIL: ArgType = ArgType::String(Charset::Email, 3, 254, "has to be an email address");
/// What names one purchase or renewal.
pub const REFERENCE: ArgType = ArgType::String(
    Charset::Unreserved,
    1,
    64,
    "has to be 1 to 64 letters, digits, or . _ ~ -",
);
/// Whose order it is.
pub const SHOPPER: ArgType = ArgType::String(
    Charset::Unreserved,
    1,
    32,
    "has to be 1 to 32 letters, digits, or . _ ~ -",
);
/// What a caller writes beside the reference: together they have to fit into 255 characters, the usual
/// length of such a column.
pub const DESCRIPTION: ArgType = ArgType::String(
    Charset::Printable,
    0,
    150,
    "has to be at most 150 bytes of text, without control characters",
);
/// A part of an ICCID.
pub const ICCID_PART: ArgType =
    ArgType::String(Charset::Digits, 1, 22, "has to be 1 to 22 digits as text");
/// A price in USD.
pub const PRICE: ArgType = ArgType::Number {
    whole: false,
    min: 0.0,
    max: f64::MAX,
    problem: "has to be a price: a number from 0 up",
};
/// A whole number from 1 up.
pub const POSITIVE_INTEGER: ArgType = ArgType::Number {
    whole: true,
    min: 1.0,
    max: 4_294_967_295.0,
    problem: "has to be a whole number from 1 up",
};
/// Milliseconds that a timer can wait: at most 2^31 - 1, some 24 days.
pub const TIMEOUT_MS: ArgType = ArgType::Number {
    whole: false,
    min: f64::MIN_POSITIVE,
    max: 2_147_483_647.0,
    problem: "has to be milliseconds: more than 0, at most 2147483647",
};

/// One field of what a caller passes.
#[derive(Clone, Copy, Debug)]
pub struct Arg {
    /// Its name.
    pub name: &'static str,
    /// What it has to be.
    pub arg_type: ArgType,
    /// Whether it has to be there.
    pub required: bool,
}

/// A field that has to be there.
pub const fn required(name: &'static str, arg_type: ArgType) -> Arg {
    Arg {
        name,
        arg_type,
        required: true,
    }
}

/// A field for which `undefined` and `null` are "not given".
pub const fn optional(name: &'static str, arg_type: ArgType) -> Arg {
    Arg {
        name,
        arg_type,
        required: false,
    }
}

/// A copy of the object that a caller passed, with every field read once and checked. A field that
/// no parameter names is refused: it is a misspelling, and its caller believes that it does
/// something. What is not given at all counts as an object without fields.
///
/// # Errors
/// `invalid_argument`
pub fn parse_object<J: JsonValue>(value: &J, path: &str, args: &[Arg]) -> Result<J, Error> {
    let copy = if is_given(value) {
        snapshot(value, path)?
    } else {
        J::object()
    };
    for key in strings(&copy.keys()) {
        if !args.iter().any(|arg| arg.name == key) {
            let full = [path, ".", &key].concat();
            return Err(Error::argument(&full, "is not known here"));
        }
    }
    for arg in args {
        let value = copy.get(arg.name);
        if arg.required || is_given(&value) {
            let value = parse_value(&value, &[path, ".", arg.name].concat(), arg.arg_type)?;
            copy.set(arg.name, &value);
        }
    }
    Ok(copy)
}

/// One checked value, in the form that its rule gives it.
///
/// # Errors
/// `invalid_argument`
pub fn parse_value<J: JsonValue>(value: &J, path: &str, arg_type: ArgType) -> Result<J, Error> {
    let problem = match arg_type {
        ArgType::Any => None,
        ArgType::Function => {
            let fits = value.types().is_subset(TypeSet::FUNCTION);
            (!fits).then_some("has to be a function")
        }
        ArgType::Bool => value
            .as_bool()
            .is_none()
            .then_some("has to be true or false"),
        ArgType::Object(args) => return parse_object(value, path, args),
        ArgType::Headers(reserved) => return parse_headers(value, path, reserved),
        ArgType::DateRange => return parse_date_range(value, path),
        ArgType::SubsetOf(words) => return parse_subset(value, path, words),
        ArgType::OneOf(words) => return check_choice(value, path, words).map(|()| value.clone()),
        ArgType::String(class, min, max, problem) => match value.as_string() {
            None => Some("has to be text"),
            Some(text) => {
                let fits = class.accepts(&text) && (min..=max).contains(&text.len());
                (!fits).then_some(problem)
            }
        },
        ArgType::Number {
            whole,
            min,
            max,
            problem,
        } => {
            // What is no number compares with nothing.
            let number = value.as_f64().unwrap_or(f64::NAN);
            let fits = number >= min && number <= max;
            if fits && whole && number.trunc() == number {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                return Ok(J::from_str(&decimal(number as u32)));
            }
            // A whole one that fits is gone by now.
            (whole || !fits).then_some(problem)
        }
    };
    match problem {
        Some(problem) => Err(Error::argument(path, problem)),
        None => Ok(value.clone()),
    }
}

/// Refuses a field that is there and holds nothing, where leaving it out means something else.
///
/// # Errors
/// `invalid_argument`
pub fn reject_empty<J: JsonValue>(copy: &J, path: &str, names: &[&str]) -> Result<(), Error> {
    let empty = |name: &String| names.contains(&&**name) && !is_given(&copy.get(name));
    match strings(&copy.keys()).find(empty) {
        Some(name) => {
            let path = [path, ".", &name].concat();
            Err(Error::argument(&path, "is there and holds nothing"))
        }
        None => Ok(()),
    }
}

fn is_given<J: JsonValue>(value: &J) -> bool {
    !value.types().intersects(TypeSet::MISSING | TypeSet::NULL)
}

fn snapshot<J: JsonValue>(value: &J, path: &str) -> Result<J, Error> {
    value
        .snapshot()
        .filter(|copy| copy.types().is_subset(TypeSet::OBJECT))
        .ok_or_else(|| Error::argument(path, "has to be an object that can be read"))
}

impl Charset {
    fn accepts(self, text: &str) -> bool {
        match self {
            Self::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::NonBlank => {
                text.contains(|each: char| !each.is_whitespace())
                    && !text.contains(char::is_control)
            }
            Self::Email => is_email(text),
            Self::Unreserved => text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte)),
            Self::Printable => !text.contains(char::is_control),
            Self::Any => true,
        }
    }
}

fn is_email(text: &str) -> bool {
    let odd = |character: char| character.is_whitespace() || character.is_control();
    let whole = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    whole && !text.contains(odd)
}

fn check_choice<J: JsonValue>(value: &J, path: &str, words: &[&str]) -> Result<(), Error> {
    let text = value.as_string();
    if words.iter().any(|word| text.as_deref() == Some(*word)) {
        return Ok(());
    }
    let problem = ["has to be one of: ", &words.join(", ")].concat();
    Err(Error::argument(path, &problem))
}

fn parse_subset<J: JsonValue>(value: &J, path: &str, words: &[&str]) -> Result<J, Error> {
    let list = value
        .snapshot()
        .filter(|list| list.types().is_subset(TypeSet::ARRAY))
        .ok_or_else(|| Error::argument(path, "has to be an array"))?;
    for index in 0..list.length() {
        check_choice(&list.at(index), path, words)?;
    }
    let chosen: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| strings(&list).any(|text| text == *word))
        .collect();
    Ok(J::from_str(&chosen.join(",")))
}

fn parse_date_range<J: JsonValue>(value: &J, path: &str) -> Result<J, Error> {
    const RANGE: &[Arg] = &[required("from", ArgType::Any), required("to", ArgType::Any)];
    let range = parse_object(value, path, RANGE)?;
    let day = |name| {
        let day = range.get(name).iso_date().unwrap_or_default();
        date::check(&day, &[path, ".", name].concat())?;
        Ok::<_, Error>(day)
    };
    let (from, to) = (day("from")?, day("to")?);
    // Days of this form compare as texts.
    if from > to {
        return Err(Error::argument(path, "has to begin before it ends"));
    }
    Ok(J::from_str(&[&*from, " - ", &to].concat()))
}

fn parse_headers<J: JsonValue>(value: &J, path: &str, reserved: &[&str]) -> Result<J, Error> {
    let copy = snapshot(value, path)?;
    for name in strings(&copy.keys()) {
        let path = [path, ".", &name].concat();
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        let value = copy.get_string(&name);
        let problem = if name.is_empty() || !name.bytes().all(token) {
            "is not the name of a header"
        } else if reserved.iter().any(|own| own.eq_ignore_ascii_case(&name)) {
            "is set by the client itself"
        } else if !value
            .is_some_and(|value| value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)))
        {
            // The value may be a secret, so that no message quotes it.
            "has to be text that can stand in a header"
        } else {
            continue;
        };
        return Err(Error::argument(&path, problem));
    }
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    fn accepts(arg_type: ArgType, value: &TestJson) -> bool {
        match parse_value(value, "path", arg_type) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind, Kind::InvalidArgument);
                assert_eq!(error.path.as_deref(), Some("path"));
                false
            }
        }
    }

    fn text(value: &str) -> TestJson {
        TestJson::String(value.to_owned())
    }

    #[test]
    fn an_iccid_is_17_to_22_digits() {
        for good in [
            "89440000000000017",
            "8944000000000000017",
            "8944000000000000000017",
        ] {
            assert!(accepts(ICCID, &text(good)), "{good}");
        }
        for bad in [
            "",
            "8944000000000001",
            "89440000000000000000178",
            "894400000000000001x",
            "8944 00000000000017",
            "8944000000000000017/",
            "../sims/894400000000",
            "٨٩٤٤٠٠٠٠٠٠٠٠٠٠٠٠٠١٧",
        ] {
            assert!(!accepts(ICCID, &text(bad)), "{bad}");
        }
        assert!(!accepts(ICCID, &TestJson::Number(8.9e18)));
        assert!(accepts(ICCID_PART, &text("8944")));
        assert!(!accepts(ICCID_PART, &text("")));
        assert!(!accepts(ICCID_PART, &text("x")));
    }

    #[test]
    fn an_email_has_two_sides_and_no_blanks() {
        assert!(accepts(EMAIL, &text("ada@example.org")));
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a@b@c",
            "a da@example.org",
            "a@b\n",
            &format!("{}@example.org", "a".repeat(250)),
        ] {
            assert!(!accepts(EMAIL, &text(bad)), "{bad}");
        }
    }

    #[test]
    fn a_reference_can_stand_anywhere() {
        let longest = "a".repeat(64);
        for good in ["pay-7", "A.b_c~9", &longest] {
            assert!(accepts(REFERENCE, &text(good)), "{good}");
        }
        let longer = "a".repeat(65);
        for bad in ["", " ", "a b", "a,b", "a/b", "a%", "é", "a\n", &longer] {
            assert!(!accepts(REFERENCE, &text(bad)), "{bad}");
        }
    }

    #[test]
    fn a_line_is_not_empty_and_has_no_controls() {
        assert!(accepts(NON_BLANK, &text("Größe 3 %")));
        for bad in ["", "  ", "a\nb", "a\0"] {
            assert!(!accepts(NON_BLANK, &text(bad)), "{bad:?}");
            assert!(accepts(ANY_STRING, &text(bad)), "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_checked() {
        const PAGE: ArgType = POSITIVE_INTEGER;
        assert_eq!(
            parse_value(&TestJson::Number(7.0), "page", PAGE),
            Ok(text("7"))
        );
        for bad in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 4_294_967_296.0] {
            assert!(!accepts(PAGE, &TestJson::Number(bad)), "{bad}");
        }
        for good in [0.0, 22.5] {
            assert!(accepts(PRICE, &TestJson::Number(good)), "{good}");
        }
        for bad in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(!accepts(PRICE, &TestJson::Number(bad)), "{bad}");
        }
        assert!(accepts(TIMEOUT_MS, &TestJson::Number(1.0)));
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 2_147_483_648.0] {
            assert!(!accepts(TIMEOUT_MS, &TestJson::Number(bad)), "{bad}");
        }
        assert!(!accepts(TIMEOUT_MS, &text("1")));
    }

    #[test]
    fn words_are_those_that_are_known() {
        const WORDS: &[&str] = &["sims", "user"];
        assert!(accepts(ArgType::OneOf(WORDS), &text("sims")));
        assert!(!accepts(ArgType::OneOf(WORDS), &text("sim")));
        let some = |json| parse_value(&parse_json(json), "path", ArgType::SubsetOf(WORDS));
        assert_eq!(some(r#"["user","sims","user"]"#), Ok(text("sims,user")));
        assert_eq!(some("[]"), Ok(text("")));
        for bad in [r#"["sim"]"#, r#""sims""#, "[7]", r#"{"0":"sims"}"#] {
            assert!(some(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_a_range_of_the_calendar() {
        let range = |json| parse_value(&parse_json(json), "path", ArgType::DateRange);
        assert_eq!(
            range(r#"{"from":"2026-01-01","to":"2026-02-01"}"#),
            Ok(text("2026-01-01 - 2026-02-01"))
        );
        for (bad, path) in [
            (r#"{"from":"2026-01-02","to":"2026-01-01"}"#, "path"),
            (r#"{"from":"2026-01-02"}"#, "path.to"),
            (r#"{"from":"2026-02-30","to":"2026-03-01"}"#, "path.from"),
            (
                r#"{"from":"2026-01-02","to":"2026-01-03","until":1}"#,
                "path.until",
            ),
            ("7", "path"),
        ] {
            assert_eq!(range(bad).unwrap_err().path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn headers_can_stand_in_a_request() {
        const RULE: ArgType = ArgType::Headers(&["accept"]);
        let headers = |json| parse_value(&parse_json(json), "path", RULE).map(|_| ());
        assert_eq!(headers(r#"{"X-Partner-Key":"a b"}"#), Ok(()));
        for (bad, path) in [
            (r#"{"Accept":"x"}"#, "path.Accept"),
            (r#"{"a b":"x"}"#, "path.a b"),
            (r#"{"":"x"}"#, "path."),
            (r#"{"a":"x\r\ny"}"#, "path.a"),
            (r#"{"a":7}"#, "path.a"),
            ("[]", "path"),
        ] {
            assert_eq!(
                headers(bad).unwrap_err().path.as_deref(),
                Some(path),
                "{bad}"
            );
        }
    }

    #[test]
    fn every_field_has_to_be_known_and_the_needed_ones_there() {
        const PARAMS: &[Arg] = &[required("a", ANY_STRING), optional("b", ANY_STRING)];
        let read = |json| parse_object(&parse_json(json), "it", PARAMS);
        let given = parse_json(r#"{"a":"x","b":null}"#);
        let copy = parse_object(&given, "it", PARAMS).unwrap();
        assert_eq!(copy, given);
        copy.set("a", &TestJson::Null);
        assert_eq!(
            given.get("a"),
            text("x"),
            "the caller's own object stays as it is"
        );
        for (bad, path) in [
            ("{}", "it.a"),
            ("null", "it.a"),
            (r#"{"a":1}"#, "it.a"),
            (r#"{"a":"x","b":2}"#, "it.b"),
            (r#"{"a":"x","c":null}"#, "it.c"),
            ("[]", "it"),
            ("7", "it"),
        ] {
            assert_eq!(read(bad).unwrap_err().path.as_deref(), Some(path), "{bad}");
        }
    }
}
