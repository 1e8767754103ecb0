//! `POST /customer/v2/orders/topups`: buys a top-up.
//!
//! `PressOne`'s pages "Submit top-up order" and "Top-up journey": only after the shopper has paid,
//! only with an id from a list that was just fetched. There is no idempotency key, so that the
//! request leaves once.

use crate::api::shapes::{self, SIM};
use crate::core::argument::{ICCID, LINE, PRICE, Param, REFERENCE, TEXT, fields, needed, optional};
use crate::core::envelope;
use crate::core::error::{Error, Kind};
use crate::core::json::{Json, Types, texts};
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
    optional("description", TEXT),
    // What the shopper paid, in USD.
    optional("price", PRICE),
    optional("reference", REFERENCE),
];

/// Checks what a caller wants bought.
pub(super) fn order<J: Json>(given: &J) -> Result<J, Error> {
    let order = fields(given, "order", ORDER)?;
    let names_price = texts(&order.keys()).any(|name| name == "price");
    if names_price && order.number_of("price").is_none() {
        // Most likely a misspelling on the way here: the shopper's price would not be looked at.
        return Err(Error::argument("order.price", "is there and holds nothing"));
    }
    Ok(order)
}

/// Refuses an order that the offer of this moment does not hold.
///
/// `offer` is the decoded answer of `getTopupPackages`.
pub(super) fn check_offer<J: Json>(offer: &J, order: &J) -> Result<(), Error> {
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
        _ => Ok(()),
    }
}

pub(super) fn request<J: Json>(order: &J) -> Request {
    let fields = ["package_id", "iccid", "description"]
        .into_iter()
        .filter_map(|name| Some((name, order.text_of(name)?)))
        .collect();
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
    order.set("reference", &shapes::reference(asked));
    (order, oddities)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{check_offer, order as order_of, request, take};
    use crate::api::topups;
    use crate::core::schema::read_outcome;
    use crate::wasm::prelude::*;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = r#"
/** What to buy. */
export interface TopupOrderRequest {
  /** The `id` of one of the eSIM's top-up packages. */
  package_id: string;
  /** The eSIM: 17 to 22 digits, as text. */
  iccid: string;
  /** Free text; `getOrderList` can search for it later. */
  description?: string | undefined;
  /**
   * Names this purchase for your own server, which makes one order for it however often it is asked:
   * your payment's id, 1 to 64 letters, digits, `.`, `_`, `~`, `-`. Random if not given. Travels as
   * `Idempotency-Key`, to your own server alone: a client that talks to PressOne itself refuses it.
   */
  reference?: string | undefined;
  /**
   * What the shopper paid, in USD: if the package costs something else now, nothing is bought.
   * `undefined` is refused: it would switch that off.
   */
  price?: number;
}

/**
 * A top-up that was bought. What the server left out is null and told in `issues`: an order that
 * was paid for is never lost to a detail. Further fields that the server sends are kept.
 */
export interface TopupOrder {
  package_id: string;
  /** The server's `id` of the order. */
  order_id: Id | null;
  /** The same as `order_id`. */
  id: Id | null;
  code: string | null;
  /** The eSIM that the top-up was bought for (the server does not echo it). */
  iccid: string;
  /** For display. */
  package: string | null;
  /** For display: `3 GB`. */
  data: string | null;
  /** Days. */
  validity: number | null;
  /** In `currency`. */
  price: number | null;
  /** The server's text, such as `2026-01-31 09:30:00`; its time zone is not documented. */
  created_at: string | null;
  sims: Sim[] | null;
  /** `USD` */
  currency: string | null;
  quantity: number | null;
  type: string | null;
  description: string | null;
  esim_type: string | null;
  /** What the purchase was named; null where PressOne itself was asked. */
  reference: string | null;
  /** The partner's own price in USD, where the server tells it. */
  net_price: number | null;
  /** What was odd about the answer; empty for a regular one. */
  issues: Issue[];
  /** The answer as it was received, where `issues` is not empty; else null. */
  raw: unknown;
}
"#;

    #[wasm_bindgen]
    impl Client {
        /// Buys a top-up for an active eSIM. Call it only after the shopper has paid.
        ///
        /// Lists the eSIM's top-ups first, in the same call, and orders only what is in that list,
        /// at the price that was paid where `price` is given. The order leaves once and is never
        /// sent again: after a lost answer the error is `outcome_unknown`, and the order may exist
        /// (look for its `description` with `getOrderList`).
        ///
        /// `POST /customer/v2/orders/topups` (PressOne: "Submit top-up order", "Top-up journey")
        ///
        /// @param order What to buy.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The order.
        /// @throws {PressOneError} Nothing was ordered: `invalid_argument`, `package_unavailable`,
        /// `price_changed`, `insufficient_balance`, `sim_recycled`, `validation`, `not_found`,
        /// `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`,
        /// `server`, `decode`. It may have been ordered: `outcome_unknown`.
        #[wasm_bindgen(js_name = submitTopupOrder, unchecked_return_type = "Promise<TopupOrder>")]
        pub fn submit_topup_order(
            &self,
            #[wasm_bindgen(unchecked_param_type = "TopupOrderRequest")] order: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let call = self.begin(options);
            let order = order_of(order);
            promise(async move {
                let (call, order) = (call?, order?);
                let offer = call
                    .read(&topups::request(&order.get("iccid")), topups::decode)
                    .await?;
                check_offer(&offer, &order)?;
                call.name(&order, "order.reference")?;
                call.write(&request(&order), &|text| {
                    read_outcome(text, &|body| take(body, &order))
                })
                .await
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schema::read_outcome;
    use crate::core::testing::{Doc, doc};

    const ICCID: &str = "8944000000000000017";

    fn asked() -> Doc {
        doc(r#"{"package_id":"fjord-30days-3gb-topup","iccid":"8944000000000000017"}"#)
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
        described.set("description", &Doc::Text("cart 7".to_owned()));
        let request = request(&described);
        assert_eq!(request.path, "/customer/v2/orders/topups");
        assert_eq!(request.effect, Effect::Write);
        assert_eq!(
            request.body,
            Body::Multipart(vec![
                ("package_id", "fjord-30days-3gb-topup".to_owned()),
                ("iccid", ICCID.to_owned()),
                ("description", "cart 7".to_owned()),
            ])
        );
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
        assert_eq!(check_offer(&offer, &asked()), Ok(()));
        assert_eq!(check_offer(&offer, &at(10.1)), Ok(()));
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
                "esim_type":"Prepaid","net_price":{net_price},"manual_installation":"","reference":null,
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
}
