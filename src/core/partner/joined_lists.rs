//! Several lists of orders as one list. The pages of each list follow those of the list before.

use crate::core::json::{JsonValue, TypeSet};

/// The field of a list that has its rows.
const ROWS: &str = "orders";

/// The lists that were read, and the page that the caller asked for.
#[derive(Debug)]
pub struct JoinedLists<J> {
    page: f64,
    /// The pages and the rows of the lists that were read.
    pages: f64,
    rows: f64,
    shown: J,
    is_shown: bool,
}

impl<J: JsonValue> JoinedLists<J> {
    /// No list was read yet. Pages begin at 1.
    pub fn new(page: f64) -> Self {
        Self {
            page,
            pages: 0.0,
            rows: 0.0,
            shown: J::null(),
            is_shown: false,
        }
    }

    /// The page to request of the next list. After the asked page, the other lists are requested for their sizes.
    pub const fn next_page(&self) -> f64 {
        (self.page - self.pages).max(1.0)
    }

    /// Adds the answer of the next list to `next_page`.
    pub fn add(&mut self, list: &J) {
        let meta = list.get("meta");
        let rows = meta.get_f64("total").unwrap_or_default();
        // An empty list has a page, too.
        let is_empty = rows == 0.0 && list.get(ROWS).length() == 0;
        let pages = meta.get_f64("last_page").unwrap_or(1.0);
        let pages = if is_empty { 0.0 } else { pages };
        if !self.is_shown {
            // For a page beyond the end, the answer is that of the last list.
            self.shown = list.clone();
            self.is_shown = self.page <= self.pages + pages;
            for name in ["from", "to"] {
                if let Some(position) = meta.get_f64(name) {
                    meta.set(name, &J::from_f64(position + self.rows));
                }
            }
        }
        self.pages += pages;
        self.rows += rows;
    }

    /// The asked page, with its place in the joined list.
    pub fn finish(self) -> J {
        let list = self.shown;
        let meta = list.get("meta");
        for (name, value) in [
            ("current_page", self.page),
            ("last_page", self.pages.max(1.0)),
            ("total", self.rows),
        ] {
            meta.set(name, &J::from_f64(value));
        }
        if !list.get_types("next").is_subset(TypeSet::MISSING) {
            let more = list.get(ROWS).length() > 0 && self.page < self.pages;
            let next = more.then(|| J::from_f64(self.page + 1.0));
            list.set("next", &next.unwrap_or_else(J::null));
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    /// Answers for lists of these sizes, with two rows on a page. Each row is its number in its list.
    fn read(page: f64, sizes: &[u32]) -> (TestJson, Vec<f64>) {
        let mut joined = JoinedLists::new(page);
        let mut requested = Vec::new();
        for size in sizes {
            let asked = joined.next_page();
            requested.push(asked);
            let rows: Vec<String> = (1..=*size)
                .filter(|row| f64::from(row.div_ceil(2)) == asked)
                .map(|row| row.to_string())
                .collect();
            let last = size.div_ceil(2).max(1);
            let from = rows.first().map_or("null", String::as_str);
            let rows = rows.join(",");
            joined.add(&parse_json(&format!(
                r#"{{"orders":[{rows}],"meta":{{"total":{size},"last_page":{last},"from":{from}}},"next":2}}"#
            )));
        }
        (joined.finish(), requested)
    }

    #[test]
    fn the_pages_of_each_list_follow_those_of_the_list_before() {
        for (page, sizes, rows, from, requested) in [
            (1.0, [3, 1], "[1,2]", "1", [1.0, 1.0]),
            (2.0, [3, 1], "[3]", "3", [2.0, 1.0]),
            (3.0, [3, 1], "[1]", "4", [3.0, 1.0]),
            (4.0, [3, 1], "[]", "null", [4.0, 2.0]),
            (1.0, [0, 3], "[1,2]", "1", [1.0, 1.0]),
            (2.0, [0, 3], "[3]", "3", [2.0, 2.0]),
            (1.0, [2, 0], "[1,2]", "1", [1.0, 1.0]),
            (1.0, [0, 0], "[]", "null", [1.0, 1.0]),
        ] {
            let (list, asked) = read(page, &sizes);
            let case = format!("{page} {sizes:?}");
            assert_eq!(asked, requested, "{case}");
            assert_eq!(list.get("orders"), parse_json(rows), "{case}");
            let meta = list.get("meta");
            assert_eq!(meta.get("from"), parse_json(from), "{case}");
            assert_eq!(meta.get_f64("current_page"), Some(page), "{case}");
            let total = f64::from(sizes[0] + sizes[1]);
            assert_eq!(meta.get_f64("total"), Some(total), "{case}");
            let pages = f64::from(sizes[0].div_ceil(2) + sizes[1].div_ceil(2)).max(1.0);
            assert_eq!(meta.get_f64("last_page"), Some(pages), "{case}");
            let next = (page < pages).then_some(page + 1.0);
            assert_eq!(list.get_f64("next"), next, "{case}");
        }
    }

    #[test]
    fn a_list_without_meta_is_one_page() {
        let mut joined = JoinedLists::new(2.0);
        joined.add(&parse_json(r#"{"orders":[1],"meta":{}}"#));
        assert_eq!(joined.next_page(), 1.0);
        joined.add(&parse_json(r#"{"orders":[2],"meta":{}}"#));
        let list = joined.finish();
        assert_eq!(list.get("orders"), parse_json("[2]"));
        assert_eq!(list.get("next"), TestJson::Missing);
    }
}
