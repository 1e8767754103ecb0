//! The purchases of the journal: the outcome of a reference, the list, recovery, and a person's
//! settlement. A page asks the shop's gateway. A partner client reads its own journal.

use crate::core::argument::{
    self, Arg, ArgType, NON_BLANK, REFERENCE, SHOPPER, optional, parse_object, required,
};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::Query;
use crate::core::schema::{Field, FieldType, SchemaError, check_object, nullable};

/// The longest page of purchases.
const MAX_PAGE: f64 = 100.0;

const REFERENCE_ARGS: &[Arg] = &[
    required("reference", REFERENCE),
    optional("shopper", SHOPPER),
    optional("unpaid", ArgType::Bool),
];

const QUERY: &[Arg] = &[
    optional("shopper", SHOPPER),
    optional(
        "state",
        ArgType::OneOf(&["open", "done", "failed", "closed"]),
    ),
    optional("kind", ArgType::OneOf(&["topup", "renewal"])),
    optional(
        "limit",
        ArgType::Number {
            integer: true,
            min: 1.0,
            max: MAX_PAGE,
            problem: "must be an integer from 1 to 100",
        },
    ),
    optional("after", NON_BLANK),
];

const SETTLEMENT: &[Arg] = &[
    required("reference", REFERENCE),
    required("outcome", ArgType::OneOf(&["done", "failed", "closed"])),
    optional("order_id", ArgType::Any),
    optional("code", NON_BLANK),
    optional("shopper", SHOPPER),
    optional("unpaid", ArgType::Bool),
];

/// A purchase of the gateway. Orders are checked where they are used.
const PURCHASE: &[Field] = &[
    argument_field("reference"),
    argument_field("state"),
    nullable("kind", FieldType::String),
    nullable("tries", FieldType::Number),
    nullable("created_at", FieldType::Number),
];

const fn argument_field(name: &'static str) -> Field {
    crate::core::schema::required(name, FieldType::String)
}

/// Parses a reference, alone or in an object.
pub(super) fn parse_reference<J: JsonValue>(value: &J) -> Result<J, Error> {
    if value.types().is_subset(TypeSet::STRING) {
        argument::parse_value(value, "reference", REFERENCE)?;
        let args = J::object();
        args.set("reference", value);
        return Ok(args);
    }
    let args = parse_object(value, "purchase", REFERENCE_ARGS)?;
    needs_shopper(&args, "purchase")?;
    Ok(args)
}

/// Parses a query of purchases.
pub(super) fn parse_query<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "query", QUERY)
}

/// Parses a person's settlement.
pub(super) fn parse_settlement<J: JsonValue>(value: &J) -> Result<J, Error> {
    let args = parse_object(value, "settlement", SETTLEMENT)?;
    needs_shopper(&args, "settlement")?;
    let order_id = args.get("order_id");
    let has_id =
        order_id.as_string().is_some_and(|id| !id.is_empty()) || order_id.as_f64().is_some();
    if args.get_string("outcome").as_deref() == Some("done")
        && !has_id
        && args.get_string("code").is_none()
    {
        let problem = "or settlement.code is needed: the order that was found";
        return Err(Error::argument("settlement.order_id", problem));
    }
    Ok(args)
}

/// The key of a purchase that is no payment has its shopper in it.
fn needs_shopper<J: JsonValue>(args: &J, path: &str) -> Result<(), Error> {
    let unpaid = args.get("unpaid").as_bool() == Some(true);
    if unpaid && args.get_string("shopper").is_none() {
        let path = crate::core::text::join(&[path, ".shopper"]);
        return Err(Error::argument(&path, "is needed with unpaid"));
    }
    Ok(())
}

/// The query of a page of purchases at the gateway.
pub(super) fn gateway_query<J: JsonValue>(query: &J) -> String {
    let mut out = Query::default();
    for name in ["limit", "after", "kind", "state"] {
        if let Some(value) = query.get_string(name) {
            out.push(name, &value);
        }
    }
    out.finish()
}

/// Decodes a purchase of the gateway.
pub(super) fn decode_purchase<J: JsonValue>(body: &J) -> Result<J, SchemaError> {
    let purchase = body.get("data");
    check_object(&purchase, PURCHASE, "data")?;
    Ok(purchase)
}

/// Decodes a page of purchases of the gateway.
pub(super) fn decode_purchases<J: JsonValue>(body: &J) -> Result<J, SchemaError> {
    let rows = crate::core::envelope::decode_list(body, PURCHASE)?;
    let next = body.get("meta").get_string("next");
    let page = J::object();
    page.set("purchases", &rows);
    page.set(
        "next",
        &next.map_or_else(J::null, |next| J::from_str(&next)),
    );
    Ok(page)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{
        decode_purchase, decode_purchases, gateway_query, parse_query, parse_reference,
        parse_settlement,
    };
    use crate::api::renewal::js::RenewNumber;
    use crate::api::topup_order::js::SubmitTopupOrder;
    use crate::core::json::JsonValue;
    use crate::core::schema::decode_read;
    use crate::wasm::page_purchase;
    use crate::wasm::prelude::*;
    use crate::wasm::purchase::{self, PurchaseOperation};

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("purchases.d.ts");

    #[wasm_bindgen]
    impl Client {
        /// Returns the outcome of a reference. A page asks the shop's gateway, and sees its own shopper's
        /// purchases only. Sends no order. An open purchase is looked for once more, in the background.
        ///
        /// @param reference The reference. For a partner client also an object with the shop's `shopper`, who
        /// has to be an owner, and `unpaid` for a renewal that is no payment.
        /// @param options `signal`, `timeoutMs` and `waitUntil` of this call.
        /// @returns The purchase. Its state is `none` if the journal does not have it.
        /// @throws {PressOneError} `invalid_argument`, `storage`, `timeout`, `aborted`; for a page client also
        /// `authentication`, `network`, `server`, `decode`.
        #[wasm_bindgen(js_name = getPurchase, unchecked_return_type = "Promise<Purchase>")]
        pub fn get_purchase(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string | PurchaseName")] reference: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let (call, args) = (self.begin(options), parse_reference(reference));
            promise(async move {
                let (call, args) = (call?, args?);
                if call.state.config.is_partner() {
                    return purchase::get_purchase(&call, &args, operation_of).await;
                }
                let reference = args.get_string("reference").unwrap_or_default();
                let answer = call
                    .read(&page_purchase::question(&reference), true)
                    .await?;
                let purchase = decode_read(&answer.get("text"), &decode_purchase)?;
                page_purchase::forget_history(&call, &purchase).await;
                Ok(purchase)
            })
        }

        /// Lists purchases. A page sees its own shopper's, newest first. A partner client sees all, in the
        /// order of their keys, or those of one `shopper`, newest first.
        ///
        /// @param query `shopper` (partner client only), `state`, `kind`, `limit` (1 to 100, default 50) and
        /// `after`, the `next` of the page before.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The purchases, and the `next` page's `after` or null.
        /// @throws {PressOneError} `invalid_argument`, `storage`, `timeout`, `aborted`; for a page client also
        /// `authentication`, `network`, `server`, `decode`.
        #[wasm_bindgen(unchecked_return_type = "Promise<PurchaseList>")]
        pub fn purchases(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "PurchaseQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let (call, query) = (self.begin(options), parse_query(query));
            promise(async move {
                let (call, query) = (call?, query?);
                if call.state.config.is_partner() {
                    return purchase::list_purchases(&call, &query).await;
                }
                let request = page_purchase::list_request(gateway_query(&query));
                let answer = call.read(&request, true).await?;
                Ok(decode_read(&answer.get("text"), &decode_purchases)?)
            })
        }

        /// Looks for the orders of all open purchases, and settles those that it finds. Sends no order. Call
        /// it at the start of a server, and from a timer. Partner client only.
        ///
        /// A purchase is looked for after 1, 2, 5 and 30 minutes, and then hourly. Absence from the list
        /// settles nothing.
        ///
        /// @param options `signal` and `timeoutMs` of this call. After the timeout no further look begins.
        /// @returns The purchases that are settled now, and those that are still open.
        /// @throws {PressOneError} `configuration` (a page client), `invalid_argument`, `storage`.
        #[wasm_bindgen(js_name = recoverPurchases, unchecked_return_type = "Promise<Recovery>")]
        pub fn recover_purchases(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let call = self.begin(options);
            promise(async move { purchase::recover(&call?, operation_of).await })
        }

        /// Records the outcome of a purchase that a person found out. Sends nothing. Partner client only.
        ///
        /// @param settlement The reference and the outcome: `done` with the `order_id` or `code` of the order,
        /// `failed` (the reference may buy again) or `closed` (it never buys again).
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The purchase afterwards. A known order wins over every other outcome.
        /// @throws {PressOneError} `in_progress` (a call may still be at work; `retryAfterMs`), `not_found`,
        /// `configuration` (a page client), `invalid_argument`, `storage`.
        #[wasm_bindgen(js_name = settlePurchase, unchecked_return_type = "Promise<Purchase>")]
        pub fn settle_purchase(
            &self,
            #[wasm_bindgen(unchecked_param_type = "Settlement")] settlement: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let (call, args) = (self.begin(options), parse_settlement(settlement));
            promise(async move { purchase::settle(&call?, &args?, operation_of).await })
        }

        /// Closes a reference, if nothing is open or done: it never buys again. Refund a payment only after
        /// the state is `closed`. Partner client only.
        ///
        /// @param reference The reference, or an object as for `getPurchase`.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns The purchase afterwards. If its state is `open` or `done`, nothing was changed.
        /// @throws {PressOneError} `in_progress` (a call may still be at work; `retryAfterMs`),
        /// `configuration` (a page client), `invalid_argument`, `storage`.
        #[wasm_bindgen(js_name = closePurchase, unchecked_return_type = "Promise<Purchase>")]
        pub fn close_purchase(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string | PurchaseName")] reference: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let (call, args) = (self.begin(options), parse_reference(reference));
            promise(async move { purchase::close(&call?, &args?, operation_of).await })
        }
    }

    fn operation_of(kind: &str) -> &'static dyn PurchaseOperation {
        if kind == RenewNumber.kind().as_str() {
            &RenewNumber
        } else {
            &SubmitTopupOrder
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn a_reference_is_given_alone_or_with_its_shopper() {
        let alone = parse_reference(&parse_json(r#""pi_1""#)).unwrap();
        assert_eq!(alone.get_string("reference").as_deref(), Some("pi_1"));
        let named = parse_json(r#"{"reference":"r","shopper":"ada","unpaid":true}"#);
        assert_eq!(parse_reference(&named), Ok(named));
        for (bad, path) in [
            (r#"" a""#, "reference"),
            (r#"{"shopper":"ada"}"#, "purchase.reference"),
            (r#"{"reference":"r","unpaid":true}"#, "purchase.shopper"),
            ("7", "purchase"),
        ] {
            let error = parse_reference(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn a_settlement_names_an_order_if_it_is_done() {
        for valid in [
            r#"{"reference":"r","outcome":"failed"}"#,
            r#"{"reference":"r","outcome":"done","order_id":7}"#,
            r#"{"reference":"r","outcome":"done","code":"c"}"#,
        ] {
            assert!(parse_settlement(&parse_json(valid)).is_ok(), "{valid}");
        }
        for (bad, path) in [
            ("{}", "settlement.reference"),
            (
                r#"{"reference":"r","outcome":"lost"}"#,
                "settlement.outcome",
            ),
            (
                r#"{"reference":"r","outcome":"done"}"#,
                "settlement.order_id",
            ),
        ] {
            let error = parse_settlement(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    #[test]
    fn purchases_of_the_gateway_are_checked() {
        let purchase =
            r#"{"reference":"r","state":"done","kind":"topup","tries":0,"created_at":1}"#;
        let one = parse_json(&format!(r#"{{"data":{purchase}}}"#));
        assert!(decode_purchase(&one).is_ok());
        let list = parse_json(&format!(r#"{{"data":[{purchase}],"meta":{{"next":"k"}}}}"#));
        let page = decode_purchases(&list).unwrap();
        assert_eq!(page.get_string("next").as_deref(), Some("k"));
        assert!(decode_purchase(&parse_json(r#"{"data":[]}"#)).is_err());
    }
}
