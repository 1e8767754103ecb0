//! The options of a page client.

use crate::core::argument::{
    ANY_STRING, Arg, ArgType, NON_BLANK, TIMEOUT_MS, optional, parse_object, required,
};
use crate::core::config::{
    DEFAULT_TIMEOUT_MS, Environment, HEADERS, MAX_RETRIES, Settings, as_configuration, parse_base,
};
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet};
use crate::core::scope::scope_hash;
use crate::core::secret::check_secret;

const OPTIONS: &[Arg] = &[
    required("baseUrl", ANY_STRING),
    optional("token", ArgType::Any),
    optional("headers", HEADERS),
    // fetch's mode for the shop's cookies.
    optional("credentials", ArgType::Any),
    optional("storage", ArgType::Any),
    optional("partition", NON_BLANK),
    optional("fetch", ArgType::Function),
    optional("timeoutMs", TIMEOUT_MS),
    optional("maxRetries", MAX_RETRIES),
    optional("onEvent", ArgType::Function),
];

/// The way in which the gateway recognises the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// By the shop's cookies, or by headers.
    Cookies,
    /// By a given token.
    Token,
    /// By the token that a function returns.
    Function,
}

/// The configuration of a page client.
#[derive(Debug)]
pub struct PageConfig {
    /// The way in which the gateway recognises the shopper.
    pub auth: Auth,
    /// The gateway's URL, without a slash at its end.
    pub base: String,
    /// The scope of stored data; `None` if only the token identifies the account.
    scope: Option<String>,
}

impl PageConfig {
    /// Checks the options.
    ///
    /// # Errors
    /// `configuration`
    pub fn parse<J: JsonValue>(
        options: &J,
        environment: &impl Environment,
    ) -> Result<(Settings<J>, Self), Error> {
        let options = parse_object(options, "options", OPTIONS).map_err(as_configuration)?;
        let auth = auth(&options)?;
        check_credentials(&options.get("credentials"))?;
        let page_origin = environment.page_origin();
        let trusted_origin = page_origin.as_deref().filter(|_| auth == Auth::Cookies);
        let base = parse_base(
            &options.get("baseUrl"),
            environment,
            trusted_origin,
            "options.baseUrl",
        )?;
        let scope = match (options.get_string("partition"), auth) {
            (Some(partition), _) => Some(scope_hash(&["partition", &base, &partition])),
            (None, Auth::Cookies) => Some(scope_hash(&["session", &base, ""])),
            (None, Auth::Token | Auth::Function) => None,
        };
        let config = Self { auth, base, scope };
        Ok((Settings::new(options, DEFAULT_TIMEOUT_MS), config))
    }

    /// The scope of stored data. `token` is the current token.
    pub fn cache_scope(&self, token: Option<&str>) -> String {
        match &self.scope {
            Some(scope) => scope.clone(),
            None => scope_hash(&["token", &self.base, token.unwrap_or_default()]),
        }
    }

    /// True if the scope of stored data depends on the token.
    pub fn scope_needs_token(&self) -> bool {
        self.scope.is_none()
    }
}

/// Refuses a partner's credentials, which are an object: every visitor can read what a page has.
fn check_credentials<J: JsonValue>(mode: &J) -> Result<(), Error> {
    let is_missing = mode.types().is_subset(TypeSet::MISSING | TypeSet::NULL);
    match mode.as_string().as_deref() {
        None if is_missing => Ok(()),
        Some("omit" | "same-origin" | "include") => Ok(()),
        _ => Err(Error::configuration(
            "options.credentials",
            "must be omit, same-origin or include. The partner's credentials belong on your server: \
             give the address of its gateway as baseUrl",
        )),
    }
}

fn auth<J: JsonValue>(options: &J) -> Result<Auth, Error> {
    let path = "options.token";
    let token = options.get("token");
    match token.types() {
        TypeSet::MISSING | TypeSet::NULL => Ok(Auth::Cookies),
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
    use crate::core::config::test_environment::{PAGE, SERVER, TestEnvironment};
    use crate::core::test_json::{TestJson, parse_json};

    type Parsed = (Settings<TestJson>, PageConfig);

    fn parse(environment: &TestEnvironment, options: &str) -> Result<Parsed, Error> {
        PageConfig::parse(&parse_json(options), environment)
    }

    #[track_caller]
    fn assert_refused(environment: &TestEnvironment, options: &str, path: &str) {
        let error = parse(environment, options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn a_relative_base_url_needs_a_page() {
        let (_, config) = parse(&PAGE, r#"{"baseUrl":"/api/"}"#).unwrap();
        assert_eq!(config.base, "http://shop.example/api");
        assert_eq!(config.auth, Auth::Cookies);
        assert_refused(&SERVER, r#"{"baseUrl":"/api/"}"#, "options.baseUrl");
        // A token must not be sent over plain http.
        assert_refused(
            &PAGE,
            r#"{"baseUrl":"/api/","token":"t"}"#,
            "options.baseUrl",
        );
    }

    #[test]
    fn a_token_is_a_text_or_a_function() {
        let with = |token: &str| format!(r#"{{"baseUrl":"https://a.example","token":{token}}}"#);
        assert_eq!(parse(&SERVER, &with(r#""t""#)).unwrap().1.auth, Auth::Token);
        for bad in [r#""""#, r#""a b""#, "7", "{}"] {
            assert_refused(&SERVER, &with(bad), "options.token");
        }
    }

    #[test]
    fn the_credentials_are_a_mode_of_fetch() {
        let with =
            |value: &str| format!(r#"{{"baseUrl":"https://a.example","credentials":{value}}}"#);
        assert!(parse(&PAGE, &with(r#""include""#)).is_ok());
        let partner = r#"{"client_id":"id","client_secret":"hush"}"#;
        for bad in [partner, r#""all""#] {
            assert_refused(&PAGE, &with(bad), "options.credentials");
        }
    }

    #[test]
    fn options_of_a_partner_client_are_refused() {
        for name in ["store", "secret", "voice", "lookUpMs"] {
            let options = format!(r#"{{"baseUrl":"https://a.example","{name}":1}}"#);
            assert!(parse(&PAGE, &options).is_err(), "{name}");
        }
    }

    #[test]
    fn different_accounts_have_different_scopes() {
        let scope = |options: &str, token| parse(&SERVER, options).unwrap().1.cache_scope(token);
        let scopes = [
            scope(r#"{"baseUrl":"https://a.example"}"#, None),
            scope(r#"{"baseUrl":"https://b.example"}"#, None),
            scope(r#"{"baseUrl":"https://a.example","token":"t"}"#, Some("t")),
            scope(r#"{"baseUrl":"https://a.example","token":"u"}"#, Some("u")),
            scope(r#"{"baseUrl":"https://a.example","partition":"p"}"#, None),
        ];
        for (index, scope) in scopes.iter().enumerate() {
            assert!(!scopes[..index].contains(scope), "{index}");
        }
    }

    #[test]
    fn options_that_are_left_out_have_defaults() {
        let (settings, _) = parse(&SERVER, r#"{"baseUrl":"https://a.example"}"#).unwrap();
        assert_eq!((settings.timeout_ms, settings.max_retries), (30_000.0, 2));
        let given = r#"{"baseUrl":"https://a.example","timeoutMs":5,"maxRetries":0}"#;
        let (settings, _) = parse(&SERVER, given).unwrap();
        assert_eq!((settings.timeout_ms, settings.max_retries), (5.0, 0));
        let too_many = r#"{"baseUrl":"https://a.example","maxRetries":11}"#;
        assert_refused(&SERVER, too_many, "options.maxRetries");
    }
}
