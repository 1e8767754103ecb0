//! The headers of requests. Most requests have the headers of the request before them.

use crate::core::text::join;
use std::cell::RefCell;

use gloo_net::http::Headers;

use crate::core::request::Product;

const LANGUAGE: &str = "Accept-Language";
/// The language of a request that needs one, if neither the call nor the client names another.
const DEFAULT_LANGUAGE: &str = "en";

/// The headers of the last request.
#[derive(Default)]
pub(super) struct HeaderCache(RefCell<Option<CachedHeaders>>);

struct CachedHeaders {
    product: Product,
    token: Option<String>,
    content_type: &'static str,
    language: Option<String>,
    headers: web_sys::Headers,
}

impl HeaderCache {
    /// Returns the headers of a request, without those that belong to one request alone. `own` are those of
    /// the caller.
    pub(super) fn get(
        &self,
        product: Product,
        token: Option<&str>,
        content_type: &'static str,
        language: Option<&str>,
        own: impl FnOnce() -> Vec<(String, String)>,
    ) -> web_sys::Headers {
        let same = |cached: &&CachedHeaders| {
            cached.product == product
                && cached.token.as_deref() == token
                && cached.content_type == content_type
                && cached.language.as_deref() == language
        };
        if let Some(cached) = self.0.borrow().as_ref().filter(same) {
            return cached.headers.clone();
        }
        // Not borrowed here: an exception of the platform would leave the cache borrowed.
        let headers = build(own(), token, content_type, language);
        self.0.replace(Some(CachedHeaders {
            product,
            token: token.map(str::to_owned),
            content_type,
            language: language.map(str::to_owned),
            headers: headers.clone(),
        }));
        headers
    }
}

fn build(
    own: Vec<(String, String)>,
    token: Option<&str>,
    content_type: &str,
    language: Option<&str>,
) -> web_sys::Headers {
    let headers = Headers::new();
    if language.is_some() {
        headers.set(LANGUAGE, DEFAULT_LANGUAGE);
    }
    for (name, value) in own {
        headers.set(&name, &value);
    }
    if let Some(language) = language.filter(|language| !language.is_empty()) {
        headers.set(LANGUAGE, language);
    }
    headers.set("Accept", "application/json");
    if let Some(token) = token {
        headers.set("Authorization", &join(&["Bearer ", token]));
    }
    if !content_type.is_empty() {
        headers.set("Content-Type", content_type);
    }
    headers.into_raw()
}
