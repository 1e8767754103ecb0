/// The decimal digits of an integer. `to_string` would add 1.5 kB of formatting code to the module.
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
    fn all_digits_are_written_in_order() {
        for number in [0, 7, 10, 409, 1_000_000, u32::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
