//! The checks of single arguments. Each message says what the value has to be.

use super::error::Error;

/// An ICCID: 17 to 22 digits (the documented examples have 17, 18 and 19). Refused here, because
/// an empty one would reach another endpoint.
///
/// # Errors
/// `invalid_argument`
pub fn iccid(value: &str, path: &str) -> Result<(), Error> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (17..=22).contains(&value.len()) {
        return Ok(());
    }
    Err(Error::argument(
        path,
        "has to be an ICCID as text: 17 to 22 digits",
    ))
}

/// An email address as far as it can be told without sending to it.
///
/// # Errors
/// `invalid_argument`
pub fn email(value: &str, path: &str) -> Result<(), Error> {
    let odd = |character: char| character.is_whitespace() || character.is_control();
    let whole = value
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if whole && value.len() <= 254 && !value.contains(odd) {
        return Ok(());
    }
    Err(Error::argument(path, "has to be an email address"))
}

/// Text that is there and holds no control characters.
///
/// # Errors
/// `invalid_argument`
pub fn line(value: &str, path: &str) -> Result<(), Error> {
    if value.trim().is_empty() {
        return Err(Error::argument(path, "must not be empty"));
    }
    if value.contains(char::is_control) {
        return Err(Error::argument(path, "must not hold control characters"));
    }
    Ok(())
}

/// A whole number from 1 up.
///
/// # Errors
/// `invalid_argument`
pub fn positive_integer(value: f64, path: &str) -> Result<u32, Error> {
    if value.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&value) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        return Ok(value as u32);
    }
    Err(Error::argument(path, "has to be a whole number from 1 up"))
}

/// A price in USD: a finite number that is not negative.
///
/// # Errors
/// `invalid_argument`
pub fn price(value: f64, path: &str) -> Result<(), Error> {
    if value.is_finite() && value >= 0.0 {
        return Ok(());
    }
    Err(Error::argument(
        path,
        "has to be a price: a number from 0 up",
    ))
}

/// The longest time that timers take, in milliseconds (2^31 - 1, some 24 days).
const LONGEST_TIMER_MS: f64 = 2_147_483_647.0;

/// A timeout in milliseconds: more than 0, and no more than timers can wait.
///
/// # Errors
/// `invalid_argument`
pub fn timeout_ms(value: f64, path: &str) -> Result<(), Error> {
    if value > 0.0 && value <= LONGEST_TIMER_MS {
        return Ok(());
    }
    Err(Error::argument(
        path,
        "has to be milliseconds: more than 0, at most 2147483647",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;

    #[test]
    fn an_iccid_is_17_to_22_digits() {
        for good in [
            "89440000000000017",
            "8944000000000000017",
            "8944000000000000000017",
        ] {
            assert!(iccid(good, "iccid").is_ok(), "{good}");
        }
        for bad in [
            "",
            "8944000000000001",
            "89440000000000000000178",
            "894400000000000001x",
            "8944 00000000000017",
            "8944000000000000017/",
            "../sims/894400000000",
            "٨٩٤٤٠٠٠٠٠٠٠٠٠٠٠٠٠١٧",
        ] {
            let error = iccid(bad, "iccid").unwrap_err();
            assert_eq!(error.kind, Kind::InvalidArgument, "{bad}");
            assert_eq!(error.path.as_deref(), Some("iccid"));
        }
    }

    #[test]
    fn an_email_has_two_sides_and_no_blanks() {
        assert!(email("ada@example.org", "email").is_ok());
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a@b@c",
            "a da@example.org",
            "a@b\n",
        ] {
            assert!(email(bad, "email").is_err(), "{bad}");
        }
        assert!(email(&format!("{}@example.org", "a".repeat(250)), "email").is_err());
    }

    #[test]
    fn a_line_is_not_empty_and_has_no_controls() {
        assert!(line("Größe 3 %", "code").is_ok());
        for bad in ["", "  ", "a\nb", "a\0"] {
            assert!(line(bad, "code").is_err(), "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_checked() {
        assert_eq!(positive_integer(1.0, "page"), Ok(1));
        for bad in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 4_294_967_296.0] {
            assert!(positive_integer(bad, "page").is_err(), "{bad}");
        }
        assert!(price(0.0, "price").is_ok() && price(22.5, "price").is_ok());
        for bad in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(price(bad, "price").is_err(), "{bad}");
        }
        assert!(timeout_ms(1.0, "timeoutMs").is_ok());
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 2_147_483_648.0] {
            assert!(timeout_ms(bad, "timeoutMs").is_err(), "{bad}");
        }
    }
}
