//! `POST /customer/v2/orders/topups`: buys a top-up.
//!
//! `PressOne`'s pages "Submit top-up order" and "Top-up journey": only after the shopper has paid,
//! only with an id from a list that was just fetched. There is no idempotency key: the request leaves
//! once, and the order is found again by its description.

use crate::api::orders;
use crate::api::shapes::SIM;
use crate::core::argument::{
    DESCRIPTION, ICCID, LINE, PRICE, Param, REFERENCE, Rule, SHOPPER, fields, holds_something,
    needed, optional,
};
use crate::core::envelope;
use crate::core::error::{Error, Kind};
use crate::core::json::{Json, Types};
use crate::core::reference;
use crate::core::request::{Body, Product, Request};
use crate::core::schema::{Field, Oddity, Shape, nullable, required, salvage};

const FIELDS: &[Field] = &[
    required("id", Shape::Id),
    required("code", Shape::Text),
    required("price", Shape::Number),
    required("created_at", Shape::Text),
    nullable("package", Shape::Text),
    nullable("data", Shape::Text),
    nullable("validity", Shape::Number),
    nullable("sims", Shape::List(SIM)),
    nullable("currency", Shape::Text),
    nullable("quantity", Shape::Number),
    nullable("type", Shape::Text),
    nullable("description", Shape::Text),
    nullable("esim_type", Shape::Text),
    nullable("net_price", Shape::Number),
];

const PACKAGE_ID: &[Field] = &[required("package_id", Shape::Text)];

/// Prices are cents in the end; anything nearer than this is the same price.
const SAME_PRICE_USD: f64 = 0.000_001;

const ORDER: &[Param] = &[
    needed("package_id", LINE),
    needed("iccid", ICCID),
    optional("description", DESCRIPTION),
    // What the shopper paid, in USD.
    optional("price", PRICE),
    optional("reference", REFERENCE),
    optional("shopper", SHOPPER),
    optional("confirm", Rule::Function),
    optional("resend", Rule::Flag),
];

/// What of an order stands in the journal.
const ABOUT: &[&str] = &["reference", "shopper", "iccid", "package_id", "description"];

/// Checks what a caller wants bought.
pub(super) fn order<J: Json>(given: &J) -> Result<J, Error> {
    let order = fields(given, "order", ORDER)?;
    // Most likely a misspelling on the way here: the shopper's price would not be looked at, and each
    // call would be a purchase of its own.
    holds_something(&order, "order", &["price", "reference"])?;
    Ok(order)
}

/// The offer that an order is for; refused where the offers of this moment do not hold it.
///
/// `offer` is the decoded answer of `getTopupPackages`.
pub(super) fn check_offer<J: Json>(offer: &J, order: &J) -> Result<J, Error> {
    let wanted = order.text_of("package_id");
    let package = (0..offer.length())
        .map(|index| offer.at(index))
        .find(|package| package.text_of("id") == wanted);
    let Some(package) = package else {
        let message = "this package is not on offer for this eSIM now; nothing was ordered";
        return Err(Error::new(Kind::PackageUnavailable, &[message]).at("order.package_id"));
    };
    let asked = package.number_of("price");
    match (order.number_of("price"), asked) {
        (Some(paid), Some(asked)) if (paid - asked).abs() > SAME_PRICE_USD => {
            let message = "the package does not cost what was paid any more; nothing was ordered";
            Err(Error::new(Kind::PriceChanged, &[message]).at("order.price"))
        }
        _ => Ok(package),
    }
}

/// What stands in the journal of an order: enough to find it again.
pub(super) fn about<J: Json>(order: &J) -> J {
    let about = J::object();
    for name in ABOUT {
        if let Some(text) = order.text_of(name) {
            about.set(name, &J::of_text(&text));
        }
    }
    if let Some(price) = order.number_of("price") {
        about.set("price", &J::of_number(price));
    }
    about
}

/// The request for an order that has a reference.
pub(super) fn request<J: Json>(order: &J) -> Request {
    let text = |name| order.text_of(name).unwrap_or_default();
    let description =
        reference::describe(&text("shopper"), &text("reference"), &text("description"));
    let fields = vec![
        ("package_id", text("package_id")),
        ("iccid", text("iccid")),
        ("description", description),
    ];
    let path = "/customer/v2/orders/topups";
    let body = Body::Multipart(fields);
    Request::write("submitTopupOrder", Product::Data, path, body).named(order.text_of("reference"))
}

/// The order, with what there is of it: it was paid for, so that no detail may lose it.
pub(super) fn take<J: Json>(body: &J, asked: &J) -> (J, Vec<Oddity>) {
    let found = envelope::object(body);
    let mut oddities = Vec::new();
    let order = found.unwrap_or_else(|| {
        oddities.push(Oddity {
            path: "data".to_owned(),
            message: "the answer cannot be read: data is not an object".to_owned(),
        });
        J::object()
    });
    oddities.extend(salvage(&order, FIELDS, "data"));
    oddities.extend(salvage(&order, PACKAGE_ID, "data"));
    if !order.types_of("package_id").only(Types::TEXT) {
        order.set("package_id", &asked.get("package_id"));
    }
    order.set("order_id", &order.get("id"));
    // The server does not echo the eSIM.
    order.set("iccid", &asked.get("iccid"));
    if let Some(said) = order
        .text_of("description")
        .as_deref()
        .and_then(reference::read)
    {
        order.set("description", &text_or_null(said.text));
    }
    order.set("reference", &asked.get("reference"));
    (order, oddities)
}

/// The request for a page of the orders that may be this one.
pub(super) fn search<J: Json>(order: &J, page: u32) -> Request {
    orders::search(&order.text_of("reference").unwrap_or_default(), page)
}

/// The answer to `search`, as if it were that to the order; `None` where nothing of this reference is
/// listed. It is compared exactly: the server's filter matches anywhere, and other rows may be odd. The
/// order may be for another package or shopper, under the same reference: `is_same` tells.
pub(super) fn find<J: Json>(body: &J, asked: &J) -> Option<J> {
    let rows = body.get("data").elements()?;
    let wanted = asked.text_of("reference");
    let is_it = |row: &J| {
        let description = row.text_of("description").unwrap_or_default();
        let said = reference::read(&description);
        said.is_some_and(|said| wanted.as_deref() == Some(said.reference))
    };
    // Newest first: if there should be two, the first one is the one that was paid for.
    let rows = (0..rows.length()).rev().map(|index| rows.at(index));
    let found: Vec<J> = rows.filter(is_it).collect();
    let row = found
        .iter()
        .find(|row| is_same(*row, asked))
        .or(found.first())?;
    let answer = J::object();
    answer.set("data", row);
    Some(answer)
}

/// Whether a listed order is for the same package and shopper.
pub(super) fn is_same<J: Json>(row: &J, asked: &J) -> bool {
    let description = row.text_of("description").unwrap_or_default();
    let shopper = reference::read(&description).map(|said| said.shopper);
    let package = row.text_of("package_id");
    shopper == Some(&*asked.text_of("shopper").unwrap_or_default())
        && (package.is_none() || package == asked.text_of("package_id"))
}

fn text_or_null<J: Json>(text: &str) -> J {
    if text.is_empty() {
        J::null()
    } else {
        J::of_text(text)
    }
}

#[cfg(target_arch = "wasm32")]
#[path = "topup_order_js.rs"]
pub(crate) mod js;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schema::read_outcome;
    use crate::core::testing::{Doc, doc};

    const ICCID: &str = "8944000000000000017";

    fn asked() -> Doc {
        doc(
            r#"{"package_id":"fjord-30days-3gb-topup","iccid":"8944000000000000017",
            "reference":"cart-7"}"#,
        )
    }

    fn bought(text: &str) -> Result<Doc, Error> {
        read_outcome(&text.to_owned(), &|body: &Doc| take(body, &asked()))
    }

    #[test]
    fn an_order_names_its_package_and_its_esim() {
        assert_eq!(order(&asked()), Ok(asked()));
        for (bad, path) in [
            ("null", "order.package_id"),
            (
                r#"{"package_id":" ","iccid":"8944000000000000017"}"#,
                "order.package_id",
            ),
            (r#"{"package_id":"a","iccid":"8944"}"#, "order.iccid"),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","price":-1}"#,
                "order.price",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","price":null}"#,
                "order.price",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","reference":null}"#,
                "order.reference",
            ),
            (
                r#"{"package_id":"a","iccid":"8944000000000000017","quantity":1}"#,
                "order.quantity",
            ),
        ] {
            let error = order(&doc(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn the_request_is_multipart_and_left_once() {
        use crate::core::request::Effect;
        let described = asked();
        described.set("description", &Doc::Text("for Ada".to_owned()));
        let request = request(&described);
        assert_eq!(request.path, "/customer/v2/orders/topups");
        assert_eq!(request.effect, Effect::Write);
        assert_eq!(
            request.body,
            Body::Multipart(vec![
                ("package_id", "fjord-30days-3gb-topup".to_owned()),
                ("iccid", ICCID.to_owned()),
                ("description", "po1::cart-7:for Ada".to_owned()),
            ])
        );
        assert_eq!(request.reference.as_deref(), Some("cart-7"));
    }

    #[test]
    fn only_what_is_on_offer_at_the_price_paid_is_ordered() {
        let offer =
            doc(r#"[{"id":"other","price":1},{"id":"fjord-30days-3gb-topup","price":10.1}]"#);
        let at = |price| {
            let order = asked();
            order.set("price", &Doc::Number(price));
            order
        };
        assert_eq!(check_offer(&offer, &asked()), Ok(offer.at(1)));
        assert_eq!(check_offer(&offer, &at(10.1)), Ok(offer.at(1)));
        for paid in [10.0, 10.11, 0.0] {
            assert_eq!(
                check_offer(&offer, &at(paid)).unwrap_err().kind,
                Kind::PriceChanged
            );
        }
        let unknown = asked();
        unknown.set("package_id", &Doc::Text("gone".to_owned()));
        assert_eq!(
            check_offer(&offer, &unknown).unwrap_err().kind,
            Kind::PackageUnavailable
        );
        assert!(check_offer(&doc("[]"), &asked()).is_err());
    }

    const OLDER: &str = r#"{"data":{"package_id":"fjord-30days-3gb-topup","quantity":"1",
        "type":"topup","description":"Topup","esim_type":"Prepaid","validity":30,
        "package":"Fjord 3 GB - 30 Days","data":"3 GB","price":10,
        "created_at":"2026-02-07 07:42:17","id":174,"code":"20260207-000174","currency":"USD",
        "manual_installation":""},"meta":{"message":"success"}}"#;
    const NEWER: &str = r#"{"data":[{"id":"174","code":"20260207-000174",
        "package_id":"fjord-30days-3gb-topup","currency":"USD","quantity":1,"type":"topup",
        "description":"Topup","esim_type":"Prepaid","validity":"30",
        "package":"Fjord 3 GB - 30 Days","data":"3 GB","price":"10.00","net_price":"3.6",
        "sims":[],"created_at":"2026-02-07 07:42:17","manual_installation":""}]}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = |net_price, sims| {
            doc(&format!(
                r#"{{"package_id":"fjord-30days-3gb-topup","order_id":174,"id":174,
                "code":"20260207-000174","iccid":"{ICCID}","package":"Fjord 3 GB - 30 Days",
                "data":"3 GB","validity":30,"price":10,"created_at":"2026-02-07 07:42:17",
                "sims":{sims},"currency":"USD","quantity":1,"type":"topup","description":"Topup",
                "esim_type":"Prepaid","net_price":{net_price},"manual_installation":"","reference":"cart-7",
                "issues":[],"raw":null}}"#
            ))
        };
        assert_eq!(bought(OLDER).unwrap(), expected("null", "null"));
        assert_eq!(bought(NEWER).unwrap(), expected("3.6", "[]"));
    }

    #[test]
    fn a_paid_order_is_not_lost_to_a_detail() {
        for (text, order_id, paths) in [
            (
                r#"{"data":{"id":9,"code":"c","price":"free","created_at":"t","package_id":"p"}}"#,
                Doc::Number(9.0),
                vec!["data.price"],
            ),
            (
                r#"{"data":{"id":9007199254740993,"code":"c","price":1,"created_at":"t"}}"#,
                Doc::Text("9007199254740993".to_owned()),
                vec!["data.package_id"],
            ),
            (
                "{}",
                Doc::Null,
                vec![
                    "data",
                    "data.id",
                    "data.code",
                    "data.price",
                    "data.created_at",
                    "data.package_id",
                ],
            ),
            (
                "null",
                Doc::Null,
                vec![
                    "data",
                    "data.id",
                    "data.code",
                    "data.price",
                    "data.created_at",
                    "data.package_id",
                ],
            ),
        ] {
            let order = bought(text).unwrap();
            assert_eq!(order.get("order_id"), order_id, "{text}");
            assert_eq!(order.get("iccid").text().unwrap(), ICCID);
            assert!(order.get("package_id").text().is_some());
            let issues = order.get("issues");
            let found: Vec<_> = (0..issues.length())
                .map(|index| issues.at(index).get("path").text().unwrap())
                .collect();
            assert_eq!(found, paths, "{text}");
            assert_eq!(
                order.get("raw"),
                Doc::parse_exact(&text.to_owned()).unwrap()
            );
        }
    }

    #[test]
    fn only_what_is_no_json_cannot_be_read() {
        assert_eq!(bought(r#"{"data":{"id":1"#).unwrap_err().kind, Kind::Decode);
        assert_eq!(bought("").unwrap_err().kind, Kind::Decode);
    }

    #[test]
    fn the_description_comes_back_without_what_carries_the_reference() {
        let answer = r#"{"data":{"id":1,"code":"c","price":1,"created_at":"t","package_id":"p",
            "description":"po1::cart-7:for Ada"}}"#;
        let order = bought(answer).unwrap();
        assert_eq!(order.get("description"), Doc::of_text("for Ada"));
        assert_eq!(order.get("reference"), Doc::of_text("cart-7"));
    }

    #[test]
    fn a_lost_order_is_found_among_odd_rows_by_its_reference_and_told_from_another_s() {
        let list = doc(
            r#"{"data":{"0":{"id":9,"description":"po1::cart-7:another text"},"1":7,
            "2":{"id":8,"description":"po1:eve:cart-7:"},"3":{"id":7,"description":"po1::cart-77:"},
            "4":{"id":6,"description":null},"5":{"id":5,"description":"po1:eve:cart-8:",
            "package_id":"p"}}}"#,
        );
        let found = |shopper: &str, reference: &str| {
            let asked = asked();
            asked.set("shopper", &Doc::of_text(shopper));
            asked.set("reference", &Doc::of_text(reference));
            let row = find(&list, &asked)?.get("data");
            Some((row.number_of("id")?, is_same(&row, &asked)))
        };
        assert_eq!(found("", "cart-7"), Some((9.0, true)));
        assert_eq!(found("eve", "cart-7"), Some((8.0, true)));
        assert_eq!(found("ada", "cart-7"), Some((8.0, false)));
        assert_eq!(found("eve", "cart-8"), Some((5.0, false)));
        assert_eq!(found("", "cart-9"), None);
        assert_eq!(find(&doc(r#"{"data":null}"#), &asked()), None);
    }

    #[test]
    fn the_journal_has_what_an_order_is_found_by() {
        let order = asked();
        order.set("price", &Doc::Number(4.5));
        order.set("resend", &Doc::Flag(true));
        let about = about(&order);
        assert_eq!(about.number_of("price"), Some(4.5));
        assert_eq!(about.get("resend"), Doc::Missing);
        assert_eq!(request(&about), request(&order));
    }
}
