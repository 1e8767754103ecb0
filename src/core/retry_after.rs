//! The `Retry-After` header: seconds, or a date.

use std::time::UNIX_EPOCH;

/// The wait that the header asks for, in milliseconds; `None` when it says nothing readable.
///
/// `now_ms` is the time since the epoch in milliseconds.
pub fn parse(header: &str, now_ms: f64) -> Option<f64> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than nine digits are some thirty years, whatever the rest says.
        let seconds = header.get(..9).unwrap_or(header).parse::<u32>().ok()?;
        return Some(f64::from(seconds) * 1000.0);
    }
    let date = httpdate::parse_http_date(header).ok()?;
    let seconds = u32::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()?;
    Some((f64::from(seconds) * 1000.0 - now_ms).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_seconds_and_dates_and_nothing_else() {
        // 2026-01-02 03:04:05 UTC
        let now = 1_767_323_045_000.0;
        for (header, expected) in [
            ("0", Some(0.0)),
            (" 120 ", Some(120_000.0)),
            ("99999999999999999999", Some(999_999_999_000.0)),
            ("Fri, 02 Jan 2026 03:05:05 GMT", Some(60_000.0)),
            ("Friday, 02-Jan-26 03:05:05 GMT", Some(60_000.0)),
            ("Fri, 02 Jan 2026 03:03:05 GMT", Some(0.0)),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse(header, now), expected, "{header:?}");
        }
    }
}
