//! The common form of the answers: `data` and `meta`. Both vary.

use super::error::{Error, Kind};
use super::json::{JsonValue, TypeSet};
use super::schema::{Field, SchemaError, repair_object, repair_rows};

/// The `meta.message` of "not found", which the API sends with status 200, too.
const NOT_FOUND_MESSAGE: &str = "messages.resource_not_found";

/// Returns the unchecked rows of a list.
///
/// # Errors
/// The mismatch if there is no list, or `not_found`.
pub fn unchecked_rows<J: JsonValue>(body: &J) -> Result<J, SchemaError> {
    reject_not_found(body)?;
    rows(body)
}

/// Returns the rows of a list: of an array, or of an object whose keys are indexes.
fn rows<J: JsonValue>(body: &J) -> Result<J, SchemaError> {
    body.get("data").elements().ok_or_else(|| {
        SchemaError::Mismatch(Error::decode(
            "data",
            missing_or(&body.get("data"), "is not a list"),
        ))
    })
}

/// The decoding of the answer to a read: a function of the body and the checked arguments. It returns the first
/// mismatch with its path, or `not_found`.
pub type Answer<J> = fn(&J, &J) -> Result<J, SchemaError>;

/// Returns the usable rows of a list, normalised by a table. See `repair_rows`.
///
/// # Errors
/// The first mismatch with its path if no row is usable, or `not_found`.
pub fn decode_list<J: JsonValue>(body: &J, fields: &'static [Field]) -> Result<J, SchemaError> {
    let rows = unchecked_rows(body)?;
    repair_rows(&rows, fields, "data")
}

/// Returns the one object of an answer, normalised by a table. See `repair_object`.
///
/// # Errors
/// The first mismatch of a required value with its path, or `not_found`.
pub fn decode_object<J: JsonValue>(body: &J, fields: &'static [Field]) -> Result<J, SchemaError> {
    reject_not_found(body)?;
    let data = body.get("data");
    let object = single_object(body).ok_or_else(|| {
        let problem = missing_or(&data, "is not an object");
        SchemaError::Mismatch(Error::decode("data", problem))
    })?;
    repair_object(&object, fields, "data")?;
    Ok(object)
}

/// Refuses the body of "not found", with any status.
///
/// # Errors
/// `not_found`
pub fn reject_not_found<J: JsonValue>(body: &J) -> Result<(), SchemaError> {
    if !is_not_found(body) {
        return Ok(());
    }
    let mut error = Error::new(Kind::NotFound, &["the server did not find this"]);
    error.reason = message(body);
    Err(SchemaError::Mismatch(error))
}

/// Returns the object of an answer, or that of a list of one.
pub fn single_object<J: JsonValue>(body: &J) -> Option<J> {
    let data = body.get("data");
    if data.types().is_subset(TypeSet::ARRAY) && data.length() == 1 {
        return Some(data.at(0)).filter(is_object);
    }
    Some(data).filter(is_object)
}

/// True if an answer says "not found", with any status.
pub fn is_not_found<J: JsonValue>(body: &J) -> bool {
    message(body).as_deref() == Some(NOT_FOUND_MESSAGE)
        && body.get("data").keys().length() == 0
        && body.get("data").length() == 0
}

/// Returns `meta.message`, or `message` at the top level.
pub fn message<J: JsonValue>(body: &J) -> Option<String> {
    body.get("meta")
        .get_string("message")
        .or_else(|| body.get_string("message"))
}

fn is_object<J: JsonValue>(value: &J) -> bool {
    value.types().is_subset(TypeSet::OBJECT)
}

fn missing_or<J: JsonValue>(value: &J, problem: &'static str) -> &'static str {
    if value.types().intersects(TypeSet::MISSING | TypeSet::NULL) {
        "is missing"
    } else {
        problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn rows_are_an_array_or_an_indexed_object() {
        assert_eq!(
            rows(&parse_json(r#"{"data":[1,2]}"#)).unwrap(),
            parse_json("[1,2]")
        );
        assert_eq!(
            rows(&parse_json(r#"{"data":{"0":1,"1":2}}"#)).unwrap(),
            parse_json("[1,2]")
        );
        assert_eq!(
            rows(&parse_json(r#"{"data":{}}"#)).unwrap(),
            parse_json("[]")
        );
        for body in [
            r#"{"data":{"a":1}}"#,
            r#"{"data":"x"}"#,
            "{}",
            "[]",
            "null",
            "7",
        ] {
            let Err(SchemaError::Mismatch(error)) = rows(&parse_json(body)) else {
                panic!("{body}")
            };
            assert_eq!(error.path.as_deref(), Some("data"), "{body}");
        }
    }

    #[test]
    fn an_object_can_be_in_a_list_of_one() {
        let expected = Some(parse_json(r#"{"id":1}"#));
        assert_eq!(single_object(&parse_json(r#"{"data":{"id":1}}"#)), expected);
        assert_eq!(
            single_object(&parse_json(r#"{"data":[{"id":1}]}"#)),
            expected
        );
        for body in [
            r#"{"data":[]}"#,
            r#"{"data":null}"#,
            "[]",
            "null",
            r#"{"data":[1]}"#,
        ] {
            assert_eq!(single_object(&parse_json(body)), None, "{body}");
        }
    }

    #[test]
    fn a_successful_answer_can_say_not_found() {
        for (body, expected) in [
            (
                r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#,
                true,
            ),
            (
                r#"{"data":{},"meta":{"message":"messages.resource_not_found"}}"#,
                true,
            ),
            (
                r#"{"data":[1],"meta":{"message":"messages.resource_not_found"}}"#,
                false,
            ),
            (r#"{"data":[],"meta":{"message":"success"}}"#, false),
            (r#"{"data":[]}"#, false),
            (r#"{"data":[],"meta":"failed"}"#, false),
            ("null", false),
        ] {
            assert_eq!(is_not_found(&parse_json(body)), expected, "{body}");
        }
    }

    #[test]
    fn an_object_is_checked_and_an_unknown_one_is_not_found() {
        use crate::core::schema::{FieldType, nullable, required};
        const FIELDS: &[Field] = &[
            required("id", FieldType::Id),
            nullable("note", FieldType::String),
        ];
        let decode = |text| decode_object(&parse_json(text), FIELDS);
        let expected = parse_json(r#"{"id":1,"note":null}"#);
        for text in [r#"{"data":{"id":1}}"#, r#"{"data":[{"id":1}]}"#] {
            assert_eq!(decode(text).unwrap(), expected, "{text}");
        }
        for (text, kind) in [
            (r#"{"data":{}}"#, Kind::Decode),
            (r#"{"data":[]}"#, Kind::Decode),
            ("{}", Kind::Decode),
            (
                r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#,
                Kind::NotFound,
            ),
        ] {
            let Err(SchemaError::Mismatch(error)) = decode(text) else {
                panic!("{text} was decoded")
            };
            assert_eq!(error.kind, kind, "{text}");
        }
    }
}
