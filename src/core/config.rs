//! The options of a client, and the decisions that depend on them.

use super::argument::{
    ANY_STRING, Arg, ArgType, NON_BLANK, TIMEOUT_MS, optional, parse_object, required,
};
use super::base_url;
use super::digest::{reference_digest, shopper_digest};
use super::error::{Error, Kind};
use super::json::{JsonValue, TypeSet, strings};
use super::request::Product;
use super::scope::scope_hash;
use super::text::join;
use super::token::check_secret;

/// Headers, except those that the client sets itself.
const HEADERS: ArgType = ArgType::Headers(&["accept", "authorization", "content-type"]);
/// The number of retries of a read.
const MAX_RETRIES: ArgType = ArgType::Number {
    integer: true,
    min: 0.0,
    max: 10.0,
    problem: "must be an integer from 0 to 10",
};

/// The time for the lookup of an order whose answer was lost: up to ten minutes.
const LOOKUP_MS: ArgType = ArgType::Number {
    integer: false,
    min: 0.0,
    max: 600_000.0,
    problem: "must be milliseconds: 0 to 600000",
};

/// The limit of each call of the store: up to a minute.
const STORE_TIMEOUT_MS: ArgType = ArgType::Number {
    integer: false,
    min: 1.0,
    max: 60_000.0,
    problem: "must be milliseconds: 1 to 60000",
};

const CREDENTIALS: &[Arg] = &[
    required("client_id", NON_BLANK),
    required("client_secret", NON_BLANK),
];

const VOICE: &[Arg] = &[
    optional("baseUrl", ANY_STRING),
    // May contain `authorization`: the product's authentication is not documented.
    optional("headers", ArgType::Headers(&["accept", "content-type"])),
];

const OPTIONS: &[Arg] = &[
    required("baseUrl", ANY_STRING),
    optional("credentials", ArgType::Object(CREDENTIALS)),
    optional("token", ArgType::Any),
    optional("voice", ArgType::Object(VOICE)),
    optional("headers", HEADERS),
    optional("storage", ArgType::Any),
    optional("store", ArgType::Any),
    optional("storeTimeoutMs", STORE_TIMEOUT_MS),
    optional("secret", ArgType::Any),
    optional("judgeRenewal", ArgType::Function),
    optional("partition", NON_BLANK),
    optional("fetch", ArgType::Function),
    optional("timeoutMs", TIMEOUT_MS),
    optional("maxRetries", MAX_RETRIES),
    optional("lookUpMs", LOOKUP_MS),
    optional("onEvent", ArgType::Function),
];

/// The longest answer of the shop's gateway, in bytes.
const MAX_GATEWAY_ANSWER: u32 = 1 << 20;
/// The longest answer of `PressOne`, in bytes.
const MAX_ANSWER: u32 = 8 << 20;

const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_MAX_RETRIES: u32 = 2;
const DEFAULT_LOOKUP_MS: f64 = 5_000.0;
const DEFAULT_STORE_TIMEOUT_MS: f64 = 5_000.0;
/// Cloudflare ends the work of a Worker 30 s after its answer. A purchase has 25 s in all there.
const WORKERS_TIMEOUT_MS: f64 = 15_000.0;
/// The time of the lookups of a lost order, beyond their pauses.
const LOOKUP_TIMEOUT_MS: f64 = 10_000.0;
const WORKERS_LOOKUP_TIMEOUT_MS: f64 = 5_000.0;
const MIN_SECRET_LENGTH: usize = 32;
/// The options of a page client alone, and of a partner client alone.
const PAGE_OPTIONS: &[&str] = &["storage"];
const PARTNER_OPTIONS: &[&str] = &[
    "store",
    "storeTimeoutMs",
    "secret",
    "judgeRenewal",
    "voice",
    "lookUpMs",
];

/// The way in which a client authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The partner's credentials, on a server or edge worker.
    Credentials,
    /// A given access token.
    Token,
    /// A function that returns an access token.
    Function,
    /// None: the shop's gateway authenticates the shopper.
    Gateway,
}

/// The environment that a client runs in.
pub trait Environment {
    /// The origin of the page; `None` outside of a page.
    fn page_origin(&self) -> Option<String>;
    /// Normalises a URL, which may be relative in a page; `None` if it is invalid.
    fn resolve_url(&self, url: &str) -> Option<String>;
    /// True in Cloudflare Workers.
    fn is_workers(&self) -> bool;
    /// A random text that cannot be guessed.
    fn random_text(&self) -> String;
}

/// The configuration of a client.
#[derive(Debug)]
pub struct Config<J> {
    /// The checked options.
    pub options: J,
    /// The way in which the client authenticates.
    pub auth: Auth,
    /// The time that a call may take.
    pub timeout_ms: f64,
    /// The number of retries of a read.
    pub max_retries: u32,
    /// The time for the lookup of an order whose answer was lost.
    pub lookup_ms: f64,
    /// The time of the requests of a lookup, beyond its pauses.
    pub lookup_timeout_ms: f64,
    /// The limit of each call of the store.
    pub store_timeout_ms: f64,
    /// The secrets, newest first. One at least.
    pub secrets: Vec<String>,
    /// The partition of the journal; empty by default.
    pub partition: String,
    base: String,
    voice_base: String,
    /// True if the voice product has the data product's origin, so it may receive the access token.
    voice_same_origin: bool,
    /// True if the voice product has headers of its own.
    voice_has_headers: bool,
    /// The scope of stored data; `None` if only the token identifies the account.
    scope: Option<String>,
}

impl<J: JsonValue> Config<J> {
    /// Checks the options.
    ///
    /// # Errors
    /// `configuration`
    pub fn parse(options: &J, environment: &impl Environment) -> Result<Self, Error> {
        Self::parse_options(options, environment).map_err(|mut error| {
            error.kind = Kind::Configuration;
            error
        })
    }

    fn parse_options(options: &J, environment: &impl Environment) -> Result<Self, Error> {
        let options = parse_object(options, "options", OPTIONS)?;
        let auth = auth(&options)?;
        check_role(&options, auth)?;
        let page_origin = environment.page_origin();
        if page_origin.is_some() && auth == Auth::Credentials {
            return Err(Error::configuration(
                "options.credentials",
                "must not be in a page: every visitor can read them and spend the partner's balance. \
                 Keep them on your own server or edge worker, serve the same paths there, and \
                 give this client its address as baseUrl",
            ));
        }
        let trusted_origin = page_origin.as_deref().filter(|_| auth == Auth::Gateway);
        let resolve = |url: &J, path| {
            let href = environment.resolve_url(&url.as_string().unwrap_or_default());
            let problem = "must be an absolute URL; only a page can resolve a relative one";
            let href = href.ok_or_else(|| Error::configuration(path, problem))?;
            base_url::check(&href, trusted_origin, path)
        };
        let base = resolve(&options.get("baseUrl"), "options.baseUrl")?;
        let voice = options.get("voice").get("baseUrl");
        let voice_base = if voice.types().is_subset(TypeSet::STRING) {
            resolve(&voice, "options.voice.baseUrl")?
        } else {
            base.clone()
        };
        let retries = options.get_string("maxRetries");
        let own_headers = options.get("voice").get("headers");
        let workers = environment.is_workers();
        let default_timeout_ms = if workers && auth == Auth::Credentials {
            WORKERS_TIMEOUT_MS
        } else {
            DEFAULT_TIMEOUT_MS
        };
        Ok(Self {
            auth,
            timeout_ms: options.get_f64("timeoutMs").unwrap_or(default_timeout_ms),
            lookup_timeout_ms: if workers {
                WORKERS_LOOKUP_TIMEOUT_MS
            } else {
                LOOKUP_TIMEOUT_MS
            },
            store_timeout_ms: options
                .get_f64("storeTimeoutMs")
                .unwrap_or(DEFAULT_STORE_TIMEOUT_MS),
            secrets: secrets(&options, environment)?,
            partition: options.get_string("partition").unwrap_or_default(),
            max_retries: retries
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(DEFAULT_MAX_RETRIES),
            lookup_ms: options.get_f64("lookUpMs").unwrap_or(DEFAULT_LOOKUP_MS),
            voice_same_origin: base_url::origin(&base) == base_url::origin(&voice_base),
            voice_has_headers: own_headers.keys().length() > 0,
            scope: fixed_scope(&options, auth, &base),
            options,
            base,
            voice_base,
        })
    }

    /// The base URL of a product.
    pub fn base(&self, product: Product) -> &str {
        match product {
            Product::Data => &self.base,
            Product::Voice => &self.voice_base,
        }
    }

    /// The headers that the caller set for a product.
    pub fn headers(&self, product: Product) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let mut add = |headers: &J| {
            for name in strings(&headers.keys()) {
                let value = headers.get_dynamic(&name).as_string().unwrap_or_default();
                all.push((name, value));
            }
        };
        if product == Product::Data || self.voice_same_origin {
            add(&self.options.get("headers"));
        }
        if product == Product::Voice {
            add(&self.options.get("voice").get("headers"));
        }
        all
    }

    /// True for a client with the partner's credentials. Other clients talk to a shop's gateway.
    pub fn is_partner(&self) -> bool {
        self.auth == Auth::Credentials
    }

    /// The longest time of a purchase, in ms.
    pub fn longest_call_ms(&self, timeout_ms: f64) -> f64 {
        timeout_ms + self.lookup_ms + self.lookup_timeout_ms + 2.0 * self.store_timeout_ms
    }

    /// The digests of a shopper's id, one for each secret.
    pub fn shopper_digests(&self, shopper: &str) -> Vec<String> {
        let digest = |secret: &String| shopper_digest(secret, &self.partition, shopper);
        self.secrets.iter().map(digest).collect()
    }

    /// The digest of a reference. A renewal that is no payment has a key with its shopper and kind.
    pub fn reference_digest(&self, reference: &str, unpaid_shopper: Option<&str>) -> String {
        match unpaid_shopper {
            None => reference_digest(&[&self.partition, reference]),
            Some(shopper) => reference_digest(&[&self.partition, reference, shopper, "renewal"]),
        }
    }

    /// The longest answer that the client reads, in bytes. A gateway's answers are for one shopper.
    pub fn max_answer_bytes(&self) -> u32 {
        if self.is_partner() {
            MAX_ANSWER
        } else {
            MAX_GATEWAY_ANSWER
        }
    }

    /// True if requests of this product carry the access token.
    pub fn sends_token(&self, product: Product) -> bool {
        let voice_takes_token = self.voice_same_origin && !self.voice_has_headers;
        self.auth != Auth::Gateway && (product == Product::Data || voice_takes_token)
    }

    /// One of the credentials.
    pub fn credential(&self, name: &'static str) -> String {
        credential(&self.options, name)
    }

    /// The scope of cached data. `token` is the current access token.
    pub fn cache_scope(&self, token: Option<&str>) -> String {
        match &self.scope {
            Some(scope) => scope.clone(),
            None => scope_hash(&["token", &self.base, token.unwrap_or_default()]),
        }
    }

    /// True if the scope of cached data depends on the access token.
    pub fn scope_needs_token(&self) -> bool {
        self.scope.is_none()
    }
}

fn credential<J: JsonValue>(options: &J, name: &'static str) -> String {
    let credentials = options.get("credentials");
    credentials.get_string(name).unwrap_or_default()
}

fn fixed_scope<J: JsonValue>(options: &J, auth: Auth, base: &str) -> Option<String> {
    let (scheme, name) = match (options.get_string("partition"), auth) {
        (Some(partition), _) => ("partition", partition),
        (None, Auth::Credentials) => ("client", credential(options, "client_id")),
        (None, Auth::Gateway) => ("session", String::new()),
        (None, Auth::Token | Auth::Function) => return None,
    };
    Some(scope_hash(&[scheme, base, &name]))
}

/// Refuses options of the other kind of client.
fn check_role<J: JsonValue>(options: &J, auth: Auth) -> Result<(), Error> {
    let (foreign, problem) = if auth == Auth::Credentials {
        (PAGE_OPTIONS, "is for a page client, without credentials")
    } else {
        (PARTNER_OPTIONS, "is for a partner client, with credentials")
    };
    let given = |name: &&&str| {
        let types = options.get_dynamic(name).types();
        !types.intersects(TypeSet::MISSING | TypeSet::NULL)
    };
    match foreign.iter().find(given) {
        Some(name) => Err(Error::configuration(&join(&["options.", name]), problem)),
        None => Ok(()),
    }
}

/// The secrets. A client without a store has a random one.
fn secrets<J: JsonValue>(
    options: &J,
    environment: &impl Environment,
) -> Result<Vec<String>, Error> {
    let path = "options.secret";
    let given = options.get("secret");
    let secrets: Vec<String> = match given.as_string() {
        Some(secret) => vec![secret],
        None => strings(&given).collect(),
    };
    if secrets.is_empty() {
        if options.get_types("store").is_subset(TypeSet::OBJECT) {
            let problem = "is needed with a store: random text that all servers of the shop have";
            return Err(Error::configuration(path, problem));
        }
        return Ok(vec![environment.random_text()]);
    }
    if secrets
        .iter()
        .any(|secret| secret.len() < MIN_SECRET_LENGTH)
    {
        let problem = "must be random text of at least 32 characters, or an array of such texts";
        return Err(Error::configuration(path, problem));
    }
    Ok(secrets)
}

fn auth<J: JsonValue>(options: &J) -> Result<Auth, Error> {
    let path = "options.token";
    let token = options.get("token");
    let has_credentials = options.get_types("credentials").is_subset(TypeSet::OBJECT);
    match token.types() {
        TypeSet::MISSING | TypeSet::NULL if has_credentials => Ok(Auth::Credentials),
        TypeSet::MISSING | TypeSet::NULL => Ok(Auth::Gateway),
        _ if has_credentials => Err(Error::configuration(
            path,
            "and options.credentials exclude each other: give one of them",
        )),
        TypeSet::FUNCTION => Ok(Auth::Function),
        TypeSet::STRING => {
            let token = token.as_string().unwrap_or_default();
            check_secret(&token, path, Kind::Configuration)?;
            Ok(Auth::Token)
        }
        _ => Err(Error::configuration(
            path,
            "must be a string or a function that returns one",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    /// An environment that does not change absolute URLs.
    struct TestEnvironment(Option<&'static str>);

    impl Environment for TestEnvironment {
        fn page_origin(&self) -> Option<String> {
            self.0.map(str::to_owned)
        }
        fn resolve_url(&self, url: &str) -> Option<String> {
            if url.starts_with('/') {
                return self.0.map(|origin| [origin, url].concat());
            }
            url.contains("://").then(|| url.to_owned())
        }
        fn is_workers(&self) -> bool {
            false
        }
        fn random_text(&self) -> String {
            "random".to_owned()
        }
    }

    const EDGE: TestEnvironment = TestEnvironment(None);
    const PAGE: TestEnvironment = TestEnvironment(Some("http://shop.example"));

    fn parse(environment: &TestEnvironment, options: &str) -> Result<Config<TestJson>, Error> {
        Config::parse(&parse_json(options), environment)
    }

    #[track_caller]
    fn assert_refused(environment: &TestEnvironment, options: &str, path: &str) {
        let error = parse(environment, options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn credentials_are_refused_in_a_page() {
        let options = r#"{"baseUrl":"https://api.example.com/",
            "credentials":{"client_id":"id","client_secret":"hush"}}"#;
        assert_eq!(parse(&EDGE, options).unwrap().auth, Auth::Credentials);
        assert_refused(&PAGE, options, "options.credentials");
        assert_refused(
            &EDGE,
            r#"{"baseUrl":"https://a.example","credentials":{"client_id":"id"}}"#,
            "options.credentials.client_secret",
        );
    }

    #[test]
    fn a_relative_base_url_needs_a_page() {
        let config = parse(&PAGE, r#"{"baseUrl":"/api/"}"#).unwrap();
        assert_eq!(config.base(Product::Data), "http://shop.example/api");
        assert_eq!(config.auth, Auth::Gateway);
        assert_refused(&EDGE, r#"{"baseUrl":"/api/"}"#, "options.baseUrl");
        // A token must not be sent over plain http.
        assert_refused(
            &PAGE,
            r#"{"baseUrl":"/api/","token":"t"}"#,
            "options.baseUrl",
        );
    }

    #[test]
    fn a_purchase_on_workers_has_25_seconds_in_all() {
        struct Workers;
        impl Environment for Workers {
            fn page_origin(&self) -> Option<String> {
                None
            }
            fn resolve_url(&self, url: &str) -> Option<String> {
                Some(url.to_owned())
            }
            fn is_workers(&self) -> bool {
                true
            }
            fn random_text(&self) -> String {
                "random".to_owned()
            }
        }
        let options = parse_json(
            r#"{"baseUrl":"https://a.example",
            "credentials":{"client_id":"id","client_secret":"hush"}}"#,
        );
        let config = Config::parse(&options, &Workers).unwrap();
        let all = config.timeout_ms + config.lookup_ms + config.lookup_timeout_ms;
        assert_eq!(all, 25_000.0);
        let page = parse_json(r#"{"baseUrl":"https://a.example"}"#);
        assert_eq!(Config::parse(&page, &Workers).unwrap().timeout_ms, 30_000.0);
    }

    #[test]
    fn a_client_has_one_way_of_authentication() {
        let with = |token: &str| format!(r#"{{"baseUrl":"https://a.example","token":{token}}}"#);
        assert_eq!(parse(&EDGE, &with(r#""t""#)).unwrap().auth, Auth::Token);
        for bad in [r#""""#, r#""a b""#, "7", "{}"] {
            assert_refused(&EDGE, &with(bad), "options.token");
        }
        let both = r#"{"baseUrl":"https://a.example","token":"t",
            "credentials":{"client_id":"id","client_secret":"hush"}}"#;
        assert_refused(&EDGE, both, "options.token");
    }

    #[test]
    fn the_token_is_sent_to_one_origin_only() {
        let config = |voice: &str| {
            parse(
                &EDGE,
                &format!(
                    r#"{{"baseUrl":"https://a.example/x","headers":{{"x-a":"1"}},"voice":{voice},
                    "credentials":{{"client_id":"id","client_secret":"hush"}}}}"#
                ),
            )
            .unwrap()
        };
        let names = |config: &Config<TestJson>| {
            let headers = config.headers(Product::Voice);
            headers
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        let same_origin = config("null");
        assert!(same_origin.sends_token(Product::Data) && same_origin.sends_token(Product::Voice));
        assert_eq!(same_origin.base(Product::Voice), "https://a.example/x");
        assert_eq!(names(&same_origin), ["x-a"]);
        let own_headers = config(r#"{"headers":{"x-key":"k"}}"#);
        assert!(own_headers.sends_token(Product::Data) && !own_headers.sends_token(Product::Voice));
        assert_eq!(names(&own_headers), ["x-a", "x-key"]);
        let other_origin = config(r#"{"baseUrl":"https://voice.example"}"#);
        assert!(!other_origin.sends_token(Product::Voice));
        assert_eq!(names(&other_origin), Vec::<String>::new());
        assert_eq!(other_origin.headers(Product::Data).len(), 1);
    }

    #[test]
    fn options_of_the_other_kind_of_client_are_refused() {
        let partner = r#""credentials":{"client_id":"id","client_secret":"hush"}"#;
        let with = |options: &str| format!(r#"{{"baseUrl":"https://a.example",{options}}}"#);
        assert_refused(&EDGE, &with(r#""store":{}"#), "options.store");
        assert_refused(&EDGE, &with(r#""lookUpMs":1"#), "options.lookUpMs");
        let storage = format!(r#"{partner},"storage":{{}}"#);
        assert_refused(&EDGE, &with(&storage), "options.storage");
    }

    #[test]
    fn a_store_needs_a_secret_that_cannot_be_guessed() {
        let with = |options: &str| {
            let options = format!(
                r#"{{"baseUrl":"https://a.example",
                "credentials":{{"client_id":"id","client_secret":"hush"}},{options}}}"#
            );
            parse(&EDGE, &options).map(|config| config.secrets)
        };
        let long = "s".repeat(32);
        assert!(with(r#""store":{}"#).is_err());
        assert!(with(r#""store":{},"secret":"short""#).is_err());
        let one = with(&format!(r#""store":{{}},"secret":"{long}""#));
        assert_eq!(one.unwrap(), std::slice::from_ref(&long));
        let two = with(&format!(r#""store":{{}},"secret":["{long}","{long}2"]"#));
        assert_eq!(two.unwrap().len(), 2);
        assert_eq!(with(r#""partition":"p""#).unwrap(), ["random"]);
    }

    #[test]
    fn different_accounts_have_different_scopes() {
        let scope = |options: &str, token| parse(&EDGE, options).unwrap().cache_scope(token);
        let scopes = [
            scope(r#"{"baseUrl":"https://a.example"}"#, None),
            scope(r#"{"baseUrl":"https://b.example"}"#, None),
            scope(r#"{"baseUrl":"https://a.example","token":"t"}"#, Some("t")),
            scope(r#"{"baseUrl":"https://a.example","token":"u"}"#, Some("u")),
            scope(r#"{"baseUrl":"https://a.example","partition":"p"}"#, None),
            scope(
                r#"{"baseUrl":"https://a.example",
                "credentials":{"client_id":"id","client_secret":"hush"}}"#,
                Some("t"),
            ),
        ];
        for (index, scope) in scopes.iter().enumerate() {
            assert!(!scopes[..index].contains(scope), "{index}");
        }
    }

    #[test]
    fn options_that_are_left_out_have_defaults() {
        let config = parse(&EDGE, r#"{"baseUrl":"https://a.example"}"#).unwrap();
        assert_eq!((config.timeout_ms, config.max_retries), (30_000.0, 2));
        let given = r#"{"baseUrl":"https://a.example","timeoutMs":5,"maxRetries":0}"#;
        let config = parse(&EDGE, given).unwrap();
        assert_eq!((config.timeout_ms, config.max_retries), (5.0, 0));
        let too_many = r#"{"baseUrl":"https://a.example","maxRetries":11}"#;
        assert_refused(&EDGE, too_many, "options.maxRetries");
    }
}
