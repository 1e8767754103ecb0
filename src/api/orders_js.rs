//! The JavaScript of the order list: its types, its method, and the walk over all its pages.

use super::{decode, next_page_number, parse_query as query_of, request};
use crate::core::schema::decode_read;
use crate::wasm::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Which orders to list. Filters match as the server does: parts of texts, for most of them. */
export interface OrderListQuery {
  /** What to add to each order. */
  include?: readonly ("sims" | "user" | "status")[] | undefined;
  /** First and last day: a `Date` (its day in UTC) or `Y-m-d`. */
  created_at?: { from: Date | string; to: Date | string } | undefined;
  /** Orders whose code contains this. Compare exactly yourself where that matters. */
  code?: string | undefined;
  /** `completed`, `failed`, `refunded`, `partially_refunded`, or another that the server knows. */
  order_status?: string | undefined;
  /**
   * Orders whose ICCID contains this: 1 to 22 digits. Whether the server finds top-ups by it is
   * not documented.
   */
  iccid?: string | undefined;
  /**
   * Orders whose description contains this, as PressOne keeps it: with what carries the reference.
   * Through the gateway: those whose reference and text, `<reference>:<text>`, begin with this.
   */
  description?: string | undefined;
  /** The order with this reference: what `submitTopupOrder` was given. Compared exactly. */
  reference?: string | undefined;
  /** The orders of this shopper: what `submitTopupOrder` was given. Compared exactly. */
  shopper?: string | undefined;
  /** Only orders of this type. Picked from each page that the server sends: it has no such filter. */
  type?: "sim" | "topup" | undefined;
  /** From 1. */
  page?: number | undefined;
  /** Orders per page. */
  limit?: number | undefined;
}

/** An order. Further fields that the server sends are kept. */
export interface Order {
  id: Id;
  /** Such as `20260131-000017`. */
  code: string;
  package_id: string;
  /** `sim`, `topup`, or a new one. */
  type: string;
  /** Null unless included. */
  status: OrderStatus | null;
  /** The server's text, such as `2026-01-31 09:30:00`; its time zone is not documented. */
  created_at: string;
  /** What the caller of `submitTopupOrder` wrote; of any other order the whole text. */
  description: string | null;
  /** What names the purchase, where this package made it. */
  reference: string | null;
  /** Whose it is, where `submitTopupOrder` was told. */
  shopper: string | null;
  /** In `currency`. */
  price: number;
  /** `USD` */
  currency: string | null;
  quantity: number | null;
  /** For display. */
  package: string | null;
  /** For display: `3 GB`. */
  data: string | null;
  /** Days. */
  validity: number | null;
  esim_type: string | null;
  /** Null unless included; empty for a top-up. */
  sims: Sim[] | null;
  /** Null unless included. */
  user: OrderUser | null;
}

/** Where a page stands in its list; null for what the server does not tell. */
export interface PageMeta {
  current_page: number | null;
  last_page: number | null;
  per_page: number | null;
  total: number | null;
  from: number | null;
  to: number | null;
}

/** One page of orders. */
export interface OrderList {
  orders: Order[];
  meta: PageMeta;
}
"#;

#[wasm_bindgen]
impl Client {
    /// Lists one page of the partner's orders.
    ///
    /// `GET /customer/v2/orders` (PressOne: "Get order list")
    ///
    /// @param query Filters, what to include, which page; all orders if not given.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The orders in the server's order (newest first), and where the page stands.
    /// @throws {PressOneError} `invalid_argument`, `validation`, `authentication`, `permission`,
    /// `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getOrderList, unchecked_return_type = "Promise<OrderList>")]
    pub fn get_order_list(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OrderListQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.list(query, None, options)
    }

    /// Walks all orders of all pages: `for await (const order of client.orders(query)) …`.
    ///
    /// Each page is fetched when it is needed, with the call's options applying to each. An order
    /// that new ones push onto the next page comes once. An error ends the walk: a new one can begin
    /// at its `page`.
    ///
    /// `GET /customer/v2/orders` (PressOne: "Get order list")
    ///
    /// @param query As for `getOrderList`; `page` is where the walk begins.
    /// @param options `signal` and `timeoutMs` of each request.
    #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Order>")]
    pub fn orders(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OrderListQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> JsValue {
        walk(self.clone_handle(), query, options)
    }

    /// A page of a walk: its orders, and as text the number of the `next` page where there is one.
    /// `page` is that of the page before, or undefined for the first.
    #[wasm_bindgen(js_name = _orderPage, skip_typescript)]
    pub fn order_page(&self, query: &JsValue, page: &JsValue, options: &JsValue) -> Promise {
        self.list(query, Some(page.clone()), options)
    }
}

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    fn walk(client: Client, query: &JsValue, options: &JsValue) -> JsValue;
}

impl Client {
    fn list(&self, query: &JsValue, walked: Option<JsValue>, options: &JsValue) -> Promise {
        let call = self.begin(options);
        let query = query_of(query);
        promise(async move {
            let (call, query) = (call?, query?);
            if let Some(page) = walked.as_ref().filter(|page| page.is_string()) {
                query.set("page", page);
            }
            let received = call.read_answer(&request(&query), true).await?;
            let text = received.get("text");
            // A walk sees all of them, so that it knows whether a page brought something new.
            let wanted = if walked.is_some() {
                JsValue::NULL
            } else {
                query.clone()
            };
            let found = decode_read(&text, &|body: &JsValue| decode(body, &wanted))?;
            let answer = JsValue::object();
            answer.set("orders", &found.orders);
            if walked.is_some() {
                answer.set("next", &next_page_number(&query, &found));
            } else {
                answer.set("meta", &found.meta);
            }
            Ok(answer)
        })
    }
}
