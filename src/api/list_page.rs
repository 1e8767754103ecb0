//! A page of a list, as the caller gets it.

use crate::core::json::JsonValue;
use crate::core::paging::{decode_meta, next_page, page_meta};

/// The page `{ rows, meta, next }`, in which the rows have a `name`. `received` is the number of rows that the
/// server sent.
pub(crate) fn list_page<J: JsonValue>(
    body: &J,
    query: &J,
    name: &'static str,
    rows: &J,
    received: u32,
) -> J {
    let page = J::object();
    page.set(name, rows);
    let meta = decode_meta(body);
    let number = query.get_u32("page").unwrap_or(1);
    let next = next_page(number, received, page_meta(&meta));
    page.set("meta", &meta);
    page.set(
        "next",
        &next.map_or_else(J::null, |next| J::from_f64(next.into())),
    );
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    #[test]
    fn the_next_page_is_a_number_until_the_last_one() {
        let next = |meta: &str, number: &str, received| {
            let body = parse_json(&format!(r#"{{"meta":{meta}}}"#));
            let query = parse_json(&format!(r#"{{"page":{number}}}"#));
            let page = list_page(&body, &query, "rows", &parse_json("[1]"), received);
            assert_eq!(page.get("rows"), parse_json("[1]"));
            page.get("next")
        };
        let last = r#"{"last_page":"3","per_page":"5"}"#;
        assert_eq!(next(last, "null", 5), TestJson::Number(2.0));
        assert_eq!(next(last, "2", 5), TestJson::Number(3.0));
        assert_eq!(next(last, "3", 5), TestJson::Null);
        assert_eq!(next(last, "null", 0), TestJson::Null);
        assert_eq!(next(r#""success""#, "null", 5), TestJson::Number(2.0));
    }
}
