//! Where requests may go. The platform parses the URL; this decides about its parts.

use super::error::Error;

/// The parts of a URL, as the platform's parser gives them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// With the colon: `https:`.
    pub protocol: &'a str,
    /// Without port: `api.example.com`, `[::1]`.
    pub hostname: &'a str,
    /// Protocol, host and port.
    pub origin: &'a str,
    /// Beginning with `/`.
    pub pathname: &'a str,
    /// With `?`, or empty.
    pub search: &'a str,
    /// With `#`, or empty.
    pub hash: &'a str,
    /// Before the `@`.
    pub username: &'a str,
    /// Before the `@`, after the colon.
    pub password: &'a str,
}

/// The base that request paths are appended to: no trailing slash.
///
/// `trusted_origin` is the page's own, to which plain `http` may go if nothing secret does.
///
/// # Errors
/// `configuration`, at `path`.
pub fn check(parts: Parts<'_>, trusted_origin: Option<&str>, path: &str) -> Result<String, Error> {
    let refuse = |problem| Err(Error::configuration(path, problem));
    if !parts.username.is_empty() || !parts.password.is_empty() {
        return refuse("must not hold a user name or password");
    }
    if !parts.search.is_empty() || !parts.hash.is_empty() {
        return refuse("must not have a query or a fragment");
    }
    let allowed = match parts.protocol {
        "https:" => true,
        "http:" => is_loopback(parts.hostname) || trusted_origin == Some(parts.origin),
        _ => false,
    };
    if !allowed {
        return refuse("has to be https (plain http is for loopback addresses only)");
    }
    Ok([parts.origin, parts.pathname.trim_end_matches('/')].concat())
}

/// Whether this host is the machine itself.
pub fn is_loopback(hostname: &str) -> bool {
    let four = |host: &str| {
        host.strip_prefix("127.").is_some_and(|rest| {
            rest.split('.').count() == 3 && rest.split('.').all(|part| part.parse::<u8>().is_ok())
        })
    };
    hostname == "localhost"
        || hostname == "[::1]"
        || hostname.ends_with(".localhost")
        || four(hostname)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTPS: Parts<'_> = Parts {
        protocol: "https:",
        hostname: "api.example.com",
        origin: "https://api.example.com",
        pathname: "/",
        search: "",
        hash: "",
        username: "",
        password: "",
    };

    fn http<'a>(hostname: &'a str, origin: &'a str) -> Parts<'a> {
        Parts {
            protocol: "http:",
            hostname,
            origin,
            ..HTTPS
        }
    }

    #[test]
    fn a_base_keeps_its_path_without_the_last_slash() {
        assert_eq!(
            check(HTTPS, None, "baseUrl").unwrap(),
            "https://api.example.com"
        );
        let with_path = Parts {
            pathname: "/api/pressone//",
            ..HTTPS
        };
        assert_eq!(
            check(with_path, None, "baseUrl").unwrap(),
            "https://api.example.com/api/pressone"
        );
    }

    #[test]
    fn plain_http_is_for_loopback_and_the_page_s_own_origin() {
        for host in [
            "localhost",
            "shop.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(
                check(http(host, "http://x"), None, "baseUrl").is_ok(),
                "{host}"
            );
        }
        for host in [
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "10.0.0.1",
        ] {
            let parts = http(host, "http://x");
            assert!(check(parts, None, "baseUrl").is_err(), "{host}");
            assert!(check(parts, Some("http://x"), "baseUrl").is_ok(), "{host}");
            assert!(check(parts, Some("http://y"), "baseUrl").is_err(), "{host}");
        }
    }

    #[test]
    fn what_else_a_url_can_hold_is_refused() {
        for parts in [
            Parts {
                protocol: "ftp:",
                ..HTTPS
            },
            Parts {
                search: "?a",
                ..HTTPS
            },
            Parts {
                hash: "#a",
                ..HTTPS
            },
            Parts {
                username: "a",
                ..HTTPS
            },
            Parts {
                password: "a",
                ..HTTPS
            },
        ] {
            let error = check(parts, None, "voice.baseUrl").unwrap_err();
            assert_eq!(error.path.as_deref(), Some("voice.baseUrl"), "{parts:?}");
        }
    }
}
