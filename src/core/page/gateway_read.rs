//! The reads that the gateway answers in the page's own form. Its partner client has decoded and checked
//! `PressOne`'s answer, and its presenter has chosen the fields. So a page checks only that a gateway answered, and
//! the fields without which a result is of no use.

use crate::core::argument::{Arg, parse_object};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::paging::decode_meta;
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, SchemaError};
use crate::core::text::join;

/// A check of a caller's id, which returns the id for the path.
pub type ParseId<J> = fn(&J) -> Result<String, Error>;

/// A read as data.
pub struct GatewayRead<J> {
    /// The function's name, for events.
    pub name: &'static str,
    /// The path, up to its id.
    pub path: &'static str,
    /// The path after its id.
    pub path_end: &'static str,
    /// Checks the caller's id, and returns it for the path. Without it the path has none.
    pub id: Option<ParseId<J>>,
    /// The fields of the caller's query.
    pub query: &'static [Arg],
    /// The parameters of the request: the name in a query, and the gateway's.
    pub parameters: &'static [(&'static str, &'static str)],
    /// The fields without which a result is of no use.
    pub fields: &'static [Field],
    /// The name of the rows in the result. Without it the result is one object.
    pub rows: Option<&'static str>,
    /// Completes the result. Its second argument is the answer's `meta`.
    pub complete: Option<fn(&J, &J)>,
}

impl<J: JsonValue> GatewayRead<J> {
    /// The request with a caller's id and query.
    ///
    /// # Errors
    /// `invalid_argument`
    pub fn request(&self, id: &J, query: &J) -> Result<Request, Error> {
        let id = self
            .id
            .map_or_else(|| Ok(String::new()), |parse| parse(id))?;
        let values = parse_object(query, "query", self.query)?;
        let mut request = Request::get(self.name, join(&[self.path, &id, self.path_end]));
        let mut query = Query::default();
        query.push_all(&values, self.parameters);
        request.query = query.finish();
        Ok(request)
    }

    /// Decodes an answer. `now` is the time in ms since the epoch.
    ///
    /// # Errors
    /// `decode`, with the path of the first mismatch.
    pub fn decode(&self, body: &J, now: f64) -> Result<J, SchemaError> {
        let meta = body.get("meta");
        if meta.get_f64("gateway").is_none() {
            let problem = "is missing: the server is no gateway of this package";
            return Err(SchemaError::Mismatch(Error::decode(
                "meta.gateway",
                problem,
            )));
        }
        let result = match self.rows {
            None => envelope::decode_object(body, self.fields)?,
            Some(name) => {
                let result = J::object();
                result.set(name, &envelope::decode_list(body, self.fields)?);
                let next = meta.get("next");
                if next.types() != TypeSet::MISSING {
                    // A list with a cursor has no page numbers, so its result has no `meta`.
                    if meta.get_types("current_page") != TypeSet::MISSING {
                        result.set("meta", &decode_meta(body));
                    }
                    result.set("next", &next);
                }
                result
            }
        };
        // Durations, because the clocks of page and gateway may differ.
        if let Some(age) = meta.get_f64("age_ms") {
            result.set("fetched_at", &J::from_f64(now - age));
            let rest = meta.get_f64("next_ms").unwrap_or_default();
            result.set("expires_at", &J::from_f64(now + rest));
            result.set("source", &meta.get("source"));
        }
        if let Some(complete) = self.complete {
            complete(&result, &meta);
        }
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::argument::{optional, parse_value};
    use crate::core::argument_types::{ICCID, POSITIVE_INTEGER};
    use crate::core::json::strings;
    use crate::core::schema::{FieldType, required};
    use crate::core::test_json::{TestJson, parse_json};

    const ESIM: GatewayRead<TestJson> = GatewayRead {
        name: "getEsim",
        path: "/sims/",
        path_end: "/usage",
        id: Some(|id| {
            Ok(parse_value(id, "iccid", ICCID)?
                .as_string()
                .unwrap_or_default())
        }),
        query: &[optional("page", POSITIVE_INTEGER)],
        parameters: &[("page", "filter[page]")],
        fields: &[required("iccid", FieldType::String)],
        rows: None,
        complete: None,
    };
    const ESIMS: GatewayRead<TestJson> = GatewayRead {
        rows: Some("esims"),
        complete: Some(|list, meta| list.set("complete", &meta.get("total"))),
        ..ESIM
    };

    fn decode(read: &GatewayRead<TestJson>, text: &str) -> Result<TestJson, Error> {
        match read.decode(&parse_json(text), 1_000.0) {
            Ok(result) => Ok(result),
            Err(SchemaError::Mismatch(error)) => Err(error),
            Err(SchemaError::UnsafeInteger) => panic!("no identifier is that long"),
        }
    }

    #[test]
    fn a_request_has_its_id_in_the_path_and_its_query_encoded() {
        let id = TestJson::from_str("8944500102030405061");
        let request = ESIM.request(&id, &parse_json(r#"{"page":2}"#)).unwrap();
        assert_eq!(request.endpoint, "getEsim");
        assert_eq!(request.path, "/sims/8944500102030405061/usage");
        assert_eq!(request.query, "filter%5Bpage%5D=2");
        for id in ["\"\"", "null", "\"/\"", "8944500102030405061"] {
            let error = ESIM
                .request(&parse_json(id), &TestJson::Missing)
                .unwrap_err();
            assert_eq!(error.path.as_deref(), Some("iccid"), "{id}");
        }
        let error = ESIM
            .request(&id, &parse_json(r#"{"limit":2}"#))
            .unwrap_err();
        assert_eq!(error.path.as_deref(), Some("query.limit"));
    }

    #[test]
    fn only_the_answer_of_a_gateway_is_a_result() {
        let unmarked = r#"{"data":{"iccid":"89"},"meta":{"message":"success"}}"#;
        let error = decode(&ESIM, unmarked).unwrap_err();
        assert_eq!(error.path.as_deref(), Some("meta.gateway"));
        for (text, path) in [
            (r#"{"meta":{"gateway":1}}"#, "data"),
            (r#"{"data":[],"meta":{"gateway":1}}"#, "data"),
            (
                r#"{"data":{"iccid":null},"meta":{"gateway":1}}"#,
                "data.iccid",
            ),
        ] {
            let error = decode(&ESIM, text).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{text}");
        }
        let text = r#"{"data":{"iccid":"89","new":[1]},"meta":{"gateway":1}}"#;
        assert_eq!(
            decode(&ESIM, text).unwrap(),
            parse_json(r#"{"iccid":"89","new":[1]}"#)
        );
    }

    #[test]
    fn a_kept_answer_has_times_of_the_page_s_own_clock() {
        let text = r#"{"data":{"iccid":"89"},
            "meta":{"gateway":1,"age_ms":300,"next_ms":50,"source":"stale"}}"#;
        let kept = decode(&ESIM, text).unwrap();
        assert_eq!(kept.get_f64("fetched_at"), Some(700.0));
        assert_eq!(kept.get_f64("expires_at"), Some(1_050.0));
        assert_eq!(kept.get_string("source").as_deref(), Some("stale"));
    }

    #[test]
    fn a_list_has_usable_rows_and_a_position_if_it_has_pages() {
        let text = r#"{"data":[{"iccid":"89"},7,{}],
            "meta":{"gateway":1,"current_page":"1","next":2}}"#;
        let list = decode(&ESIMS, text).unwrap();
        let names: Vec<_> = strings(&list.keys()).collect();
        assert_eq!(names, ["esims", "meta", "next", "complete"]);
        assert_eq!(list.get("esims").length(), 1);
        assert_eq!(list.get("meta").get_f64("current_page"), Some(1.0));
        assert_eq!(list.get("meta").get("total"), TestJson::Null);
        assert_eq!(list.get("next"), TestJson::Number(2.0));
        let text = r#"{"data":[],"meta":{"gateway":1,"total":8,"next":"b"}}"#;
        let unnumbered = decode(&ESIMS, text).unwrap();
        let names: Vec<_> = strings(&unnumbered.keys()).collect();
        assert_eq!(names, ["esims", "next", "complete"]);
        assert_eq!(unnumbered.get_f64("complete"), Some(8.0));
        let whole = decode(&ESIMS, r#"{"data":[],"meta":{"gateway":1}}"#).unwrap();
        let names: Vec<_> = strings(&whole.keys()).collect();
        assert_eq!(names, ["esims", "complete"]);
    }
}
