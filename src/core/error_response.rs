//! Turns an answer with an error status into an error.
//!
//! The kind depends on the status and the business code, never on messages.

use super::envelope;
use super::error::{Code, Error, FieldMessages, Kind};
use super::json::{JsonValue, TypeSet, strings};
use super::request::Effect;
use super::text::decimal;

/// An answer with an error status, without its body.
#[derive(Clone, Debug)]
pub struct FailedResponse {
    /// The HTTP status; 0 if the browser hides a redirect.
    pub status: u16,
    /// The delay of `Retry-After`, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// The effect of the request.
    pub effect: Effect,
}

/// The business codes, from the error-handling pages of `PressOne` and of the API that it is built on.
const PRESSONE_CODES: &[(u32, Kind)] = &[
    (11, Kind::InsufficientBalance),
    (13, Kind::Server),
    (14, Kind::Validation),
    (23, Kind::PackageUnavailable),
    (33, Kind::PackageUnavailable),
    (34, Kind::PackageUnavailable),
    (43, Kind::Validation),
    (53, Kind::Server),
    (73, Kind::SimRecycled),
    (89, Kind::Permission),
];

/// The codes of the gateway, which `PressOne` does not have.
const GATEWAY_CODES: &[(&str, Kind)] = &[
    ("price_changed", Kind::PriceChanged),
    ("reference_reused", Kind::ReferenceReused),
    ("in_progress", Kind::InProgress),
    ("number_busy", Kind::NumberBusy),
    ("payment_required", Kind::PaymentRequired),
    ("payment_pending", Kind::PaymentPending),
];

/// "Something unexpected happened": the only code after which the order may have been made.
const UNEXPECTED_ERROR: u32 = 53;

/// The error that an answer means. `body` is `None` if it is not JSON.
pub fn to_error<J: JsonValue>(response: &FailedResponse, body: Option<&J>) -> Error {
    let error_body = body.map(ErrorBody::parse).unwrap_or_default();
    let error = error_body.into_error(response);
    if response.effect == Effect::Write && !proves_rejection(response, &error, body.is_some()) {
        return Error::outcome_unknown(error);
    }
    error
}

/// The body of an error, in any of its documented shapes.
#[derive(Debug, Default)]
struct ErrorBody {
    code: Option<Code>,
    reason: Option<String>,
    fields: Vec<FieldMessages>,
}

impl ErrorBody {
    fn parse<J: JsonValue>(body: &J) -> Self {
        let reason = ["reason", "detail", "message"]
            .iter()
            .find_map(|key| body.get_string(key))
            .or_else(|| envelope::message(body));
        let mut fields = field_messages(&body.get("data"));
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
            code: parse_code(&body.get("code")),
            reason,
            fields,
        }
    }

    fn into_error(self, response: &FailedResponse) -> Error {
        let kind = self.kind(response.status);
        let mut error = self.describe(kind, response.status);
        error.status = (response.status != 0).then_some(response.status);
        error.code = self.code;
        error.reason = self.reason;
        error.fields = self.fields;
        error.retry_after_ms = response.retry_after_ms;
        error
    }

    fn kind(&self, status: u16) -> Kind {
        let by_code = self.code.as_ref().and_then(|code| match code {
            Code::Text(text) => find_kind(GATEWAY_CODES, |name| name == text),
            Code::Number(_) => find_kind(PRESSONE_CODES, |number| code.is_number(*number)),
        });
        match status {
            401 => Kind::Authentication,
            403 => Kind::Permission,
            404 => Kind::NotFound,
            429 => Kind::RateLimited,
            408 => Kind::Server,
            400..500 => by_code.unwrap_or(Kind::Validation),
            _ => Kind::Server,
        }
    }

    /// An error whose message has the meaning of the status and the server's own message.
    fn describe(&self, kind: Kind, status: u16) -> Error {
        let meaning = match status {
            0 | 300..400 => {
                "the server answered with a redirect, which is not followed: check baseUrl"
            }
            401 => "the server rejected the credentials",
            403 => "the server does not allow this",
            404 => "the server did not find this",
            429 => "too many requests",
            400..500 => "the server rejected the request",
            _ => "the server failed",
        };
        let number = decimal(status.into());
        let mut parts = vec![meaning];
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

fn find_kind<K>(kinds: &[(K, Kind)], is: impl Fn(&K) -> bool) -> Option<Kind> {
    kinds.iter().find(|(key, _)| is(key)).map(|(_, kind)| *kind)
}

/// True if this answer to a write proves that the write was not carried out.
fn proves_rejection(response: &FailedResponse, error: &Error, readable: bool) -> bool {
    match response.status {
        429 => true,
        // Proxies answer with these, even if the server behind them carries the request out.
        408 | 421 | 425 | 499 => false,
        400..500 => {
            readable
                && (error.code.is_some() || error.reason.is_some() || !error.fields.is_empty())
                && !error
                    .code
                    .as_ref()
                    .is_some_and(|code| code.is_number(UNEXPECTED_ERROR))
        }
        _ => false,
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
    use crate::core::test_json::TestJson;

    fn error_of(effect: Effect, status: u16, body: &str) -> Error {
        let response = FailedResponse {
            status,
            retry_after_ms: None,
            effect,
        };
        let body = TestJson::parse(&body.to_owned());
        to_error(&response, body.as_ref())
    }

    fn read_error(status: u16, body: &str) -> Error {
        error_of(Effect::Read, status, body)
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
    fn the_gateway_s_codes_have_their_kinds() {
        for (code, kind) in GATEWAY_CODES {
            let body = format!(r#"{{"code":"{code}","reason":"why"}}"#);
            for status in [409, 422] {
                assert_eq!(error_of(Effect::Write, status, &body).kind, *kind, "{body}");
            }
        }
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
    fn only_a_documented_rejection_proves_that_a_write_was_not_carried_out() {
        for (status, body, proven) in [
            (422, FIELDS, true),
            (400, FIELDS, true),
            (422, r#"{"code":11,"reason":"why"}"#, true),
            (422, r#"{"code":13,"reason":"why"}"#, true),
            (422, r#"{"code":53,"reason":"why"}"#, false),
            (422, r#"{"code":"53","reason":"why"}"#, false),
            (401, r#"{"data":[],"meta":{"message":"no"}}"#, true),
            (403, r#"{"code":89,"reason":"no"}"#, true),
            (404, r#"{"detail":"no such user"}"#, true),
            (429, "", true),
            (429, r#"{"message":"Too Many Attempts."}"#, true),
            (422, "<html>", false),
            (422, "{}", false),
            (404, "<html>", false),
            (408, FIELDS, false),
            (421, FIELDS, false),
            (425, FIELDS, false),
            (499, FIELDS, false),
            (307, FIELDS, false),
            (0, "", false),
            (500, FIELDS, false),
            (502, "<html>", false),
        ] {
            let error = error_of(Effect::Write, status, body);
            assert_eq!(
                error.kind != Kind::OutcomeUnknown,
                proven,
                "{status} {body}"
            );
            if !proven {
                assert!(error.cause.is_some(), "{status} {body}");
            }
        }
    }
}
