//! The search for a reference's orders in the order list.

use crate::api::orders::list_request;
use crate::core::json::JsonValue;
use crate::core::paging::{decode_meta, next_page, page_meta};
use crate::core::partner::order_description;
use crate::core::request::{Query, Request};
use crate::core::text::decimal;

/// The request for a page of the orders with the digest of a reference. `include` are the parts of each order.
pub(crate) fn request<J: JsonValue>(include: &str, digest: &str, page: u32) -> Request {
    let mut out = Query::default();
    out.push::<J>("include", include);
    let prefix = order_description::reference_prefix(digest);
    out.push::<J>("filter[description]", &prefix);
    if page > 1 {
        out.push::<J>("page", &decimal(page));
    }
    list_request(out)
}

/// The number of the next page of a search. `body` is that of this page.
pub(crate) fn next_page_of<J: JsonValue>(body: &J, page: u32) -> Option<u32> {
    let rows = body.get("data").elements()?.length();
    next_page(page, rows, page_meta(&decode_meta(body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    #[test]
    fn a_search_continues_until_the_last_page() {
        assert_eq!(
            request::<TestJson>("status", "a", 1).query,
            "include=status&filter%5Bdescription%5D=po2%3Aa%3A"
        );
        let next = request::<TestJson>("sims,status", "a", 2).query;
        assert!(next.starts_with("include=sims%2Cstatus&") && next.ends_with("&page=2"));
        for (body, next) in [
            (r#"{"data":[{}],"meta":{"last_page":3}}"#, Some(2)),
            (r#"{"data":[{}],"meta":{"last_page":"1"}}"#, None),
            (r#"{"data":[{}],"meta":"success"}"#, Some(2)),
            (r#"{"data":[]}"#, None),
            ("null", None),
        ] {
            assert_eq!(next_page_of(&parse_json(body), 1), next, "{body}");
        }
    }
}
