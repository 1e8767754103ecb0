//! The part of an order of new eSIMs that only the partner client has: the entry, the request, the answer, and
//! the eSIMs in it.

use crate::api::common::decode_lenient_order;
use crate::api::order::ORDER;
use crate::core::argument::parse_value;
use crate::core::argument_types::ICCID;
use crate::core::error::Error;
use crate::core::json::{JsonValue, strings};
use crate::core::partner::order_description::{self, OrderDescription};
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::{Field, FieldType, Issue, nullable};
use crate::core::text::decimal;

const FURTHER: &[Field] = &[nullable("brand_settings_name", FieldType::String)];

/// The texts of an order that are part of its journal entry.
const ABOUT_TEXTS: &[&str] = &["package_id", "description"];
/// The numbers that are part of it.
const ABOUT_NUMBERS: &[&str] = &["quantity", "price"];

/// The fields of an order that the record of its eSIM does not have: other eSIMs, and long texts for display.
const LEFT_OUT: &[&str] = &[
    "sims",
    "manual_installation",
    "qrcode_installation",
    "installation_guides",
];

/// The content of an order's journal entry. The addresses of a shared order are not a part of it.
pub(crate) fn about<J: JsonValue>(order: &J) -> J {
    let about = J::object();
    for name in ABOUT_TEXTS {
        if let Some(text) = order.get_string(name) {
            about.set(name, &J::from_str(&text));
        }
    }
    for name in ABOUT_NUMBERS {
        if let Some(number) = order.get_f64(name) {
            about.set(name, &J::from_f64(number));
        }
    }
    about
}

/// The request.
pub(crate) fn request<J: JsonValue>(order: &J, names: &OrderDescription<'_>) -> Request {
    let text = |name| order.get_string(name).unwrap_or_default();
    let quantity = order.get_u32("quantity").unwrap_or(1);
    let mut fields = vec![
        ("package_id", text("package_id")),
        ("quantity", decimal(quantity)),
        ("type", "sim".to_owned()),
        ("description", names.format()),
    ];
    for name in ["to_email", "brand_settings_name"] {
        fields.extend(order.get_string(name).map(|value| (name, value)));
    }
    let sharing = text("sharing_option");
    let options = sharing.split(',').filter(|option| !option.is_empty());
    fields.extend(options.map(|option| ("sharing_option[]", option.to_owned())));
    fields.extend(strings(&order.get("copy_address")).map(|address| ("copy_address[]", address)));
    let path = "/customer/v2/orders";
    let body = Body::Multipart(fields);
    Request::post("submitOrder", Effect::Order, Product::Data, path, body)
}

/// Decodes the answer.
pub(crate) fn decode_order<J: JsonValue>(body: &J, args: &J) -> (J, Vec<Issue>) {
    let (order, mut issues) = decode_lenient_order(body, args, &[ORDER, FURTHER], &J::null());
    order_description::keep_text(&order);
    if !has_esims(&order, args) {
        issues.push(Issue {
            path: "data.sims".to_owned(),
            message: "the answer has fewer eSIMs than were ordered: recoverPurchases reads the order again for a day"
                .to_owned(),
        });
    }
    (order, issues)
}

/// True if an order has as many eSIMs as were ordered.
pub(crate) fn has_esims<J: JsonValue>(order: &J, about: &J) -> bool {
    esims_of(order).len() >= about.get_u32("quantity").unwrap_or(1) as usize
}

/// Checks that the order that a person names belongs to a purchase. `about` and `digest` are those of its entry.
///
/// # Errors
/// `invalid_argument`
pub(crate) fn check_named<J: JsonValue>(order: &J, about: &J, digest: &str) -> Result<(), Error> {
    let description = order.get_string("description").unwrap_or_default();
    let parts = OrderDescription::parse(&description);
    let bought = about.get_string("package_id");
    let problem = if parts.is_some_and(|parts| parts.digest != digest) {
        "is the order of another reference; name the order of this one"
    } else if bought.is_some() && order.get_string("package_id") != bought {
        "is an order of another package; name the order of this purchase"
    } else {
        return Ok(());
    };
    Err(Error::argument("settlement.order_id", problem))
}

/// The eSIMs of a decoded order as they were sold: the ICCID of each, and what the record of its owner keeps.
pub(crate) fn esims_of<J: JsonValue>(order: &J) -> Vec<(String, J)> {
    let summary = J::object();
    for field in ORDER.iter().filter(|field| !LEFT_OUT.contains(&field.name)) {
        summary.set(field.name, &order.get(field.name));
    }
    for name in LEFT_OUT {
        summary.set(name, &J::null());
    }
    summary.set("reference", &order.get("reference"));
    summary.set("shopper", &J::null());
    let sims = order.get("sims");
    (0..sims.length())
        .filter_map(|index| {
            let esim = sims.at(index).snapshot()?;
            let iccid = parse_value(&esim.get("iccid"), "iccid", ICCID).ok()?;
            for name in ["recycled", "recycled_at", "order"] {
                esim.set(name, &J::null());
            }
            esim.set("simable", &summary);
            Some((iccid.as_string()?, esim))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::esim_fields::ORDER_ESIM;
    use crate::api::sim_order::parse_order;
    use crate::core::schema::decode_write;
    use crate::core::test_json::{TestJson, parse_json};

    const DIGEST: &str = "0123456789abcdef0123456789abcdef";

    fn args() -> TestJson {
        parse_order(&parse_json(
            r#"{"package_id":"fjord-7days-1gb","quantity":2,"reference":"cart-7","price":4.5}"#,
        ))
        .unwrap()
    }

    fn names() -> OrderDescription<'static> {
        OrderDescription {
            digest: DIGEST,
            content: "01234567",
            shopper: "",
            reference: "cart-7",
            text: "for Ada",
        }
    }

    fn decoded_of(quantity: f64, text: &str) -> TestJson {
        let args = args();
        args.set("quantity", &TestJson::Number(quantity));
        let decode = |body: &TestJson| decode_order(body, &args);
        decode_write(&text.to_owned(), &decode).unwrap()
    }

    fn decoded(text: &str) -> TestJson {
        decoded_of(1.0, text)
    }

    #[test]
    fn the_request_is_a_multipart_write_with_the_names_in_its_description() {
        let plain = request(&args(), &names());
        assert_eq!(plain.path, "/customer/v2/orders");
        assert_eq!(plain.effect, Effect::Order);
        let fields = vec![
            ("package_id", "fjord-7days-1gb".to_owned()),
            ("quantity", "2".to_owned()),
            ("type", "sim".to_owned()),
            ("description", names().format()),
        ];
        assert_eq!(plain.body, Body::Multipart(fields.clone()));
        let shared = parse_order(&parse_json(
            r#"{"package_id":"fjord-7days-1gb","quantity":2,"to_email":"ada@example.org",
            "sharing_option":["pdf","link"],"copy_address":["eve@example.org","bob@example.org"],
            "brand_settings_name":"Fjord"}"#,
        ));
        let further = [
            ("to_email", "ada@example.org"),
            ("brand_settings_name", "Fjord"),
            ("sharing_option[]", "link"),
            ("sharing_option[]", "pdf"),
            ("copy_address[]", "eve@example.org"),
            ("copy_address[]", "bob@example.org"),
        ];
        let mut all = fields;
        all.extend(further.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(
            request(&shared.unwrap(), &names()).body,
            Body::Multipart(all)
        );
    }

    #[test]
    fn the_journal_entry_has_what_a_lookup_needs_and_no_address() {
        let order = args();
        order.set("to_email", &TestJson::from_str("ada@example.org"));
        let expected = r#"{"package_id":"fjord-7days-1gb","quantity":2,"price":4.5}"#;
        assert_eq!(about(&order), parse_json(expected));
    }

    const OLDER: &str = r#"{"data":{"package_id":"fjord-7days-1gb","quantity":"2","type":"sim",
        "description":"DESCRIPTION","esim_type":"Prepaid","validity":7,"package":"Fjord-1 GB - 7 Days",
        "data":"1 GB","price":9.5,"created_at":"2026-02-27 08:30:14","id":4110,
        "code":"20260227-004110","currency":"USD","manual_installation":"<p>","qrcode_installation":"",
        "installation_guides":{"en":"https://guides.example.com"},"brand_settings_name":"Fjord",
        "sims":[{"id":13110,"created_at":"2026-02-27 08:30:14","iccid":"8944500102030405061",
        "lpa":"smdp.example.com","imsis":null,"matching_id":"M-1",
        "qrcode":"LPA:1$smdp.example.com$M-1","qrcode_url":"https://guides.example.com/qr.png",
        "direct_apple_installation_url":"https://install.example.com/M-1","airalo_code":null,
        "apn_type":"automatic","apn_value":null,"is_roaming":true,"confirmation_code":null}]},
        "meta":{"message":"success"}}"#;
    const NEWER: &str = r#"{"data":[{"id":"4110","code":"20260227-004110","currency":"USD",
        "package_id":"fjord-7days-1gb","quantity":2,"type":"sim","description":"DESCRIPTION",
        "esim_type":"local","validity":"7","package":"Fjord-1 GB - 7 Days","data":"1 GB",
        "price":"9.50","pricing_model":"net_pricing","created_at":"2026-02-27 08:30:14",
        "text":null,"voice":null,"net_price":"3.2","brand_settings_name":null,
        "sims":{"0":{"id":"13110","iccid":8944500102030405061,"lpa":"smdp.example.com",
        "matching_id":"M-1","qrcode":"LPA:1$smdp.example.com$M-1","is_roaming":"1",
        "apn":{"ios":{"apn_type":"automatic","apn_value":"N/A"},"android":[]},"msisdn":467000}}}]}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        for text in [OLDER, NEWER] {
            let order = decoded(&text.replace("DESCRIPTION", &names().format()));
            for field in ORDER.iter().chain(FURTHER) {
                assert_ne!(order.get(field.name), TestJson::Missing, "{}", field.name);
            }
            assert_eq!(order.get("issues"), parse_json("[]"), "{text}");
            assert_eq!(order.get_f64("order_id"), Some(4110.0));
            assert_eq!(order.get_f64("quantity"), Some(2.0));
            assert_eq!(order.get_f64("price"), Some(9.5));
            assert_eq!(order.get_f64("validity"), Some(7.0));
            assert_eq!(order.get_string("description").as_deref(), Some("for Ada"));
            assert_eq!(order.get_string("reference").as_deref(), Some("cart-7"));
            assert_eq!(order.get("iccid"), TestJson::Null);
            let sim = order.get("sims").at(0);
            for field in ORDER_ESIM {
                assert_ne!(sim.get(field.name), TestJson::Missing, "{}", field.name);
            }
            assert_eq!(
                sim.get_string("iccid").as_deref(),
                Some("8944500102030405061")
            );
            assert_eq!(sim.get("is_roaming"), TestJson::Bool(true));
        }
    }

    #[test]
    fn an_incomplete_answer_is_an_order_with_issues() {
        let odd = OLDER.replace(r#""is_roaming":true"#, r#""is_roaming":"maybe""#);
        let order = decoded(&odd);
        assert_eq!(order.get("sims").at(0).get("is_roaming"), TestJson::Null);
        let issue = order.get("issues").at(0);
        assert_eq!(
            issue.get_string("path").as_deref(),
            Some("data.sims[0].is_roaming")
        );
        for text in ["{}", "null", r#"{"data":[]}"#] {
            let order = decoded(text);
            let package = order.get_string("package_id");
            assert_eq!(package.as_deref(), Some("fjord-7days-1gb"));
            assert!(order.get("issues").length() > 3, "{text}");
            assert!(esims_of(&order).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_order_with_fewer_esims_than_were_ordered_has_an_issue() {
        let lacks_esims = |quantity, text: &str| {
            let issues = decoded_of(quantity, text).get("issues");
            (0..issues.length())
                .any(|index| issues.at(index).get_string("path").as_deref() == Some("data.sims"))
        };
        assert!(!lacks_esims(1.0, OLDER));
        assert!(lacks_esims(2.0, OLDER));
        assert!(lacks_esims(
            1.0,
            r#"{"data":{"id":4110,"code":"c","sims":[]}}"#
        ));
    }

    #[test]
    fn each_esim_of_an_order_has_the_summary_of_the_order() {
        let esims = esims_of(&decoded(OLDER));
        let [(iccid, esim)] = &*esims else {
            panic!("one eSIM")
        };
        assert_eq!(iccid, "8944500102030405061");
        assert_eq!(esim.get_string("matching_id").as_deref(), Some("M-1"));
        assert_eq!(esim.get("recycled"), TestJson::Null);
        let order = esim.get("simable");
        assert_eq!(order.get_f64("id"), Some(4110.0));
        assert_eq!(order.get_string("reference").as_deref(), Some("cart-7"));
        for name in ["sims", "manual_installation", "user"] {
            assert_eq!(order.get(name), TestJson::Null, "{name}");
        }
        for bad in [r#""8944""#, "null", "7", r#""../1""#] {
            let text = OLDER.replace(r#""8944500102030405061""#, bad);
            assert!(esims_of(&decoded(&text)).is_empty(), "{bad}");
        }
    }

    #[test]
    fn a_person_names_no_order_of_another_purchase() {
        let order = |description: &str, package: &str| {
            parse_json(&format!(
                r#"{{"id":7,"description":"{description}","package_id":"{package}"}}"#
            ))
        };
        let about = about(&args());
        let own = names().format();
        assert!(check_named(&order(&own, "fjord-7days-1gb"), &about, DIGEST).is_ok());
        assert!(check_named(&order("made by hand", "fjord-7days-1gb"), &about, DIGEST).is_ok());
        let shrunk = TestJson::object();
        assert!(check_named(&order("", "any"), &shrunk, DIGEST).is_ok());
        let foreign = own.replacen("0123", "9999", 1);
        for (description, package) in [(&*foreign, "fjord-7days-1gb"), ("by hand", "other")] {
            let error = check_named(&order(description, package), &about, DIGEST).unwrap_err();
            assert_eq!(error.path.as_deref(), Some("settlement.order_id"));
        }
    }
}
