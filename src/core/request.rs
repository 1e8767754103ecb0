//! A request as data. Endpoints build it; the clients send it.

#[cfg(feature = "partner")]
use std::borrow::Cow;

use super::json::JsonValue;
use super::text::{decimal, join};

/// The two products, which may live on different hosts with different authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// Data, voice and SMS packages: `/customer/v2/...`.
    Data,
    /// The voice-only product: `/api/third-party/partner/...`.
    Voice,
}

/// The effect of a request that is carried out twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// None: it may be retried.
    Read,
    /// It makes a second order: it is sent once.
    #[cfg(feature = "partner")]
    Order,
    /// It renews a subscription twice, or claims a number twice: it is sent once.
    #[cfg(feature = "partner")]
    Renewal,
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
    /// The method's name in HTTP.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// The body of a request. The partner client encodes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// No body.
    None,
    /// `application/x-www-form-urlencoded`
    #[cfg(feature = "partner")]
    Form(Vec<(&'static str, String)>),
    /// `multipart/form-data`
    #[cfg(feature = "partner")]
    Multipart(Vec<(&'static str, String)>),
    /// `application/json`: an object of strings.
    #[cfg(feature = "partner")]
    Json(Vec<(Cow<'static, str>, String)>),
}

/// One request, relative to the base URL of its product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The endpoint's name, for events. It contains no value of the caller's.
    pub endpoint: &'static str,
    /// The product whose base URL and authentication apply.
    pub product: Product,
    /// The effect of a repetition.
    pub effect: Effect,
    /// The method.
    pub method: Method,
    /// The encoded path, with its first `/`.
    pub path: String,
    /// The encoded query, without `?`; may be empty.
    pub query: String,
    /// The body.
    pub body: Body,
    /// True if the request carries the access token.
    pub authorized: bool,
    /// The language of the answer. An empty text stands for the client's own `Accept-Language`, or English.
    #[cfg(feature = "partner")]
    pub language: Option<String>,
    /// True if `PressOne` also answers with 401 if the resource is not this account's.
    #[cfg(feature = "partner")]
    pub hides_foreign: bool,
}

impl Request {
    /// A `GET` of the data product, with the access token.
    pub fn get(endpoint: &'static str, path: String) -> Self {
        Self {
            endpoint,
            product: Product::Data,
            effect: Effect::Read,
            method: Method::Get,
            path,
            query: String::new(),
            body: Body::None,
            authorized: true,
            #[cfg(feature = "partner")]
            language: None,
            #[cfg(feature = "partner")]
            hides_foreign: false,
        }
    }

    /// A `POST` with this effect.
    pub fn post(
        endpoint: &'static str,
        effect: Effect,
        product: Product,
        path: &str,
        body: Body,
    ) -> Self {
        Self {
            product,
            effect,
            method: Method::Post,
            body,
            ..Self::get(endpoint, path.to_owned())
        }
    }

    /// The URL under a base, which has no trailing slash.
    pub fn url(&self, base: &str) -> String {
        if self.query.is_empty() {
            join(&[base, &self.path])
        } else {
            join(&[base, &self.path, "?", &self.query])
        }
    }
}

/// The builder of a query. Parameters keep their order.
#[derive(Debug, Default)]
pub struct Query(String);

impl Query {
    /// Adds a parameter.
    pub fn push<J: JsonValue>(&mut self, name: &str, value: &str) {
        let separator = if self.0.is_empty() { "" } else { "&" };
        let (name, value) = (encoded::<J>(name), encoded::<J>(value));
        self.0 = join(&[&self.0, separator, &name, "=", &value]);
    }

    /// Adds the parameters that have a text or an integer: the name in `values`, and the parameter's.
    pub fn push_all<J: JsonValue>(&mut self, values: &J, parameters: &[(&'static str, &str)]) {
        for (name, parameter) in parameters {
            let value = values.get(name);
            let value = value.as_string().or_else(|| value.as_u32().map(decimal));
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                self.push::<J>(parameter, &value);
            }
        }
    }

    /// The encoded query.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Encodes a text for a query, like `encodeURIComponent`. Most texts need no encoding.
fn encoded<J: JsonValue>(text: &str) -> String {
    let needs_none = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if text.bytes().all(needs_none) {
        text.to_owned()
    } else {
        J::encode(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::TestJson;

    #[test]
    fn a_query_encodes_names_and_values() {
        let mut query = Query::default();
        query.push::<TestJson>("include", "sims,user");
        query.push::<TestJson>("filter[description]", "a&b=c d%é+/");
        assert_eq!(
            query.finish(),
            "include=sims%2Cuser&filter%5Bdescription%5D=a%26b%3Dc%20d%25%C3%A9%2B%2F"
        );
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
