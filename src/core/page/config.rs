//! The options of a page client.

use crate::core::argument::{
    ANY_STRING, Arg, ArgType, NON_BLANK, TIMEOUT_MS, optional, parse_object, required,
};
use crate::core::config::{Environment, HEADERS, MAX_RETRIES, as_configuration, parse_base};
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet};
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

/// Checks the options. Returns a copy, whose `baseUrl` is absolute and has no slash at its end.
///
/// # Errors
/// `configuration`
pub fn parse<J: JsonValue>(options: &J, environment: &impl Environment) -> Result<J, Error> {
    let options = parse_object(options, "options", OPTIONS).map_err(as_configuration)?;
    let has_token = check_token(&options.get("token"))?;
    check_credentials(&options.get("credentials"))?;
    let page_origin = environment.page_origin();
    let trusted_origin = page_origin.as_deref().filter(|_| !has_token);
    let url = options.get("baseUrl");
    let base = parse_base(&url, environment, trusted_origin, "options.baseUrl")?;
    options.set("baseUrl", &J::from_str(&base));
    Ok(options)
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

/// Checks the token of the shop's session. Returns false if there is none.
fn check_token<J: JsonValue>(token: &J) -> Result<bool, Error> {
    let path = "options.token";
    match token.types() {
        TypeSet::MISSING | TypeSet::NULL => return Ok(false),
        TypeSet::FUNCTION => {}
        TypeSet::STRING => {
            let token = token.as_string().unwrap_or_default();
            check_secret(&token, path, Kind::Configuration)?;
        }
        _ => {
            let problem = "must be a string or a function that returns one";
            return Err(Error::configuration(path, problem));
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::test_environment::{PAGE, SERVER, TestEnvironment};
    use crate::core::test_json::{TestJson, parse_json};

    fn parse(environment: &TestEnvironment, options: &str) -> Result<TestJson, Error> {
        super::parse(&parse_json(options), environment)
    }

    #[track_caller]
    fn assert_refused(environment: &TestEnvironment, options: &str, path: &str) {
        let error = parse(environment, options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn a_relative_base_url_needs_a_page() {
        let options = parse(&PAGE, r#"{"baseUrl":"/api/"}"#).unwrap();
        let base = options.get_string("baseUrl");
        assert_eq!(base.as_deref(), Some("http://shop.example/api"));
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
        assert!(parse(&SERVER, &with(r#""t""#)).is_ok());
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
    fn the_number_of_retries_has_a_limit() {
        let with =
            |number: u32| format!(r#"{{"baseUrl":"https://a.example","maxRetries":{number}}}"#);
        assert!(parse(&SERVER, &with(10)).is_ok());
        assert_refused(&SERVER, &with(11), "options.maxRetries");
    }
}
