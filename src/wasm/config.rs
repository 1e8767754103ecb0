//! The options of a client, checked.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Url;

use super::args::{Fields, given};
use crate::core::argument;
use crate::core::base_url::{self, Parts};
use crate::core::error::{Error, Kind};
use crate::core::history_cache;
use crate::core::request::Product;
use crate::core::token::check_secret;

const OPTIONS: &[&str] = &[
    "baseUrl",
    "credentials",
    "token",
    "voice",
    "headers",
    "storage",
    "partition",
    "fetch",
    "timeoutMs",
    "maxRetries",
    "onEvent",
];
/// Headers that the client sets by itself.
const RESERVED: &[&str] = &["accept", "authorization", "content-type"];
const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_RETRIES: u32 = 2;
const MOST_RETRIES: f64 = 10.0;

/// Who the client is to the server.
pub(crate) enum Auth {
    /// The partner itself, on the edge.
    Credentials {
        client_id: String,
        client_secret: String,
    },
    /// A token that somebody else got.
    Token(String),
    /// A function that gives one.
    Function(Function),
    /// None of these: the shop's own gateway knows the shopper by its session.
    Session,
}

/// Everything that does not change in the life of a client.
pub(crate) struct Config {
    base: String,
    voice: Voice,
    headers: Vec<(String, String)>,
    pub(crate) auth: Auth,
    pub(crate) fetch: Option<Function>,
    pub(crate) storage: Option<JsValue>,
    partition: Option<String>,
    pub(crate) timeout_ms: f64,
    pub(crate) max_retries: u32,
    pub(crate) on_event: Option<Function>,
}

struct Voice {
    base: String,
    /// Sent instead of the access token, where there are any.
    headers: Vec<(String, String)>,
    /// Whether the voice product lives where the access token may go.
    same_origin: bool,
}

impl Config {
    pub(crate) fn read(options: &JsValue) -> Result<Self, Error> {
        // A wrong option is a matter of the client's set-up, whatever is wrong about it.
        Self::read_options(options).map_err(|mut error| {
            error.kind = Kind::Configuration;
            error
        })
    }

    fn read_options(options: &JsValue) -> Result<Self, Error> {
        let options = Fields::of(options, "options", OPTIONS)?;
        let auth = read_auth(&options)?;
        let page = Page::here();
        if page.is_some() && matches!(auth, Auth::Credentials { .. }) {
            return Err(Error::configuration(
                "options.credentials",
                "spend the partner's balance and must not be in a page, where every visitor can \
                 read them: keep them on your own server or edge worker, serve the same paths \
                 there, and give this client its address as baseUrl",
            ));
        }
        let trusted = page.as_ref().filter(|_| matches!(auth, Auth::Session));
        let base_url = options.text("baseUrl")?;
        let base = resolve(&base_url, page.as_ref(), trusted, "options.baseUrl")?;
        let headers = options.texts("headers")?;
        check_headers(&headers, "options.headers", RESERVED)?;
        let retries = options.optional_number("maxRetries")?;
        Ok(Self {
            voice: read_voice(&options, &base, page.as_ref(), trusted)?,
            base: base.url,
            headers,
            auth,
            fetch: options.optional_function("fetch")?,
            storage: read_storage(&options)?,
            partition: options.optional_line("partition")?,
            timeout_ms: options
                .optional_timeout("timeoutMs")?
                .unwrap_or(DEFAULT_TIMEOUT_MS),
            max_retries: retries.map_or(Ok(DEFAULT_RETRIES), read_retries)?,
            on_event: options.optional_function("onEvent")?,
        })
    }

    /// Where the requests of this product go.
    pub(crate) fn base(&self, product: Product) -> &str {
        match product {
            Product::Data => &self.base,
            Product::Voice => &self.voice.base,
        }
    }

    /// The headers that the caller set for this product.
    pub(crate) fn headers(&self, product: Product) -> impl Iterator<Item = &(String, String)> {
        let (general, own): (&[_], &[_]) = match product {
            Product::Data => (&self.headers, &[]),
            Product::Voice if self.voice.same_origin => (&self.headers, &self.voice.headers),
            Product::Voice => (&[], &self.voice.headers),
        };
        general.iter().chain(own)
    }

    /// Whether the access token goes with the requests of this product.
    pub(crate) fn sends_token(&self, product: Product) -> bool {
        let to_voice = self.voice.same_origin && self.voice.headers.is_empty();
        !matches!(self.auth, Auth::Session) && (product == Product::Data || to_voice)
    }

    /// The name of the account that stored data belongs to; `token` is the one in use.
    pub(crate) fn account(&self, token: Option<&str>) -> String {
        match (&self.partition, &self.auth) {
            (Some(partition), _) => history_cache::account(&["partition", &self.base, partition]),
            (None, Auth::Credentials { client_id, .. }) => {
                history_cache::account(&["client", &self.base, client_id])
            }
            (None, _) => match token {
                Some(token) => history_cache::account(&["token", &self.base, token]),
                None => history_cache::account(&["session", &self.base]),
            },
        }
    }

    /// Whether the account is known by nothing but its token.
    pub(crate) fn account_needs_token(&self) -> bool {
        self.partition.is_none() && matches!(self.auth, Auth::Token(_) | Auth::Function(_))
    }
}

/// The page that this runs in.
struct Page {
    href: String,
    origin: String,
}

impl Page {
    fn here() -> Option<Self> {
        let global = js_sys::global();
        let read = |object: &JsValue, key: &str| {
            Reflect::get(object, &JsValue::from_str(key))
                .ok()
                .and_then(given)
        };
        read(&global, "document")?;
        let location = read(&global, "location").unwrap_or_default();
        let text = |key| read(&location, key).and_then(|value| value.as_string());
        Some(Self {
            href: text("href").unwrap_or_default(),
            origin: text("origin").unwrap_or_default(),
        })
    }
}

struct Base {
    url: String,
    origin: String,
}

fn resolve(
    text: &str,
    page: Option<&Page>,
    trusted: Option<&Page>,
    path: &str,
) -> Result<Base, Error> {
    let url = match page {
        Some(page) => Url::new_with_base(text, &page.href),
        None => Url::new(text),
    };
    let url = url.map_err(|_| {
        let relative = "has to be an absolute URL (a relative one only means something in a page)";
        Error::configuration(path, relative)
    })?;
    let origin = url.origin();
    let url = base_url::check(
        Parts {
            protocol: &url.protocol(),
            hostname: &url.hostname(),
            origin: &origin,
            pathname: &url.pathname(),
            search: &url.search(),
            hash: &url.hash(),
            username: &url.username(),
            password: &url.password(),
        },
        trusted.map(|page| page.origin.as_str()),
        path,
    )?;
    Ok(Base { url, origin })
}

fn read_auth(options: &Fields<'_>) -> Result<Auth, Error> {
    let credentials = given(options.get("credentials"));
    let token = given(options.get("token"));
    match (credentials, token) {
        (Some(_), Some(_)) => Err(Error::configuration(
            "options.token",
            "and credentials exclude each other",
        )),
        (Some(credentials), None) => {
            let known = ["client_id", "client_secret"];
            let credentials = Fields::of(&credentials, "options.credentials", &known)?;
            let text = |key| {
                let text = credentials.text(key)?;
                argument::line(&text, &credentials.path(key)).map(|()| text)
            };
            let (client_id, client_secret) = (text("client_id")?, text("client_secret")?);
            Ok(Auth::Credentials {
                client_id,
                client_secret,
            })
        }
        (None, Some(token)) => match token.as_string() {
            Some(token) => {
                check_secret(&token, "options.token", Kind::Configuration)?;
                Ok(Auth::Token(token))
            }
            None => match options.optional_function("token") {
                Ok(Some(function)) => Ok(Auth::Function(function)),
                _ => Err(Error::configuration(
                    "options.token",
                    "has to be text or a function that gives it",
                )),
            },
        },
        (None, None) => Ok(Auth::Session),
    }
}

fn read_voice(
    options: &Fields<'_>,
    base: &Base,
    page: Option<&Page>,
    trusted: Option<&Page>,
) -> Result<Voice, Error> {
    let value = options.get("voice");
    let voice = Fields::optional(&value, "options.voice", &["baseUrl", "headers"])?;
    let headers = voice.texts("headers")?;
    // Its authentication is not documented, so that it may be any header.
    check_headers(
        &headers,
        "options.voice.headers",
        &["accept", "content-type"],
    )?;
    let own = voice.optional_text("baseUrl")?;
    let own = own
        .map(|url| resolve(&url, page, trusted, "options.voice.baseUrl"))
        .transpose()?;
    Ok(match own {
        Some(own) => Voice {
            same_origin: own.origin == base.origin,
            base: own.url,
            headers,
        },
        None => Voice {
            base: base.url.clone(),
            headers,
            same_origin: true,
        },
    })
}

fn check_headers(headers: &[(String, String)], path: &str, reserved: &[&str]) -> Result<(), Error> {
    headers.iter().try_for_each(|(name, value)| {
        let path = [path, ".", name].concat();
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(token) {
            return Err(Error::configuration(&path, "is not the name of a header"));
        }
        if reserved.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(Error::configuration(&path, "is set by the client itself"));
        }
        // The value may be a secret, so that no message quotes it.
        if !value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
            return Err(Error::configuration(
                &path,
                "holds characters that no header can",
            ));
        }
        Ok(())
    })
}

fn read_storage(options: &Fields<'_>) -> Result<Option<JsValue>, Error> {
    let Some(storage) = given(options.get("storage")) else {
        return Ok(None);
    };
    let whole = ["getItem", "setItem", "removeItem"].iter().all(|method| {
        Reflect::get(&storage, &JsValue::from_str(method)).is_ok_and(|found| found.is_function())
    });
    if whole {
        return Ok(Some(storage));
    }
    let problem = "has to have the methods getItem, setItem and removeItem";
    Err(Error::configuration("options.storage", problem))
}

fn read_retries(value: f64) -> Result<u32, Error> {
    if value.fract() == 0.0 && (0.0..=MOST_RETRIES).contains(&value) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        return Ok(value as u32);
    }
    Err(Error::configuration(
        "options.maxRetries",
        "has to be a whole number from 0 to 10",
    ))
}
