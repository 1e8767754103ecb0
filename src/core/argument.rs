//! Tables of arguments and options, and the check of a caller's value against its table.

use super::charset::Charset;
use super::error::Error;
use super::json::{JsonValue, TypeSet, strings};
#[cfg(feature = "partner")]
use super::text::decimal;
use super::text::{join, join_with};

/// The type of an argument. `problem` is the error message of a value that does not match.
#[derive(Clone, Copy, Debug)]
pub enum ArgType {
    /// A string.
    String {
        /// Its characters.
        charset: Charset,
        /// Its minimum length in bytes.
        min: usize,
        /// Its maximum length in bytes.
        max: usize,
        /// The error message.
        problem: &'static str,
    },
    /// A number.
    Number {
        /// True if it must be an integer.
        integer: bool,
        /// The minimum value.
        min: f64,
        /// The maximum value.
        max: f64,
        /// The error message.
        problem: &'static str,
    },
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// An array of these strings. The result is one string: each value once, separated by commas.
    SubsetOf(&'static [&'static str]),
    /// A `Date`, or a text that is a date of the calendar. It is returned as a text.
    Date,
    /// `{ from, to }`, both dates. They are returned as the API's date range.
    DateRange,
    /// A function.
    Function,
    /// `true` or `false`.
    #[cfg(feature = "partner")]
    Bool,
    /// An object with these fields. A checked copy is returned.
    #[cfg(feature = "partner")]
    Object(&'static [Arg]),
    /// An object of headers, without these reserved ones. A checked copy is returned.
    Headers(&'static [&'static str]),
    /// An array of values of this type, at most 100.
    #[cfg(feature = "partner")]
    ListOf(&'static ArgType),
    /// Any value.
    Any,
}

/// An argument: one field of an object that a caller passes.
#[derive(Clone, Copy, Debug)]
pub struct Arg {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub arg_type: ArgType,
    /// The values without which an object is accepted.
    pub presence: Presence,
}

/// The answer to the question if an argument may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be given.
    Required,
    /// It may be left out, or be `undefined` or `null`.
    Optional,
    /// It may be left out. `undefined` and `null` are refused, because they are likely a bug of the caller.
    LeftOut,
}

/// An argument that must be given.
pub const fn required(name: &'static str, arg_type: ArgType) -> Arg {
    arg(name, arg_type, Presence::Required)
}

/// An argument that may be left out, or be `undefined` or `null`.
pub const fn optional(name: &'static str, arg_type: ArgType) -> Arg {
    arg(name, arg_type, Presence::Optional)
}

/// An argument that has a value or is left out.
pub const fn not_empty(name: &'static str, arg_type: ArgType) -> Arg {
    arg(name, arg_type, Presence::LeftOut)
}

const fn arg(name: &'static str, arg_type: ArgType, presence: Presence) -> Arg {
    Arg {
        name,
        arg_type,
        presence,
    }
}

/// Returns a checked copy of a caller's object. Each field is read once. An unknown field is refused: it
/// may be a misspelled one. `undefined` and `null` count as an empty object.
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
        let problem = match args.iter().find(|arg| arg.name == key) {
            None => {
                #[cfg(feature = "partner")]
                if let Some(arg) = args.iter().find(|arg| is_same_name(arg.name, &key)) {
                    let problem = join(&["is not a known field; did you mean ", arg.name, "?"]);
                    return Err(Error::argument(&join(&[path, ".", &key]), &problem));
                }
                "is not a known field"
            }
            Some(arg) if arg.presence == Presence::LeftOut && !is_given(&copy.get(arg.name)) => {
                "must be left out or have a value; it is undefined or null"
            }
            Some(_) => continue,
        };
        return Err(Error::argument(&join(&[path, ".", &key]), problem));
    }
    for arg in args {
        if arg.presence == Presence::Required || !is_empty(copy.get_types(arg.name)) {
            let path = join(&[path, ".", arg.name]);
            let value = parse_value(&copy.get(arg.name), &path, arg.arg_type)?;
            copy.set(arg.name, &value);
        }
    }
    Ok(copy)
}

/// True for two spellings of a name, such as `client_id` and `clientId`.
#[cfg(feature = "partner")]
fn is_same_name(name: &str, other: &str) -> bool {
    let letters = |text: &str| text.replace('_', "").to_ascii_lowercase();
    letters(name) == letters(other)
}

/// Returns a checked value, in the form that its type defines.
///
/// # Errors
/// `invalid_argument`
pub fn parse_value<J: JsonValue>(value: &J, path: &str, arg_type: ArgType) -> Result<J, Error> {
    let problem = match arg_type {
        ArgType::Any => None,
        ArgType::Function => {
            let fits = value.types().is_subset(TypeSet::FUNCTION);
            (!fits).then_some("must be a function")
        }
        #[cfg(feature = "partner")]
        ArgType::Bool => value.as_bool().is_none().then_some("must be true or false"),
        #[cfg(feature = "partner")]
        ArgType::Object(args) => return parse_object(value, path, args),
        #[cfg(feature = "partner")]
        ArgType::ListOf(each) => return parse_list(value, path, *each),
        ArgType::Headers(reserved) => return parse_headers(value, path, reserved),
        ArgType::Date => match value.iso_date() {
            Some(date) => return Ok(J::from_str(&date)),
            None => Some("must be a Date, or a date of the calendar such as \"2026-02-28\""),
        },
        ArgType::DateRange => return parse_date_range(value, path),
        ArgType::SubsetOf(choices) => return parse_subset(value, path, choices),
        ArgType::OneOf(choices) => {
            return choice_at(value, path, choices).map(|_| value.clone());
        }
        ArgType::String {
            charset,
            min,
            max,
            problem,
        } => match value.as_string() {
            None if value.types() == TypeSet::MISSING => Some("must be a string; it is undefined"),
            None => Some("must be a string"),
            Some(text) => {
                let fits = value.fits(charset) && (min..=max).contains(&text.len());
                (!fits).then_some(problem)
            }
        },
        ArgType::Number {
            integer,
            min,
            max,
            problem,
        } => {
            // NaN fails the first comparison.
            let number = value.as_f64().unwrap_or(f64::NAN);
            let fits = number >= min && number <= max && !(integer && number.trunc() != number);
            (!fits).then_some(problem)
        }
    };
    match problem {
        Some(problem) => Err(Error::argument(path, problem)),
        None => Ok(value.clone()),
    }
}

fn is_given<J: JsonValue>(value: &J) -> bool {
    !is_empty(value.types())
}

/// True for `undefined` and `null`.
fn is_empty(types: TypeSet) -> bool {
    types.intersects(TypeSet::MISSING | TypeSet::NULL)
}

fn snapshot<J: JsonValue>(value: &J, path: &str) -> Result<J, Error> {
    value
        .snapshot()
        .filter(|copy| copy.types().is_subset(TypeSet::OBJECT))
        .ok_or_else(|| Error::argument(path, "must be a readable object"))
}

/// The index of the choice that a value is.
fn choice_at<J: JsonValue>(value: &J, path: &str, choices: &[&str]) -> Result<usize, Error> {
    let text = value.as_string();
    let found = choices
        .iter()
        .position(|choice| text.as_deref() == Some(*choice));
    found.ok_or_else(|| {
        let problem = join(&["must be one of: ", &join_with(choices, ", ")]);
        Error::argument(path, &problem)
    })
}

fn parse_subset<J: JsonValue>(value: &J, path: &str, choices: &[&str]) -> Result<J, Error> {
    let list = value
        .snapshot()
        .filter(|list| list.types().is_subset(TypeSet::ARRAY))
        .ok_or_else(|| Error::argument(path, "must be an array"))?;
    let mut chosen = vec![""; choices.len()];
    for index in 0..list.length() {
        let at = choice_at(&list.at(index), path, choices)?;
        if let (Some(slot), Some(choice)) = (chosen.get_mut(at), choices.get(at)) {
            *slot = choice;
        }
    }
    chosen.retain(|choice| !choice.is_empty());
    Ok(J::from_str(&join_with(&chosen, ",")))
}

/// The most elements of a list. A copy of an array has no more.
#[cfg(feature = "partner")]
const MAX_ELEMENTS: u32 = 100;

#[cfg(feature = "partner")]
fn parse_list<J: JsonValue>(value: &J, path: &str, each: ArgType) -> Result<J, Error> {
    let list = value
        .snapshot()
        .filter(|list| list.types().is_subset(TypeSet::ARRAY) && value.length() <= MAX_ELEMENTS)
        .ok_or_else(|| Error::argument(path, "must be an array of at most 100 elements"))?;
    let element = |index| {
        let path = join(&[path, "[", &decimal(index), "]"]);
        parse_value(&list.at(index), &path, each)
    };
    let elements: Result<Vec<J>, Error> = (0..list.length()).map(element).collect();
    Ok(J::array(&elements?))
}

fn parse_date_range<J: JsonValue>(value: &J, path: &str) -> Result<J, Error> {
    const RANGE: &[Arg] = &[
        required("from", ArgType::Date),
        required("to", ArgType::Date),
    ];
    let range = parse_object(value, path, RANGE)?;
    let from = range.get_string("from").unwrap_or_default();
    let to = range.get_string("to").unwrap_or_default();
    // Dates in this format compare as strings.
    if from > to {
        return Err(Error::argument(path, "must not begin after its end"));
    }
    Ok(J::from_str(&join(&[&from, " - ", &to])))
}

fn parse_headers<J: JsonValue>(value: &J, path: &str, reserved: &[&str]) -> Result<J, Error> {
    let copy = snapshot(value, path)?;
    for name in strings(&copy.keys()) {
        let path = join(&[path, ".", &name]);
        let value = copy.get_dynamic(&name);
        let problem = if !J::from_str(&name).fits(Charset::HeaderName) {
            "is not a valid header name"
        } else if reserved
            .iter()
            .any(|reserved| reserved.eq_ignore_ascii_case(&name))
        {
            "is set by the client and must be left out"
        } else if !value.fits(Charset::HeaderValue) {
            // The message does not quote the value, because it may be a secret.
            "must be a string of printable ASCII characters"
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
    use crate::core::argument_types::ANY_STRING;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    fn text(value: &str) -> TestJson {
        TestJson::String(value.to_owned())
    }

    #[test]
    fn only_known_choices_are_accepted() {
        const CHOICES: &[&str] = &["sims", "user"];
        let choice = |value| parse_value(&text(value), "path", ArgType::OneOf(CHOICES));
        assert_eq!(choice("sims"), Ok(text("sims")));
        let error = choice("sim").unwrap_err();
        assert_eq!(error.kind, Kind::InvalidArgument);
        assert_eq!(error.path.as_deref(), Some("path"));
        let subset = |json| parse_value(&parse_json(json), "path", ArgType::SubsetOf(CHOICES));
        assert_eq!(subset(r#"["user","sims","user"]"#), Ok(text("sims,user")));
        assert_eq!(subset("[]"), Ok(text("")));
        for bad in [r#"["sim"]"#, r#""sims""#, "[7]", r#"{"0":"sims"}"#] {
            assert!(subset(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_date_range_has_two_dates_in_order() {
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
    fn headers_have_valid_names_and_values() {
        const HEADERS: ArgType = ArgType::Headers(&["accept"]);
        let headers = |json| parse_value(&parse_json(json), "path", HEADERS).map(|_| ());
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
    fn unknown_fields_are_refused_and_required_ones_must_be_given() {
        const ARGS: &[Arg] = &[required("a", ANY_STRING), optional("b", ANY_STRING)];
        let parse = |json| parse_object(&parse_json(json), "it", ARGS);
        let given = parse_json(r#"{"a":"x","b":null}"#);
        let copy = parse_object(&given, "it", ARGS).unwrap();
        assert_eq!(copy, given);
        copy.set("a", &TestJson::Null);
        assert_eq!(
            given.get("a"),
            text("x"),
            "the caller's object is not changed"
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
            assert_eq!(parse(bad).unwrap_err().path.as_deref(), Some(path), "{bad}");
        }
        let message = |json| parse(json).unwrap_err().message.clone();
        assert_eq!(message("{}"), "it.a must be a string; it is undefined");
        assert_eq!(message(r#"{"a":null}"#), "it.a must be a string");
    }

    #[cfg(feature = "partner")]
    #[test]
    fn another_spelling_of_a_field_is_recognised() {
        const ARGS: &[Arg] = &[
            optional("client_id", ANY_STRING),
            optional("baseUrl", ANY_STRING),
        ];
        for (field, meant) in [
            ("clientId", "client_id"),
            ("base_url", "baseUrl"),
            ("baseURL", "baseUrl"),
        ] {
            let given = parse_json(&format!(r#"{{"{field}":"x"}}"#));
            let error = parse_object(&given, "options", ARGS).unwrap_err();
            let expected = format!("options.{field} is not a known field; did you mean {meant}?");
            assert_eq!(error.message, expected);
        }
        let other = parse_object(&parse_json(r#"{"client":"x"}"#), "options", ARGS).unwrap_err();
        assert_eq!(other.message, "options.client is not a known field");
    }

    #[test]
    fn an_argument_that_can_be_left_out_may_not_be_empty() {
        const ARGS: &[Arg] = &[not_empty("a", ANY_STRING)];
        let parse = |json| parse_object(&parse_json(json), "it", ARGS);
        for good in ["{}", r#"{"a":"x"}"#] {
            assert!(parse(good).is_ok(), "{good}");
        }
        let error = parse(r#"{"a":null}"#).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("it.a"));
        assert!(error.message.contains("must be left out"));
    }
}
