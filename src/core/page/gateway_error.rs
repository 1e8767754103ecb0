//! The errors that the gateway's answers mean, and those of `PressOne` that it passes on.

use crate::core::envelope::message;
use crate::core::error_response::{kind_of, kind_of_number, kind_of_text, meaning_of};
use crate::core::json::{Coercion, JsonValue, TypeSet};
use crate::core::text::{decimal, join};

/// The details of the error object that an answer means; `None` for a success. `body` is `None` if the
/// answer is not JSON.
pub fn details<J: JsonValue>(answer: &J, body: Option<&J>) -> Option<J> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let status = answer.get_f64("status").unwrap_or_default() as u16;
    if (200..300).contains(&status) {
        return None;
    }
    let body = body.cloned().unwrap_or_else(J::null);
    // The code can be a number or a text.
    J::array(std::slice::from_ref(&body)).coerce("code", Coercion::Ids);
    let code = body.get("code");
    let number = code.as_f64().and_then(kind_of_number);
    let known = number.or_else(|| kind_of_text(&code.as_string()?));
    let kind = kind_of(status, known, false);
    let fields = body.get("data").messages();
    let reason = body.get_string("reason").or_else(|| message(&body));
    let said = reason.clone().or_else(|| {
        let fields = fields.as_ref()?;
        let name = fields.keys().at(0).as_string()?;
        let first = fields.get_dynamic(&name).at(0).as_string()?;
        Some(join(&[&name, ": ", &first]))
    });
    let number = decimal(status.into());
    let mut parts = vec![meaning_of(kind, status)];
    if status != 0 {
        parts.extend([" (", &number, ")"]);
    }
    if let Some(said) = &said {
        parts.extend([": ", said]);
    }
    let details = J::object();
    details.set("kind", &J::from_str(kind.as_str()));
    details.set("message", &J::from_str(&join(&parts)));
    if status != 0 {
        details.set("status", &J::from_f64(status.into()));
    }
    if code.types().is_subset(TypeSet::NUMBER | TypeSet::STRING) {
        details.set("code", &code);
    }
    if let Some(reason) = reason {
        details.set("reason", &J::from_str(&reason));
    }
    if let Some(fields) = fields {
        details.set("fields", &fields);
    }
    if let Some(wait) = answer.get_f64("retryAfterMs") {
        details.set("retryAfterMs", &J::from_f64(wait));
    }
    Some(details)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn read(status: u16, body: &str) -> TestJson {
        let answer = parse_json(&format!(r#"{{"status":{status},"retryAfterMs":5}}"#));
        details(&answer, TestJson::parse(&body.to_owned()).as_ref()).unwrap()
    }

    fn kind(status: u16, body: &str) -> String {
        read(status, body).get_string("kind").unwrap()
    }

    #[test]
    fn a_success_is_no_error() {
        for status in [200, 204, 299] {
            let answer = parse_json(&format!(r#"{{"status":{status}}}"#));
            assert_eq!(details(&answer, None), None);
        }
    }

    #[test]
    fn a_status_has_its_kind_with_any_body() {
        for (status, expected) in [
            (0, "server"),
            (308, "server"),
            (400, "validation"),
            (401, "authentication"),
            (403, "permission"),
            (404, "not_found"),
            (408, "server"),
            (409, "validation"),
            (411, "configuration"),
            (422, "validation"),
            (429, "rate_limited"),
            (500, "server"),
            (999, "server"),
        ] {
            for body in ["<html>", "", "{}", "[]", "null", r#""x""#, r#"{"meta":7}"#] {
                let error = read(status, body);
                assert_eq!(kind(status, body), expected, "{status} {body}");
                let told = (status != 0).then_some(f64::from(status));
                assert_eq!(error.get_f64("status"), told);
                assert_eq!(error.get_f64("retryAfterMs"), Some(5.0));
            }
        }
    }

    #[test]
    fn a_code_has_its_kind_as_a_number_and_as_a_text() {
        for (code, expected) in [
            ("33", "package_unavailable"),
            (r#""33""#, "package_unavailable"),
            (r#""payment_required""#, "payment_required"),
            (r#""E_7""#, "validation"),
        ] {
            let error = read(422, &format!(r#"{{"code":{code},"reason":"why"}}"#));
            assert_eq!(
                error.get_string("kind").as_deref(),
                Some(expected),
                "{code}"
            );
            assert_eq!(error.get_string("reason").as_deref(), Some("why"));
            let message = error.get_string("message").unwrap();
            assert!(message.ends_with(" (422): why"), "{message}");
        }
        assert_eq!(read(422, r#"{"code":"33"}"#).get_f64("code"), Some(33.0));
        assert_eq!(read(422, r#"{"code":[]}"#).get("code"), TestJson::Missing);
    }

    #[test]
    fn the_messages_of_fields_are_lists() {
        let body = r#"{"data":{"iccid":"is needed","lines.0":["a",7,"b"],"no":{}}}"#;
        let error = read(422, body);
        let fields = parse_json(r#"{"iccid":["is needed"],"lines.0":["a","b"]}"#);
        assert_eq!(error.get("fields"), fields);
        let message = error.get_string("message").unwrap();
        assert!(message.ends_with(": iccid: is needed"), "{message}");
        assert_eq!(read(422, r#"{"data":[]}"#).get("fields"), TestJson::Missing);
    }
}
