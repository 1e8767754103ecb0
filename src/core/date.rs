//! Dates in the API's format, `Y-m-d`.

use super::error::Error;

/// Checks a date such as `2026-02-28` against the calendar.
///
/// # Errors
/// `invalid_argument`
pub fn check(value: &str, path: &str) -> Result<(), Error> {
    if is_date(value) {
        return Ok(());
    }
    Err(Error::argument(
        path,
        "must be a Date, or a date of the calendar such as \"2026-02-28\"",
    ))
}

fn is_date(value: &str) -> bool {
    let value = value.as_bytes();
    let dashes = value.get(4) == Some(&b'-') && value.get(7) == Some(&b'-');
    let (year, month, day) = (value.get(0..4), value.get(5..7), value.get(8..10));
    match (number(year), number(month), number(day)) {
        (Some(year @ 1..), Some(month @ 1..=12), Some(day @ 1..)) => {
            dashes && value.len() == 10 && day <= days_in_month(year, month)
        }
        _ => false,
    }
}

fn number(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |number, digit| {
        let value = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        Some(number * 10 + value)
    })
}

fn days_in_month(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_calendar_are_accepted() {
        for good in [
            "2026-01-01",
            "2024-02-29",
            "2000-02-29",
            "9999-12-31",
            "0001-01-01",
        ] {
            assert!(check(good, "from").is_ok(), "{good}");
        }
        for bad in [
            "",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-1",
            "26-01-01",
            "2026-01-01 ",
            "2026-01-01T00:00",
            "2026-01-01-02",
            "+026-01-01",
            "0000-01-01",
        ] {
            assert!(check(bad, "from").is_err(), "{bad}");
        }
    }
}
