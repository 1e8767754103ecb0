//! Where requests may go. The platform parses and normalises the URL; this decides about it.

use super::error::Error;

/// The base that request paths are appended to: no trailing slash. `href` is what the platform's
/// parser gave.
///
/// `trusted_origin` is the page's own, to which plain `http` may go if nothing secret does.
///
/// # Errors
/// `configuration`, at `path`.
pub fn check(href: &str, trusted_origin: Option<&str>, path: &str) -> Result<String, Error> {
    let refuse = |problem| Err(Error::configuration(path, problem));
    if href.contains('@') {
        return refuse("must not hold a user name, a password or an @");
    }
    if href.contains(['?', '#']) {
        return refuse("must not have a query or a fragment");
    }
    let origin = origin(href);
    let allowed = href.starts_with("https://")
        || origin
            .strip_prefix("http://")
            .is_some_and(|host| is_loopback(without_port(host)) || trusted_origin == Some(origin));
    if !allowed {
        return refuse("has to be https (plain http is for loopback addresses only)");
    }
    Ok(href.trim_end_matches('/').to_owned())
}

/// Scheme, host and port of a normalised URL: what stands before its third slash.
pub fn origin(href: &str) -> &str {
    let mut slashes = 0;
    let end = href.bytes().position(|byte| {
        slashes += u32::from(byte == b'/');
        slashes == 3
    });
    end.and_then(|end| href.get(..end)).unwrap_or(href)
}

/// `[::1]:80` and `localhost:80` without the port.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

/// Whether this host of a normalised URL is the machine itself. One of digits and dots alone is an
/// IPv4 address.
fn is_loopback(hostname: &str) -> bool {
    hostname == "localhost"
        || hostname == "[::1]"
        || hostname.ends_with(".localhost")
        || hostname.starts_with("127.")
            && hostname
                .bytes()
                .all(|byte| byte == b'.' || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_keeps_its_path_without_the_last_slash() {
        for (href, base) in [
            ("https://api.example.com/", "https://api.example.com"),
            (
                "https://api.example.com:8443/api/pressone//",
                "https://api.example.com:8443/api/pressone",
            ),
        ] {
            assert_eq!(check(href, None, "baseUrl").unwrap(), base);
        }
    }

    #[test]
    fn plain_http_is_for_loopback_and_the_page_s_own_origin() {
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
            assert!(check(&href, None, "baseUrl").is_ok(), "{host}");
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
            assert!(check(&href, None, "baseUrl").is_err(), "{host}");
            assert!(check(&href, Some(&origin), "baseUrl").is_ok(), "{host}");
            assert!(check(&href, Some("http://y"), "baseUrl").is_err(), "{host}");
        }
    }

    #[test]
    fn what_else_a_url_can_hold_is_refused() {
        for href in [
            "ftp://api.example.com/",
            "data:text/plain,x",
            "https://api.example.com/?a",
            "https://api.example.com/#a",
            "https://a@api.example.com/",
            "https://:b@api.example.com/",
        ] {
            let error = check(href, None, "voice.baseUrl").unwrap_err();
            assert_eq!(error.path.as_deref(), Some("voice.baseUrl"), "{href}");
        }
    }
}
