//! CRC-32 (IEEE 802.3, as in gzip), eight bytes at a time.
//!
//! The tables are made when first needed: as constants they would be the largest part of the wasm that
//! no compression makes smaller, 16 KB where this file takes less than one.

use std::sync::OnceLock;

/// The polynomial x³² + x²⁶ + … + 1, lowest power first.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// `TABLES[k][byte]`: what `byte` followed by `k` bytes of zero leaves.
type Tables = [[u32; 256]; 8];

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Box<Tables>> = OnceLock::new();
    TABLES.get_or_init(make)
}

fn make() -> Box<Tables> {
    let mut tables = Box::new([[0; 256]; 8]);
    for byte in 0..256_usize {
        let bits = (0..8).fold(byte as u32, |left, _| {
            let out = left & 1 == 1;
            (left >> 1) ^ if out { POLYNOMIAL } else { 0 }
        });
        tables[0][byte] = bits;
    }
    for zeros in 1..8 {
        for byte in 0..256 {
            let before = tables[zeros - 1][byte];
            tables[zeros][byte] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
        }
    }
    tables
}

/// A checksum of bytes that come in several pieces.
#[derive(Clone, Copy, Debug)]
pub struct Crc32(u32);

impl Crc32 {
    /// The checksum of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(!0)
    }

    /// Goes on with `bytes`.
    pub fn update(&mut self, bytes: &[u8]) {
        let tables = tables();
        let (eights, rest) = bytes.as_chunks::<8>();
        let mut crc = self.0;
        for eight in eights {
            let word = u64::from_le_bytes(*eight) ^ u64::from(crc);
            crc = (0..8).fold(0, |sum, at| {
                sum ^ tables[7 - at][(word >> (8 * at)) as usize & 0xff]
            });
        }
        self.0 = rest.iter().fold(crc, |crc, byte| {
            (crc >> 8) ^ tables[0][(crc as u8 ^ byte) as usize]
        });
    }

    /// The checksum.
    #[must_use]
    pub fn value(self) -> u32 {
        !self.0
    }
}

impl Default for Crc32 {
    fn default() -> Self {
        Self::new()
    }
}

/// The checksum of `bytes`.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc32::new();
    crc.update(bytes);
    crc.value()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_check_value_of_the_standard_comes_out() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_have_the_checksum_that_others_reckon(
            bytes in proptest::collection::vec(any::<u8>(), 0..100),
            cut in 0..100_usize,
        ) {
            let (front, back) = bytes.split_at(cut.min(bytes.len()));
            let mut crc = Crc32::new();
            crc.update(front);
            crc.update(back);
            prop_assert_eq!(crc.value(), crc32fast::hash(&bytes));
        }
    }
}
