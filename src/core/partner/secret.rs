//! The characters of tokens and secrets.

use crate::core::error::{Error, Kind};

/// Checks that a token or secret can be sent in a header or form. The platform would check it, too, but
/// its message would quote the value.
///
/// # Errors
/// An error of this kind, at `path`. It does not quote the value.
pub fn check_secret(value: &str, path: &str, kind: Kind) -> Result<(), Error> {
    let problem = if value.is_empty() {
        "is empty"
    } else if !value.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) {
        "contains characters that cannot be sent; only visible ASCII characters can"
    } else {
        return Ok(());
    };
    Err(Error::new(kind, &[path, " ", problem]).at(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_secret_is_refused_and_not_quoted() {
        assert!(check_secret("abc.DEF-123_~", "token", Kind::Configuration).is_ok());
        for bad in ["", "a b", "line\nbreak", "tab\t", "é", "\u{7f}", "nul\0"] {
            let error = check_secret(bad, "token", Kind::Configuration).unwrap_err();
            assert!(bad.is_empty() || !error.message.contains(bad));
            assert_eq!(error.path.as_deref(), Some("token"));
        }
    }
}
