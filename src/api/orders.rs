//! `GET /customer/v2/orders`: the partner's orders, filtered and paged.
//!
//! `PressOne`'s page "Get order list". Pages are requested by number: the `links` of an answer point to
//! other hosts. The parts of a description (see `order_description.rs`) are returned as fields.

use crate::api::common::{SIM, STATUS, USER};
use crate::core::argument::{Arg, ArgType, optional, parse_object};
#[cfg(feature = "partner")]
use crate::core::argument_types::SHOPPER;
use crate::core::argument_types::{ICCID_PART, NON_BLANK, POSITIVE_INTEGER};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::paging::{decode_meta, next_page, page_meta};
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required};

const FIELDS: &[Field] = &[
    required("id", FieldType::Id),
    required("code", FieldType::String),
    required("package_id", FieldType::String),
    required("type", FieldType::String),
    required("created_at", FieldType::String),
    required("price", FieldType::Number),
    nullable("description", FieldType::String),
    nullable("currency", FieldType::String),
    nullable("quantity", FieldType::Number),
    nullable("package", FieldType::String),
    nullable("data", FieldType::String),
    nullable("validity", FieldType::Number),
    nullable("esim_type", FieldType::String),
    nullable("sims", FieldType::List(SIM)),
    nullable("user", FieldType::Object(USER)),
    nullable("status", FieldType::Object(STATUS)),
];

const QUERY: &[Arg] = &[
    optional("include", ArgType::SubsetOf(&["sims", "user", "status"])),
    optional("created_at", ArgType::DateRange),
    optional("code", NON_BLANK),
    optional("order_status", NON_BLANK),
    optional("iccid", ICCID_PART),
    optional("description", NON_BLANK),
    // The API lacks the next two parameters. They filter the rows of the answer.
    optional("type", ArgType::OneOf(&["sim", "topup"])),
    // The client replaces the shopper's id by its digest.
    #[cfg(feature = "partner")]
    optional("shopper", SHOPPER),
    optional("page", POSITIVE_INTEGER),
    optional("limit", POSITIVE_INTEGER),
];

/// The parameters of the API: the name in a query, and the API's.
const PARAMETERS: &[(&str, &str)] = &[
    ("include", "include"),
    ("created_at", "filter[created_at]"),
    ("code", "filter[code]"),
    ("order_status", "filter[order_status]"),
    ("iccid", "filter[iccid]"),
    ("description", "filter[description]"),
    ("page", "page"),
    ("limit", "limit"),
];

/// The parameters that filter the rows of an answer.
const ROW_FILTERS: &[&str] = &[
    "type",
    #[cfg(feature = "partner")]
    "shopper",
];

/// One page of orders.
#[derive(Debug)]
pub(crate) struct OrderPage<J> {
    /// The orders that match the query.
    pub(crate) orders: J,
    pub(crate) meta: J,
    /// The number of orders that the server sent.
    pub(crate) rows: u32,
}

/// Parses the query of a caller.
pub(crate) fn parse_query<J: JsonValue>(value: &J) -> Result<J, Error> {
    let query = parse_object(value, "query", QUERY)?;
    #[cfg(feature = "partner")]
    if query.get_string("shopper").is_some() && query.get_string("description").is_some() {
        let problem = "cannot be combined with query.shopper";
        return Err(Error::argument("query.description", problem));
    }
    Ok(query)
}

/// The request for a page of a parsed query.
pub(crate) fn request<J: JsonValue>(query: &J) -> Request {
    let mut out = Query::default();
    #[cfg(feature = "partner")]
    if let Some(shopper) = query.get_string("shopper") {
        // The server's filter matches parts of texts. The rows are compared exactly afterwards.
        out.push::<J>(
            "filter[description]",
            &crate::core::text::join(&[":", &shopper, ":"]),
        );
    }
    out.push_all(query, PARAMETERS);
    list_request(out)
}

pub(crate) fn list_request(query: Query) -> Request {
    let mut request = Request::get("getOrderList", "/customer/v2/orders".to_owned());
    request.query = query.finish();
    request
}

/// Decodes a page, and applies the row filters of `query`. A `query` that is not an object has none.
pub(crate) fn decode<J: JsonValue>(body: &J, query: &J) -> Result<OrderPage<J>, SchemaError> {
    let all = envelope::decode_list(body, FIELDS)?;
    let is_of_gateway = body.get("meta").get_f64("gateway").is_some();
    set_description_parts(&all, is_of_gateway);
    let rows = all.length();
    let mut orders = all.clone();
    for name in ROW_FILTERS {
        if let Some(wanted) = query.get_string(name) {
            orders = orders.rows_where(name, &wanted);
        }
    }
    if all.get_types("issues").is_subset(TypeSet::ARRAY) {
        orders.set("issues", &all.get("issues"));
    }
    let meta = decode_meta(body);
    Ok(OrderPage { orders, meta, rows })
}

/// Sets `shopper`, `reference` and the caller's own `description` of orders. A gateway has split the
/// descriptions, and shows no shopper.
fn set_description_parts<J: JsonValue>(orders: &J, is_of_gateway: bool) {
    #[cfg(feature = "partner")]
    if !is_of_gateway {
        return crate::core::partner::order_description::split_descriptions(orders);
    }
    orders.set_column("shopper", &J::null());
    if is_of_gateway {
        orders.keep_strings("reference");
    } else {
        orders.set_column("reference", &J::null());
    }
}

/// The result of `getOrderList`: the orders of a page that pass the row filters, and its `meta`.
fn decode_list<J: JsonValue>(body: &J, query: &J) -> Result<J, SchemaError> {
    let page = decode(body, query)?;
    let list = J::object();
    list.set("orders", &page.orders);
    list.set("meta", &page.meta);
    Ok(list)
}

/// The result of one page of a walk: all its orders, and the number of the `next` page or null. The
/// walk filters the orders itself, because a page without a new order ends it. A shopper's lists are joined by `meta`.
fn decode_walk<J: JsonValue>(body: &J, query: &J) -> Result<J, SchemaError> {
    let page = decode(body, &J::null())?;
    let number = query.get_u32("page").unwrap_or(1);
    let next = next_page(number, page.rows, page_meta(&page.meta));
    let walked = J::object();
    walked.set("orders", &page.orders);
    #[cfg(feature = "partner")]
    walked.set("meta", &page.meta);
    walked.set(
        "next",
        &next.map_or_else(J::null, |next| J::from_f64(next.into())),
    );
    Ok(walked)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode_list, decode_walk, parse_query, request};
    use crate::api::prelude::*;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("orders.d.ts");

    #[wasm_bindgen(module = "/src/wasm/order-pages.js")]
    extern "C" {
        #[wasm_bindgen(js_name = walkOrders)]
        fn walk_orders(client: JsValue, query: &JsValue, options: &JsValue) -> JsValue;
    }

    static ENDPOINT: Endpoint = Endpoint {
        parse: parse_query,
        run: Run::Read {
            request,
            answer: decode_list,
        },
    };

    /// A page of `orders`.
    static WALK: Endpoint = Endpoint {
        parse: parse_query,
        run: Run::Read {
            request,
            answer: decode_walk,
        },
    };

    client_methods! {
        #[doc = "Fetches one page of the partner's orders.

`GET /customer/v2/orders` (PressOne: \"Get order list\")

@param query The filters, the parts to include, and the page. By default the first page of all
orders.
@param options `signal` and `timeoutMs` of this call.
@returns The orders in the server's order (newest first), and the position of the page.
@throws {PressOneError} `invalid_argument`, `validation`, `authentication`, `permission`,
`rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
"]
        #[wasm_bindgen(js_name = getOrderList, unchecked_return_type = "Promise<OrderList>")]
        pub fn get_order_list(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "OrderListQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, query, options)
        }

        #[doc = "Iterates over the orders of all pages: `for await (const order of client.orders(query)) …`.

Each page is fetched when the loop reaches it. New orders can push an order onto the next page; it
is returned once. An error ends the iteration. To continue, iterate again from the `page` that
failed.

`GET /customer/v2/orders` (PressOne: \"Get order list\")

@param query As for `getOrderList`. `page` is the first page to fetch.
@param options `signal` and `timeoutMs` of each request.
@returns The orders that match the query, in the server's order (newest first).
@throws {PressOneError} From the iteration: the errors of `getOrderList`.
"]
        #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Order>")]
        pub fn orders(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "OrderListQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> JsValue {
            walk_orders(self.clone_handle().into(), query, options)
        }

        #[doc = "Fetches one page for `orders`: all its orders, and the number of the `next` page or null.
    "]
        #[wasm_bindgen(js_name = _orderPage, skip_typescript)]
        pub fn order_page(&self, query: &JsValue, options: &JsValue) -> Promise {
            self.start(&WALK, query, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schema::decode_read;
    use crate::core::test_json::{TestJson, parse_json};

    fn page(text: &str) -> Result<OrderPage<TestJson>, Error> {
        decode_read(&text.to_owned(), &|body: &TestJson| {
            decode(body, &TestJson::Null)
        })
    }

    #[test]
    fn the_references_of_a_gateway_stay() {
        let row = r#"{"id":1,"code":"c","package_id":"p","type":"topup","price":1,"created_at":"t",
            "description":null,"reference":"pay-1"}"#;
        for (meta, reference) in [(r#"{"gateway":1}"#, Some("pay-1")), ("{}", None)] {
            let page = page(&format!(r#"{{"data":[{row}],"meta":{meta}}}"#)).unwrap();
            let found = page.orders.at(0).get_string("reference");
            assert_eq!(found.as_deref(), reference);
        }
    }

    #[test]
    fn an_empty_query_sends_no_parameters() {
        let request = request(&parse_query(&TestJson::Missing).unwrap());
        assert_eq!(
            (request.path.as_str(), request.query.as_str()),
            ("/customer/v2/orders", "")
        );
    }

    #[test]
    fn every_parameter_is_encoded_as_the_api_expects() {
        let given = parse_json(
            r#"{"include":["sims","status"],
            "created_at":{"from":"2026-01-01","to":"2026-02-01"},"code":"20260101-000001",
            "order_status":"completed","iccid":"8944","description":"cart 7 & more",
            "type":"topup","page":2,"limit":50}"#,
        );
        assert_eq!(
            request(&parse_query(&given).unwrap()).query,
            "include=sims%2Cstatus&filter%5Bcreated_at%5D=2026-01-01%20-%202026-02-01\
             &filter%5Bcode%5D=20260101-000001&filter%5Border_status%5D=completed\
             &filter%5Biccid%5D=8944&filter%5Bdescription%5D=cart%207%20%26%20more\
             &page=2&limit=50"
        );
    }

    const OLDER: &str = r#"{"data":[{"id":9666,"created_at":"2026-02-27 14:09:55",
        "code":"20260227-009666","description":"cart 7","type":"topup",
        "package_id":"fjord-30days-3gb-topup","quantity":1,"package":"Fjord-3 GB - 30 Days",
        "esim_type":"Prepaid","validity":"30","price":"9.50","data":"3 GB","currency":"USD",
        "manual_installation":"","sims":[],
        "user":{"id":120,"created_at":"2026-01-20 08:41:57","name":"Ada","email":"ada@example.org",
        "mobile":null,"company":"Fjord"},"status":{"name":"Completed","slug":"completed"}}],
        "meta":{"message":"success","current_page":1,"from":1,"last_page":18,"per_page":"5","to":5,
        "total":87},"links":{"next":"https://elsewhere.example/v1/orders?page=2"}}"#;
    const NEWER: &str = r#"{"links":{},"meta":{"current_page":"1","from":1,"last_page":18,
        "per_page":5,"to":5,"total":"87"},"data":{"0":{"id":"9666",
        "created_at":"2026-02-27 14:09:55","code":"20260227-009666","description":"cart 7",
        "type":"topup","package_id":"fjord-30days-3gb-topup","quantity":"1",
        "package":"Fjord-3 GB - 30 Days","esim_type":"Prepaid","validity":30,"price":9.5,
        "data":"3 GB","currency":"USD","manual_installation":"","sims":{},
        "user":{"id":"120","created_at":"2026-01-20 08:41:57","name":"Ada",
        "email":"ada@example.org","company":"Fjord"},
        "status":{"name":"Completed","slug":"completed"}}}}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let expected = parse_json(
            r#"{"id":9666,"created_at":"2026-02-27 14:09:55",
            "code":"20260227-009666","description":"cart 7","type":"topup",
            "package_id":"fjord-30days-3gb-topup","quantity":1,"package":"Fjord-3 GB - 30 Days",
            "esim_type":"Prepaid","validity":30,"price":9.5,"data":"3 GB","currency":"USD",
            "manual_installation":"","sims":[],
            "user":{"id":120,"created_at":"2026-01-20 08:41:57","name":"Ada",
            "email":"ada@example.org","mobile":null,"company":"Fjord"},
            "status":{"name":"Completed","slug":"completed"},"reference":null,"shopper":null}"#,
        );
        for text in [OLDER, NEWER] {
            let page = page(text).unwrap();
            assert_eq!(page.orders.at(0), expected);
            assert_eq!(page.rows, 1);
            for (name, value) in [
                ("current_page", 1.0),
                ("last_page", 18.0),
                ("per_page", 5.0),
                ("total", 87.0),
                ("from", 1.0),
                ("to", 5.0),
            ] {
                assert_eq!(page.meta.get(name), TestJson::Number(value), "{name}");
            }
        }
    }

    #[test]
    fn without_include_the_extra_fields_are_null() {
        let text = r#"{"data":[{"id":1,"created_at":"x","code":"c","type":"sim","package_id":"p",
            "price":"1"}],"meta":"failed"}"#;
        let page = page(text).unwrap();
        for field in [
            "sims",
            "user",
            "status",
            "description",
            "currency",
            "quantity",
            "package",
            "data",
            "validity",
            "esim_type",
        ] {
            assert_eq!(page.orders.at(0).get(field), TestJson::Null, "{field}");
        }
        for field in [
            "current_page",
            "last_page",
            "per_page",
            "total",
            "from",
            "to",
        ] {
            assert_eq!(page.meta.get(field), TestJson::Null, "{field}");
        }
    }

    #[test]
    fn the_iccid_of_a_sim_has_every_digit() {
        let text = r#"{"data":[{"id":1,"created_at":"x","code":"c","type":"sim","package_id":"p",
            "price":1,"sims":[{"id":2,"iccid":8944000000000000017}]}]}"#;
        let sim = page(text).unwrap().orders.at(0).get("sims").at(0);
        assert_eq!(sim.get("iccid").as_string().unwrap(), "8944000000000000017");
        assert_eq!(sim.get("id").as_f64(), Some(2.0));
    }

    #[test]
    fn rows_are_filtered_by_type() {
        let order = |id: u32, kind: &str| {
            format!(
                r#"{{"id":{id},"created_at":"x","code":"c","type":"{kind}","package_id":"p","price":1}}"#
            )
        };
        let text = format!(r#"{{"data":[{},{}]}}"#, order(1, "sim"), order(2, "topup"));
        let query = parse_json(r#"{"type":"topup","page":7}"#);
        let list = decode_read(&text, &|body: &TestJson| decode_list(body, &query)).unwrap();
        assert_eq!(list.get("orders").length(), 1);
        assert_eq!(list.get("orders").at(0).get("id"), TestJson::Number(2.0));
        let walked = decode_read(&text, &|body: &TestJson| decode_walk(body, &query)).unwrap();
        assert_eq!(walked.get("orders").length(), 2, "a walk gets all rows");
        assert_eq!(walked.get("next"), TestJson::Number(8.0));
    }

    #[test]
    fn a_page_without_a_usable_order_is_an_error_with_its_path() {
        let text = r#"{"data":[{"id":1,"created_at":"x","code":"c","type":"sim","package_id":"p",
            "price":"free"},7]}"#;
        assert_eq!(
            page(text).unwrap_err().path.as_deref(),
            Some("data[0].price")
        );
    }

    #[test]
    fn an_odd_row_is_left_out_and_an_odd_optional_value_is_null() {
        let text = r#"{"data":[7,{"id":1},
            {"id":2,"created_at":"x","code":"c","type":"sim","package_id":"p","price":1,
            "status":{"name":"?"},"user":{"id":3,"email":[]},"sims":[{"iccid":{}},7]}]}"#;
        let orders = page(text).unwrap().orders;
        assert_eq!(orders.length(), 1);
        let order = orders.at(0);
        assert_eq!(order.get("id"), TestJson::Number(2.0));
        assert_eq!(order.get("status"), TestJson::Null);
        assert_eq!(order.get("user").get("id"), TestJson::Number(3.0));
        assert_eq!(order.get("user").get("email"), TestJson::Null);
        assert_eq!(order.get("sims").length(), 1);
        let issues = order.get("issues");
        let paths: Vec<_> = (0..issues.length())
            .map(|index| issues.at(index).get_string("path").unwrap())
            .collect();
        assert_eq!(
            paths,
            [
                "data[2].sims[0].iccid",
                "data[2].sims[1]",
                "data[2].user.email",
                "data[2].status.slug"
            ]
        );
    }

    #[test]
    fn a_gateway_has_split_the_descriptions() {
        let row = r#"{"id":1,"created_at":"x","code":"c","type":"topup","package_id":"p","price":1,
            "description":"for Ada","shopper":"ada""#;
        let text =
            format!(r#"{{"data":[{row},"reference":"cart-7"}},{row}}}],"meta":{{"gateway":1}}}}"#);
        let orders = page(&text).unwrap().orders;
        let first = orders.at(0);
        assert_eq!(first.get("reference"), TestJson::from_str("cart-7"));
        assert_eq!(first.get("description"), TestJson::from_str("for Ada"));
        assert_eq!(first.get("shopper"), TestJson::null());
        assert_eq!(orders.at(1).get("reference"), TestJson::null());
        let of_pressone = text.replace("gateway", "other");
        let orders = page(&of_pressone).unwrap().orders;
        assert_eq!(orders.at(0).get("reference"), TestJson::null());
    }

    #[cfg(feature = "partner")]
    #[test]
    fn a_description_is_split_and_its_shopper_compared_exactly() {
        let row = |id: u32, description: &str| {
            format!(
                r#"{{"id":{id},"created_at":"x","code":"c","type":"topup","package_id":"p","price":1,
                "description":"{description}"}}"#
            )
        };
        let rows = [
            row(1, "po2:DIGEST:01234567:ada:cart-7:for Ada"),
            row(2, "po2:DIGEST:01234567:ad:x:ada:"),
            row(3, ":ada:"),
        ];
        let text = format!(r#"{{"data":[{}]}}"#, rows.join(","));
        let text = text.replace("DIGEST", "0123456789abcdef0123456789abcdef");
        let query = parse_query(&parse_json(r#"{"shopper":"ada"}"#)).unwrap();
        assert!(request(&query).query.contains("=%3Aada%3A"));
        let page = decode_read(&text, &|body: &TestJson| decode(body, &query)).unwrap();
        assert_eq!(page.orders.length(), 1);
        let order = page.orders.at(0);
        assert_eq!(order.get("description"), TestJson::from_str("for Ada"));
        assert_eq!(order.get("reference"), TestJson::from_str("cart-7"));
        assert_eq!(order.get("shopper"), TestJson::from_str("ada"));
        let both = parse_json(r#"{"shopper":"ada","description":"x"}"#);
        let error = super::parse_query(&both).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("query.description"));
    }
}
