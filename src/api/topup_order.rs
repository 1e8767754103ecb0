//! `POST /customer/v2/orders/topups`: buys a top-up.
//!
//! `PressOne`'s pages "Submit top-up order" and "Top-up journey": an order is made only after the shopper
//! has paid, with a package id from a list that was just fetched. The API has no idempotency key. So the
//! request is sent once, and a lost order is looked up by its description.

use crate::api::common::SIM;
use crate::api::topups;
use crate::core::argument::{
    self, Arg, ArgType, DESCRIPTION, ICCID, NON_BLANK, PRICE, REFERENCE, SHOPPER, TRIES, optional,
    parse_object, reject_empty,
};
use crate::core::envelope;
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet, string_or_null};
use crate::core::order_description::OrderDescription;
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::{
    Field, FieldType, Issue, SchemaError, check_object, decode_lenient, nullable, required,
};
use crate::core::text::{decimal, join};

const FIELDS: &[Field] = &[
    required("id", FieldType::Id),
    required("code", FieldType::String),
    required("price", FieldType::Number),
    required("created_at", FieldType::String),
    nullable("package", FieldType::String),
    nullable("data", FieldType::String),
    nullable("validity", FieldType::Number),
    nullable("sims", FieldType::List(SIM)),
    nullable("currency", FieldType::String),
    nullable("quantity", FieldType::Number),
    nullable("type", FieldType::String),
    nullable("description", FieldType::String),
    nullable("esim_type", FieldType::String),
    nullable("net_price", FieldType::Number),
];

const OFFER_ID: &[Field] = &[required("id", FieldType::String)];
const OFFER_PRICE: &[Field] = &[required("price", FieldType::Number)];

const PACKAGE_ID: &[Field] = &[required("package_id", FieldType::String)];

/// The greatest difference of two equal prices: they are whole cents, but binary numbers.
const SAME_PRICE_USD: f64 = 0.000_001;

const ORDER: &[Arg] = &[
    argument::required("package_id", NON_BLANK),
    argument::required("iccid", ICCID),
    optional("description", DESCRIPTION),
    // The price that the shopper paid, in USD.
    optional("price", PRICE),
    optional("reference", REFERENCE),
    optional("tries", TRIES),
    optional("shopper", SHOPPER),
    optional("confirmOffer", ArgType::Function),
];

/// The fields of an order that are part of its journal entry, besides `price`.
const ABOUT_FIELDS: &[&str] = &["iccid", "package_id", "description"];

/// Parses the arguments of an order.
pub(super) fn parse_order<J: JsonValue>(value: &J) -> Result<J, Error> {
    let order = parse_object(value, "order", ORDER)?;
    // `undefined` is almost always a caller's bug here. Accepting it would disable the price check, or
    // make each call a purchase of its own.
    reject_empty(&order, "order", &["price", "reference"])?;
    Ok(order)
}

/// Returns the offers of an order's package: one, or none. Only the package that is bought must have an id
/// and a price. Odd values of other packages, and other odd values of this one, prevent no purchase.
fn offers_of<J: JsonValue>(body: &J, order: &J) -> Result<J, SchemaError> {
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
pub(super) fn check_offer<J: JsonValue>(offers: &J, order: &J) -> Result<J, Error> {
    let wanted = order.get_string("package_id");
    let package = (0..offers.length())
        .map(|index| offers.at(index))
        .find(|package| package.get_string("id") == wanted);
    let Some(package) = package else {
        let message = "the package is not on offer for this eSIM now; nothing was ordered: show the offers \
                       again";
        return Err(Error::new(Kind::PackageUnavailable, &[message]).at("order.package_id"));
    };
    match (order.get_f64("price"), package.get_f64("price")) {
        (Some(paid), Some(offered)) if (paid - offered).abs() > SAME_PRICE_USD => {
            let message = "the package has another price than the one that was paid, in US dollars; \
                           nothing was ordered: show the offers again";
            let mut error = Error::new(Kind::PriceChanged, &[message]).at("order.price");
            error.prices = Some((paid, offered));
            Err(error)
        }
        _ => Ok(package),
    }
}

/// The content of an order's journal entry.
pub(super) fn about<J: JsonValue>(order: &J) -> J {
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
pub(super) fn request<J: JsonValue>(order: &J, names: &OrderDescription<'_>) -> Request {
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

/// Decodes the answer leniently, because an error would lose an order that was paid for.
pub(super) fn decode_order<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
    let mut issues = Vec::new();
    let order = envelope::single_object(body).unwrap_or_else(|| {
        issues.push(Issue {
            path: "data".to_owned(),
            message: "the answer cannot be read: data is not an object".to_owned(),
        });
        J::object()
    });
    issues.extend(decode_lenient(&order, FIELDS, "data"));
    issues.extend(decode_lenient(&order, PACKAGE_ID, "data"));
    if !order.get_types("package_id").is_subset(TypeSet::STRING) {
        order.set("package_id", &args.get("package_id"));
    }
    order.set("order_id", &order.get("id"));
    // The server does not echo the eSIM.
    order.set("iccid", &args.get("iccid"));
    if let Some(description) = order
        .get_string("description")
        .as_deref()
        .and_then(OrderDescription::parse)
    {
        order.set("description", &string_or_null(description.text));
    }
    order.set("reference", &args.get("reference"));
    (order, issues)
}

#[cfg(target_arch = "wasm32")]
pub(crate) mod js {
    use super::{about, check_offer, decode_order, offers_of, parse_order, request};
    use crate::api::{history, orders, topups};
    use crate::core::error::{Error, Kind};
    use crate::core::journal::PurchaseKind;
    use crate::core::json::JsonValue;
    use crate::core::order_description::OrderDescription;
    use crate::core::request::Request;
    use crate::core::schema::{Issue, decode_read};
    use crate::wasm::call::Call;
    use crate::wasm::error::CallError;
    use crate::wasm::prelude::*;
    use crate::wasm::purchase::{Check, Lookup, PurchaseOperation};

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("topup_order.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_order,
        run: Run::Buy(&SubmitTopupOrder),
    };

    /// The order of a top-up.
    pub(crate) struct SubmitTopupOrder;

    impl PurchaseOperation for SubmitTopupOrder {
        fn name(&self) -> &'static str {
            "submitTopupOrder"
        }
        fn kind(&self) -> PurchaseKind {
            PurchaseKind::Topup
        }
        fn about(&self, args: &JsValue) -> JsValue {
            about(args)
        }
        fn request(&self, args: &JsValue, names: &OrderDescription<'_>) -> Request {
            request(args, names)
        }
        fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
            decode_order(body, args)
        }
        fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
            Box::pin(check(call, args))
        }
        fn lookup(&self) -> Option<&'static dyn Lookup> {
            Some(&Self)
        }
    }

    impl Lookup for SubmitTopupOrder {
        fn request(&self, digest: &str, page: u32) -> Request {
            orders::search_request(digest, page)
        }
        fn next_page(&self, body: &JsValue, page: u32) -> Option<u32> {
            orders::next_search_page(body, page)
        }
        fn provisional(&self, outcome: &JsValue) -> JsValue {
            history::provisional(outcome)
        }
    }

    /// Fetches the offers in the same call, and rejects an order that they do not contain.
    async fn check(call: &Call, order: &JsValue) -> Result<JsValue, CallError> {
        let request = topups::request(&order.get("iccid"));
        let received = call.read(&request, true).await?;
        let decode = |body: &JsValue| offers_of(body, order);
        let offers = decode_read(&received.get("text"), &decode)?;
        let offer = check_offer(&offers, order)?;
        let confirm = order.get("confirmOffer");
        if !confirm.is_function() {
            return Ok(JsValue::NULL);
        }
        let message = "order.confirmOffer did not return true; nothing was ordered";
        match call.deadline.call_back(&confirm, &offer).await {
            Ok(answer) if answer.as_bool() == Some(true) => Ok(JsValue::NULL),
            Ok(_) => Err(Error::new(Kind::Aborted, &[message]).into()),
            Err(thrown) => Err(CallError::from_thrown(Kind::Aborted, message, thrown)),
        }
    }

    #[wasm_bindgen]
    impl Client {
        /// Buys a top-up for an active eSIM. Call it only after the shopper has paid. One `reference` buys one
        /// order at most, however often you call.
        ///
        /// A page client sends the purchase to the shop's gateway. If the answer is lost, it asks the gateway
        /// what became of the reference, and sends the purchase again only if the journal does not have it.
        ///
        /// A partner client:
        /// 1. claims the reference in the journal, in the option `store`;
        /// 2. fetches the eSIM's packages, and orders only a package in that list, at the `price` if given;
        /// 3. sends the order once;
        /// 4. looks a lost order up in PressOne's order list, for `lookUpMs`.
        ///
        /// If the outcome stays unknown, call again with the same `reference`, or ask `getPurchase`.
        ///
        /// `POST /customer/v2/orders/topups` (PressOne: "Submit top-up order", "Top-up journey")
        ///
        /// @param order The purchase.
        /// @param options `signal` and `timeoutMs` of this call. For a partner client the lookup of a lost order
        /// takes extra time: up to `lookUpMs` plus 10 s.
        /// @returns The order.
        /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was ordered, and `unknown` if the
        /// order may have been made. Kinds: `outcome_unknown`, `invalid_argument`, `package_unavailable`,
        /// `price_changed` (with `prices`), `insufficient_balance`, `sim_recycled`, `payment_required`,
        /// `payment_pending`, `purchase_closed`, `reference_reused`, `in_progress`, `validation`, `not_found`,
        /// `authentication`, `permission`, `rate_limited`, `storage`, `configuration`, `network`, `timeout`,
        /// `aborted`, `server`, `decode`.
        #[wasm_bindgen(js_name = submitTopupOrder, unchecked_return_type = "Promise<TopupOrder>")]
        pub fn submit_topup_order(
            &self,
            #[wasm_bindgen(unchecked_param_type = "TopupOrderRequest")] order: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            self.run(&ENDPOINT, order, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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

    fn decoded(text: &str) -> Result<TestJson, Error> {
        decode_write(&text.to_owned(), &|body: &TestJson| {
            decode_order(body, &args())
        })
    }

    #[test]
    fn an_order_needs_valid_arguments() {
        assert_eq!(parse_order(&args()), Ok(args()));
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
            let error = parse_order(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
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
        // PressOne would ignore it, and a proxy could take it as permission to repeat the order.
        assert_eq!(request.reference, None);
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
    fn f11_only_the_package_that_is_bought_must_have_an_id_and_a_price() {
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
    fn every_field_is_there_in_both_server_shapes() {
        let expected = |net_price, sims| {
            parse_json(&format!(
                r#"{{"package_id":"fjord-30days-3gb-topup","order_id":174,"id":174,
                "code":"20260207-000174","iccid":"{ICCID}","package":"Fjord 3 GB - 30 Days",
                "data":"3 GB","validity":30,"price":10,"created_at":"2026-02-07 07:42:17",
                "sims":{sims},"currency":"USD","quantity":1,"type":"topup","description":"Topup",
                "esim_type":"Prepaid","net_price":{net_price},"manual_installation":"","reference":"cart-7",
                "issues":[],"raw":null}}"#
            ))
        };
        assert_eq!(decoded(OLDER).unwrap(), expected("null", "null"));
        assert_eq!(decoded(NEWER).unwrap(), expected("3.6", "[]"));
    }

    #[test]
    fn an_incomplete_answer_is_an_order_with_issues() {
        for (text, order_id, paths) in [
            (
                r#"{"data":{"id":9,"code":"c","price":"free","created_at":"t","package_id":"p"}}"#,
                TestJson::Number(9.0),
                vec!["data.price"],
            ),
            (
                r#"{"data":{"id":9007199254740993,"code":"c","price":1,"created_at":"t"}}"#,
                TestJson::String("9007199254740993".to_owned()),
                vec!["data.package_id"],
            ),
            (
                "{}",
                TestJson::Null,
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
                TestJson::Null,
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
            let order = decoded(text).unwrap();
            assert_eq!(order.get("order_id"), order_id, "{text}");
            assert_eq!(order.get("iccid").as_string().unwrap(), ICCID);
            assert!(order.get("package_id").as_string().is_some());
            let issues = order.get("issues");
            let found: Vec<_> = (0..issues.length())
                .map(|index| issues.at(index).get("path").as_string().unwrap())
                .collect();
            assert_eq!(found, paths, "{text}");
            assert_eq!(
                order.get("raw"),
                TestJson::parse_exact(&text.to_owned()).unwrap()
            );
        }
    }

    #[test]
    fn an_answer_that_is_not_json_is_an_error() {
        assert_eq!(
            decoded(r#"{"data":{"id":1"#).unwrap_err().kind,
            Kind::Decode
        );
        assert_eq!(decoded("").unwrap_err().kind, Kind::Decode);
    }

    #[test]
    fn the_returned_description_is_the_caller_s_own() {
        let answer = r#"{"data":{"id":1,"code":"c","price":1,"created_at":"t","package_id":"p",
            "description":"DESCRIPTION"}}"#;
        let answer = answer.replace("DESCRIPTION", &names().format());
        let order = decoded(&answer).unwrap();
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
