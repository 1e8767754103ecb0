//! The options of a page client.

use crate::core::argument::{Arg, ArgType, optional, parse_object, required};
use crate::core::argument_types::{ANY_STRING, NON_BLANK, TIMEOUT_MS};
use crate::core::charset::Charset;
use crate::core::config::{HEADERS, MAX_RETRIES, as_configuration};
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};

const OPTIONS: &[Arg] = &[
    required("baseUrl", ANY_STRING),
    // Checked and used by the scripts that load the module.
    optional("module", ArgType::Any),
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

/// Checks the options. Returns a copy. The script that makes the client's state checks `baseUrl` and `storage`.
///
/// # Errors
/// `configuration`
pub fn parse<J: JsonValue>(options: &J) -> Result<J, Error> {
    let options = parse_object(options, "options", OPTIONS).map_err(as_configuration)?;
    check_token(&options.get("token"))?;
    check_credentials(&options.get("credentials"))?;
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

/// Checks the token of the shop's session. The platform would check it, too, but its message would quote it.
fn check_token<J: JsonValue>(token: &J) -> Result<(), Error> {
    let accepted = TypeSet::MISSING | TypeSet::NULL | TypeSet::FUNCTION;
    if token.types().is_subset(accepted) || token.fits(Charset::Visible) {
        return Ok(());
    }
    let problem = "must be a string of visible ASCII characters, or a function that returns one";
    Err(Error::configuration("options.token", problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    fn parse(options: &str) -> Result<TestJson, Error> {
        super::parse(&parse_json(options))
    }

    #[track_caller]
    fn assert_refused(options: &str, path: &str) {
        let error = parse(options).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration, "{options}");
        assert_eq!(error.path.as_deref(), Some(path), "{options}");
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
