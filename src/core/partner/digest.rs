//! Digests that stand for references, contents and shoppers in keys and descriptions.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The separator of the parts. No part contains it.
const SEPARATOR: &[u8] = &[0];
const REFERENCE_DIGITS: usize = 32;
const CONTENT_DIGITS: usize = 8;
const SHOPPER_DIGITS: usize = 24;

/// The digest of a reference: 32 hexadecimal digits of SHA-256. `parts` are the partition, the reference,
/// and for a renewal that is no payment the shopper and the kind.
pub fn reference_digest(parts: &[&str]) -> String {
    sha256(parts, REFERENCE_DIGITS)
}

/// The digest of the content: 8 hexadecimal digits.
pub fn content_digest(parts: &[&str]) -> String {
    sha256(parts, CONTENT_DIGITS)
}

/// The keyed digest of a shopper's id: 24 hexadecimal digits. Without the secret it can be neither made
/// nor reversed.
pub fn shopper_digest(secret: &str, partition: &str, shopper: &str) -> String {
    let mut mac = new_mac(secret);
    for part in ["pressone-esim shopper", partition, shopper] {
        mac.update(part.as_bytes());
        mac.update(SEPARATOR);
    }
    hex(&mac.finalize().into_bytes(), SHOPPER_DIGITS)
}

/// The keyed digest of a shopper's property, such as an eSIM by its ICCID: 32 hexadecimal digits.
pub fn owned_digest(secret: &str, partition: &str, subject: &str, id: &str) -> String {
    let mut mac = new_mac(secret);
    for part in ["pressone-esim owned", partition, subject, id] {
        mac.update(part.as_bytes());
        mac.update(SEPARATOR);
    }
    hex(&mac.finalize().into_bytes(), REFERENCE_DIGITS)
}

/// HMAC accepts keys of every length.
fn new_mac(secret: &str) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret.as_bytes()).unwrap_or_else(|_| Hmac::new(&[0; 64].into()))
}

fn sha256(parts: &[&str], digits: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(SEPARATOR);
    }
    hex(&hash.finalize(), digits)
}

fn hex(bytes: &[u8], digits: usize) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    let digits_of = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    bytes.iter().flat_map(digits_of).take(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_depends_on_each_part_and_its_place() {
        let digests = [
            reference_digest(&["", "cart-7"]),
            reference_digest(&["cart-7", ""]),
            reference_digest(&["", "cart-7", ""]),
            reference_digest(&["", "cart-8"]),
        ];
        for (index, digest) in digests.iter().enumerate() {
            assert_eq!(digest.len(), 32);
            assert!(digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
            assert_eq!(
                digests.iter().position(|other| other == digest),
                Some(index)
            );
        }
        assert_eq!(content_digest(&["topup"]).len(), 8);
    }

    #[test]
    fn a_digest_is_that_of_sha_256() {
        // Printed by: printf 'a\0' | sha256sum
        assert_eq!(reference_digest(&["a"]), "ffe9aaeaa2a2d5048174df0b80599ef0");
    }

    #[test]
    fn a_shopper_has_another_digest_under_another_secret() {
        let digest = |secret| shopper_digest(secret, "", "ada");
        assert_eq!(digest("one"), digest("one"));
        assert_ne!(digest("one"), digest("two"));
        assert_ne!(digest("one"), shopper_digest("one", "", "eve"));
        assert_eq!(digest("one").len(), 24);
    }

    #[test]
    fn a_property_has_another_digest_under_another_secret_and_in_another_partition() {
        let digest = |secret, partition| owned_digest(secret, partition, "esim", "8944");
        assert_eq!(digest("one", ""), digest("one", ""));
        assert_ne!(digest("one", ""), digest("two", ""));
        assert_ne!(digest("one", ""), digest("one", "other"));
        assert_ne!(digest("one", ""), owned_digest("one", "", "number", "8944"));
        assert_eq!(digest("one", "").len(), 32);
    }
}
