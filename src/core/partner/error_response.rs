//! Turns an answer that means a failure into an error.
//!
//! The kind depends on the status and the business code, never on the server's words.

use crate::core::answer_kind::{kind_of, kind_of_number, meaning_of};
use crate::core::envelope;
use crate::core::error::{Code, Error, FieldMessages, Kind};
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::text::decimal;

/// An answer without its body.
#[derive(Clone, Debug)]
pub struct ResponseHead {
    /// The HTTP status; 0 if the browser hides a redirect.
    pub status: u16,
    /// The delay of `Retry-After`, in milliseconds.
    pub retry_after_ms: Option<f64>,
}

impl ResponseHead {
    /// The status of an answer, and the wait that it asks for.
    pub fn parse<J: JsonValue>(answer: &J) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Self {
            status: answer.get_f64("status").unwrap_or_default() as u16,
            retry_after_ms: answer.get_f64("retryAfterMs"),
        }
    }
}

/// The error that an answer to a read means. `body` is `None` if it is not JSON.
pub fn to_error<J: JsonValue>(head: &ResponseHead, body: Option<&J>) -> Error {
    let error_body = body.map(ErrorBody::parse).unwrap_or_default();
    error_body.into_error(head)
}

/// The body of an error, in any of its documented shapes.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<Code>,
    pub(crate) reason: Option<String>,
    pub(crate) fields: Vec<FieldMessages>,
    /// True if the body is the documented one of "not found".
    pub(crate) not_found: bool,
}

impl ErrorBody {
    pub(crate) fn parse<J: JsonValue>(body: &J) -> Self {
        // OAuth and other APIs have an `error`: a name, a sentence, or an object with a code and a message.
        let error = body.get("error");
        let description = body.get_string("error_description");
        let reason = ["reason", "detail", "message"]
            .iter()
            .find_map(|key| body.get_string(key))
            .or_else(|| envelope::message(body))
            .or_else(|| description.clone())
            .or_else(|| error.as_string())
            .or_else(|| error.get_string("message"));
        let code = parse_code(&body.get("code"))
            .or_else(|| parse_code(&error.get("code")))
            .or_else(|| description.and(parse_code(&error)));
        let mut fields = field_messages(&body.get("data"));
        if fields.is_empty() {
            // Laravel's own shape.
            fields = field_messages(&body.get("errors"));
        }
        if fields.is_empty() {
            // The voice product has the fields at the top level, each with a list of messages.
            fields = field_messages(body);
            fields.retain(|field| {
                body.get_dynamic(&field.field)
                    .types()
                    .is_subset(TypeSet::ARRAY)
            });
        }
        Self {
            code,
            reason,
            fields,
            not_found: envelope::is_not_found(body),
        }
    }

    pub(crate) fn into_error(self, head: &ResponseHead) -> Error {
        let kind = kind_of(head.status, self.kind_of_code(), self.not_found);
        let mut error = self.describe(kind, head.status);
        error.status = (head.status != 0).then_some(head.status);
        error.code = self.code;
        error.reason = self.reason;
        error.fields = self.fields;
        error.retry_after_ms = head.retry_after_ms;
        error
    }

    /// The kind of a known code.
    pub(crate) fn kind_of_code(&self) -> Option<Kind> {
        match self.code.as_ref()? {
            // All codes of PressOne are numbers.
            Code::Text(_) => None,
            Code::Number(number) => kind_of_number(*number),
        }
    }

    /// An error whose message has the meaning of the status and the server's own message.
    fn describe(&self, kind: Kind, status: u16) -> Error {
        let number = decimal(status.into());
        let mut parts = vec![meaning_of(kind, status)];
        if status != 0 {
            parts.extend([" (", &number, ")"]);
        }
        if let Some(reason) = &self.reason {
            parts.extend([": ", reason]);
        } else if let Some(field) = self.fields.first() {
            let first = field.messages.first().map_or("", String::as_str);
            parts.extend([": ", &field.field, ": ", first]);
        }
        Error::new(kind, &parts)
    }
}

fn parse_code<J: JsonValue>(value: &J) -> Option<Code> {
    if let Some(number) = value.as_f64() {
        return Some(Code::Number(number));
    }
    let text = value.as_string()?;
    let digits = !text.is_empty() && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(number) if digits => Some(Code::Number(f64::from(number))),
        _ => Some(Code::Text(text)),
    }
}

fn field_messages<J: JsonValue>(fields: &J) -> Vec<FieldMessages> {
    strings(&fields.keys())
        .filter_map(|field| {
            let value = fields.get_dynamic(&field);
            let messages = match value.as_string() {
                Some(message) => vec![message],
                None => strings(&value).collect(),
            };
            (!messages.is_empty()).then_some(FieldMessages { field, messages })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::answer_kind::PRESSONE_CODES;
    use crate::core::test_json::TestJson;

    fn read_error(status: u16, body: &str) -> Error {
        let head = ResponseHead {
            status,
            retry_after_ms: None,
        };
        let body = TestJson::parse(&body.to_owned());
        to_error(&head, body.as_ref())
    }

    const FIELDS: &str = r#"{"data":{"iccid":"is needed","lines.0":["a","b"]},"meta":{"message":"the parameter is invalid"}}"#;

    #[test]
    fn a_status_has_its_kind_with_any_body() {
        for (status, kind) in [
            (0, Kind::Server),
            (301, Kind::Server),
            (308, Kind::Server),
            (400, Kind::Validation),
            (401, Kind::Authentication),
            (403, Kind::Permission),
            (404, Kind::NotFound),
            (408, Kind::Server),
            (409, Kind::Validation),
            (422, Kind::Validation),
            (429, Kind::RateLimited),
            (500, Kind::Server),
            (503, Kind::Server),
            (599, Kind::Server),
            (999, Kind::Server),
        ] {
            for body in [
                "<html>no</html>",
                "",
                "{}",
                "[]",
                "null",
                r#""x""#,
                r#"{"meta":7}"#,
            ] {
                let error = read_error(status, body);
                assert_eq!(error.kind, kind, "{status} {body}");
                assert_eq!(error.status, (status != 0).then_some(status));
            }
        }
    }

    #[test]
    fn a_business_code_has_its_kind_as_a_number_and_as_a_string() {
        for (code, kind) in PRESSONE_CODES {
            for body in [
                format!(r#"{{"code":{code},"reason":"why"}}"#),
                format!(r#"{{"code":"{code}","reason":"why"}}"#),
            ] {
                let error = read_error(422, &body);
                assert_eq!(error.kind, *kind, "{body}");
                assert_eq!(error.code, Some(Code::Number(f64::from(*code))));
                assert_eq!(error.reason.as_deref(), Some("why"));
            }
        }
        assert_eq!(
            read_error(403, r#"{"code":89,"reason":"no"}"#).kind,
            Kind::Permission
        );
    }

    #[test]
    fn an_unknown_code_is_in_the_error() {
        let error = read_error(422, r#"{"code":"E_7","reason":"why"}"#);
        assert_eq!(
            (error.kind, error.code.clone()),
            (Kind::Validation, Some(Code::Text("E_7".into())))
        );
        assert_eq!(
            read_error(422, r#"{"code":"99999999999"}"#).code,
            Some(Code::Text("99999999999".into()))
        );
    }

    #[test]
    fn field_messages_are_strings_or_lists() {
        for status in [400, 422] {
            let error = read_error(status, FIELDS);
            assert_eq!(error.kind, Kind::Validation);
            assert_eq!(error.reason.as_deref(), Some("the parameter is invalid"));
            assert_eq!(error.fields[0].field, "iccid");
            assert_eq!(error.fields[0].messages, ["is needed"]);
            assert_eq!(error.fields[1].messages, ["a", "b"]);
        }
    }

    #[test]
    fn the_voice_product_s_error_bodies_are_read() {
        let error = read_error(400, r#"{"email":["not an address"]}"#);
        assert_eq!(error.fields[0].field, "email");
        assert!(error.message.contains("email: not an address"));
        assert_eq!(
            read_error(403, r#"{"detail":"not yours"}"#)
                .reason
                .as_deref(),
            Some("not yours")
        );
    }

    #[test]
    fn the_reason_is_read_from_other_shapes() {
        for (body, reason) in [
            (r#"{"reason":"only this"}"#, "only this"),
            (r#"{"data":[],"meta":{"message":"all here"}}"#, "all here"),
            (r#"{"message":"Too Many Attempts."}"#, "Too Many Attempts."),
            (r#"{"meta":"failed","message":"odd","code":11}"#, "odd"),
        ] {
            assert_eq!(
                read_error(422, body).reason.as_deref(),
                Some(reason),
                "{body}"
            );
        }
    }

    #[test]
    fn the_bodies_of_frameworks_are_read() {
        let laravel = read_error(
            422,
            r#"{"message":"The given data was invalid.","errors":{"iccid":["is invalid","is short"]}}"#,
        );
        assert_eq!(
            laravel.reason.as_deref(),
            Some("The given data was invalid.")
        );
        assert_eq!(laravel.fields.len(), 1);
        assert_eq!(laravel.fields[0].field, "iccid");
        assert_eq!(laravel.fields[0].messages, ["is invalid", "is short"]);
        for (body, code, reason) in [
            (
                r#"{"error":"invalid_client","error_description":"no such client"}"#,
                Some(Code::Text("invalid_client".into())),
                "no such client",
            ),
            (r#"{"error":"no such client"}"#, None, "no such client"),
            (
                r#"{"error":{"message":"no such client","code":"E1"}}"#,
                Some(Code::Text("E1".into())),
                "no such client",
            ),
        ] {
            let error = read_error(400, body);
            assert_eq!(error.kind, Kind::Validation, "{body}");
            assert_eq!(error.reason.as_deref(), Some(reason), "{body}");
            assert_eq!(error.code, code, "{body}");
            assert!(error.message.contains(reason), "{body}");
        }
        assert_eq!(
            read_error(422, r#"{"error":{"message":"m","code":11}}"#).kind,
            Kind::InsufficientBalance
        );
    }

    #[test]
    fn a_known_code_has_its_kind_with_a_server_error_too() {
        let error = read_error(500, r#"{"code":11,"reason":"no credit"}"#);
        assert_eq!(error.kind, Kind::InsufficientBalance);
        assert_eq!(
            error.message,
            "the server rejected the request (500): no credit"
        );
    }

    #[test]
    fn status_411_a_missing_length_is_a_matter_of_configuration() {
        let error = read_error(411, "<html>");
        assert_eq!(error.kind, Kind::Configuration);
        assert!(error.message.contains("Content-Length"));
    }
}
