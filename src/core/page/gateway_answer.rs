//! The gateway's answers about a purchase.

use super::protocol::Answer;
use crate::core::error::Kind;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::purchase_kind::PurchaseKind;

/// The meaning of an answer for a purchase with these arguments. `body` is `None` if it is not JSON.
pub fn parse<J: JsonValue>(status: u16, body: Option<&J>, kind: PurchaseKind, args: &J) -> Answer {
    let marked = body.is_some_and(|body| body.get("meta").get_f64("gateway").is_some());
    let Some(body) = body.filter(|_| marked) else {
        let page = body.is_none() && (200..300).contains(&status);
        return match status {
            404 | 405 => Answer::NoGateway,
            _ if page => Answer::NoGateway,
            _ => Answer::Lost,
        };
    };
    let purchase = body.get("data");
    if is_another(&purchase, kind, args) {
        return Answer::Conflict;
    }
    let tries = purchase.get_f64("tries").unwrap_or_default();
    match purchase.get_string("state").as_deref() {
        Some("done") => Answer::Done,
        Some("failed") => Answer::Failed {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            tries: tries.clamp(0.0, 1e9) as u32,
            stored: purchase.get("stored").as_bool() == Some(true),
        },
        Some("closed") => Answer::Closed,
        Some("open") => Answer::Open,
        Some("none") => Answer::Absent,
        _ => match body.get_string("code").as_deref() {
            Some("in_progress") => Answer::Open,
            Some("reference_reused") => Answer::Conflict,
            _ => Answer::Refused {
                is_final: matches!(status, 401 | 403 | 404),
            },
        },
    }
}

/// True if the journal's purchase is not the one of the arguments. An answer without a state has the messages
/// of fields in its place.
fn is_another<J: JsonValue>(purchase: &J, kind: PurchaseKind, args: &J) -> bool {
    if purchase.get_string("state").is_none() {
        return false;
    }
    let order = purchase.get("order");
    let differs = |name: &'static str| {
        let wanted = args.get_string(name).unwrap_or_default();
        [purchase, &order].iter().any(|found| {
            let found = found.get_string(name);
            // PressOne does not distinguish the case of an address.
            found.is_some_and(|found| match name {
                "email" => !found.eq_ignore_ascii_case(&wanted),
                _ => found != wanted,
            })
        })
    };
    let found = purchase.get_string("kind");
    let other_kind = found.is_some_and(|found| found != kind.as_str());
    other_kind || ["package_id", "iccid", "email"].into_iter().any(differs)
}

/// The failure of a purchase, as the details of an error object.
pub fn failure<J: JsonValue>(purchase: &J) -> J {
    let details = J::object();
    let closed = purchase.get_string("state").as_deref() == Some("closed");
    let stored = purchase.get("error");
    let kind = stored.get_string("kind").as_deref().and_then(Kind::parse);
    let kind = kind.unwrap_or(Kind::Validation);
    let reason = stored.get_string("reason").filter(|_| !closed);
    let message = match &reason {
        Some(reason) => reason,
        None if closed => "the shop closed this purchase; nothing was ordered",
        None => "the purchase failed; nothing was ordered",
    };
    let kind = if closed { Kind::PurchaseClosed } else { kind };
    details.set_text("kind", kind.as_str());
    details.set_text("message", message);
    if closed {
        return details;
    }
    for (name, types) in [
        ("code", TypeSet::NUMBER | TypeSet::STRING),
        ("reason", TypeSet::STRING),
    ] {
        let value = stored.get(name);
        if value.types().is_subset(types) {
            details.set(name, &value);
        }
    }
    let prices = stored.get("prices");
    if let (Some(paid), Some(offered)) = (prices.get_f64("paid"), prices.get_f64("offered")) {
        let both = J::object();
        both.set("paid", &J::from_f64(paid));
        both.set("offered", &J::from_f64(offered));
        details.set("prices", &both);
    }
    if purchase.get("stored").as_bool() == Some(true) {
        details.set("stored", &J::from_bool(true));
    }
    details
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn answer(status: u16, body: &str) -> Answer {
        let args = parse_json(r#"{"package_id":"fjord","iccid":"89445001020304050617"}"#);
        let body = TestJson::parse(&body.to_owned());
        parse(status, body.as_ref(), PurchaseKind::Topup, &args)
    }

    #[test]
    fn only_a_marked_body_is_an_answer_of_a_gateway() {
        for (status, body, expected) in [
            (
                200,
                r#"{"data":{"state":"done"},"meta":{"gateway":1}}"#,
                Answer::Done,
            ),
            (200, r#"{"data":{"state":"done"}}"#, Answer::Lost),
            (200, "<html>", Answer::NoGateway),
            (404, "", Answer::NoGateway),
            (405, r#"{"data":[]}"#, Answer::NoGateway),
            (308, "", Answer::Lost),
            (0, "", Answer::Lost),
            (502, "<html>", Answer::Lost),
            (
                409,
                r#"{"data":{"state":"closed"},"meta":{"gateway":1}}"#,
                Answer::Closed,
            ),
            (
                202,
                r#"{"data":{"state":"open"},"meta":{"gateway":1}}"#,
                Answer::Open,
            ),
            (
                200,
                r#"{"data":{"state":"none"},"meta":{"gateway":1}}"#,
                Answer::Absent,
            ),
            (
                409,
                r#"{"code":"in_progress","meta":{"gateway":1}}"#,
                Answer::Open,
            ),
            (
                409,
                r#"{"code":"reference_reused","meta":{"gateway":1}}"#,
                Answer::Conflict,
            ),
            (
                200,
                r#"{"data":{"state":"done","kind":"renewal"},"meta":{"gateway":1}}"#,
                Answer::Conflict,
            ),
            (
                200,
                r#"{"data":{"state":"done","order":{"package_id":"bay"}},"meta":{"gateway":1}}"#,
                Answer::Conflict,
            ),
            (
                200,
                r#"{"data":{"state":"done","kind":"topup","order":{"package_id":"fjord"}},"meta":{"gateway":1}}"#,
                Answer::Done,
            ),
            (
                200,
                r#"{"data":{"state":"open","iccid":"8944000000000000017"},"meta":{"gateway":1}}"#,
                Answer::Conflict,
            ),
            (
                422,
                r#"{"data":{"iccid":"is not valid","kind":"is not valid"},"meta":{"gateway":1}}"#,
                Answer::Refused { is_final: false },
            ),
            (
                401,
                r#"{"meta":{"gateway":1}}"#,
                Answer::Refused { is_final: true },
            ),
            (
                503,
                r#"{"data":[],"meta":{"gateway":1}}"#,
                Answer::Refused { is_final: false },
            ),
            (
                422,
                r#"{"data":{"state":"failed","tries":2,"stored":true},"meta":{"gateway":1}}"#,
                Answer::Failed {
                    tries: 2,
                    stored: true,
                },
            ),
        ] {
            assert_eq!(answer(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn a_renewal_of_another_number_is_another_purchase() {
        let args = parse_json(r#"{"email":"ada@shop.example"}"#);
        let meaning = |email: &str| {
            let body = parse_json(&format!(
                r#"{{"data":{{"state":"done","kind":"renewal","email":"{email}"}},"meta":{{"gateway":1}}}}"#
            ));
            parse(200, Some(&body), PurchaseKind::Renewal, &args)
        };
        assert_eq!(meaning("Ada@shop.example"), Answer::Done);
        assert_eq!(meaning("eve@shop.example"), Answer::Conflict);
    }

    #[test]
    fn a_failure_has_its_kind_and_both_prices() {
        let error = failure(&parse_json(
            r#"{"state":"failed","error":{"kind":"price_changed","code":null,
            "reason":"changed","prices":{"paid":4.5,"offered":5}}}"#,
        ));
        let text = |error: &TestJson, name| error.get_string(name);
        assert_eq!(text(&error, "kind").as_deref(), Some("price_changed"));
        assert_eq!(text(&error, "message").as_deref(), Some("changed"));
        assert_eq!(error.get("prices").get_f64("offered"), Some(5.0));
        assert_eq!(error.get("code"), TestJson::Missing);
        for (purchase, kind) in [
            (r#"{"state":"closed"}"#, "purchase_closed"),
            ("{}", "validation"),
            (r#"{"error":{"kind":"new"}}"#, "validation"),
        ] {
            let error = failure(&parse_json(purchase));
            assert_eq!(text(&error, "kind").as_deref(), Some(kind), "{purchase}");
        }
    }
}
