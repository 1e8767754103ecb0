//! Tables that say what an answer holds, and the one routine that holds an answer to its table.

use super::decimal;
use super::error::Error;
use super::json::{Coercion, Json, Types};

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A number; numeric text becomes one.
    Number,
    /// Text; an exact number becomes text.
    Text,
    /// A flag; 0 and 1 and their texts become one.
    Flag,
    /// A number, or text where the digits exceed 2^53 or are none.
    Id,
    /// An object with these fields.
    Object(&'static [Field]),
    /// An array of objects with these fields.
    List(&'static [Field]),
    /// Whatever the server sends.
    Any,
}

/// One field of an answer. Fields that no table names stay as they came.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The wire name.
    pub name: &'static str,
    /// Its type.
    pub shape: Shape,
    /// Whether it has to be there. Other fields are `null` where the server has nothing.
    pub required: bool,
}

/// A field without which the answer is of no use.
pub const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: true,
    }
}

/// A field that is `null` where the server has nothing.
pub const fn nullable(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: false,
    }
}

/// Why an answer does not fit its table.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// An identifier lost its digits in parsing: parse again, exactly.
    DigitsLost,
    /// A value is missing or of another type.
    At(Error),
}

/// Something odd about an answer that was accepted nevertheless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Where.
    pub path: String,
    /// What.
    pub message: String,
}

/// Parses `source` and reads it with `decode`, again with exact integers where digits were lost.
///
/// # Errors
/// A `decode` error when the source is not JSON or does not fit.
pub fn read<J: Json, T>(
    source: &J::Source,
    decode: &dyn Fn(&J) -> Result<T, Misfit>,
) -> Result<T, Error> {
    let body = J::parse(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
    let misfit = match decode(&body) {
        Err(Misfit::DigitsLost) => {
            let exact =
                J::parse_exact(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
            match decode(&exact) {
                Err(misfit) => misfit,
                Ok(value) => return Ok(value),
            }
        }
        Err(misfit) => misfit,
        Ok(value) => return Ok(value),
    };
    Err(match misfit {
        Misfit::At(error) => error,
        Misfit::DigitsLost => Error::decode("body", "holds an identifier that is too long"),
    })
}

/// Parses the answer to a write and keeps whatever it says: `take` gives the object that the
/// caller gets and what was odd about it. The caller also gets `issues`, and the parsed body as
/// `raw` where there are any.
///
/// # Errors
/// A `decode` error only when the source is not JSON.
pub fn read_outcome<J: Json>(
    source: &J::Source,
    take: &dyn Fn(&J) -> (J, Vec<Oddity>),
) -> Result<J, Error> {
    let body = J::parse_exact(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
    let (outcome, oddities) = take(&body);
    let issues: Vec<J> = oddities
        .iter()
        .map(|oddity| {
            let issue = J::object();
            issue.set("path", &J::of_text(&oddity.path));
            issue.set("message", &J::of_text(&oddity.message));
            issue
        })
        .collect();
    // The first parse was normalised in place; this one shows what was received.
    let raw = if issues.is_empty() {
        None
    } else {
        J::parse_exact(source)
    };
    outcome.set("issues", &J::array(&issues));
    outcome.set("raw", &raw.unwrap_or_else(J::null));
    Ok(outcome)
}

/// Holds every row to the table, in place. `path` is the array that the rows are in.
///
/// # Errors
/// The first misfit, with the path of the value.
pub fn check_rows<J: Json>(rows: &J, fields: &[Field], path: &str) -> Result<(), Misfit> {
    check(rows, fields).map_err(|misfit| match misfit {
        Misfit::DigitsLost => misfit,
        // The columns do not say which row it was. Only a failure pays for finding out.
        Misfit::At(whole) => Misfit::At(locate(rows, fields, path).unwrap_or(whole)),
    })
}

/// Holds one object to the table, in place.
///
/// # Errors
/// The first misfit, with the path of the value.
pub fn check_object<J: Json>(object: &J, fields: &[Field], path: &str) -> Result<(), Misfit> {
    check(&J::array(std::slice::from_ref(object)), fields).map_err(|misfit| match misfit {
        Misfit::DigitsLost => misfit,
        Misfit::At(whole) => Misfit::At(locate_in(object, fields, path).unwrap_or(whole)),
    })
}

/// Holds one object to the table as far as it goes: what does not fit becomes `null` and is told.
pub fn salvage<J: Json>(object: &J, fields: &[Field], path: &str) -> Vec<Oddity> {
    let row = J::array(std::slice::from_ref(object));
    let mut oddities = Vec::new();
    for field in fields {
        let alone = std::slice::from_ref(field);
        let error = match check(&row, alone) {
            Ok(()) => continue,
            Err(Misfit::DigitsLost) => Error::decode(
                &[path, ".", field.name].concat(),
                "is a number that is too long",
            ),
            Err(Misfit::At(whole)) => locate_in(object, alone, path).unwrap_or(whole),
        };
        oddities.push(Oddity {
            path: error.path.clone().unwrap_or_default(),
            message: error.message.clone(),
        });
        object.set(field.name, &J::null());
    }
    oddities
}

fn locate<J: Json>(rows: &J, fields: &[Field], path: &str) -> Option<Error> {
    (0..rows.length()).find_map(|index| {
        let row_path = [path, "[", &decimal(index), "]"].concat();
        locate_in(&rows.at(index), fields, &row_path)
    })
}

fn locate_in<J: Json>(object: &J, fields: &[Field], path: &str) -> Option<Error> {
    let row = J::array(std::slice::from_ref(object));
    if !object.types().only(Types::OBJECT) {
        return Some(Error::decode(path, "is not an object"));
    }
    fields.iter().find_map(|field| {
        let Err(Misfit::At(error)) = check(&row, std::slice::from_ref(field)) else {
            return None;
        };
        let inner_path = [path, ".", field.name].concat();
        let inner = object.get(field.name);
        let inside = match field.shape {
            Shape::Object(fields) if inner.types().has(Types::OBJECT) => {
                locate_in(&inner, fields, &inner_path)
            }
            Shape::List(fields) if inner.types().has(Types::ARRAY) => {
                locate(&inner, fields, &inner_path)
            }
            _ => None,
        };
        inside.or_else(|| {
            let problem = error
                .reason
                .as_deref()
                .unwrap_or("is not what it should be");
            Some(Error::decode(&inner_path, problem))
        })
    })
}

fn check<J: Json>(rows: &J, fields: &[Field]) -> Result<(), Misfit> {
    if !rows.row_types().only(Types::OBJECT) {
        return Err(misfit("is not an object"));
    }
    fields
        .iter()
        .try_for_each(|field| check_column(rows, field))
}

fn check_column<J: Json>(rows: &J, field: &Field) -> Result<(), Misfit> {
    let (plain, coercion, problem) = expected(field.shape);
    let allowed = if field.required {
        plain
    } else {
        plain | Types::NULL
    };
    let mut found = rows.column(field.name, !field.required);
    if !found.only(allowed) {
        if let Some(coercion) = coercion {
            found = rows.coerce(field.name, coercion);
        }
        if found.has(Types::UNSAFE) && matches!(field.shape, Shape::Id | Shape::Text) {
            return Err(Misfit::DigitsLost);
        }
        if !found.only(allowed) {
            let absent = found.has(Types::MISSING | Types::NULL) && field.required;
            return Err(misfit(if absent { "is missing" } else { problem }));
        }
    } else if matches!(field.shape, Shape::Id) && found.has(Types::TEXT) {
        rows.coerce(field.name, Coercion::Ids);
    }
    match field.shape {
        Shape::Object(fields) if found.has(Types::OBJECT) => {
            check(&rows.nested(field.name), fields)
        }
        Shape::List(fields) if found.has(Types::ARRAY) => {
            check(&rows.flattened(field.name), fields)
        }
        _ => Ok(()),
    }
}

/// What a shape takes as it is, how to bring other values to it, and what to say if that fails.
fn expected(shape: Shape) -> (Types, Option<Coercion>, &'static str) {
    match shape {
        Shape::Number => (
            Types::NUMBER | Types::UNSAFE,
            Some(Coercion::Numbers),
            "is not a number",
        ),
        Shape::Text => (Types::TEXT, Some(Coercion::Texts), "is not text"),
        Shape::Flag => (
            Types::FLAG,
            Some(Coercion::Flags),
            "is neither true nor false",
        ),
        Shape::Id => (
            Types::NUMBER | Types::TEXT,
            None,
            "is neither a number nor text",
        ),
        Shape::Object(_) => (Types::OBJECT, Some(Coercion::Objects), "is not an object"),
        Shape::List(_) => (Types::ARRAY, Some(Coercion::Arrays), "is not a list"),
        Shape::Any => (Types(u32::MAX), None, "is not what it should be"),
    }
}

/// A misfit whose place is not known yet; `locate` finds it and takes the words from `reason`.
fn misfit(problem: &'static str) -> Misfit {
    let mut error = Error::decode("data", problem);
    error.reason = Some(problem.to_owned());
    Misfit::At(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::testing::{Doc, doc};

    const INNER: &[Field] = &[required("slug", Shape::Text)];
    const FIELDS: &[Field] = &[
        required("id", Shape::Id),
        required("price", Shape::Number),
        nullable("note", Shape::Text),
        nullable("open", Shape::Flag),
        nullable("status", Shape::Object(INNER)),
        nullable("parts", Shape::List(INNER)),
    ];

    fn rows(text: &str) -> Result<Doc, Error> {
        read(&text.to_owned(), &|rows: &Doc| {
            check_rows(rows, FIELDS, "data").map(|()| rows.clone())
        })
    }

    fn failure(text: &str) -> (String, String) {
        let error = rows(text).unwrap_err();
        (error.path.clone().unwrap(), error.message.clone())
    }

    #[test]
    fn regular_rows_stay_as_they_are_and_missing_fields_become_null() {
        let text = r#"[{"id":7,"price":1.5,"extra":{"kept":true}}]"#;
        let expected = r#"[{"id":7,"price":1.5,"note":null,"open":null,"status":null,
            "parts":null,"extra":{"kept":true}}]"#;
        assert_eq!(rows(text).unwrap(), doc(expected));
    }

    #[test]
    fn irregular_values_are_brought_to_their_type() {
        let text = r#"[{"id":"7","price":"10.00","note":5,"open":"1","status":[],
            "parts":{"0":{"slug":"a"},"1":{"slug":8}}}]"#;
        let expected = r#"[{"id":7,"price":10,"note":"5","open":true,"status":null,
            "parts":[{"slug":"a"},{"slug":"8"}]}]"#;
        assert_eq!(rows(text).unwrap(), doc(expected));
    }

    #[test]
    fn long_identifiers_keep_every_digit() {
        let text = r#"[{"id":9007199254740993,"price":1,"note":8944000000000000017}]"#;
        let row = rows(text).unwrap().at(0);
        assert_eq!(row.get("id").text().unwrap(), "9007199254740993");
        assert_eq!(row.get("note").text().unwrap(), "8944000000000000017");
        assert_eq!(row.get("price").number(), Some(1.0));
    }

    #[test]
    fn an_identifier_that_cannot_be_kept_is_an_error() {
        assert_eq!(
            rows(r#"[{"id":1e30,"price":1}]"#)
                .unwrap_err()
                .path
                .clone()
                .unwrap(),
            "body"
        );
    }

    #[test]
    fn a_misfit_names_its_path() {
        let good = r#"{"id":1,"price":1}"#;
        for (bad, path, words) in [
            (r#"{"id":1}"#, "data[1].price", "is missing"),
            (r#"{"id":1,"price":null}"#, "data[1].price", "is missing"),
            (
                r#"{"id":1,"price":"ten"}"#,
                "data[1].price",
                "is not a number",
            ),
            (r#"{"id":1,"price":""}"#, "data[1].price", "is missing"),
            (
                r#"{"id":1,"price":1,"open":"maybe"}"#,
                "data[1].open",
                "neither true nor false",
            ),
            (
                r#"{"id":true,"price":1}"#,
                "data[1].id",
                "neither a number nor text",
            ),
            (
                r#"{"id":1,"price":1,"status":"done"}"#,
                "data[1].status",
                "not an object",
            ),
            (
                r#"{"id":1,"price":1,"status":{}}"#,
                "data[1].status.slug",
                "is missing",
            ),
            (
                r#"{"id":1,"price":1,"parts":[{"slug":"a"},{}]}"#,
                "data[1].parts[1].slug",
                "missing",
            ),
            (
                r#"{"id":1,"price":1,"parts":[3]}"#,
                "data[1].parts[0]",
                "is not an object",
            ),
            (
                r#"{"id":1,"price":1,"parts":{"a":1}}"#,
                "data[1].parts",
                "is not a list",
            ),
            ("7", "data[1]", "is not an object"),
        ] {
            let (found, message) = failure(&format!("[{good},{bad}]"));
            assert_eq!(found, path, "{bad}");
            assert!(message.contains(words), "{bad}: {message}");
        }
    }

    #[test]
    fn an_outcome_carries_what_was_odd_and_the_raw_body() {
        let take = |body: &Doc| (body.clone(), salvage(body, FIELDS, "data"));
        let clean = read_outcome::<Doc>(&r#"{"id":"7","price":1}"#.to_owned(), &take).unwrap();
        assert_eq!(clean.get("issues"), doc("[]"));
        assert_eq!(clean.get("raw"), Doc::Null);
        let text = r#"{"id":1e30,"price":"10","note":8944000000000000017}"#.to_owned();
        let odd = read_outcome::<Doc>(&text, &take).unwrap();
        assert_eq!(
            odd.get("issues").at(0).get("path").text().unwrap(),
            "data.id"
        );
        assert_eq!(odd.get("note").text().unwrap(), "8944000000000000017");
        assert_eq!(odd.get("raw").get("price"), doc(r#""10""#), "as received");
        assert!(read_outcome::<Doc>(&r#"{"id":"#.to_owned(), &take).is_err());
    }

    #[test]
    fn what_is_not_json_is_an_error() {
        let error = rows("<html>").unwrap_err();
        assert_eq!(error.path.as_deref(), Some("body"));
    }

    #[test]
    fn salvage_keeps_what_fits_and_tells_the_rest() {
        let object = doc(r#"{"id":1,"price":"free","note":"x","parts":[{}]}"#);
        let oddities = salvage(&object, FIELDS, "data");
        let paths: Vec<_> = oddities.iter().map(|oddity| oddity.path.as_str()).collect();
        assert_eq!(paths, ["data.price", "data.parts[0].slug"]);
        let expected = r#"{"id":1,"price":null,"note":"x","open":null,"status":null,"parts":null}"#;
        assert_eq!(object, doc(expected));
    }
}
