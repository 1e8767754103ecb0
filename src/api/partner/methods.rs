//! The exported methods that only the partner client has.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::claim_operation::ClaimNumber;
use super::renewal_operation::RenewNumber;
use super::sim_order_operation::SubmitOrder;
use super::topup_order_operation::SubmitTopupOrder;
use crate::api::partner::claim::parse_claim;
use crate::api::partner::purchases::{parse_reference, parse_settlement};
use crate::api::purchases::parse_query;
use crate::api::renewal::parse_renewal;
use crate::api::{sim_order, topup_order};
use crate::core::error::Error;
use crate::partner::PartnerClient;
use crate::partner::buy_args::BuyArgs;
use crate::partner::purchase::{self, PurchaseOperation};
use crate::wasm::promise::promise;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("methods.d.ts");

#[wasm_bindgen]
impl PartnerClient {
    /// Buys a top-up for an active eSIM. Call it only after the shopper has paid. One `reference` buys one
    /// order at most, however often you call.
    ///
    /// The client:
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
    /// @param options `signal`, `timeoutMs` and `waitUntil` of this call. The lookup of a lost order takes extra
    /// time: up to `lookUpMs` plus 10 s.
    /// @returns The order.
    /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was ordered, and `unknown` if the
    /// order may have been made. Kinds: `outcome_unknown`, `invalid_argument`, `package_unavailable`,
    /// `price_changed` (with `prices`), `insufficient_balance`, `sim_recycled`, `purchase_closed`,
    /// `reference_reused`, `in_progress`, `validation`, `not_found`, `authentication`, `permission`,
    /// `rate_limited`, `storage`, `configuration`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = submitTopupOrder, unchecked_return_type = "Promise<TopupOrder>")]
    pub fn submit_topup_order(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PartnerTopupOrderRequest")] order: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&SubmitTopupOrder, topup_order::parse_order(order), options)
    }

    /// Buys new eSIMs of one package. Call it only after the shopper has paid. One `reference` buys one order at
    /// most, however often you call.
    ///
    /// The steps are those of `submitTopupOrder`. With `price` or `confirmOffer`, the package is first looked for
    /// in the list of `getPackages`, which the store keeps for an hour. If the kept list does not have it, or has
    /// another price, PressOne is asked once more, unless it was asked in the last minute.
    ///
    /// The journal has the order encrypted, because its codes are enough to install the eSIMs. With `shopper`, the
    /// gateway knows later that the eSIMs are this shopper's.
    ///
    /// `POST /customer/v2/orders` (PressOne: "Submit order", "Purchase journey")
    ///
    /// @param order The purchase.
    /// @param options `signal`, `timeoutMs` and `waitUntil` of this call. The lookup of a lost order takes extra
    /// time: up to `lookUpMs` plus 10 s.
    /// @returns The order, with the eSIMs in `sims`.
    /// @throws {PressOneError} As `submitTopupOrder`. `validation` with `fields.quantity` if PressOne has fewer
    /// eSIMs.
    #[wasm_bindgen(js_name = submitOrder, unchecked_return_type = "Promise<SimOrder>")]
    pub fn submit_order(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PartnerSimOrderRequest")] order: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&SubmitOrder, sim_order::parse_order(order), options)
    }

    /// Renews the subscription of a phone number, or turns a free trial into a paying subscription. One
    /// `reference` renews once at most. A number has one open renewal at most.
    ///
    /// PressOne has no list of renewals, so a lost answer cannot be looked up. Such a renewal stays open.
    /// The option `judgeRenewal` can settle it, or `settlePurchase`. Until then, other renewals of the
    /// number are rejected with `number_busy`.
    ///
    /// `POST /api/third-party/partner/renew-number/` (PressOne: "Renew number")
    ///
    /// @param renewal The number to renew, by its email address.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The server's answer.
    /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was renewed, and `unknown` if the
    /// number may have been renewed. Kinds: as `submitTopupOrder`, and `number_busy`.
    #[wasm_bindgen(js_name = renewNumber, unchecked_return_type = "Promise<Renewal>")]
    pub fn renew_number(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PartnerRenewalRequest")] renewal: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&RenewNumber, parse_renewal(renewal), options)
    }

    /// Claims a phone number for a user. One `reference` claims once at most. A number has one open claim at most.
    ///
    /// PressOne documents that this endpoint exists, and neither its path nor its body. So it needs the options
    /// `numbers.claimPath`, `numbers.numberField` and `numbers.emailField`. PressOne has no list of claims, so a lost
    /// answer cannot be looked up. Such a claim stays open. The option `judgeClaim` can settle it, or
    /// `settlePurchase`. Until then, other claims of the number are rejected with `number_busy`.
    ///
    /// `POST` (PressOne: "Claim number")
    ///
    /// @param claim The number, and the email address that it is claimed with. `renewNumber` takes the same address.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The server's answer.
    /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was claimed, and `unknown` if the
    /// number may have been claimed. Kinds: as `renewNumber`. `configuration` without an outcome: an option is missing,
    /// and nothing was sent.
    #[wasm_bindgen(js_name = claimNumber, unchecked_return_type = "Promise<Claim>")]
    pub fn claim_number(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PartnerClaimRequest")] claim: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
    ) -> Promise {
        let args = parse_claim(claim, self.numbers().claim());
        self.buy(&ClaimNumber, args, options)
    }

    /// Returns the outcome of a reference. Sends no order. An open purchase is looked for once more, in the
    /// background.
    ///
    /// @param reference The reference. Or an object with the shop's `shopper`, who has to be an owner, and
    /// `unpaid` for a renewal that is no payment.
    /// @param options `signal`, `timeoutMs` and `waitUntil` of this call.
    /// @returns The purchase. Its state is `none` if the journal does not have it.
    /// @throws {PressOneError} `invalid_argument`, `storage`, `timeout`, `aborted`.
    #[wasm_bindgen(js_name = getPurchase, unchecked_return_type = "Promise<Purchase>")]
    pub fn get_purchase(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | PurchaseName")] reference: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
    ) -> Promise {
        let (call, args) = (self.begin(options), parse_reference(reference));
        promise(async move { purchase::get_purchase(&call?, &args?, operation_of).await })
    }

    /// Lists all purchases in the order of their keys, or those of one `shopper`, newest first.
    ///
    /// @param query `shopper`, `state`, `kind`, `limit` (1 to 100, default 50) and `after`, the `next` of the
    /// page before.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The purchases, and the `next` page's `after` or null.
    /// @throws {PressOneError} `invalid_argument`, `storage`, `timeout`, `aborted`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PurchaseList>")]
    pub fn purchases(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "PartnerPurchaseQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let (call, query) = (self.begin(options), parse_query(query));
        promise(async move { purchase::list_purchases(&call?, &query?).await })
    }

    /// Looks for the orders of all open purchases, and settles those that it finds. Sends no order. Call
    /// it at the start of a server, and from a timer.
    ///
    /// A purchase is looked for after 1, 2, 5 and 30 minutes, and then hourly. Absence from the list
    /// settles nothing.
    ///
    /// @param options `signal` and `timeoutMs` of this call. After the timeout no further look begins.
    /// @returns The purchases that are settled now, and those that are still open.
    /// @throws {PressOneError} `invalid_argument`, `storage`.
    #[wasm_bindgen(js_name = recoverPurchases, unchecked_return_type = "Promise<Recovery>")]
    pub fn recover_purchases(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move { purchase::recover(&call?, operation_of).await })
    }

    /// Records the outcome of a purchase that a person found out. Sends no order. For a `sim` that is done, it
    /// reads the order at PressOne, because the journal needs its eSIMs.
    ///
    /// @param settlement The reference and the outcome: `done` with the `order_id` or `code` of the order,
    /// `failed` (the reference may buy again) or `closed` (it never buys again).
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The purchase afterwards. A known order wins over every other outcome.
    /// @throws {PressOneError} `in_progress` (a call may still be at work; `retryAfterMs`), `not_found`,
    /// `invalid_argument`, `storage`. For a `sim` that is done also the errors of `getOrder`; then nothing was
    /// written.
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
    /// the state is `closed`.
    ///
    /// @param reference The reference, or an object as for `getPurchase`.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The purchase afterwards. If its state is `open` or `done`, nothing was changed.
    /// @throws {PressOneError} `in_progress` (a call may still be at work; `retryAfterMs`),
    /// `invalid_argument`, `storage`.
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

impl PartnerClient {
    fn buy(
        &self,
        operation: &'static dyn PurchaseOperation,
        args: Result<JsValue, Error>,
        options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        promise(async move {
            let (call, args) = (call?, args?);
            call.deadline.check()?;
            purchase::buy(&call, operation, &BuyArgs::new(&args)).await
        })
    }
}

fn operation_of(kind: &str) -> &'static dyn PurchaseOperation {
    let operations: [&'static dyn PurchaseOperation; 3] =
        [&RenewNumber, &SubmitOrder, &ClaimNumber];
    let found = operations
        .into_iter()
        .find(|operation| operation.kind().as_str() == kind);
    found.unwrap_or(&SubmitTopupOrder)
}
