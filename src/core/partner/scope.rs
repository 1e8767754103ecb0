//! The scope of stored data: the part of a key that stands for an account.

use crate::core::text::join_with;

/// The hash of what identifies an account: 16 letters, whatever the length and characters of `parts`.
///
/// FNV-1a with 64 bits.
pub fn scope_hash(parts: &[&str]) -> String {
    let hash = join_with(parts, "\n")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mut letters = String::new();
    for digit in (0..16).rev() {
        #[allow(clippy::cast_possible_truncation)]
        letters.push(char::from(b'a' + (hash >> (4 * digit) & 15) as u8));
    }
    letters
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
