//! The meaning of an answer to a write: whether it proves that the write was carried out, or that it was
//! not.
//!
//! A false "carried out" loses a purchase, and a false "refused" causes a second charge. So an answer that
//! proves nothing is a lost answer, whatever its status says.

use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::error_response::{ErrorBody, ResponseHead};
use crate::core::request::Effect;

/// The meaning of an answer to a write.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteAnswer {
    /// The write was carried out.
    Done,
    /// The write was not carried out.
    Refused(Error),
    /// The write may have been carried out.
    Lost(Error),
}

/// "Something unexpected happened": the only code after which the order may have been made.
const UNEXPECTED_ERROR: u32 = 53;

/// True if the body has one of the documented shapes.
fn is_documented(body: &ErrorBody) -> bool {
    body.code.is_some() || body.reason.is_some() || !body.fields.is_empty()
}

/// True if the body proves with any status that a write was not carried out.
fn proves_rejection(body: &ErrorBody) -> bool {
    body.not_found || (body.kind_of_code().is_some() && !is_unexpected(body))
}

/// True for the only code after which a write may have been carried out.
fn is_unexpected(body: &ErrorBody) -> bool {
    let code = body.code.as_ref();
    code.is_some_and(|code| code.is_number(UNEXPECTED_ERROR))
}

/// The meaning of an answer to a write with this effect. `body` is `None` if it is not JSON.
pub fn classify<J: JsonValue>(
    effect: Effect,
    head: &ResponseHead,
    body: Option<&J>,
) -> WriteAnswer {
    let success = (200..300).contains(&head.status);
    let is_order = effect == Effect::Order && body.is_some_and(has_order);
    if success && is_order {
        return WriteAnswer::Done;
    }
    let error_body = body.map(ErrorBody::parse).unwrap_or_default();
    let refused = match head.status {
        // The answer is hidden, or it comes from the address of a redirect.
        0 => false,
        // The server reads no body without a length.
        411 => true,
        _ if is_order || is_unexpected(&error_body) => false,
        _ if proves_rejection(&error_body) => true,
        200..300 => effect == Effect::Renewal && body.is_some_and(says_failure),
        // Proxies answer with these, even if the server behind them carries the request out.
        408 | 409 | 421 | 425 | 499 => false,
        400..500 => is_documented(&error_body),
        _ => false,
    };
    if refused {
        return WriteAnswer::Refused(error_body.into_error(head));
    }
    if !success || is_unexpected(&error_body) {
        return WriteAnswer::Lost(error_body.into_error(head));
    }
    match body {
        None => WriteAnswer::Lost(unreadable(head, "body", "is not JSON")),
        Some(_) if effect == Effect::Order => {
            let mut error = unreadable(head, "data", "has neither an id nor a code of an order");
            (error.code, error.reason) = (error_body.code, error_body.reason);
            WriteAnswer::Lost(error)
        }
        Some(_) => WriteAnswer::Done,
    }
}

fn unreadable(head: &ResponseHead, path: &str, problem: &str) -> Error {
    let mut error = Error::decode(path, problem);
    error.status = Some(head.status);
    error
}

/// True if the body has the `id` or the `code` of an order. A sentence is a message about such a field,
/// and a plain number is a business code.
fn has_order<J: JsonValue>(body: &J) -> bool {
    let Some(order) = envelope::single_object(body) else {
        return false;
    };
    let is_word = |text: &str| !text.is_empty() && !text.contains(' ');
    let is_id = match order.get_string("id") {
        Some(text) => is_word(&text),
        None => order.get_f64("id").is_some_and(|number| number > 0.0),
    };
    let code = order.get_string("code").unwrap_or_default();
    is_id || (is_word(&code) && !code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True if the answer to a renewal says `success: false`, in any of the forms of a boolean.
fn says_failure<J: JsonValue>(body: &J) -> bool {
    let success = body.get("success");
    let text = success.as_string().unwrap_or_default();
    success.as_bool() == Some(false)
        || success.as_f64() == Some(0.0)
        || text == "false"
        || text == "0"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::TestJson;

    fn answer(effect: Effect, status: u16, body: &str) -> WriteAnswer {
        let head = ResponseHead {
            status,
            retry_after_ms: None,
        };
        let body = TestJson::parse(&body.to_owned());
        classify(effect, &head, body.as_ref())
    }

    /// `done`, `lost`, or the kind of the refusal.
    fn meaning(effect: Effect, status: u16, body: &str) -> &'static str {
        match answer(effect, status, body) {
            WriteAnswer::Done => "done",
            WriteAnswer::Refused(error) => error.kind.as_str(),
            WriteAnswer::Lost(_) => "lost",
        }
    }

    const ORDER: &str = r#"{"data":{"id":174,"code":"20260207-000174"}}"#;
    const FIELDS: &str = r#"{"data":{"iccid":"is needed","lines.0":["a","b"]},"meta":{"message":"the parameter is invalid"}}"#;
    const NOT_FOUND: &str = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
    const NO_CREDIT: &str = r#"{"code":11,"reason":"why"}"#;
    const UNEXPECTED: &str = r#"{"code":53,"reason":"why"}"#;

    #[test]
    fn a_code_that_pressone_does_not_have_proves_no_refusal() {
        for code in ["in_progress", "payment_pending", "price_changed", "E_7"] {
            let body = format!(r#"{{"code":"{code}","reason":"why"}}"#);
            for status in [409, 502] {
                assert_eq!(
                    meaning(Effect::Order, status, &body),
                    "lost",
                    "{status} {code}"
                );
            }
        }
    }

    #[test]
    fn an_id_or_a_code_proves_an_order() {
        for body in [
            ORDER,
            r#"{"data":[{"id":174}]}"#,
            r#"{"data":{"id":"9007199254740993"}}"#,
            r#"{"data":{"id":null,"code":"20260207-000174"}}"#,
            r#"{"data":{"id":1},"code":11}"#,
            r#"{"data":{"id":1},"code":53}"#,
        ] {
            for status in [200, 201, 202] {
                assert_eq!(meaning(Effect::Order, status, body), "done", "{body}");
            }
        }
    }

    #[test]
    fn an_answer_without_an_order_is_no_order() {
        for (status, body, expected) in [
            (200, NO_CREDIT, "insufficient_balance"),
            (
                200,
                r#"{"code":"11","reason":"why"}"#,
                "insufficient_balance",
            ),
            (
                200,
                r#"{"error":{"code":11,"message":"why"}}"#,
                "insufficient_balance",
            ),
            (200, NOT_FOUND, "not_found"),
            (200, UNEXPECTED, "lost"),
            (200, r#"{"success":false,"message":"no"}"#, "lost"),
            (200, r#"{"data":{"iccid":"the iccid is invalid"}}"#, "lost"),
            (200, r#"{"data":{"id":"the id is invalid"}}"#, "lost"),
            (200, r#"{"data":{"code":11,"reason":"why"}}"#, "lost"),
            (200, r#"{"data":{"code":"11","reason":"why"}}"#, "lost"),
            (200, r#"{"data":{"id":0,"code":""}}"#, "lost"),
            (
                202,
                r#"{"data":{"request_id":"a-b"},"meta":{"message":"success"}}"#,
                "lost",
            ),
            (200, r#"{"code":999,"reason":"new"}"#, "lost"),
            (200, "{}", "lost"),
            (200, "null", "lost"),
            (200, "<html>", "lost"),
            (204, "", "lost"),
        ] {
            assert_eq!(
                meaning(Effect::Order, status, body),
                expected,
                "{status} {body}"
            );
        }
    }

    #[test]
    fn a_renewal_with_a_status_of_success_is_done_unless_it_says_otherwise() {
        for (body, expected) in [
            ("{}", "done"),
            ("null", "done"),
            (r#"{"success":true}"#, "done"),
            (r#"{"success":"maybe"}"#, "done"),
            (r#"{"code":999}"#, "done"),
            (r#"{"success":false,"message":"no plan"}"#, "validation"),
            (r#"{"success":"0"}"#, "validation"),
            (NO_CREDIT, "insufficient_balance"),
            (NOT_FOUND, "not_found"),
            (UNEXPECTED, "lost"),
            (r#"{"success":false,"code":53}"#, "lost"),
            ("<html>", "lost"),
            ("", "lost"),
        ] {
            assert_eq!(meaning(Effect::Renewal, 200, body), expected, "{body}");
        }
    }

    #[test]
    fn only_a_documented_rejection_proves_that_a_write_was_not_carried_out() {
        for (status, body, refused) in [
            (422, FIELDS, true),
            (400, FIELDS, true),
            (422, NO_CREDIT, true),
            (422, r#"{"code":13,"reason":"why"}"#, true),
            (422, r#"{"code":999,"reason":"why"}"#, true),
            (422, UNEXPECTED, false),
            (422, r#"{"code":"53","reason":"why"}"#, false),
            (401, r#"{"data":[],"meta":{"message":"no"}}"#, true),
            (403, r#"{"code":89,"reason":"no"}"#, true),
            (404, r#"{"detail":"no such user"}"#, true),
            (429, r#"{"message":"Too Many Attempts."}"#, true),
            (429, "", false),
            (422, "<html>", false),
            (422, "{}", false),
            (422, r#"{"data":{"iccid":"is n"#, false),
            (404, "<html>", false),
            (408, FIELDS, false),
            (421, FIELDS, false),
            (425, FIELDS, false),
            (499, FIELDS, false),
            (307, FIELDS, false),
            (0, "", false),
            (0, NO_CREDIT, false),
            (500, FIELDS, false),
            (500, UNEXPECTED, false),
            (502, "<html>", false),
        ] {
            for effect in [Effect::Order, Effect::Renewal] {
                let found = meaning(effect, status, body);
                assert_eq!(
                    found != "lost" && found != "done",
                    refused,
                    "{status} {body}"
                );
            }
        }
    }

    #[test]
    fn a_known_code_and_not_found_prove_a_refusal_with_any_status() {
        for status in [200, 400, 408, 409, 422, 425, 499, 500, 502, 503] {
            for (body, kind) in [
                (NO_CREDIT, "insufficient_balance"),
                (r#"{"code":"73","reason":"why"}"#, "sim_recycled"),
                (r#"{"code":13,"reason":"why"}"#, "server"),
                (NOT_FOUND, "not_found"),
            ] {
                assert_eq!(
                    meaning(Effect::Order, status, body),
                    kind,
                    "{status} {body}"
                );
            }
        }
    }

    #[test]
    fn an_order_in_a_failure_is_a_lost_answer() {
        for status in [409, 422, 500] {
            assert_eq!(meaning(Effect::Order, status, ORDER), "lost", "{status}");
        }
    }

    #[test]
    fn a_conflict_without_a_known_code_is_a_lost_answer() {
        for body in [
            FIELDS,
            "{}",
            "<html>",
            r#"{"message":"Conflict"}"#,
            r#"{"code":999,"reason":"x"}"#,
        ] {
            for effect in [Effect::Order, Effect::Renewal] {
                assert_eq!(meaning(effect, 409, body), "lost", "{body}");
            }
        }
        let gone = r#"{"code":33,"reason":"x"}"#;
        assert_eq!(meaning(Effect::Order, 409, gone), "package_unavailable");
    }

    #[test]
    fn bodies_of_frameworks_are_refusals() {
        for body in [
            r#"{"message":"The given data was invalid.","errors":{"iccid":["is invalid"]}}"#,
            r#"{"error":"invalid_request","error_description":"no such package"}"#,
            r#"{"error":"no such package"}"#,
            r#"{"error":{"message":"no such package","code":"E1"}}"#,
        ] {
            assert_eq!(meaning(Effect::Order, 422, body), "validation", "{body}");
            assert_eq!(meaning(Effect::Order, 500, body), "lost", "{body}");
        }
    }

    #[test]
    fn status_411_a_missing_length_proves_that_nothing_was_done() {
        for body in ["", "<html>", FIELDS] {
            let WriteAnswer::Refused(error) = answer(Effect::Order, 411, body) else {
                panic!("{body}")
            };
            assert_eq!(error.kind, Kind::Configuration);
            assert!(
                error.message.contains("Content-Length"),
                "{}",
                error.message
            );
            assert!(error.message.contains("fetch"), "{}", error.message);
        }
    }

    #[test]
    fn a_lost_answer_says_what_the_server_said() {
        let WriteAnswer::Lost(error) = answer(
            Effect::Order,
            200,
            r#"{"data":[],"meta":{"message":"queued"}}"#,
        ) else {
            panic!("not lost")
        };
        assert_eq!(
            (
                error.kind,
                error.status,
                error.path.as_deref(),
                error.reason.as_deref()
            ),
            (Kind::Decode, Some(200), Some("data"), Some("queued"))
        );
    }
}
