//! The order that a person names in a settlement.

use crate::api::common::parse_order_id;
use crate::api::order;
use crate::core::envelope;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::request::{Query, Request};

/// The request for the order: by its id, or else by its code.
///
/// # Errors
/// `invalid_argument`
pub(crate) fn request<J: JsonValue>(args: &J) -> Result<Request, Error> {
    let id = args.get("order_id");
    let mut query = Query::default();
    query.push::<J>("include", "sims");
    let mut request = if is_named(&id) {
        order::request_of(&parse_order_id(&id, "settlement.order_id")?)
    } else {
        let code = args.get_string("code").unwrap_or_default();
        query.push::<J>("filter[code]", &code);
        Request::get("settlePurchase", "/customer/v2/orders".to_owned())
    };
    request.endpoint = "settlePurchase";
    request.query = query.finish();
    Ok(request)
}

fn is_named<J: JsonValue>(id: &J) -> bool {
    id.as_f64().is_some() || id.as_string().is_some()
}

/// The order in the answer. The filter of codes matches a part of the text.
///
/// # Errors
/// `not_found`
pub(crate) fn order_of<J: JsonValue>(body: &J, args: &J) -> Result<J, Error> {
    let code = args.get_string("code");
    let found = if is_named(&args.get("order_id")) {
        envelope::single_object(body)
    } else {
        let rows = body.get("data").elements().unwrap_or_else(J::null);
        (0..rows.length())
            .map(|index| rows.at(index))
            .find(|row| row.get_string("code") == code)
    };
    found.ok_or_else(|| {
        let message =
            "PressOne does not have this order; nothing was written: check order_id or code";
        Error::new(Kind::NotFound, &[message]).at("settlement.order_id")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn an_order_is_requested_by_its_id_or_its_code() {
        let by_id = request(&parse_json(r#"{"order_id":"7","code":"c"}"#)).unwrap();
        assert_eq!(by_id.path, "/customer/v2/orders/7");
        assert_eq!(by_id.query, "include=sims");
        assert!(by_id.hides_foreign);
        let by_code = request(&parse_json(r#"{"code":"20260131-000017"}"#)).unwrap();
        assert_eq!(by_code.path, "/customer/v2/orders");
        assert_eq!(
            by_code.query,
            "include=sims&filter%5Bcode%5D=20260131-000017"
        );
        let error = request(&parse_json(r#"{"order_id":"../7"}"#)).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("settlement.order_id"));
    }

    #[test]
    fn a_part_of_a_code_is_no_code() {
        let args = parse_json(r#"{"code":"0017"}"#);
        let rows = parse_json(r#"{"data":[{"code":"20260131-0017"},{"code":"0017","id":3}]}"#);
        assert_eq!(order_of(&rows, &args).unwrap().get_f64("id"), Some(3.0));
        let by_id = parse_json(r#"{"order_id":3}"#);
        let one = parse_json(r#"{"data":{"id":3}}"#);
        assert_eq!(order_of(&one, &by_id), Ok(parse_json(r#"{"id":3}"#)));
        for (body, args) in [(r#"{"data":[]}"#, &args), ("null", &args), ("{}", &by_id)] {
            let error = order_of(&parse_json(body), args).unwrap_err();
            assert_eq!(error.kind, Kind::NotFound, "{body}");
        }
    }
}
