//! Walking all pages of a list by number.

use std::collections::HashSet;

/// Where a walk stands. Pages go by number: the server's links point to other hosts.
#[derive(Debug)]
pub struct Walk {
    next_page: Option<u32>,
    seen: HashSet<String>,
}

/// What a page said about itself, where it said anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageMeta {
    /// The last page.
    pub last_page: Option<f64>,
    /// The number of rows on a page.
    pub per_page: Option<f64>,
}

impl Walk {
    /// A walk that begins at this page.
    pub fn from(page: u32) -> Self {
        Self {
            next_page: Some(page),
            seen: HashSet::new(),
        }
    }

    /// The page to fetch; `None` at the end.
    pub fn next_page(&self) -> Option<u32> {
        self.next_page
    }

    /// Takes note of a page with `rows` rows. A page without rows ends the walk whatever the
    /// server says, so that it always ends.
    pub fn advance(&mut self, rows: u32, meta: PageMeta) {
        self.next_page = self.next_page.and_then(|page| {
            let more = match (meta.last_page, meta.per_page) {
                (Some(last), _) => f64::from(page) < last,
                (None, Some(size)) => f64::from(rows) >= size,
                (None, None) => true,
            };
            page.checked_add(1).filter(|_| rows > 0 && more)
        });
    }

    /// Ends the walk.
    pub fn stop(&mut self) {
        self.next_page = None;
    }

    /// Whether this row is new. Orders made meanwhile push rows onto the next page, where they
    /// come a second time.
    pub fn is_new(&mut self, id: String) -> bool {
        self.seen.insert(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(last_page: Option<f64>, per_page: Option<f64>) -> PageMeta {
        PageMeta {
            last_page,
            per_page,
        }
    }

    #[test]
    fn a_walk_ends_at_the_last_page_or_without_rows() {
        for (rows, meta, next) in [
            (5, meta(Some(3.0), Some(5.0)), Some(3)),
            (5, meta(Some(2.0), Some(5.0)), None),
            (5, meta(Some(1.0), None), None),
            (0, meta(Some(9.0), Some(5.0)), None),
            (5, meta(None, Some(5.0)), Some(3)),
            (4, meta(None, Some(5.0)), None),
            (4, meta(None, None), Some(3)),
            (0, meta(None, None), None),
        ] {
            let mut walk = Walk::from(2);
            walk.advance(rows, meta);
            assert_eq!(walk.next_page(), next, "{rows} {meta:?}");
        }
    }

    #[test]
    fn a_walk_that_stopped_stays_at_its_end() {
        let mut walk = Walk::from(u32::MAX);
        walk.advance(5, PageMeta::default());
        assert_eq!(walk.next_page(), None);
        let mut walk = Walk::from(1);
        walk.stop();
        walk.advance(5, PageMeta::default());
        assert_eq!(walk.next_page(), None);
    }

    #[test]
    fn a_row_comes_once() {
        let mut walk = Walk::from(1);
        assert!(walk.is_new("7".to_owned()));
        assert!(!walk.is_new("7".to_owned()));
        assert!(walk.is_new("8".to_owned()));
    }
}
