//! The options that both clients have.

use super::argument::{Arg, ArgType, TIMEOUT_MS, optional, parse_object};
use super::base_url;
use super::error::{Error, Kind};
use super::json::{JsonValue, TypeSet};

/// Headers, except those that the client sets itself.
pub const HEADERS: ArgType = ArgType::Headers(&["accept", "authorization", "content-type"]);
/// The number of retries of a read.
pub const MAX_RETRIES: ArgType = ArgType::Number {
    integer: true,
    min: 0.0,
    max: 10.0,
    problem: "must be an integer from 0 to 10",
};

/// The options of a call: its last argument.
const CALL_OPTIONS: &[Arg] = &[
    optional("signal", ArgType::Any),
    optional("timeoutMs", TIMEOUT_MS),
    optional("waitUntil", ArgType::Function),
];

/// The default timeout of a call, in ms.
pub const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_MAX_RETRIES: u32 = 2;

/// The environment that a client runs in.
pub trait Environment {
    /// The origin of the page, or of the page that a worker belongs to; `None` on servers.
    fn page_origin(&self) -> Option<String>;
    /// Normalises a URL, which may be relative in a page; `None` if it is invalid.
    fn resolve_url(&self, url: &str) -> Option<String>;
    /// True in Cloudflare Workers.
    fn is_workers(&self) -> bool;
    /// A random text that cannot be guessed.
    fn random_text(&self) -> String;
}

/// The checked options that both clients have.
#[derive(Debug)]
pub struct Settings<J> {
    /// All checked options.
    pub options: J,
    /// The time that a call may take.
    pub timeout_ms: f64,
    /// The number of retries of a read.
    pub max_retries: u32,
}

impl<J: JsonValue> Settings<J> {
    /// Takes checked options.
    pub fn new(options: J, default_timeout_ms: f64) -> Self {
        let retries = options.get_string("maxRetries");
        Self {
            timeout_ms: options.get_f64("timeoutMs").unwrap_or(default_timeout_ms),
            max_retries: retries
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(DEFAULT_MAX_RETRIES),
            options,
        }
    }
}

/// Returns a checked copy of the options of a call; what was given if nothing was.
///
/// # Errors
/// `invalid_argument`
pub fn parse_call_options<J: JsonValue>(options: &J) -> Result<J, Error> {
    if options.types() == TypeSet::MISSING {
        return Ok(options.clone());
    }
    parse_object(options, "options", CALL_OPTIONS)
}

/// Turns an error of arguments into one of options.
pub fn as_configuration(mut error: Error) -> Error {
    error.kind = Kind::Configuration;
    error
}

/// Checks a base URL. Returns it without a slash at its end.
///
/// # Errors
/// `configuration`, at `path`.
pub fn parse_base<J: JsonValue>(
    url: &J,
    environment: &impl Environment,
    path: &str,
) -> Result<String, Error> {
    let href = environment.resolve_url(&url.as_string().unwrap_or_default());
    let problem = "must be an absolute URL; only a page can resolve a relative one";
    let href = href.ok_or_else(|| Error::configuration(path, problem))?;
    base_url::check(&href, path)
}

/// Environments of the tests.
#[cfg(all(test, feature = "partner"))]
pub(crate) mod test_environment {
    use super::Environment;

    /// An environment that does not change absolute URLs.
    #[derive(Default)]
    pub(crate) struct TestEnvironment {
        pub(crate) page_origin: Option<&'static str>,
        pub(crate) is_workers: bool,
    }

    impl Environment for TestEnvironment {
        fn page_origin(&self) -> Option<String> {
            self.page_origin.map(str::to_owned)
        }
        fn resolve_url(&self, url: &str) -> Option<String> {
            if url.starts_with('/') {
                return self.page_origin.map(|origin| [origin, url].concat());
            }
            url.contains("://").then(|| url.to_owned())
        }
        fn is_workers(&self) -> bool {
            self.is_workers
        }
        fn random_text(&self) -> String {
            "random".to_owned()
        }
    }

    /// A server.
    pub(crate) const SERVER: TestEnvironment = TestEnvironment {
        page_origin: None,
        is_workers: false,
    };
    /// A page.
    pub(crate) const PAGE: TestEnvironment = TestEnvironment {
        page_origin: Some("http://shop.example"),
        is_workers: false,
    };
    /// Cloudflare Workers.
    pub(crate) const WORKERS: TestEnvironment = TestEnvironment {
        page_origin: None,
        is_workers: true,
    };
}
