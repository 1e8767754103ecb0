//! The JavaScript of the order list: its types, its method, and the walk over all its pages.

use super::{INCLUDES, ORDER_TYPES, OrderListQuery, decode, identity, page_meta, request};
use crate::core::error::Error;
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
  /** Orders whose description contains this. */
  description?: string | undefined;
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
  description: string | null;
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
        let query = read_query(query);
        self.call(options, |call| async move {
            let query = query?;
            let wanted = query.order_type.as_deref();
            let page = call
                .read(&request(&query), |body| decode(body, wanted))
                .await?;
            let result = JsValue::object();
            result.set("orders", &page.orders);
            result.set("meta", &page.meta);
            Ok(result)
        })
    }

    /// Walks all orders of all pages: `for await (const order of client.orders(query)) …`.
    ///
    /// Each page is fetched when it is needed, with the call's options applying to each. An order
    /// that new ones push onto the next page comes once.
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
    ) -> PageWalk {
        let query = read_query(query);
        let first = query
            .as_ref()
            .ok()
            .and_then(|query| query.page)
            .unwrap_or(1);
        let (client, options) = (self.inner(), options.clone());
        PageWalk::new(
            first,
            Box::new(move |number| {
                let (query, call) = (query.clone(), begin(&client, &options));
                Box::pin(async move {
                    let query = OrderListQuery {
                        page: Some(number),
                        ..query?
                    };
                    let wanted = query.order_type.as_deref();
                    let page = call?
                        .read(&request(&query), |body| decode(body, wanted))
                        .await?;
                    let rows = (0..page.orders.length())
                        .map(|index| page.orders.at(index))
                        .map(|order| (identity(&order), order))
                        .collect();
                    Ok(Page {
                        rows,
                        sent: page.rows,
                        meta: page_meta(&page.meta),
                    })
                })
            }),
        )
    }
}

fn read_query(value: &JsValue) -> Result<OrderListQuery, Error> {
    let known = [
        "include",
        "created_at",
        "code",
        "order_status",
        "iccid",
        "description",
        "type",
        "page",
        "limit",
    ];
    let query = args::Fields::optional(value, "query", &known)?;
    let iccid = query.optional_text("iccid")?;
    if let Some(part) = &iccid
        && !((1..=22).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(Error::argument(
            "query.iccid",
            "has to be 1 to 22 digits as text",
        ));
    }
    Ok(OrderListQuery {
        include: query.optional_choices("include", INCLUDES)?,
        created_at: read_range(&query.get("created_at"))?,
        code: query.optional_line("code")?,
        order_status: query.optional_line("order_status")?,
        iccid,
        description: query.optional_line("description")?,
        order_type: query.optional_choice("type", ORDER_TYPES)?,
        page: query.optional_positive_integer("page")?,
        limit: query.optional_positive_integer("limit")?,
    })
}

fn read_range(value: &JsValue) -> Result<Option<(String, String)>, Error> {
    let Some(value) = args::given(value.clone()) else {
        return Ok(None);
    };
    let range = args::Fields::of(&value, "query.created_at", &["from", "to"])?;
    let (from, to) = (range.day("from")?, range.day("to")?);
    // Days of this form compare as texts.
    if from > to {
        return Err(Error::argument(
            "query.created_at",
            "has to begin before it ends",
        ));
    }
    Ok(Some((from, to)))
}
