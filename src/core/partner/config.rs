//! The options of a partner client.

use super::base_url::{self, parse_base};
use super::digest::{owned_digest, reference_digest, shopper_digest};
use super::environment::Environment;
use super::scope::scope_hash;
use super::settings::{DEFAULT_TIMEOUT_MS, Settings};
use super::undocumented::{self, NUMBERS, NumberNames, PATHS};
use crate::core::argument::{Arg, ArgType, optional, parse_object, required};
use crate::core::argument_types::{ANY_STRING, NON_BLANK, TIMEOUT_MS};
use crate::core::config::{HEADERS, MAX_RETRIES, as_configuration};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::request::Product;

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
    // Checked and used by the scripts that load the module.
    optional("module", ArgType::Any),
    required("credentials", ArgType::Object(CREDENTIALS)),
    optional("voice", ArgType::Object(VOICE)),
    optional("paths", ArgType::Object(PATHS)),
    optional("numbers", ArgType::Object(NUMBERS)),
    optional("headers", HEADERS),
    optional("store", ArgType::Any),
    optional("storeTimeoutMs", STORE_TIMEOUT_MS),
    optional("secret", ArgType::Any),
    optional("judgeRenewal", ArgType::Function),
    optional("judgeClaim", ArgType::Function),
    optional("partition", NON_BLANK),
    optional("fetch", ArgType::Function),
    optional("timeoutMs", TIMEOUT_MS),
    optional("maxRetries", MAX_RETRIES),
    optional("lookUpMs", LOOKUP_MS),
    optional("onEvent", ArgType::Function),
];

const DEFAULT_LOOKUP_MS: f64 = 5_000.0;
const DEFAULT_STORE_TIMEOUT_MS: f64 = 5_000.0;
/// Cloudflare ends the work of a Worker 30 s after its answer. A purchase has 25 s in all there.
const WORKERS_TIMEOUT_MS: f64 = 15_000.0;
/// The time of the lookups of a lost order, beyond their pauses.
const LOOKUP_TIMEOUT_MS: f64 = 10_000.0;
const WORKERS_LOOKUP_TIMEOUT_MS: f64 = 5_000.0;
const MIN_SECRET_LENGTH: usize = 32;

/// The configuration of a partner client.
#[derive(Debug)]
pub struct PartnerConfig {
    /// The partner's id.
    pub client_id: String,
    /// The partner's secret.
    pub client_secret: String,
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
    /// The path of the list of compatible devices.
    pub compatible_devices_path: String,
    /// The names of the numbers' endpoints.
    pub numbers: NumberNames,
    base: String,
    voice_base: String,
    /// True if the voice product has the data product's origin, so it may receive the access token.
    voice_same_origin: bool,
    /// True if the voice product has headers of its own.
    voice_has_headers: bool,
    /// The scope of stored data.
    pub scope: String,
}

impl PartnerConfig {
    /// Checks the options.
    ///
    /// # Errors
    /// `configuration`
    pub fn parse<J: JsonValue>(
        options: &J,
        environment: &impl Environment,
    ) -> Result<(Settings<J>, Self), Error> {
        // First, because a page has to hear this whatever its other options are.
        if environment.page_origin().is_some() {
            return Err(Error::configuration(
                "options.credentials",
                "must not be in a page: every visitor can read them and spend the partner's balance. \
                 Keep them on your own server or edge worker, serve pressone-esim/gateway there, and \
                 give its address to the page client as baseUrl",
            ));
        }
        let options = parse_object(options, "options", OPTIONS).map_err(as_configuration)?;
        let base = parse_base(&options.get("baseUrl"), environment, "options.baseUrl")?;
        let voice = options.get("voice").get("baseUrl");
        let voice_base = if voice.types().is_subset(TypeSet::STRING) {
            parse_base(&voice, environment, "options.voice.baseUrl")?
        } else {
            base.clone()
        };
        let own_headers = options.get("voice").get("headers");
        let (default_timeout_ms, lookup_timeout_ms) = if environment.is_workers() {
            (WORKERS_TIMEOUT_MS, WORKERS_LOOKUP_TIMEOUT_MS)
        } else {
            (DEFAULT_TIMEOUT_MS, LOOKUP_TIMEOUT_MS)
        };
        let credentials = options.get("credentials");
        let credential = |name| credentials.get_string(name).unwrap_or_default();
        let partition = options.get_string("partition");
        let (client_id, client_secret) = (credential("client_id"), credential("client_secret"));
        let config = Self {
            lookup_ms: options.get_f64("lookUpMs").unwrap_or(DEFAULT_LOOKUP_MS),
            lookup_timeout_ms,
            store_timeout_ms: options
                .get_f64("storeTimeoutMs")
                .unwrap_or(DEFAULT_STORE_TIMEOUT_MS),
            secrets: secrets(&options, environment)?,
            voice_same_origin: base_url::origin(&base) == base_url::origin(&voice_base),
            voice_has_headers: own_headers.keys().length() > 0,
            scope: match &partition {
                Some(partition) => scope_hash(&["partition", &base, partition]),
                None => scope_hash(&["client", &base, &client_id]),
            },
            partition: partition.unwrap_or_default(),
            compatible_devices_path: undocumented::compatible_devices_path(&options)?,
            numbers: NumberNames::parse(&options)?,
            client_id,
            client_secret,
            base,
            voice_base,
        };
        Ok((Settings::new(options, default_timeout_ms), config))
    }

    /// The base URL of a product.
    pub fn base(&self, product: Product) -> &str {
        match product {
            Product::Data => &self.base,
            Product::Voice => &self.voice_base,
        }
    }

    /// The headers that the caller set for a product.
    pub fn headers<J: JsonValue>(&self, options: &J, product: Product) -> Vec<(String, String)> {
        let mut all = Vec::new();
        if product == Product::Data || self.voice_same_origin {
            add_headers(&mut all, &options.get("headers"));
        }
        if product == Product::Voice {
            add_headers(&mut all, &options.get("voice").get("headers"));
        }
        all
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

    /// The digests of what a shopper can own, one for each secret.
    pub fn owned_digests(&self, subject: &str, id: &str) -> Vec<String> {
        let digest = |secret: &String| owned_digest(secret, &self.partition, subject, id);
        self.secrets.iter().map(digest).collect()
    }

    /// The digest of a reference. A renewal that is no payment has a key with its shopper and kind.
    pub fn reference_digest(&self, reference: &str, unpaid_shopper: Option<&str>) -> String {
        match unpaid_shopper {
            None => reference_digest(&[&self.partition, reference]),
            Some(shopper) => reference_digest(&[&self.partition, reference, shopper, "renewal"]),
        }
    }

    /// True if requests of this product carry the access token.
    pub fn sends_token(&self, product: Product) -> bool {
        product == Product::Data || self.voice_same_origin && !self.voice_has_headers
    }
}

/// Adds the headers of an option to a list.
fn add_headers<J: JsonValue>(all: &mut Vec<(String, String)>, headers: &J) {
    for name in strings(&headers.keys()) {
        let value = headers.get_dynamic(&name).as_string().unwrap_or_default();
        all.push((name, value));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::partner::environment::test_environment::{
        PAGE, SERVER, TestEnvironment, WORKERS,
    };
    use crate::core::test_json::{TestJson, parse_json};

    const CREDENTIALS: &str = r#""credentials":{"client_id":"id","client_secret":"hush"}"#;

    type Parsed = (Settings<TestJson>, PartnerConfig);

    fn parse(environment: &TestEnvironment, options: &str) -> Result<Parsed, Error> {
        PartnerConfig::parse(&parse_json(options), environment)
    }

    fn with(options: &str) -> String {
        format!(r#"{{"baseUrl":"https://a.example/x",{CREDENTIALS}{options}}}"#)
    }

    #[track_caller]
    fn assert_refused(environment: &TestEnvironment, options: &str, path: &str) {
        let error = parse(environment, options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn credentials_are_needed_and_are_refused_in_a_page() {
        assert!(parse(&SERVER, &with("")).is_ok());
        assert_refused(&PAGE, &with(""), "options.credentials");
        let none = r#"{"baseUrl":"https://a.example"}"#;
        assert_refused(&SERVER, none, "options.credentials.client_id");
        let no_secret = r#"{"baseUrl":"https://a.example","credentials":{"client_id":"id"}}"#;
        assert_refused(&SERVER, no_secret, "options.credentials.client_secret");
        let relative = format!(r#"{{"baseUrl":"/api",{CREDENTIALS}}}"#);
        assert_refused(&SERVER, &relative, "options.baseUrl");
    }

    #[test]
    fn a_purchase_on_workers_has_25_seconds_in_all() {
        let (settings, config) = parse(&WORKERS, &with("")).unwrap();
        let all = settings.timeout_ms + config.lookup_ms + config.lookup_timeout_ms;
        assert_eq!(all, 25_000.0);
    }

    #[test]
    fn the_token_is_sent_to_one_origin_only() {
        let config = |voice: &str| {
            let options = format!(r#","headers":{{"x-a":"1"}},"voice":{voice}"#);
            parse(&SERVER, &with(&options)).unwrap()
        };
        let names = |(settings, config): &Parsed, product| {
            let headers = config.headers(&settings.options, product);
            headers
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        let same_origin = config("null");
        assert!(same_origin.1.sends_token(Product::Data));
        assert!(same_origin.1.sends_token(Product::Voice));
        assert_eq!(same_origin.1.base(Product::Voice), "https://a.example/x");
        assert_eq!(names(&same_origin, Product::Voice), ["x-a"]);
        let own_headers = config(r#"{"headers":{"x-key":"k"}}"#);
        assert!(own_headers.1.sends_token(Product::Data));
        assert!(!own_headers.1.sends_token(Product::Voice));
        assert_eq!(names(&own_headers, Product::Voice), ["x-a", "x-key"]);
        let other_origin = config(r#"{"baseUrl":"https://voice.example"}"#);
        assert!(!other_origin.1.sends_token(Product::Voice));
        assert_eq!(names(&other_origin, Product::Voice), Vec::<String>::new());
        assert_eq!(names(&other_origin, Product::Data).len(), 1);
    }

    #[test]
    fn options_of_a_page_client_are_refused() {
        for name in ["storage", "token"] {
            let options = with(&format!(r#","{name}":"x""#));
            assert!(parse(&SERVER, &options).is_err(), "{name}");
        }
    }

    #[test]
    fn a_store_needs_a_secret_that_cannot_be_guessed() {
        let secrets =
            |options: &str| parse(&SERVER, &with(options)).map(|(_, config)| config.secrets);
        let long = "s".repeat(32);
        assert!(secrets(r#","store":{}"#).is_err());
        assert!(secrets(r#","store":{},"secret":"short""#).is_err());
        let one = secrets(&format!(r#","store":{{}},"secret":"{long}""#));
        assert_eq!(one.unwrap(), std::slice::from_ref(&long));
        let two = secrets(&format!(r#","store":{{}},"secret":["{long}","{long}2"]"#));
        assert_eq!(two.unwrap().len(), 2);
        assert_eq!(secrets(r#","partition":"p""#).unwrap(), ["random"]);
    }

    #[test]
    fn an_undocumented_path_can_be_replaced_by_another_path() {
        let path = |options: &str| {
            parse(&SERVER, &with(options)).map(|(_, config)| config.compatible_devices_path)
        };
        assert_eq!(path("").unwrap(), "/customer/v2/compatible-devices-lite");
        let option = |value: &str| format!(r#","paths":{{"compatibleDevices":"{value}"}}"#);
        assert_eq!(path(&option("/v3/devices")).unwrap(), "/v3/devices");
        for bad in [
            "devices",
            "/a?b=c",
            "/a#b",
            "/../token",
            "/a b",
            r"/a\\b",
            "/é",
        ] {
            assert_refused(
                &SERVER,
                &with(&option(bad)),
                "options.paths.compatibleDevices",
            );
        }
        assert_refused(
            &SERVER,
            &with(r#","paths":{"other":"/a"}"#),
            "options.paths.other",
        );
    }

    #[test]
    fn different_accounts_have_different_scopes() {
        let other = CREDENTIALS.replace(r#""id""#, r#""other""#);
        let scopes = [
            with(""),
            with(r#","partition":"p""#),
            format!(r#"{{"baseUrl":"https://a.example/x",{other}}}"#),
            format!(r#"{{"baseUrl":"https://b.example/x",{CREDENTIALS}}}"#),
        ]
        .map(|options| parse(&SERVER, &options).unwrap().1.scope);
        for (index, scope) in scopes.iter().enumerate() {
            assert!(!scopes[..index].contains(scope), "{index}");
        }
    }
}
