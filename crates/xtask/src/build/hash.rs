//! Names and integrity values from content.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Twelve hexadecimal digits of SHA-256: enough that two builds of a site never share a name.
pub fn short(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes), 6)
}

/// The hash of a folder: of the names and contents of its files, which must be sorted by name.
pub fn of_folder<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hasher = Sha256::new();
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes] {
            // With its length in front, no two different lists of parts read the same.
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    hexadecimal(&hasher.finalize(), 6)
}

/// The value of an `integrity` attribute. Forty of them are in the page, and hashes do not compress:
/// SHA-384 would add 700 bytes to each first visit.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// All digits of SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes), 32)
}

fn hexadecimal(digest: &[u8], bytes: usize) -> String {
    digest
        .iter()
        .take(bytes)
        .fold(String::new(), |mut text, byte| {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_hash_is_the_beginning_of_sha_256() {
        assert_eq!(short(b"abc"), "ba7816bf8f01");
    }

    #[test]
    fn integrity_of_nothing_is_the_published_value() {
        let expected = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(b""), expected);
    }

    #[test]
    fn moving_bytes_from_one_file_to_the_next_changes_the_folder() {
        let one = of_folder([("a", b"xy".as_slice()), ("b", b"")]);
        let two = of_folder([("a", b"x".as_slice()), ("b", b"y")]);
        assert_ne!(one, two);
    }
}
