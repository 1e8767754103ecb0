//! The `Retry-After` header: seconds, or a date.

/// The wait that the header asks for, in milliseconds; `None` when it says nothing readable.
///
/// `date_ms` is what the platform reads the header as, if it is a date, and `now_ms` the time: both
/// in milliseconds since the epoch.
pub fn wait(header: &str, date_ms: Option<f64>, now_ms: f64) -> Option<f64> {
    let header = header.trim_ascii();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than nine digits are some thirty years, whatever the rest says.
        let seconds = header.get(..9).unwrap_or(header).parse::<u32>().ok()?;
        return Some(f64::from(seconds) * 1000.0);
    }
    // Every form of the date begins with the day of the week; platforms read much else as dates.
    let dated = header.starts_with(|first: char| first.is_ascii_alphabetic());
    date_ms
        .filter(|date_ms| dated && date_ms.is_finite())
        .map(|date_ms| (date_ms - now_ms).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn reads_seconds_and_dates_and_nothing_else() {
        // 2026-01-02 03:04:05 UTC
        let now = 1_767_323_045_000.0;
        for (header, date, expected) in [
            ("0", None, Some(0.0)),
            (" 120 ", Some(-58_000_000_000.0), Some(120_000.0)),
            ("99999999999999999999", None, Some(999_999_999_000.0)),
            (
                "Fri, 02 Jan 2026 03:05:05 GMT",
                Some(now + 60_000.0),
                Some(60_000.0),
            ),
            (
                "Fri, 02 Jan 2026 03:03:05 GMT",
                Some(now - 60_000.0),
                Some(0.0),
            ),
            ("-5", Some(980_000_000_000.0), None),
            ("1.5", Some(980_000_000_000.0), None),
            ("soon", Some(f64::NAN), None),
            ("", None, None),
        ] {
            assert_eq!(wait(header, date, now), expected, "{header:?}");
        }
    }
}
