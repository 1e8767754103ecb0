//! The JavaScript of a top-up order: its types and its method.

use super::{
    check_offer, decode_order, find_order, is_same_order, parse_order as order_of, request,
    search_request, subject,
};
use crate::api::orders::next_search_page;
use crate::api::{history, topups};
use crate::core::error::{Error, Kind};
use crate::core::write_protocol::Mode;
use crate::wasm::call::Call;
use crate::wasm::error::CallError;
use crate::wasm::prelude::*;
use crate::wasm::write::{self, Check, Endpoint, Search};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What to buy. */
export interface TopupOrderRequest {
  /** The `id` of one of the eSIM's top-up packages. */
  package_id: string;
  /** The eSIM: 17 to 22 digits, as text. */
  iccid: string;
  /** Free text, up to 150 bytes in UTF-8 without control characters. */
  description?: string | undefined;
  /**
   * Names this purchase, for which at most one order is made however often it is asked for: your
   * payment's or cart's id, 1 to 64 letters, digits, `.`, `_`, `~`, `-`. Random if not given. It stands
   * in the order's description (`po1:<shopper>:<reference>:<description>`), so that the order can be
   * found by it; to your own server it also goes as `Idempotency-Key`. `undefined` is refused: each call
   * would be a purchase of its own.
   */
  reference?: string;
  /**
   * Whose order it is, 1 to 32 of the same characters: for your own server, which can list a shopper's
   * orders by it.
   */
  shopper?: string | undefined;
  /**
   * Asked right before the order leaves, with the offer of this moment: unless it gives `true`,
   * nothing is ordered (`aborted`; what it throws is the `cause`). Not asked where the reference's
   * order is known already.
   */
  confirm?: ((offer: TopupPackage) => boolean | Promise<boolean>) | undefined;
  /**
   * `true` sends the order again if an earlier request of the reference may have left and no order can
   * be found. Harmless through your own server if it makes one order per reference, as the gateway does;
   * else only if you know that there is none.
   */
  resend?: boolean | undefined;
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
  /** What names the purchase. */
  reference: string;
  /**
   * Where this is from: the `answer` to this call's request, the order `list`, where the answer was lost,
   * or the `journal`, where the order was made before.
   */
  source: "answer" | "list" | "journal";
  /** The partner's own price in USD, where the server tells it. */
  net_price: number | null;
  /** What was odd about the answer; empty for a regular one. */
  issues: Issue[];
  /** The answer as it was received, where `issues` is not empty; else null. */
  raw: unknown;
}
"#;

/// How a top-up is ordered.
pub(crate) const ENDPOINT: &Endpoint = &Endpoint {
    name: "submitTopupOrder",
    kind: "topup",
    subject,
    request,
    take: decode_order,
    check,
    search: Some(Search {
        request: search_request,
        find: find_order,
        is_same: is_same_order,
        next: next_search_page,
        provisional: history::provisional,
    }),
    number: None,
};

/// Lists the offers, in the same call, and orders only what is among them.
fn check<'a>(call: &'a Call, order: &'a JsValue) -> Check<'a> {
    Box::pin(async move {
        let request = topups::request(&order.get("iccid"));
        let offers = call.read(&request, topups::decode).await?;
        let offer = check_offer(&offers, order)?;
        let confirm = order.get("confirm");
        if !confirm.is_function() {
            return Ok(());
        }
        let message = "order.confirm did not say yes; nothing was ordered";
        match call.deadline.call_back(&confirm, &offer).await {
            Ok(answer) if answer.as_bool() == Some(true) => Ok(()),
            Ok(_) => Err(Error::new(Kind::Aborted, &[message]).into()),
            Err(thrown) => Err(CallError::from_thrown(Kind::Aborted, message, thrown)),
        }
    })
}

#[wasm_bindgen]
impl Client {
    /// Buys a top-up for an active eSIM. Call it only after the shopper has paid.
    ///
    /// Lists the eSIM's top-ups first, in the same call, and orders only what is in that list, at the
    /// price that was paid where `price` is given. The purchase is written into the journal before the
    /// order leaves, and the order leaves once. If its answer is lost, it is looked for in the order
    /// list for `lookUpMs`: found, it is the result; else the error is `outcome_unknown`, with the
    /// `reference`. Whoever calls again with that reference, now or after a crash, gets the order as
    /// soon as there is one, and never a second one.
    ///
    /// The journal is in `IndexedDB` in a page, in `storage` where one is given, else in memory: then a
    /// purchase whose reference you give is looked for before it is sent.
    ///
    /// A page that talks to PressOne itself gets what its engine allows: browsers send a request again
    /// over a connection that broke, so that only your own server makes sure of one order.
    ///
    /// `POST /customer/v2/orders/topups` (PressOne: "Submit top-up order", "Top-up journey")
    ///
    /// @param order What to buy.
    /// @param options `signal` and `timeoutMs` of this call. Looking for a lost order takes its own
    /// time, up to `lookUpMs` and 10 s more.
    /// @returns The order.
    /// @throws {PressOneError} Nothing was ordered: `invalid_argument`, `package_unavailable`,
    /// `price_changed`, `insufficient_balance`, `sim_recycled`, `validation`, `not_found`,
    /// `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`,
    /// `decode`, `reference_reused` (it is another purchase's), `storage` (the journal takes nothing). It
    /// may have been ordered: `outcome_unknown`.
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
            let mode = mode(&order);
            write::run(&call, ENDPOINT, &order, mode).await
        })
    }
}

/// What a call is for, as its caller says.
pub(crate) fn mode(asked: &JsValue) -> Mode {
    if asked.get("resend").as_bool() == Some(true) {
        Mode::Resend
    } else {
        Mode::Send
    }
}
