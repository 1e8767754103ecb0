//! A request as data: what every endpoint hands to the shell.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 3986 calls unreserved stays; all else is encoded, in paths and queries alike.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The two products, which may live on different hosts with different authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// Data, voice and SMS packages: `/customer/v2/...`.
    Data,
    /// The voice-only product: `/api/third-party/partner/...`.
    Voice,
}

/// What carrying out a request twice would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it may be tried again.
    Read,
    /// Spend money or change a contract twice: it leaves once.
    Write,
}

/// The HTTP methods that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
}

impl Method {
    /// The method as it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// The body of a request. The shell lets the platform encode it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// No body.
    None,
    /// `application/x-www-form-urlencoded`
    Form(Vec<(&'static str, String)>),
    /// `multipart/form-data`
    Multipart(Vec<(&'static str, String)>),
    /// `application/json`: an object of texts.
    Json(Vec<(&'static str, String)>),
}

/// One request, relative to the base URL of its product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The name for events and messages; holds no value of the caller's.
    pub endpoint: &'static str,
    /// Whose base URL and authentication apply.
    pub product: Product,
    /// Whether it may be repeated.
    pub effect: Effect,
    /// The method.
    pub method: Method,
    /// The path, encoded, beginning with `/`.
    pub path: String,
    /// The query, encoded, without `?`; empty for none.
    pub query: String,
    /// The body.
    pub body: Body,
    /// Whether the HTTP caches on the way have to be passed by.
    pub no_store: bool,
    /// Whether the request carries the access token.
    pub authorized: bool,
    /// What names this write for the shop's own server, which carries it out once.
    pub reference: Option<String>,
}

impl Request {
    /// A `GET` of the data product.
    pub fn get(endpoint: &'static str, path: String) -> Self {
        Self {
            endpoint,
            product: Product::Data,
            effect: Effect::Read,
            method: Method::Get,
            path,
            query: String::new(),
            body: Body::None,
            no_store: false,
            authorized: true,
            reference: None,
        }
    }

    /// The same write with what names it.
    pub fn with_reference(self, reference: Option<String>) -> Self {
        Self { reference, ..self }
    }

    /// A `POST` that is never sent twice.
    pub fn write(endpoint: &'static str, product: Product, path: &str, body: Body) -> Self {
        Self {
            product,
            effect: Effect::Write,
            method: Method::Post,
            body,
            ..Self::get(endpoint, path.to_owned())
        }
    }

    /// The whole URL under this base, which has no trailing slash.
    pub fn url(&self, base: &str) -> String {
        if self.query.is_empty() {
            [base, &self.path].concat()
        } else {
            [base, &self.path, "?", &self.query].concat()
        }
    }
}

/// One segment of a path.
pub fn encode_segment(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).collect()
}

/// Writes a query in the order of the calls.
#[derive(Debug, Default)]
pub struct Query(String);

impl Query {
    /// Adds a parameter.
    pub fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.extend(utf8_percent_encode(name, ENCODED));
        self.0.push('=');
        self.0.extend(utf8_percent_encode(value, ENCODED));
    }

    /// The query, encoded.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_encodes_names_and_values() {
        let mut query = Query::default();
        query.push("include", "sims,user");
        query.push("filter[description]", "a&b=c d%é+/");
        assert_eq!(
            query.finish(),
            "include=sims%2Cuser&filter%5Bdescription%5D=a%26b%3Dc%20d%25%C3%A9%2B%2F"
        );
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        assert_eq!(encode_segment("../a?b#c"), "..%2Fa%3Fb%23c");
    }

    #[test]
    fn a_url_joins_base_path_and_query() {
        let mut request = Request::get("x", "/customer/v2/orders".to_owned());
        assert_eq!(
            request.url("https://a.example/p"),
            "https://a.example/p/customer/v2/orders"
        );
        request.query = "page=2".to_owned();
        assert_eq!(
            request.url("https://a.example"),
            "https://a.example/customer/v2/orders?page=2"
        );
    }
}
