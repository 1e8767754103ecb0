//! The gateway's answers about a purchase.

use super::protocol::Answer;
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
    match purchase.get_string("state").as_deref() {
        Some("done") => Answer::Done,
        Some("failed") => Answer::Failed {
            tries: purchase.get_u32("tries").unwrap_or_default(),
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
    if !purchase.get_types("state").is_subset(TypeSet::STRING) {
        return false;
    }
    let found = purchase.get_string("kind");
    let order = purchase.get("order");
    let quantity = args.get_f64("quantity").unwrap_or(1.0);
    let is_other_quantity = |found| found != quantity;
    found.is_some_and(|found| found != kind.as_str())
        || (kind == PurchaseKind::Sim
            && purchase.get_f64("quantity").is_some_and(is_other_quantity))
        || differs(purchase, args)
        || differs(&order, args)
}

/// True if what was bought is not what the arguments say.
fn differs<J: JsonValue>(found: &J, args: &J) -> bool {
    [
        ("package_id", "package_id"),
        ("iccid", "iccid"),
        ("email", "email"),
        ("claimed_number", "number"),
    ]
    .iter()
    .any(|(name, argument)| {
        let wanted = args.get_string(argument).unwrap_or_default();
        // PressOne does not distinguish the case of an address.
        found.get_string(name).is_some_and(|found| match *name {
            "email" => !found.eq_ignore_ascii_case(&wanted),
            _ => found != wanted,
        })
    })
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
    fn another_number_of_esims_is_another_purchase() {
        let args = parse_json(r#"{"package_id":"fjord","quantity":2}"#);
        for (quantity, expected) in [("2", Answer::Done), ("3", Answer::Conflict)] {
            let body = parse_json(&format!(
                r#"{{"data":{{"state":"done","kind":"sim","quantity":{quantity}}},"meta":{{"gateway":1}}}}"#
            ));
            assert_eq!(parse(200, Some(&body), PurchaseKind::Sim, &args), expected);
        }
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
    fn a_claim_of_another_number_is_another_purchase() {
        let args = parse_json(r#"{"number":"+1","email":"ada@shop.example"}"#);
        for (number, expected) in [("+1", Answer::Done), ("+2", Answer::Conflict)] {
            let body = parse_json(&format!(
                r#"{{"data":{{"state":"done","kind":"claim","claimed_number":"{number}"}},"meta":{{"gateway":1}}}}"#
            ));
            let meaning = parse(200, Some(&body), PurchaseKind::Claim, &args);
            assert_eq!(meaning, expected);
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
}
