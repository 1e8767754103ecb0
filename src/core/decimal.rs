/// A whole number in digits. The standard library's way brings its formatting machinery into the
/// module: 1.5 kB for what is a loop.
pub fn decimal(number: u32) -> String {
    let mut digits = String::new();
    let mut unit = 1_u32;
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        #[allow(clippy::cast_possible_truncation)]
        digits.push(char::from(b'0' + (number / unit % 10) as u8));
        unit /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn all_digits_come_in_their_order() {
        for number in [0, 7, 10, 409, 1_000_000, u32::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
