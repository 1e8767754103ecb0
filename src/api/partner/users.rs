//! `GET /api/third-party/partner/user/`: the users of the voice product, with their subscriptions.
//!
//! `PressOne`'s page "List user". It documents the path, the filters `email` and `mobile`, that there are pages,
//! and that a user has a `subscription` with its status. The parameters of pages are not documented, so the
//! client takes them from the server's own link to the next page. It never follows the link itself, because it
//! can name another host. Rows are read in the form of two frameworks.

use crate::core::argument::{Arg, optional, parse_object};
use crate::core::argument_types::{EMAIL, NON_BLANK};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::{Product, Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, repair_rows};

const FIELDS: &[Field] = &[
    nullable("id", FieldType::Id),
    nullable("email", FieldType::String),
    nullable("mobile", FieldType::String),
    // The names of its fields are not documented.
    nullable("subscription", FieldType::Object(&[])),
];

const QUERY: &[Arg] = &[
    optional("email", EMAIL),
    optional("mobile", NON_BLANK),
    optional("after", NON_BLANK),
];

/// The longest query that is taken from a link.
const MAX_QUERY_LENGTH: usize = 2_000;

fn parse<J: JsonValue>(value: &J) -> Result<J, Error> {
    let query = parse_object(value, "query", QUERY)?;
    if query
        .get_string("after")
        .is_some_and(|after| !is_query(&after))
    {
        return Err(Error::argument(
            "query.after",
            "must be the `next` of a page",
        ));
    }
    Ok(query)
}

/// The request. Its path needs the trailing slash.
fn request<J: JsonValue>(query: &J) -> Request {
    let path = "/api/third-party/partner/user/".to_owned();
    let mut request = Request::get("getUsers", path);
    request.product = Product::Voice;
    request.query = query.get_string("after").unwrap_or_else(|| {
        let mut out = Query::default();
        out.push_all(query, &[("email", "email"), ("mobile", "mobile")]);
        out.finish()
    });
    request
}

fn decode<J: JsonValue>(body: &J, _query: &J) -> Result<J, SchemaError> {
    let (path, rows, page) = list_of(body)?;
    page.set("users", &repair_rows(&rows, FIELDS, path)?);
    Ok(page)
}

/// The rows of a list of the voice product, their place, and a page with `count` and `next`.
pub(super) fn list_of<J: JsonValue>(body: &J) -> Result<(&'static str, J, J), SchemaError> {
    envelope::reject_not_found(body)?;
    let found = if body.types() == TypeSet::ARRAY {
        Some(("body", body.clone()))
    } else {
        ["results", "data"]
            .iter()
            .find_map(|name| Some((*name, body.get(name).elements()?)))
    };
    let Some((path, rows)) = found else {
        return Err(SchemaError::Mismatch(Error::decode(
            "results",
            "is not a list",
        )));
    };
    let page = J::object();
    page.set("count", &count_of(body).map_or_else(J::null, J::from_f64));
    page.set(
        "next",
        &next_of(body).map_or_else(J::null, |next| J::from_str(&next)),
    );
    Ok((path, rows, page))
}

fn count_of<J: JsonValue>(body: &J) -> Option<f64> {
    body.get_f64("count")
        .or_else(|| body.get("meta").get_f64("total"))
        .or_else(|| body.get_string("count")?.parse().ok().map(u32::into))
}

/// The query of the link to the next page; an empty text if the link has none that can be sent.
fn next_of<J: JsonValue>(body: &J) -> Option<String> {
    let link = body
        .get_string("next")
        .or_else(|| body.get("links").get_string("next"))?;
    let (_, query) = link.split_once('?').unwrap_or_default();
    Some(query.to_owned()).map(|query| {
        if is_query(&query) {
            query
        } else {
            String::new()
        }
    })
}

/// True for a query in its encoded form.
pub(super) fn is_query(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'#';
    (1..=MAX_QUERY_LENGTH).contains(&text.len()) && text.bytes().all(is_plain)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, parse, request};
    use crate::api::prelude::*;
    use crate::wasm::pages::{Pages, walk};

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("users.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse,
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    static PAGES: Pages = Pages {
        method: "getUsers",
        rows: "users",
        cursor: "after",
        keys: "id email mobile",
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches one page of the users of the voice product, with their subscriptions: what renews when.
        ///
        /// PressOne documents little of this endpoint: the two filters, that there are pages, and that a user
        /// has a `subscription`. All other fields are as the server sends them.
        ///
        /// `GET /api/third-party/partner/user/` (PressOne: "List user")
        ///
        /// @param query `email` or `mobile` of one user, or the `next` of the page before as `after`. By
        /// default the first page of all users.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The users, and the `next` page's `after` or null.
        /// @throws {PressOneError} `invalid_argument`, `validation`, `not_found`, `authentication`,
        /// `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
        #[wasm_bindgen(js_name = getUsers, unchecked_return_type = "Promise<UserList>")]
        pub fn get_users(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "UserQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, query, options)
        }

        /// Iterates over the users of all pages: `for await (const user of client.users(query)) …`.
        ///
        /// Each page is fetched when the loop reaches it. An error ends the iteration.
        ///
        /// `GET /api/third-party/partner/user/` (PressOne: "List user")
        ///
        /// @param query As for `getUsers`.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of each request.
        /// @returns The users, in the server's order.
        /// @throws {PressOneError} From the iteration: the errors of `getUsers`. `invalid_argument` also if the
        /// server's link to the next page cannot be read.
        #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<User>")]
        pub fn users(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "UserQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> JsValue {
            walk(self.clone_handle().into(), &PAGES, query, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    fn page(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    #[test]
    fn only_documented_filters_and_the_server_s_own_parameters_are_sent() {
        let request = |query: &str| parse(&parse_json(query)).map(|query| request(&query));
        let all = request("null").unwrap();
        assert_eq!(all.path, "/api/third-party/partner/user/");
        assert_eq!((all.product, all.query.as_str()), (Product::Voice, ""));
        let one = request(r#"{"email":"ada@example.org","mobile":"+46 70"}"#).unwrap();
        assert_eq!(one.query, "email=ada%40example.org&mobile=%2B46%2070");
        let next = request(r#"{"email":"ada@example.org","after":"page=2&x=%20"}"#).unwrap();
        assert_eq!(next.query, "page=2&x=%20");
        for (bad, path) in [
            (r#"{"email":"ada"}"#, "query.email"),
            (r#"{"after":"a b"}"#, "query.after"),
            (r#"{"after":"a#b"}"#, "query.after"),
            (r#"{"after":"é"}"#, "query.after"),
            (r#"{"page":2}"#, "query.page"),
        ] {
            assert_eq!(
                request(bad).unwrap_err().path.as_deref(),
                Some(path),
                "{bad}"
            );
        }
    }

    const ROW: &str = r#"{"id":"301","email":"ada@example.org","mobile":4670000001,
        "joined":"2026-01-31","subscription":{"status":"active","ends":"2026-02-28T00:00:00Z"}}"#;

    #[test]
    fn rows_are_read_in_the_forms_of_two_frameworks() {
        let expected = parse_json(
            r#"[{"id":301,"email":"ada@example.org","mobile":"4670000001","joined":"2026-01-31",
            "subscription":{"status":"active","ends":"2026-02-28T00:00:00Z"}}]"#,
        );
        let link = "https://elsewhere.example/v9/user/?page=2&page_size=1";
        for (text, count, next) in [
            (
                format!(r#"{{"count":"9","next":"{link}","previous":null,"results":[{ROW}]}}"#),
                TestJson::Number(9.0),
                TestJson::from_str("page=2&page_size=1"),
            ),
            (
                format!(
                    r#"{{"data":{{"0":{ROW}}},"meta":{{"total":9}},"links":{{"next":"{link}"}}}}"#
                ),
                TestJson::Number(9.0),
                TestJson::from_str("page=2&page_size=1"),
            ),
            (format!("[{ROW}]"), TestJson::Null, TestJson::Null),
        ] {
            let page = page(&text).unwrap();
            assert_eq!(page.get("users"), expected, "{text}");
            assert_eq!(
                (page.get("count"), page.get("next")),
                (count, next),
                "{text}"
            );
        }
    }

    #[test]
    fn a_link_without_a_usable_query_is_an_empty_text_and_not_the_end() {
        for link in [
            "https://a.example/user/",
            "?",
            "https://a.example/?a b",
            "x",
        ] {
            let page = page(&format!(r#"{{"next":"{link}","results":[]}}"#)).unwrap();
            assert_eq!(page.get_string("next").as_deref(), Some(""), "{link}");
        }
        assert!(parse(&parse_json(r#"{"after":""}"#)).is_err());
    }

    #[test]
    fn missing_fields_are_null_and_an_odd_subscription_is_an_issue() {
        let users = page(r#"{"results":[{"plan":1},{"subscription":"none"}]}"#)
            .unwrap()
            .get("users");
        for field in FIELDS {
            assert_eq!(
                users.at(0).get(field.name),
                TestJson::Null,
                "{}",
                field.name
            );
        }
        assert_eq!(users.at(0).get_f64("plan"), Some(1.0));
        let issue = users.at(1).get("issues").at(0);
        assert_eq!(
            issue.get_string("path").as_deref(),
            Some("results[1].subscription")
        );
    }

    #[test]
    fn other_answers_are_errors() {
        for text in [
            "{}",
            r#"{"email":"ada@example.org"}"#,
            "7",
            r#"{"results":"none"}"#,
        ] {
            assert_eq!(page(text).unwrap_err().kind, Kind::Decode, "{text}");
        }
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(page(unknown).unwrap_err().kind, Kind::NotFound);
    }
}
