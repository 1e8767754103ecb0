//! `GET /customer/v2/orders`: the partner's orders, filtered and paged.
//!
//! `PressOne`'s page "Get order list". Pages go by number; the `links` of an answer point to other
//! hosts and are never followed.

use crate::api::shapes::{SIM, STATUS, USER};
use crate::core::argument::{COUNT, ICCID_PART, LINE, Param, Rule, fields, optional};
use crate::core::decimal;
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{Json, Types};
use crate::core::paging::{PageMeta, next_page};
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, Misfit, Shape, nullable, required, salvage};

const FIELDS: &[Field] = &[
    required("id", Shape::Id),
    required("code", Shape::Text),
    required("package_id", Shape::Text),
    required("type", Shape::Text),
    required("created_at", Shape::Text),
    required("price", Shape::Number),
    nullable("description", Shape::Text),
    nullable("currency", Shape::Text),
    nullable("quantity", Shape::Number),
    nullable("package", Shape::Text),
    nullable("data", Shape::Text),
    nullable("validity", Shape::Number),
    nullable("esim_type", Shape::Text),
    nullable("sims", Shape::List(SIM)),
    nullable("user", Shape::Object(USER)),
    nullable("status", Shape::Object(STATUS)),
];

const META: &[Field] = &[
    nullable("current_page", Shape::Number),
    nullable("last_page", Shape::Number),
    nullable("per_page", Shape::Number),
    nullable("total", Shape::Number),
    nullable("from", Shape::Number),
    nullable("to", Shape::Number),
];

const QUERY: &[Param] = &[
    optional("include", Rule::SomeOf(&["sims", "user", "status"])),
    optional("created_at", Rule::Days),
    optional("code", LINE),
    optional("order_status", LINE),
    optional("iccid", ICCID_PART),
    optional("description", LINE),
    // The API has no such parameter: applied to the rows of the answer.
    optional("type", Rule::OneOf(&["sim", "topup"])),
    optional("page", COUNT),
    optional("limit", COUNT),
];

/// The parameters that the API takes inside of `filter[…]`.
const FILTERS: &[&str] = &["created_at", "code", "order_status", "iccid", "description"];

/// One page.
#[derive(Debug)]
pub(super) struct OrderPage<J> {
    /// The orders of the type that was asked for.
    pub(super) orders: J,
    pub(super) meta: J,
    /// How many orders of any type the server sent.
    pub(super) rows: u32,
}

/// Checks what a caller wants listed.
pub(super) fn query<J: Json>(given: &J) -> Result<J, Error> {
    fields(given, "query", QUERY)
}

pub(super) fn request<J: Json>(query: &J) -> Request {
    let mut out = Query::default();
    for param in QUERY {
        let Some(value) = query.text_of(param.name) else {
            continue;
        };
        if FILTERS.contains(&param.name) {
            out.push(&["filter[", param.name, "]"].concat(), &value);
        } else if param.name != "type" && !value.is_empty() {
            out.push(param.name, &value);
        }
    }
    let mut request = Request::get("getOrderList", "/customer/v2/orders".to_owned());
    request.query = out.finish();
    // A purchase is looked for here: an answer from a cache on the way would deny it.
    request.no_store = true;
    request
}

pub(super) fn decode<J: Json>(body: &J, order_type: Option<&str>) -> Result<OrderPage<J>, Misfit> {
    let all = envelope::list(body, FIELDS)?;
    let rows = all.length();
    let orders = match order_type {
        None => all,
        Some(wanted) => {
            let kept: Vec<J> = (0..rows)
                .map(|index| all.at(index))
                .filter(|order| order.text_of("type").as_deref() == Some(wanted))
                .collect();
            J::array(&kept)
        }
    };
    let meta = Some(body.get("meta"))
        .filter(|meta| meta.types().only(Types::OBJECT))
        .unwrap_or_else(J::object);
    // Nothing in `meta` is worth failing for: what cannot be read is null.
    salvage(&meta, META, "meta");
    Ok(OrderPage { orders, meta, rows })
}

/// The number of the page after this one, as text, for a walk over all of them; `null` at the end.
pub(super) fn page_after<J: Json>(query: &J, found: &OrderPage<J>) -> J {
    let page = query.text_of("page").and_then(|page| page.parse().ok());
    let meta = PageMeta {
        last_page: found.meta.number_of("last_page"),
        per_page: found.meta.number_of("per_page"),
    };
    match next_page(page.unwrap_or(1), found.rows, meta) {
        Some(next) => J::of_text(&decimal(next)),
        None => J::null(),
    }
}

#[cfg(target_arch = "wasm32")]
#[path = "orders_js.rs"]
mod js;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schema::read;
    use crate::core::testing::{Doc, doc};

    fn page(text: &str) -> Result<OrderPage<Doc>, Error> {
        read(&text.to_owned(), &|body: &Doc| decode(body, None))
    }

    #[test]
    fn an_empty_query_sends_no_parameters() {
        let request = request(&query(&Doc::Missing).unwrap());
        assert_eq!(
            (request.path.as_str(), request.query.as_str()),
            ("/customer/v2/orders", "")
        );
    }

    #[test]
    fn every_parameter_has_its_wire_form() {
        let given = doc(r#"{"include":["sims","status"],
            "created_at":{"from":"2026-01-01","to":"2026-02-01"},"code":"20260101-000001",
            "order_status":"completed","iccid":"8944","description":"cart 7 & more",
            "type":"topup","page":2,"limit":50}"#);
        assert_eq!(
            request(&query(&given).unwrap()).query,
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
        let expected = doc(r#"{"id":9666,"created_at":"2026-02-27 14:09:55",
            "code":"20260227-009666","description":"cart 7","type":"topup",
            "package_id":"fjord-30days-3gb-topup","quantity":1,"package":"Fjord-3 GB - 30 Days",
            "esim_type":"Prepaid","validity":30,"price":9.5,"data":"3 GB","currency":"USD",
            "manual_installation":"","sims":[],
            "user":{"id":120,"created_at":"2026-01-20 08:41:57","name":"Ada",
            "email":"ada@example.org","mobile":null,"company":"Fjord"},
            "status":{"name":"Completed","slug":"completed"}}"#);
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
                assert_eq!(page.meta.get(name), Doc::Number(value), "{name}");
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
            assert_eq!(page.orders.at(0).get(field), Doc::Null, "{field}");
        }
        for field in [
            "current_page",
            "last_page",
            "per_page",
            "total",
            "from",
            "to",
        ] {
            assert_eq!(page.meta.get(field), Doc::Null, "{field}");
        }
    }

    #[test]
    fn sims_keep_every_digit_of_their_iccid() {
        let text = r#"{"data":[{"id":1,"created_at":"x","code":"c","type":"sim","package_id":"p",
            "price":1,"sims":[{"id":2,"iccid":8944000000000000017}]}]}"#;
        let sim = page(text).unwrap().orders.at(0).get("sims").at(0);
        assert_eq!(sim.get("iccid").text().unwrap(), "8944000000000000017");
        assert_eq!(sim.get("id").number(), Some(2.0));
    }

    #[test]
    fn a_type_is_picked_from_the_rows() {
        let order = |id: u32, kind: &str| {
            format!(
                r#"{{"id":{id},"created_at":"x","code":"c","type":"{kind}","package_id":"p","price":1}}"#
            )
        };
        let text = format!(r#"{{"data":[{},{}]}}"#, order(1, "sim"), order(2, "topup"));
        let page = read(&text, &|body: &Doc| decode(body, Some("topup"))).unwrap();
        assert_eq!((page.rows, page.orders.length()), (2, 1));
        assert_eq!(page.orders.at(0).get("id"), Doc::Number(2.0));
        let query = doc(r#"{"page":"7"}"#);
        assert_eq!(page_after(&query, &page), Doc::Text("8".to_owned()));
    }

    #[test]
    fn a_misfit_names_its_path() {
        let text = r#"{"data":[{"id":1,"created_at":"x","code":"c","type":"sim","package_id":"p",
            "price":1,"status":{"name":"?"}}]}"#;
        assert_eq!(
            page(text).unwrap_err().path.as_deref(),
            Some("data[0].status.slug")
        );
    }
}
