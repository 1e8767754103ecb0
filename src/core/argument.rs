//! What callers pass, held to tables: one routine checks the arguments of every function and the
//! options of the client. Each message says what the value has to be.

use super::date;
use super::decimal;
use super::error::Error;
use super::json::{Json, Types, texts};

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// Text of one class and so many bytes, and what to say about any other.
    Text(Class, usize, usize, &'static str),
    /// A number between these, and what to say about any other. A whole one becomes its digits.
    Number {
        /// Whether it has to be a whole one.
        whole: bool,
        /// The least that passes.
        least: f64,
        /// The most that passes.
        most: f64,
        /// What it has to be.
        problem: &'static str,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// An array of these words; it becomes them with commas between, each once.
    SomeOf(&'static [&'static str]),
    /// `{ from, to }`, each a day; it becomes the API's range.
    Days,
    /// A function.
    Function,
    /// `true` or `false`.
    Flag,
    /// An object with these fields; it becomes a checked copy.
    Object(&'static [Param]),
    /// An object of headers, none of these (in lower case); it becomes a checked copy.
    Headers(&'static [&'static str]),
    /// Anything; somebody else looks at it.
    Any,
}

/// What the characters of a text have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Digits.
    Digits,
    /// No control characters, and not blanks alone.
    Line,
    /// An email address, as far as it can be told without sending to it.
    Email,
    /// What stands in URLs and headers as it is: letters, digits, `.`, `_`, `~`, `-`.
    Plain,
    /// No control characters.
    Printable,
    /// Anything.
    Any,
}

/// An ICCID: 17 to 22 digits (the documented examples have 17, 18 and 19). Refused here, because an
/// empty one would reach another endpoint.
pub const ICCID: Rule = Rule::Text(
    Class::Digits,
    17,
    22,
    "has to be an ICCID as text: 17 to 22 digits",
);
/// Text that is not empty and holds no control characters.
pub const LINE: Rule = Rule::Text(
    Class::Line,
    1,
    usize::MAX,
    "must not be empty or hold control characters",
);
/// Any text.
pub const TEXT: Rule = Rule::Text(Class::Any, 0, usize::MAX, "");
/// An email address.
pub const EMAIL: Rule = Rule::Text(Class::Email, 3, 254, "has to be an email address");
/// What names one purchase or renewal.
pub const REFERENCE: Rule = Rule::Text(
    Class::Plain,
    1,
    64,
    "has to be 1 to 64 letters, digits, or . _ ~ -",
);
/// Whose order it is.
pub const SHOPPER: Rule = Rule::Text(
    Class::Plain,
    1,
    32,
    "has to be 1 to 32 letters, digits, or . _ ~ -",
);
/// What a caller writes beside the reference: together they have to fit into 255 characters, the usual
/// length of such a column.
pub const DESCRIPTION: Rule = Rule::Text(
    Class::Printable,
    0,
    150,
    "has to be at most 150 bytes of text, without control characters",
);
/// A part of an ICCID.
pub const ICCID_PART: Rule = Rule::Text(Class::Digits, 1, 22, "has to be 1 to 22 digits as text");
/// A price in USD.
pub const PRICE: Rule = Rule::Number {
    whole: false,
    least: 0.0,
    most: f64::MAX,
    problem: "has to be a price: a number from 0 up",
};
/// A whole number from 1 up.
pub const COUNT: Rule = Rule::Number {
    whole: true,
    least: 1.0,
    most: 4_294_967_295.0,
    problem: "has to be a whole number from 1 up",
};
/// Milliseconds that a timer can wait: at most 2^31 - 1, some 24 days.
pub const TIMEOUT: Rule = Rule::Number {
    whole: false,
    least: f64::MIN_POSITIVE,
    most: 2_147_483_647.0,
    problem: "has to be milliseconds: more than 0, at most 2147483647",
};

/// One field of what a caller passes.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it has to be.
    pub rule: Rule,
    /// Whether it has to be there.
    pub required: bool,
}

/// A field that has to be there.
pub const fn needed(name: &'static str, rule: Rule) -> Param {
    Param {
        name,
        rule,
        required: true,
    }
}

/// A field for which `undefined` and `null` are "not given".
pub const fn optional(name: &'static str, rule: Rule) -> Param {
    Param {
        name,
        rule,
        required: false,
    }
}

/// A copy of the object that a caller passed, with every field read once and checked. A field that
/// no parameter names is refused: it is a misspelling, and its caller believes that it does
/// something. What is not given at all counts as an object without fields.
///
/// # Errors
/// `invalid_argument`
pub fn fields<J: Json>(value: &J, path: &str, params: &[Param]) -> Result<J, Error> {
    let copy = if is_given(value) {
        plain(value, path)?
    } else {
        J::object()
    };
    for key in texts(&copy.keys()) {
        if !params.iter().any(|param| param.name == key) {
            let full = [path, ".", &key].concat();
            return Err(Error::argument(&full, "is not known here"));
        }
    }
    for param in params {
        let value = copy.get(param.name);
        if param.required || is_given(&value) {
            let value = one(&value, &[path, ".", param.name].concat(), param.rule)?;
            copy.set(param.name, &value);
        }
    }
    Ok(copy)
}

/// One checked value, in the form that its rule gives it.
///
/// # Errors
/// `invalid_argument`
pub fn one<J: Json>(value: &J, path: &str, rule: Rule) -> Result<J, Error> {
    let problem = match rule {
        Rule::Any => None,
        Rule::Function => {
            let fits = value.types().only(Types::FUNCTION);
            (!fits).then_some("has to be a function")
        }
        Rule::Flag => value.flag().is_none().then_some("has to be true or false"),
        Rule::Object(params) => return fields(value, path, params),
        Rule::Headers(reserved) => return headers(value, path, reserved),
        Rule::Days => return days(value, path),
        Rule::SomeOf(words) => return some_of(value, path, words),
        Rule::OneOf(words) => return word(value, path, words).map(|()| value.clone()),
        Rule::Text(class, least, most, problem) => match value.text() {
            None => Some("has to be text"),
            Some(text) => {
                let fits = class.holds(&text) && (least..=most).contains(&text.len());
                (!fits).then_some(problem)
            }
        },
        Rule::Number {
            whole,
            least,
            most,
            problem,
        } => {
            // What is no number compares with nothing.
            let number = value.number().unwrap_or(f64::NAN);
            let fits = number >= least && number <= most;
            if fits && whole && number.trunc() == number {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                return Ok(J::of_text(&decimal(number as u32)));
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
pub fn holds_something<J: Json>(copy: &J, path: &str, names: &[&str]) -> Result<(), Error> {
    let empty = |name: &String| names.contains(&&**name) && !is_given(&copy.get(name));
    match texts(&copy.keys()).find(empty) {
        Some(name) => {
            let path = [path, ".", &name].concat();
            Err(Error::argument(&path, "is there and holds nothing"))
        }
        None => Ok(()),
    }
}

fn is_given<J: Json>(value: &J) -> bool {
    !value.types().has(Types::MISSING | Types::NULL)
}

fn plain<J: Json>(value: &J, path: &str) -> Result<J, Error> {
    value
        .plain()
        .filter(|copy| copy.types().only(Types::OBJECT))
        .ok_or_else(|| Error::argument(path, "has to be an object that can be read"))
}

impl Class {
    fn holds(self, text: &str) -> bool {
        match self {
            Self::Digits => text.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Line => {
                text.contains(|each: char| !each.is_whitespace())
                    && !text.contains(char::is_control)
            }
            Self::Email => is_email(text),
            Self::Plain => text
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

fn word<J: Json>(value: &J, path: &str, words: &[&str]) -> Result<(), Error> {
    let text = value.text();
    if words.iter().any(|word| text.as_deref() == Some(*word)) {
        return Ok(());
    }
    let problem = ["has to be one of: ", &words.join(", ")].concat();
    Err(Error::argument(path, &problem))
}

fn some_of<J: Json>(value: &J, path: &str, words: &[&str]) -> Result<J, Error> {
    let list = value
        .plain()
        .filter(|list| list.types().only(Types::ARRAY))
        .ok_or_else(|| Error::argument(path, "has to be an array"))?;
    for index in 0..list.length() {
        word(&list.at(index), path, words)?;
    }
    let chosen: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| texts(&list).any(|text| text == *word))
        .collect();
    Ok(J::of_text(&chosen.join(",")))
}

fn days<J: Json>(value: &J, path: &str) -> Result<J, Error> {
    const RANGE: &[Param] = &[needed("from", Rule::Any), needed("to", Rule::Any)];
    let range = fields(value, path, RANGE)?;
    let day = |name| {
        let day = range.get(name).day().unwrap_or_default();
        date::check(&day, &[path, ".", name].concat())?;
        Ok::<_, Error>(day)
    };
    let (from, to) = (day("from")?, day("to")?);
    // Days of this form compare as texts.
    if from > to {
        return Err(Error::argument(path, "has to begin before it ends"));
    }
    Ok(J::of_text(&[&*from, " - ", &to].concat()))
}

fn headers<J: Json>(value: &J, path: &str, reserved: &[&str]) -> Result<J, Error> {
    let copy = plain(value, path)?;
    for name in texts(&copy.keys()) {
        let path = [path, ".", &name].concat();
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        let value = copy.text_of(&name);
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
    use crate::core::testing::{Doc, doc};

    fn accepts(rule: Rule, value: &Doc) -> bool {
        match one(value, "path", rule) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind, Kind::InvalidArgument);
                assert_eq!(error.path.as_deref(), Some("path"));
                false
            }
        }
    }

    fn text(value: &str) -> Doc {
        Doc::Text(value.to_owned())
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
        assert!(!accepts(ICCID, &Doc::Number(8.9e18)));
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
        assert!(accepts(LINE, &text("Größe 3 %")));
        for bad in ["", "  ", "a\nb", "a\0"] {
            assert!(!accepts(LINE, &text(bad)), "{bad:?}");
            assert!(accepts(TEXT, &text(bad)), "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_checked() {
        const PAGE: Rule = COUNT;
        assert_eq!(one(&Doc::Number(7.0), "page", PAGE), Ok(text("7")));
        for bad in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 4_294_967_296.0] {
            assert!(!accepts(PAGE, &Doc::Number(bad)), "{bad}");
        }
        for good in [0.0, 22.5] {
            assert!(accepts(PRICE, &Doc::Number(good)), "{good}");
        }
        for bad in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(!accepts(PRICE, &Doc::Number(bad)), "{bad}");
        }
        assert!(accepts(TIMEOUT, &Doc::Number(1.0)));
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 2_147_483_648.0] {
            assert!(!accepts(TIMEOUT, &Doc::Number(bad)), "{bad}");
        }
        assert!(!accepts(TIMEOUT, &text("1")));
    }

    #[test]
    fn words_are_those_that_are_known() {
        const WORDS: &[&str] = &["sims", "user"];
        assert!(accepts(Rule::OneOf(WORDS), &text("sims")));
        assert!(!accepts(Rule::OneOf(WORDS), &text("sim")));
        let some = |json| one(&doc(json), "path", Rule::SomeOf(WORDS));
        assert_eq!(some(r#"["user","sims","user"]"#), Ok(text("sims,user")));
        assert_eq!(some("[]"), Ok(text("")));
        for bad in [r#"["sim"]"#, r#""sims""#, "[7]", r#"{"0":"sims"}"#] {
            assert!(some(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_a_range_of_the_calendar() {
        let range = |json| one(&doc(json), "path", Rule::Days);
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
        const RULE: Rule = Rule::Headers(&["accept"]);
        let headers = |json| one(&doc(json), "path", RULE).map(|_| ());
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
        const PARAMS: &[Param] = &[needed("a", TEXT), optional("b", TEXT)];
        let read = |json| fields(&doc(json), "it", PARAMS);
        let given = doc(r#"{"a":"x","b":null}"#);
        let copy = fields(&given, "it", PARAMS).unwrap();
        assert_eq!(copy, given);
        copy.set("a", &Doc::Null);
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
