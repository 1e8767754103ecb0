//! The rules for base URLs. The platform has parsed and normalised the URL already.

use super::environment::Environment;
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// Returns the base that request paths are appended to, without a trailing slash. `href` is a
/// normalised URL.
///
/// The page's rule, which also allows the page's own origin, is in `src/page/base-url.js`.
///
/// # Errors
/// `configuration`, at `path`.
pub fn check(href: &str, path: &str) -> Result<String, Error> {
    let refuse = |problem| Err(Error::configuration(path, problem));
    if href.contains('@') {
        return refuse("must not contain a user name, a password or an @");
    }
    if href.contains(['?', '#']) {
        return refuse("must not have a query or a fragment");
    }
    let origin = origin(href);
    let allowed = href.starts_with("https://")
        || origin
            .strip_prefix("http://")
            .is_some_and(|host| is_loopback(without_port(host)));
    if !allowed {
        return refuse("must be https; plain http is allowed to loopback addresses only");
    }
    Ok(href.trim_end_matches('/').to_owned())
}

/// The scheme, host and port of a normalised URL: its text before the third slash.
pub fn origin(href: &str) -> &str {
    let mut slashes = 0;
    let end = href.bytes().position(|byte| {
        slashes += u32::from(byte == b'/');
        slashes == 3
    });
    end.and_then(|end| href.get(..end)).unwrap_or(href)
}

/// Removes the port, as in `[::1]:80` and `localhost:80`.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

/// True if this host of a normalised URL is the machine itself. A host of digits and dots is an IPv4
/// address.
fn is_loopback(hostname: &str) -> bool {
    hostname == "localhost"
        || hostname == "[::1]"
        || hostname.ends_with(".localhost")
        || hostname.starts_with("127.")
            && hostname
                .bytes()
                .all(|byte| byte == b'.' || byte.is_ascii_digit())
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
    check(&href, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_keeps_its_path_and_loses_trailing_slashes() {
        for (href, base) in [
            ("https://api.example.com/", "https://api.example.com"),
            (
                "https://api.example.com:8443/api/pressone//",
                "https://api.example.com:8443/api/pressone",
            ),
        ] {
            assert_eq!(check(href, "baseUrl").unwrap(), base);
        }
    }

    #[test]
    fn plain_http_is_allowed_to_loopback() {
        for host in [
            "localhost",
            "localhost:8080",
            "shop.localhost",
            "127.0.0.1",
            "127.9.9.9:1",
            "[::1]",
            "[::1]:8080",
        ] {
            let href = ["http://", host, "/"].concat();
            assert!(check(&href, "baseUrl").is_ok(), "{host}");
        }
        for host in [
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "10.0.0.1",
            "[::2]",
        ] {
            let origin = ["http://", host].concat();
            let href = [&origin, "/api"].concat();
            assert!(check(&href, "baseUrl").is_err(), "{host}");
        }
    }

    #[test]
    fn other_schemes_and_other_url_parts_are_refused() {
        for href in [
            "ftp://api.example.com/",
            "data:text/plain,x",
            "https://api.example.com/?a",
            "https://api.example.com/#a",
            "https://a@api.example.com/",
            "https://:b@api.example.com/",
        ] {
            let error = check(href, "voice.baseUrl").unwrap_err();
            assert_eq!(error.path.as_deref(), Some("voice.baseUrl"), "{href}");
        }
    }
}
