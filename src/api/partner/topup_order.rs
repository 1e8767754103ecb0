//! The part of a top-up order that only the partner client has: the offer, the entry, the request.

use crate::api::partner::offer;
use crate::api::{topup_order, topups};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::order_description::{self, OrderDescription};
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::{
    Field, FieldType, Issue, SchemaError, check_object, decode_lenient, required,
};
use crate::core::text::{decimal, join};

const OFFER_ID: &[Field] = &[required("id", FieldType::String)];
const OFFER_PRICE: &[Field] = &[required("price", FieldType::Number)];

/// The fields of an order that are part of its journal entry, besides `price`.
const ABOUT_FIELDS: &[&str] = &["iccid", "package_id", "description"];

/// Returns the offers of an order's package: one, or none. Only the package that is bought must have an id
/// and a price. Odd values of other packages, and other odd values of this one, prevent no purchase.
pub(crate) fn offers_of<J: JsonValue>(body: &J, order: &J) -> Result<J, SchemaError> {
    let rows = envelope::unchecked_rows(body)?;
    let wanted = order.get_string("package_id");
    for index in 0..rows.length() {
        let row = rows.at(index);
        match check_object(&row, OFFER_ID, "data") {
            Ok(()) if row.get_string("id") == wanted => {
                let path = join(&["data[", &decimal(index), "]"]);
                check_object(&row, OFFER_PRICE, &path)?;
                decode_lenient(&row, topups::FIELDS, &path);
                return Ok(J::array(&[row]));
            }
            Err(SchemaError::UnsafeInteger) => return Err(SchemaError::UnsafeInteger),
            _ => {}
        }
    }
    Ok(J::array(&[]))
}

/// Returns the offer of an order's package. `offers` are those of the package.
///
/// # Errors
/// `package_unavailable`, `price_changed`
pub(crate) fn check_offer<J: JsonValue>(offers: &J, order: &J) -> Result<J, Error> {
    let package = offer::package_of(offers, order).ok_or_else(|| {
        offer::gone(
            "the package is not on offer for this eSIM now; nothing was ordered: show the offers again",
        )
    })?;
    offer::check_price(&package, order)?;
    Ok(package)
}

/// The content of an order's journal entry.
pub(crate) fn about<J: JsonValue>(order: &J) -> J {
    let about = J::object();
    for name in ABOUT_FIELDS {
        if let Some(text) = order.get_string(name) {
            about.set(name, &J::from_str(&text));
        }
    }
    if let Some(price) = order.get_f64("price") {
        about.set("price", &J::from_f64(price));
    }
    about
}

/// The request.
pub(crate) fn request<J: JsonValue>(order: &J, names: &OrderDescription<'_>) -> Request {
    let text = |name| order.get_string(name).unwrap_or_default();
    let fields = vec![
        ("package_id", text("package_id")),
        ("iccid", text("iccid")),
        ("description", names.format()),
    ];
    let path = "/customer/v2/orders/topups";
    let body = Body::Multipart(fields);
    Request::post("submitTopupOrder", Effect::Order, Product::Data, path, body)
}

/// Decodes the answer. Returns the caller's own part of the description.
pub(crate) fn decode_order<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
    let decoded = topup_order::decode_order(body, args);
    order_description::keep_text(&decoded.0);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::{decode_read, decode_write};
    use crate::core::test_json::{TestJson, parse_json};

    const ICCID: &str = "8944000000000000017";

    fn args() -> TestJson {
        parse_json(
            r#"{"package_id":"fjord-30days-3gb-topup","iccid":"8944000000000000017",
            "reference":"cart-7"}"#,
        )
    }

    fn names() -> OrderDescription<'static> {
        OrderDescription {
            digest: "0123456789abcdef0123456789abcdef",
            content: "01234567",
            shopper: "",
            reference: "cart-7",
            text: "for Ada",
        }
    }

    #[test]
    fn the_request_is_a_multipart_write_with_the_names_in_its_description() {
        use crate::core::request::Effect;
        let order = args();
        let request = request(&order, &names());
        assert_eq!(request.path, "/customer/v2/orders/topups");
        assert_eq!(request.effect, Effect::Order);
        assert_eq!(
            request.body,
            Body::Multipart(vec![
                ("package_id", "fjord-30days-3gb-topup".to_owned()),
                ("iccid", ICCID.to_owned()),
                ("description", names().format()),
            ])
        );
    }

    #[test]
    fn an_order_needs_an_offer_at_the_price_that_was_paid() {
        let offer = parse_json(
            r#"[{"id":"other","price":1},{"id":"fjord-30days-3gb-topup","price":10.1}]"#,
        );
        let at = |price| {
            let order = args();
            order.set("price", &TestJson::Number(price));
            order
        };
        assert_eq!(check_offer(&offer, &args()), Ok(offer.at(1)));
        assert_eq!(check_offer(&offer, &at(10.1)), Ok(offer.at(1)));
        for paid in [10.0, 10.11, 0.0] {
            assert_eq!(
                check_offer(&offer, &at(paid)).unwrap_err().kind,
                Kind::PriceChanged
            );
        }
        let unknown = args();
        unknown.set("package_id", &TestJson::String("gone".to_owned()));
        assert_eq!(
            check_offer(&offer, &unknown).unwrap_err().kind,
            Kind::PackageUnavailable
        );
        assert!(check_offer(&parse_json("[]"), &args()).is_err());
    }

    #[test]
    fn only_the_package_that_is_bought_must_have_an_id_and_a_price() {
        let offers = |text: &str| {
            decode_read(&text.to_owned(), &|body: &TestJson| {
                offers_of(body, &args())
            })
        };
        let bought =
            r#"{"id":"fjord-30days-3gb-topup","price":"10.00","amount":"a lot","voice":{}}"#;
        for others in [
            "7",
            "null",
            "[]",
            "{}",
            r#"{"id":"other"}"#,
            r#"{"id":"other","price":"free"}"#,
            r#"{"id":{},"price":1}"#,
            r#"{"id":12345678901234567890,"price":1}"#,
            r#"{"id":1e300,"price":1}"#,
        ] {
            let offer = offers(&format!(r#"{{"data":[{others},{bought}]}}"#)).unwrap();
            assert_eq!(offer.length(), 1, "{others}");
            assert_eq!(offer.at(0).get_f64("price"), Some(10.0), "{others}");
            assert_eq!(offer.at(0).get("amount"), TestJson::Null, "{others}");
            assert!(check_offer(&offer, &args()).is_ok(), "{others}");
        }
        let error =
            offers(r#"{"data":[7,{"id":"fjord-30days-3gb-topup","price":"free"}]}"#).unwrap_err();
        assert_eq!(
            (error.kind, error.path.as_deref()),
            (Kind::Decode, Some("data[1].price"))
        );
        assert_eq!(offers(r#"{"data":[]}"#).unwrap().length(), 0);
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(offers(unknown).unwrap_err().kind, Kind::NotFound);
    }

    #[test]
    fn the_returned_description_is_the_caller_s_own() {
        let answer = r#"{"data":{"id":1,"code":"c","price":1,"created_at":"t","package_id":"p",
            "description":"DESCRIPTION"}}"#;
        let answer = answer.replace("DESCRIPTION", &names().format());
        let order = decode_write(&answer, &|body: &TestJson| decode_order(body, &args())).unwrap();
        assert_eq!(order.get("description"), TestJson::from_str("for Ada"));
        assert_eq!(order.get("reference"), TestJson::from_str("cart-7"));
    }

    #[test]
    fn the_journal_entry_has_what_a_lookup_needs() {
        let order = args();
        order.set("price", &TestJson::Number(4.5));
        order.set("tries", &TestJson::Number(1.0));
        let about = about(&order);
        assert_eq!(about.get_f64("price"), Some(4.5));
        assert_eq!(about.get_string("iccid").as_deref(), Some(ICCID));
        assert_eq!(about.get("tries"), TestJson::Missing);
    }
}
