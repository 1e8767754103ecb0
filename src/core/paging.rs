//! Pages of a list, by number: the server's own links point to other hosts.

use super::json::{JsonValue, TypeSet};
use super::schema::{Field, FieldType, decode_lenient, nullable};

const META: &[Field] = &[
    nullable("current_page", FieldType::Number),
    nullable("last_page", FieldType::Number),
    nullable("per_page", FieldType::Number),
    nullable("total", FieldType::Number),
    nullable("from", FieldType::Number),
    nullable("to", FieldType::Number),
];

/// The `meta` of a page; `None` for what the server left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageMeta {
    /// The last page.
    pub last_page: Option<f64>,
    /// The number of rows on a page.
    pub per_page: Option<f64>,
}

/// Returns the `meta` of an answer, normalised. It is an object, whatever the server sent.
pub fn decode_meta<J: JsonValue>(body: &J) -> J {
    let meta = Some(body.get("meta"))
        .filter(|meta| meta.types().is_subset(TypeSet::OBJECT))
        .unwrap_or_else(J::object);
    // An invalid field of `meta` becomes null: it is not worth an error.
    decode_lenient(&meta, META, "meta");
    meta
}

/// The position of a page in its list.
pub fn page_meta<J: JsonValue>(meta: &J) -> PageMeta {
    PageMeta {
        last_page: meta.get_f64("last_page"),
        per_page: meta.get_f64("per_page"),
    }
}

/// The number of the page after this one, which has `rows` rows; `None` at the end. A page without rows
/// is the last one, whatever its `meta` says: otherwise a walk over all pages might never end.
pub fn next_page(page: u32, rows: u32, meta: PageMeta) -> Option<u32> {
    let more = match (meta.last_page, meta.per_page) {
        (Some(last), _) => f64::from(page) < last,
        (None, Some(size)) => f64::from(rows) >= size,
        (None, None) => true,
    };
    page.checked_add(1).filter(|_| rows > 0 && more)
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
            assert_eq!(next_page(2, rows, meta), next, "{rows} {meta:?}");
        }
        assert_eq!(next_page(u32::MAX, 5, PageMeta::default()), None);
    }
}
