//! The check of an answer against the table of its fields.

use super::error::{Error, Kind};
pub use super::field::{Field, FieldType, nullable, required};
use super::json::{JsonValue, TypeSet};
use super::text::{decimal, join};

/// The reason why an answer does not match its table.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaError {
    /// An identifier lost digits in parsing. The answer must be parsed again with `parse_exact`.
    UnsafeInteger,
    /// A value is missing or has another type.
    Mismatch(Error),
}

/// A value of an accepted answer that does not match the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its path.
    pub path: String,
    /// The problem.
    pub message: String,
}

impl Issue {
    fn new(path: &str, problem: &str) -> Self {
        Self {
            path: path.to_owned(),
            message: Error::decode(path, problem).message.clone(),
        }
    }

    fn to_error(&self) -> SchemaError {
        SchemaError::Mismatch(Error::new(Kind::Decode, &[&self.message]).at(&self.path))
    }
}

/// Parses and decodes the answer to a read. If an identifier lost digits, repeats both steps with exact
/// integers.
///
/// # Errors
/// `decode`, if the source is not JSON or does not match.
pub fn decode_read<J: JsonValue, T>(
    source: &J::Source,
    decode: &dyn Fn(&J) -> Result<T, SchemaError>,
) -> Result<T, Error> {
    let body = J::parse(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
    let error = match decode(&body) {
        Err(SchemaError::UnsafeInteger) => {
            let exact =
                J::parse_exact(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
            match decode(&exact) {
                Err(error) => error,
                Ok(value) => return Ok(value),
            }
        }
        Err(error) => error,
        Ok(value) => return Ok(value),
    };
    Err(match error {
        SchemaError::Mismatch(error) => error,
        SchemaError::UnsafeInteger => {
            Error::decode("body", "contains an identifier that is too long")
        }
    })
}

/// Parses and decodes the answer to a write, leniently, because the write was carried out. `decode` returns
/// the outcome and its issues. They become `issues` of the outcome; if there are any, `raw` is the parsed body.
///
/// # Errors
/// `decode`, only if the source is not JSON.
pub fn decode_write<J: JsonValue>(
    source: &J::Source,
    decode: &dyn Fn(&J) -> (J, Vec<Issue>),
) -> Result<J, Error> {
    let body = J::parse_exact(source).ok_or_else(|| Error::decode("body", "is not JSON"))?;
    let (outcome, issues) = decode(&body);
    // `body` was normalised in place. Parsed again, it shows what was received.
    let raw = if issues.is_empty() {
        None
    } else {
        J::parse_exact(source)
    };
    let raw = raw.unwrap_or_else(J::null);
    J::array(std::slice::from_ref(&raw)).limit_depth();
    outcome.set("issues", &issue_objects(&issues));
    outcome.set("raw", &raw);
    Ok(outcome)
}

/// The issues as the caller gets them.
fn issue_objects<J: JsonValue>(issues: &[Issue]) -> J {
    let object = |issue: &Issue| {
        let object = J::object();
        object.set_text("path", &issue.path);
        object.set_text("message", &issue.message);
        object
    };
    J::array(&issues.iter().map(object).collect::<Vec<_>>())
}

/// Normalises rows by a table, in place. Returns false if one does not match.
pub fn rows_match<J: JsonValue>(rows: &J, fields: &'static [Field]) -> bool {
    let types = rows.normalise(fields);
    judge(fields, &mut Found { types, next: 0 }).is_ok()
}

/// Checks and normalises one object by a table, in place.
///
/// # Errors
/// The first mismatch, with its path.
pub fn check_object<J: JsonValue>(
    object: &J,
    fields: &'static [Field],
    path: &str,
) -> Result<(), SchemaError> {
    let mut issues = Vec::new();
    repair(object, fields, path, &mut issues)?;
    refuse(&issues)
}

fn refuse(issues: &[Issue]) -> Result<(), SchemaError> {
    issues.first().map_or(Ok(()), |issue| Err(issue.to_error()))
}

/// Normalises rows by a table, in place. An optional value that does not match becomes `null`, and its row
/// gets `issues`. A row without a required value is left out. Returns the other rows; if some were left
/// out, `issues` of their array says why.
///
/// # Errors
/// The first mismatch, with its path, if no row is left.
pub fn repair_rows<J: JsonValue>(
    rows: &J,
    fields: &'static [Field],
    path: &str,
) -> Result<J, SchemaError> {
    // A check of all rows costs a few calls for all rows. Odd rows are rare.
    if rows_match(rows, fields) {
        return Ok(rows.clone());
    }
    let mut left_out = Vec::new();
    let kept = usable_rows(rows, fields, path, false, &mut left_out)?;
    match left_out.first() {
        Some(issue) if kept.length() == 0 => return Err(issue.to_error()),
        Some(_) => kept.set("issues", &issue_objects(&left_out)),
        None => {}
    }
    Ok(kept)
}

/// Normalises one object by a table, in place. An optional value that does not match becomes `null`, and
/// the object gets `issues`.
///
/// # Errors
/// The first mismatch of a required value, with its path.
pub fn repair_object<J: JsonValue>(
    object: &J,
    fields: &'static [Field],
    path: &str,
) -> Result<(), SchemaError> {
    let mut issues = Vec::new();
    if !repair(object, fields, path, &mut issues)? {
        let reason = issues.pop();
        return reason.map_or(Ok(()), |issue| Err(issue.to_error()));
    }
    if !issues.is_empty() {
        object.set("issues", &issue_objects(&issues));
    }
    Ok(())
}

/// Normalises one object by a table, in place. A value that does not match becomes `null` and an issue.
pub fn decode_lenient<J: JsonValue>(
    object: &J,
    fields: &'static [Field],
    path: &str,
) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut found = types_of(object, fields);
    for field in fields {
        let before = issues.len();
        match repair_field(object, field, &mut found, path, &mut issues) {
            Ok(true) => {}
            Ok(false) => object.set(field.name, &J::null()),
            Err(_) => {
                issues.truncate(before);
                let field_path = join(&[path, ".", field.name]);
                issues.push(Issue::new(&field_path, "is a number that is too long"));
                object.set(field.name, &J::null());
            }
        }
    }
    issues
}

/// Returns the rows that have all required values, and adds the issues of the others to `issues`. The issues
/// of a row that stays become its own, or if it is `nested` those of the outer row.
fn usable_rows<J: JsonValue>(
    rows: &J,
    fields: &'static [Field],
    path: &str,
    nested: bool,
    issues: &mut Vec<Issue>,
) -> Result<J, SchemaError> {
    let mut kept = Vec::new();
    for index in 0..rows.length() {
        let row = rows.at(index);
        let row_path = join(&[path, "[", &decimal(index), "]"]);
        let mut found = Vec::new();
        let usable = repair(&row, fields, &row_path, &mut found)?;
        if nested {
            issues.append(&mut found);
        } else if !usable {
            issues.extend(found.pop());
        } else if !found.is_empty() {
            row.set("issues", &issue_objects(&found));
        }
        if usable {
            kept.push(row);
        }
    }
    Ok(J::array(&kept))
}

/// Sets optional values that do not match to `null`. Returns false if a required value does not match; its
/// issue is the last one then.
fn repair<J: JsonValue>(
    object: &J,
    fields: &'static [Field],
    path: &str,
    issues: &mut Vec<Issue>,
) -> Result<bool, SchemaError> {
    if !object.types().is_subset(TypeSet::OBJECT) {
        issues.push(Issue::new(path, "is not an object"));
        return Ok(false);
    }
    let mut found = types_of(object, fields);
    for field in fields {
        if !repair_field(object, field, &mut found, path, issues)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Sets an optional value that does not match to `null`. Returns false if a required value does not match; its
/// issue is the last one then.
fn repair_field<J: JsonValue>(
    object: &J,
    field: &'static Field,
    found: &mut Found,
    path: &str,
    issues: &mut Vec<Issue>,
) -> Result<bool, SchemaError> {
    let problem = match judge_field(field, found) {
        Ok(()) => return Ok(true),
        Err(Problem::UnsafeInteger) => return Err(SchemaError::UnsafeInteger),
        Err(Problem::Mismatch(problem)) => problem,
    };
    let inner_path = join(&[path, ".", field.name]);
    let inner = object.get(field.name);
    let usable = match field.field_type {
        FieldType::Object(fields) if inner.types().intersects(TypeSet::OBJECT) => {
            repair(&inner, fields, &inner_path, issues)?
        }
        FieldType::List(fields) if inner.types().intersects(TypeSet::ARRAY) => {
            let kept = usable_rows(&inner, fields, &inner_path, true, issues)?;
            object.set(field.name, &kept);
            true
        }
        _ => {
            issues.push(Issue::new(&inner_path, problem));
            false
        }
    };
    if !usable && field.required {
        return Ok(false);
    }
    if !usable {
        object.set(field.name, &J::null());
    }
    Ok(true)
}

/// The types that `JsonValue::normalise` returned, and the index of the next to be judged.
struct Found {
    types: Vec<u32>,
    next: usize,
}

impl Found {
    fn take(&mut self) -> TypeSet {
        self.next += 1;
        TypeSet(self.types.get(self.next - 1).copied().unwrap_or_default())
    }
}

/// Normalises one object. Returns the types of its fields.
fn types_of<J: JsonValue>(object: &J, fields: &'static [Field]) -> Found {
    Found {
        types: J::array(std::slice::from_ref(object)).normalise(fields),
        next: 1,
    }
}

/// The reason why types do not match a table.
enum Problem {
    UnsafeInteger,
    Mismatch(&'static str),
}

/// Judges rows by their types and those of their fields. Takes all of them, whatever the verdict.
fn judge(fields: &[Field], found: &mut Found) -> Result<(), Problem> {
    let rows = found.take();
    let mut verdict = if rows.is_subset(TypeSet::OBJECT) {
        Ok(())
    } else {
        Err(Problem::Mismatch("is not an object"))
    };
    for field in fields {
        verdict = verdict.and(judge_field(field, found));
    }
    verdict
}

fn judge_field(field: &Field, found: &mut Found) -> Result<(), Problem> {
    let types = found.take();
    let (accepted, problem) = rule_of(field.field_type);
    let allowed = if field.required {
        accepted
    } else {
        accepted | TypeSet::NULL
    };
    let verdict = if types.is_subset(allowed) {
        Ok(())
    } else if types.intersects(TypeSet::UNSAFE_INTEGER)
        && matches!(field.field_type, FieldType::Id | FieldType::String)
    {
        Err(Problem::UnsafeInteger)
    } else {
        let absent = types.intersects(TypeSet::MISSING | TypeSet::NULL) && field.required;
        Err(Problem::Mismatch(if absent {
            "is missing"
        } else {
            problem
        }))
    };
    match field.inner() {
        Some(fields) => verdict.and(judge(fields, found)),
        None => verdict,
    }
}

/// The types that a field type accepts, and the message about others.
fn rule_of(field_type: FieldType) -> (TypeSet, &'static str) {
    match field_type {
        FieldType::Number => (TypeSet::NUMBER | TypeSet::UNSAFE_INTEGER, "is not a number"),
        FieldType::String => (TypeSet::STRING, "is not a string"),
        FieldType::Bool => (TypeSet::BOOL, "is neither true nor false"),
        FieldType::Id => (
            TypeSet::NUMBER | TypeSet::STRING,
            "is neither a number nor a string",
        ),
        FieldType::Object(_) => (TypeSet::OBJECT, "is not an object"),
        FieldType::List(_) => (TypeSet::ARRAY, "is not a list"),
        #[cfg(feature = "partner")]
        FieldType::Array => (TypeSet::ARRAY, "is not a list"),
        FieldType::Any => (TypeSet(u32::MAX), "has another type than documented"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    const INNER: &[Field] = &[required("slug", FieldType::String)];
    const FIELDS: &[Field] = &[
        required("id", FieldType::Id),
        required("price", FieldType::Number),
        nullable("note", FieldType::String),
        nullable("open", FieldType::Bool),
        nullable("status", FieldType::Object(INNER)),
        nullable("parts", FieldType::List(INNER)),
    ];

    fn rows(text: &str) -> Result<TestJson, Error> {
        decode_read(&text.to_owned(), &|rows: &TestJson| {
            rows.limit_depth();
            for index in 0..rows.length() {
                let path = join(&["data[", &decimal(index), "]"]);
                check_object(&rows.at(index), FIELDS, &path)?;
            }
            Ok(rows.clone())
        })
    }

    fn failure(text: &str) -> (String, String) {
        let error = rows(text).unwrap_err();
        (error.path.clone().unwrap(), error.message.clone())
    }

    #[test]
    fn matching_rows_are_not_changed_and_missing_fields_become_null() {
        let text = r#"[{"id":7,"price":1.5,"extra":{"kept":true}}]"#;
        let expected = r#"[{"id":7,"price":1.5,"note":null,"open":null,"status":null,
            "parts":null,"extra":{"kept":true}}]"#;
        assert_eq!(rows(text).unwrap(), parse_json(expected));
    }

    #[test]
    fn convertible_values_get_their_type() {
        let text = r#"[{"id":"7","price":"10.00","note":5,"open":"1","status":[],
            "parts":{"0":{"slug":"a"},"1":{"slug":8}}}]"#;
        let expected = r#"[{"id":7,"price":10,"note":"5","open":true,"status":null,
            "parts":[{"slug":"a"},{"slug":"8"}]}]"#;
        assert_eq!(rows(text).unwrap(), parse_json(expected));
    }

    #[test]
    fn unsafe_identifiers_become_strings_with_every_digit() {
        let text = r#"[{"id":9007199254740993,"price":1,"note":8944000000000000017}]"#;
        let row = rows(text).unwrap().at(0);
        assert_eq!(row.get("id").as_string().unwrap(), "9007199254740993");
        assert_eq!(row.get("note").as_string().unwrap(), "8944000000000000017");
        assert_eq!(row.get("price").as_f64(), Some(1.0));
    }

    #[test]
    fn an_identifier_that_stays_unsafe_is_an_error() {
        assert_eq!(
            rows(r#"[{"id":12345678901234567.0,"price":1}]"#)
                .unwrap_err()
                .path
                .clone()
                .unwrap(),
            "body"
        );
    }

    #[test]
    fn a_mismatch_names_its_path() {
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
                "neither a number nor a string",
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
    fn an_outcome_has_its_issues_and_the_raw_body() {
        let decode = |body: &TestJson| (body.clone(), decode_lenient(body, FIELDS, "data"));
        let clean =
            decode_write::<TestJson>(&r#"{"id":"7","price":1}"#.to_owned(), &decode).unwrap();
        assert_eq!(clean.get("issues"), parse_json("[]"));
        assert_eq!(clean.get("raw"), TestJson::Null);
        let text =
            r#"{"id":12345678901234567.0,"price":"10","note":8944000000000000017}"#.to_owned();
        let odd = decode_write::<TestJson>(&text, &decode).unwrap();
        assert_eq!(
            odd.get("issues").at(0).get("path").as_string().unwrap(),
            "data.id"
        );
        assert_eq!(odd.get("note").as_string().unwrap(), "8944000000000000017");
        assert_eq!(
            odd.get("raw").get("price"),
            parse_json(r#""10""#),
            "as received"
        );
        assert!(decode_write::<TestJson>(&r#"{"id":"#.to_owned(), &decode).is_err());
    }

    #[test]
    fn a_text_that_is_not_json_is_an_error() {
        let error = rows("<html>").unwrap_err();
        assert_eq!(error.path.as_deref(), Some("body"));
    }

    #[test]
    fn lenient_decoding_replaces_mismatches_by_null_and_reports_them() {
        let object = parse_json(r#"{"id":1,"price":"free","note":"x","parts":[{}]}"#);
        let issues = decode_lenient(&object, FIELDS, "data");
        let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["data.price", "data.parts[0].slug"]);
        let expected = r#"{"id":1,"price":null,"note":"x","open":null,"status":null,"parts":[]}"#;
        assert_eq!(object, parse_json(expected));
    }
}
