//! The account that stored data belongs to, as a part of its keys.

/// The part of a key that names the account. Long or odd names are told apart by their hash.
///
/// FNV-1a with 64 bits: what goes in may be a token, and of a random one this gives nothing away.
pub fn scope_hash(parts: &[&str]) -> String {
    let hash = parts
        .join("\n")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mut name = String::new();
    for digit in (0..16).rev() {
        // Letters will do for digits.
        #[allow(clippy::cast_possible_truncation)]
        name.push(char::from(b'a' + (hash >> (4 * digit) & 15) as u8));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::scope_hash;

    #[test]
    fn different_scopes_have_different_hashes() {
        let hashes: Vec<_> = [
            &["a", "b"][..],
            &["a", "c"],
            &["ab"],
            &["a\nc"],
            &[""],
            &["a", "b", ""],
        ]
        .iter()
        .map(|parts| scope_hash(parts))
        .collect();
        for (index, hash) in hashes.iter().enumerate() {
            assert_eq!(hash.len(), 16);
            assert_eq!(
                hashes.iter().position(|other| other == hash) == Some(index),
                index != 3
            );
        }
    }
}
