//! The options of a client: what they have to be, and what follows from them.

use super::argument::{
    ANY_STRING, Arg, ArgType, NON_BLANK, TIMEOUT_MS, optional, parse_object, required,
};
use super::base_url;
use super::error::{Error, Kind};
use super::json::{JsonValue, TypeSet, strings};
use super::request::Product;
use super::scope::scope_hash;
use super::token::check_secret;

/// Headers that the client sets by itself.
const HEADERS: ArgType = ArgType::Headers(&["accept", "authorization", "content-type"]);
/// How often a read may be tried again.
const MAX_RETRIES: ArgType = ArgType::Number {
    whole: true,
    min: 0.0,
    max: 10.0,
    problem: "has to be a whole number from 0 to 10",
};

/// How long a lost order is looked for: up to ten minutes.
const LOOKUP_MS: ArgType = ArgType::Number {
    whole: false,
    min: 0.0,
    max: 600_000.0,
    problem: "has to be milliseconds: 0 to 600000",
};

const CREDENTIALS: &[Arg] = &[
    required("client_id", NON_BLANK),
    required("client_secret", NON_BLANK),
];

const VOICE: &[Arg] = &[
    optional("baseUrl", ANY_STRING),
    // Its authentication is not documented, so that it may be any header.
    optional("headers", ArgType::Headers(&["accept", "content-type"])),
];

const OPTIONS: &[Arg] = &[
    required("baseUrl", ANY_STRING),
    optional("credentials", ArgType::Object(CREDENTIALS)),
    optional("token", ArgType::Any),
    optional("voice", ArgType::Object(VOICE)),
    optional("headers", HEADERS),
    optional("storage", ArgType::Any),
    optional("partition", NON_BLANK),
    optional("fetch", ArgType::Function),
    optional("timeoutMs", TIMEOUT_MS),
    optional("maxRetries", MAX_RETRIES),
    optional("lookUpMs", LOOKUP_MS),
    optional("onEvent", ArgType::Function),
];

const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_MAX_RETRIES: u32 = 2;
const DEFAULT_LOOKUP_MS: f64 = 5_000.0;

/// Who the client is to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The partner itself, on the edge.
    Credentials,
    /// A token that somebody else got.
    Token,
    /// A function that gives one.
    Function,
    /// None of these: the shop's own gateway knows the shopper by its session.
    Gateway,
}

/// What the client runs in.
pub trait Environment {
    /// The origin of the page; `None` where this is none.
    fn page_origin(&self) -> Option<String>;
    /// The normalised form of a URL, which in a page may be relative to it; `None` for what is none.
    fn resolve_url(&self, url: &str) -> Option<String>;
}

/// Everything that does not change in the life of a client.
#[derive(Debug)]
pub struct Config<J> {
    /// The checked options.
    pub options: J,
    /// How it authenticates.
    pub auth: Auth,
    /// The time for a whole call.
    pub timeout_ms: f64,
    /// How often a read is tried again.
    pub max_retries: u32,
    /// How long an order whose answer was lost is looked for.
    pub lookup_ms: f64,
    base: String,
    voice_base: String,
    /// Whether this is a page.
    in_page: bool,
    /// Whether the voice product lives where the access token may go.
    voice_same_origin: bool,
    /// Whether it has headers of its own.
    voice_has_headers: bool,
    /// The name of the account; `None` where it is known by nothing but its token.
    scope: Option<String>,
}

impl<J: JsonValue> Config<J> {
    /// Checks the options.
    ///
    /// # Errors
    /// `configuration`
    pub fn parse(options: &J, environment: &impl Environment) -> Result<Self, Error> {
        // A wrong option is a matter of the client's set-up, whatever is wrong about it.
        Self::parse_options(options, environment).map_err(|mut error| {
            error.kind = Kind::Configuration;
            error
        })
    }

    fn parse_options(options: &J, environment: &impl Environment) -> Result<Self, Error> {
        let options = parse_object(options, "options", OPTIONS)?;
        let auth = auth(&options)?;
        let page = environment.page_origin();
        if page.is_some() && auth == Auth::Credentials {
            return Err(Error::configuration(
                "options.credentials",
                "spend the partner's balance and must not be in a page, where every visitor can \
                 read them: keep them on your own server or edge worker, serve the same paths \
                 there, and give this client its address as baseUrl",
            ));
        }
        let trusted = page.as_deref().filter(|_| auth == Auth::Gateway);
        let resolve = |url: &J, path| {
            let href = environment.resolve_url(&url.as_string().unwrap_or_default());
            let relative =
                "has to be an absolute URL (a relative one only means something in a page)";
            let href = href.ok_or_else(|| Error::configuration(path, relative))?;
            base_url::check(&href, trusted, path)
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
        Ok(Self {
            in_page: page.is_some(),
            auth,
            timeout_ms: options.get_f64("timeoutMs").unwrap_or(DEFAULT_TIMEOUT_MS),
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

    /// Where the requests of this product go.
    pub fn base(&self, product: Product) -> &str {
        match product {
            Product::Data => &self.base,
            Product::Voice => &self.voice_base,
        }
    }

    /// The headers that the caller set for this product.
    pub fn headers(&self, product: Product) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let mut add = |headers: &J| {
            for name in strings(&headers.keys()) {
                let value = headers.get_string(&name).unwrap_or_default();
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

    /// Whether a write names its reference: to the shop's own server, which a client without
    /// credentials in a page, or without any authentication of its own, talks to. `PressOne` knows no
    /// such header, and proxies on the way may take it for leave to send a request again.
    pub fn server_deduplicates(&self) -> bool {
        self.auth == Auth::Gateway || self.in_page
    }

    /// Whether the access token goes with the requests of this product.
    pub fn sends_token(&self, product: Product) -> bool {
        let to_voice = self.voice_same_origin && !self.voice_has_headers;
        self.auth != Auth::Gateway && (product == Product::Data || to_voice)
    }

    /// A field of the credentials.
    pub fn credential(&self, name: &str) -> String {
        credential(&self.options, name)
    }

    /// The name of the account that stored data belongs to; `token` is the one in use.
    pub fn cache_scope(&self, token: Option<&str>) -> String {
        match &self.scope {
            Some(scope) => scope.clone(),
            None => scope_hash(&["token", &self.base, token.unwrap_or_default()]),
        }
    }

    /// The name of the account that purchases and renewals belong to. A token that is replaced does
    /// not make it another one: what was bought with the one before is not to be bought again.
    pub fn journal_scope(&self) -> String {
        let shared = || scope_hash(&["journal", &self.base]);
        self.scope.clone().unwrap_or_else(shared)
    }

    /// Whether the account is known by nothing but its token.
    pub fn scope_needs_token(&self) -> bool {
        self.scope.is_none()
    }
}

fn credential<J: JsonValue>(options: &J, name: &str) -> String {
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

fn auth<J: JsonValue>(options: &J) -> Result<Auth, Error> {
    let path = "options.token";
    let token = options.get("token");
    let has_credentials = options.get_types("credentials").is_subset(TypeSet::OBJECT);
    match token.types() {
        TypeSet::MISSING | TypeSet::NULL if has_credentials => Ok(Auth::Credentials),
        TypeSet::MISSING | TypeSet::NULL => Ok(Auth::Gateway),
        _ if has_credentials => Err(Error::configuration(
            path,
            "and credentials exclude each other",
        )),
        TypeSet::FUNCTION => Ok(Auth::Function),
        TypeSet::STRING => {
            let token = token.as_string().unwrap_or_default();
            check_secret(&token, path, Kind::Configuration)?;
            Ok(Auth::Token)
        }
        _ => Err(Error::configuration(
            path,
            "has to be text or a function that gives it",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    /// A platform that takes URLs as they are.
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
    }

    const EDGE: TestEnvironment = TestEnvironment(None);
    const PAGE: TestEnvironment = TestEnvironment(Some("http://shop.example"));

    fn read(environment: &TestEnvironment, options: &str) -> Result<Config<TestJson>, Error> {
        Config::parse(&parse_json(options), environment)
    }

    #[track_caller]
    fn refused(environment: &TestEnvironment, options: &str, path: &str) {
        let error = read(environment, options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn credentials_are_for_the_edge_alone() {
        let options = r#"{"baseUrl":"https://api.example.com/",
            "credentials":{"client_id":"id","client_secret":"hush"}}"#;
        assert_eq!(read(&EDGE, options).unwrap().auth, Auth::Credentials);
        refused(&PAGE, options, "options.credentials");
        refused(
            &EDGE,
            r#"{"baseUrl":"https://a.example","credentials":{"client_id":"id"}}"#,
            "options.credentials.client_secret",
        );
    }

    #[test]
    fn a_relative_base_needs_a_page() {
        let config = read(&PAGE, r#"{"baseUrl":"/api/"}"#).unwrap();
        assert_eq!(config.base(Product::Data), "http://shop.example/api");
        assert_eq!(config.auth, Auth::Gateway);
        refused(&EDGE, r#"{"baseUrl":"/api/"}"#, "options.baseUrl");
        // A token would go over plain http.
        refused(
            &PAGE,
            r#"{"baseUrl":"/api/","token":"t"}"#,
            "options.baseUrl",
        );
    }

    #[test]
    fn one_way_of_authentication() {
        let with = |token: &str| format!(r#"{{"baseUrl":"https://a.example","token":{token}}}"#);
        assert_eq!(read(&EDGE, &with(r#""t""#)).unwrap().auth, Auth::Token);
        for bad in [r#""""#, r#""a b""#, "7", "{}"] {
            refused(&EDGE, &with(bad), "options.token");
        }
        let both = r#"{"baseUrl":"https://a.example","token":"t",
            "credentials":{"client_id":"id","client_secret":"hush"}}"#;
        refused(&EDGE, both, "options.token");
    }

    #[test]
    fn the_token_goes_to_no_other_origin() {
        let config = |voice: &str| {
            read(
                &EDGE,
                &format!(
                    r#"{{"baseUrl":"https://a.example/x","token":"t","headers":{{"x-a":"1"}},
                    "voice":{voice}}}"#
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
        let near = config("null");
        assert!(near.sends_token(Product::Data) && near.sends_token(Product::Voice));
        assert_eq!(near.base(Product::Voice), "https://a.example/x");
        assert_eq!(names(&near), ["x-a"]);
        let keyed = config(r#"{"headers":{"x-key":"k"}}"#);
        assert!(keyed.sends_token(Product::Data) && !keyed.sends_token(Product::Voice));
        assert_eq!(names(&keyed), ["x-a", "x-key"]);
        let far = config(r#"{"baseUrl":"https://voice.example"}"#);
        assert!(!far.sends_token(Product::Voice));
        assert_eq!(names(&far), Vec::<String>::new());
        assert_eq!(far.headers(Product::Data).len(), 1);
    }

    #[test]
    fn accounts_are_told_apart() {
        let account = |options: &str, token| read(&EDGE, options).unwrap().cache_scope(token);
        let accounts = [
            account(r#"{"baseUrl":"https://a.example"}"#, None),
            account(r#"{"baseUrl":"https://b.example"}"#, None),
            account(r#"{"baseUrl":"https://a.example","token":"t"}"#, Some("t")),
            account(r#"{"baseUrl":"https://a.example","token":"u"}"#, Some("u")),
            account(r#"{"baseUrl":"https://a.example","partition":"p"}"#, None),
            account(
                r#"{"baseUrl":"https://a.example",
                "credentials":{"client_id":"id","client_secret":"hush"}}"#,
                Some("t"),
            ),
        ];
        for (index, account) in accounts.iter().enumerate() {
            assert!(!accounts[..index].contains(account), "{index}");
        }
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        let config = read(&EDGE, r#"{"baseUrl":"https://a.example"}"#).unwrap();
        assert_eq!((config.timeout_ms, config.max_retries), (30_000.0, 2));
        let given = r#"{"baseUrl":"https://a.example","timeoutMs":5,"maxRetries":0}"#;
        let config = read(&EDGE, given).unwrap();
        assert_eq!((config.timeout_ms, config.max_retries), (5.0, 0));
        let too_many = r#"{"baseUrl":"https://a.example","maxRetries":11}"#;
        refused(&EDGE, too_many, "options.maxRetries");
    }
}
