//! Days as the API takes them: `Y-m-d`.

use super::error::Error;

/// Checks a day such as `2026-02-28`, the calendar included.
///
/// # Errors
/// `invalid_argument`
pub fn check(value: &str, path: &str) -> Result<(), Error> {
    if is_day(value) {
        return Ok(());
    }
    Err(Error::argument(
        path,
        "has to be a Date or a day of the calendar such as \"2026-02-28\"",
    ))
}

fn is_day(value: &str) -> bool {
    let number = |part: Option<&str>, length: usize| {
        part.filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let mut parts = value.splitn(3, '-');
    match (
        number(parts.next(), 4),
        number(parts.next(), 2),
        number(parts.next(), 2),
    ) {
        (Some(year @ 1..), Some(month @ 1..=12), Some(day @ 1..)) => day <= days_in(year, month),
        _ => false,
    }
}

fn days_in(year: u32, month: u32) -> u32 {
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
    fn only_days_of_the_calendar_pass() {
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
