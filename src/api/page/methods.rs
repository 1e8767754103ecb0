//! The exported methods that only the page client has.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::page::purchases::{
    decode_purchase, decode_purchases, gateway_query, parse_reference,
};
use crate::api::page::{claim, sim_order};
use crate::api::purchases::parse_query;
use crate::api::{renewal, topup_order};
use crate::core::json::JsonValue;
use crate::core::purchase_kind::PurchaseKind;
use crate::page::questions::{list_request, question};
use crate::page::{Operation, PageClient};
use crate::wasm::endpoint::{Endpoint, Run};

/// The purchase of a top-up.
static TOPUP: Operation = Operation {
    name: "submitTopupOrder",
    kind: PurchaseKind::Topup,
    parse: topup_order::parse_order,
    decode: topup_order::decode_order,
};

/// The purchase of new eSIMs.
static SIM: Operation = Operation {
    name: "submitOrder",
    kind: PurchaseKind::Sim,
    parse: sim_order::parse_order,
    decode: |body, args| {
        let decoded = topup_order::decode_order(body, args);
        decoded.0.set("iccid", &JsValue::NULL);
        decoded
    },
};

/// The renewal of a number.
static RENEWAL: Operation = Operation {
    name: "renewNumber",
    kind: PurchaseKind::Renewal,
    parse: renewal::parse_renewal,
    decode: renewal::decode_renewal,
};

/// The claim of a number.
static CLAIM: Operation = Operation {
    name: "claimNumber",
    kind: PurchaseKind::Claim,
    parse: claim::parse_claim,
    decode: renewal::decode_renewal,
};

static GET_PURCHASE: Endpoint = Endpoint {
    parse: parse_reference,
    run: Run::Read {
        request: question,
        answer: decode_purchase,
    },
};

static PURCHASES: Endpoint = Endpoint {
    parse: parse_query,
    run: Run::Read {
        request: |query| list_request(gateway_query(query)),
        answer: decode_purchases,
    },
};

#[wasm_bindgen(js_class = "Client")]
impl PageClient {
    /// Buys a top-up for an active eSIM, through the shop's gateway. Call it only after the shopper has paid.
    /// One `reference` buys one order at most, however often you call.
    ///
    /// If the answer is lost, the client asks the gateway what became of the reference. It sends the purchase
    /// again only if the journal does not have it. If the outcome stays unknown, call again with the same
    /// `reference`, or ask `getPurchase`.
    ///
    /// `POST /customer/v2/orders/topups` (PressOne: "Submit top-up order", "Top-up journey")
    ///
    /// @param order The purchase.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The order.
    /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was ordered, and `unknown` if the
    /// order may have been made. Kinds: `outcome_unknown`, `invalid_argument`, `package_unavailable`,
    /// `price_changed` (with `prices`), `insufficient_balance`, `sim_recycled`, `payment_required`,
    /// `payment_pending`, `purchase_closed`, `reference_reused`, `in_progress`, `validation`, `not_found`,
    /// `authentication`, `permission`, `rate_limited`, `configuration`, `network`, `timeout`, `aborted`,
    /// `server`, `decode`.
    #[wasm_bindgen(js_name = submitTopupOrder, unchecked_return_type = "Promise<TopupOrder>")]
    pub fn submit_topup_order(
        &self,
        #[wasm_bindgen(unchecked_param_type = "TopupOrderRequest")] order: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&TOPUP, order, options)
    }

    /// Buys new eSIMs, through the shop's gateway. Call it only after the shopper has paid. One `reference` buys one
    /// order at most, as for `submitTopupOrder`. The eSIMs are this shopper's then: `getEsim` has their codes, and
    /// `getInstallation` the steps.
    ///
    /// `POST /customer/v2/orders` (PressOne: "Submit order", "Purchase journey")
    ///
    /// @param order The purchase.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The order. Its `sims` have `id` and `iccid`.
    /// @throws {PressOneError} As `submitTopupOrder`.
    #[wasm_bindgen(js_name = submitOrder, unchecked_return_type = "Promise<OwnSimOrder>")]
    pub fn submit_order(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SimOrderRequest")] order: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&SIM, order, options)
    }

    /// Renews the subscription of a phone number, or turns a free trial into a paying subscription, through
    /// the shop's gateway. One `reference` renews once at most. A number has one open renewal at most.
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
        #[wasm_bindgen(unchecked_param_type = "RenewalRequest")] renewal: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&RENEWAL, renewal, options)
    }

    /// Claims a phone number for an email address, through the shop's gateway. One `reference` claims once at most. A
    /// number has one open claim at most. `renewNumber` renews its subscription by the address.
    ///
    /// `POST` (PressOne: "Claim number"). PressOne documents neither its path nor its body: the shop's partner client has
    /// the option `numbers`.
    ///
    /// @param claim The number, as `getAvailableNumbers` has it, and the shopper's email address.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The outcome. Its `message` is the gateway's, and its `data` is null.
    /// @throws {PressOneError} Its `outcome` is `not_ordered` if nothing was claimed, and `unknown` if the number may
    /// have been claimed. Kinds: as `submitTopupOrder`, and `number_busy`.
    #[wasm_bindgen(js_name = claimNumber, unchecked_return_type = "Promise<Claim>")]
    pub fn claim_number(
        &self,
        #[wasm_bindgen(unchecked_param_type = "OwnClaimRequest")] claim: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.buy(&CLAIM, claim, options)
    }

    /// Asks the shop's gateway for the outcome of a reference of this shopper. Sends no order. The gateway
    /// looks for an open purchase once more, in the background.
    ///
    /// @param reference The reference.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The purchase. Its state is `none` if the journal does not have it.
    /// @throws {PressOneError} `invalid_argument`, `authentication`, `permission`, `rate_limited`, `network`,
    /// `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getPurchase, unchecked_return_type = "Promise<Purchase>")]
    pub fn get_purchase(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] reference: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.start(&GET_PURCHASE, reference, options)
    }

    /// Lists the purchases of this shopper, newest first.
    ///
    /// @param query `state`, `kind`, `limit` (1 to 100, default 50) and `after`, the `next` of the page before.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The purchases, and the `next` page's `after` or null.
    /// @throws {PressOneError} `invalid_argument`, `authentication`, `permission`, `rate_limited`, `network`,
    /// `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(unchecked_return_type = "Promise<PurchaseList>")]
    pub fn purchases(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "PurchaseQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.start(&PURCHASES, query, options)
    }
}
