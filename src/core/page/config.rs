//! The options of a page client.

use crate::core::argument::{
    ANY_STRING, Arg, ArgType, NON_BLANK, TIMEOUT_MS, optional, parse_object, required,
};
use crate::core::config::{HEADERS, MAX_RETRIES, as_configuration};
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

/// Checks the options. Returns a copy with a normalised `baseUrl`. `base_of` checks the URL. It is told whether
/// the client sends a token, and returns an object of the `base` or the `problem`.
///
/// # Errors
/// `configuration`
pub fn parse<J: JsonValue>(options: &J, base_of: impl FnOnce(&J, bool) -> J) -> Result<J, Error> {
    let options = parse_object(options, "options", OPTIONS).map_err(as_configuration)?;
    let has_token = check_token(&options.get("token"))?;
    check_credentials(&options.get("credentials"))?;
    let checked = base_of(&options.get("baseUrl"), has_token);
    if let Some(problem) = checked.get_string("problem") {
        return Err(Error::configuration("options.baseUrl", &problem));
    }
    options.set("baseUrl", &checked.get("base"));
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
    use crate::core::test_json::{TestJson, parse_json};

    /// Parses options. Plain http is refused if a token is sent.
    fn parse(options: &str) -> Result<TestJson, Error> {
        super::parse(&parse_json(options), |url: &TestJson, has_token| {
            let url = url.as_string().unwrap();
            parse_json(&if has_token && url.starts_with("http:") {
                r#"{"problem":"must be https"}"#.to_owned()
            } else {
                format!(r#"{{"base":"{}"}}"#, url.trim_end_matches('/'))
            })
        })
    }

    #[track_caller]
    fn assert_refused(options: &str, path: &str) {
        let error = parse(options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
    }

    #[test]
    fn the_base_url_is_the_checked_one() {
        let options = parse(r#"{"baseUrl":"http://a.example/"}"#).unwrap();
        let base = options.get_string("baseUrl");
        assert_eq!(base.as_deref(), Some("http://a.example"));
        let with_token = r#"{"baseUrl":"http://a.example/","token":"t"}"#;
        assert_refused(with_token, "options.baseUrl");
        assert_refused(r#"{"baseUrl":7}"#, "options.baseUrl");
    }

    #[test]
    fn a_token_is_a_text_or_a_function() {
        let with = |token: &str| format!(r#"{{"baseUrl":"https://a.example","token":{token}}}"#);
        assert!(parse(&with(r#""t""#)).is_ok());
        for bad in [r#""""#, r#""a b""#, "7", "{}"] {
            assert_refused(&with(bad), "options.token");
        }
    }

    #[test]
    fn the_credentials_are_a_mode_of_fetch() {
        let with =
            |value: &str| format!(r#"{{"baseUrl":"https://a.example","credentials":{value}}}"#);
        assert!(parse(&with(r#""include""#)).is_ok());
        let partner = r#"{"client_id":"id","client_secret":"hush"}"#;
        for bad in [partner, r#""all""#] {
            assert_refused(&with(bad), "options.credentials");
        }
    }

    #[test]
    fn options_of_a_partner_client_are_refused() {
        for name in ["store", "secret", "voice", "lookUpMs"] {
            let options = format!(r#"{{"baseUrl":"https://a.example","{name}":1}}"#);
            assert!(parse(&options).is_err(), "{name}");
        }
    }

    #[test]
    fn the_number_of_retries_has_a_limit() {
        let with =
            |number: u32| format!(r#"{{"baseUrl":"https://a.example","maxRetries":{number}}}"#);
        assert!(parse(&with(10)).is_ok());
        assert_refused(&with(11), "options.maxRetries");
    }
}
