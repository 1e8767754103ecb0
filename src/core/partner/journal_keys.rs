//! The keys of the journal in the store: those of the entries, and those of their indexes.

use crate::core::text::join;

/// The prefix of the keys of entries.
pub const ENTRY_PREFIX: &str = "c/";
/// The prefix of the index of claims that may be open, oldest first.
pub const OPEN_PREFIX: &str = "o/";
/// The prefix of the index of each shopper's entries, newest first.
pub const SHOPPER_PREFIX: &str = "s/";
/// The prefix of the numbers that renewals and claims of numbers have reserved.
const NUMBER_PREFIX: &str = "n/";
/// The number of digits of a time in a key.
const TIME_DIGITS: usize = 14;
const MAX_TIME: f64 = 99_999_999_999_999.0;

/// The key of an entry.
pub fn entry_key(digest: &str) -> String {
    join(&[ENTRY_PREFIX, digest])
}

/// The key of a claim in the index of open entries.
pub fn open_key(claimed_at: f64, digest: &str) -> String {
    join(&[OPEN_PREFIX, &time_digits(claimed_at), "/", digest])
}

/// The key of an entry in the index of a shopper.
pub fn shopper_key(shopper: &str, created_at: f64, digest: &str) -> String {
    let inverted = inverted_time(created_at);
    join(&[SHOPPER_PREFIX, shopper, "/", &inverted, "/", digest])
}

/// The prefix of the keys in the index of a shopper.
pub fn shopper_prefix(shopper: &str) -> String {
    join(&[SHOPPER_PREFIX, shopper, "/"])
}

/// The key of the reservation of a number.
pub fn number_key(number: &str) -> String {
    join(&[NUMBER_PREFIX, number])
}

/// The digest at the end of a key of an index.
pub fn digest_of_key(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or_default()
}

/// The time in a key of the index of open entries.
pub fn time_of_key(key: &str) -> Option<f64> {
    let digits = key.strip_prefix(OPEN_PREFIX)?.split('/').next()?;
    digits.bytes().try_fold(0.0, |time, digit| {
        digit
            .is_ascii_digit()
            .then(|| time * 10.0 + f64::from(digit - b'0'))
    })
}

/// The digits of a time, so that later times come first in the order of keys.
pub(super) fn inverted_time(time: f64) -> String {
    time_digits(MAX_TIME - time)
}

/// The digits of a time. The standard library's formats make the module 10 kB larger.
fn time_digits(time: f64) -> String {
    let mut rest = time.clamp(0.0, MAX_TIME).trunc();
    let mut digits = [b'0'; TIME_DIGITS];
    for digit in digits.iter_mut().rev() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let last = (rest % 10.0) as u8;
        *digit = b'0' + last;
        rest = (rest / 10.0).trunc();
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_time() {
        assert!(open_key(999.0, "d") < open_key(1_000.0, "d"));
        assert!(shopper_key("s", 999.0, "d") > shopper_key("s", 1_000.0, "d"));
        assert!(shopper_key("s", 1.0, "d").starts_with(&shopper_prefix("s")));
        assert_eq!(digest_of_key(&open_key(5.0, "abc")), "abc");
        assert_eq!(time_of_key(&open_key(5.0, "abc")), Some(5.0));
        assert_eq!(time_of_key("c/abc"), None);
    }
}
