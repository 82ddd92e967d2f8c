//! What bytes weigh on the wire.

use crate::serve::mime;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Kilobytes here are thousands of bytes.
pub const KB: usize = 1000;

/// Sizes of one file in bytes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// As it lies on disk.
    pub raw: usize,
    /// After `gzip -9`, or as it is where that gains nothing.
    pub gzip: usize,
    /// After brotli at quality 11, or as it is where that gains nothing.
    pub brotli: usize,
}

impl Weight {
    /// Weighs one file; its name tells whether hosts would compress it.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let raw = bytes.len();
        if !mime::is_compressible(mime::of(name)) {
            return Self {
                raw,
                gzip: raw,
                brotli: raw,
            };
        }
        Self {
            raw,
            gzip: gzip(bytes).len().min(raw),
            brotli: brotli(bytes).len().min(raw),
        }
    }
}

impl std::ops::Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

impl std::iter::Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        weights.fold(Self::default(), |sum, weight| sum + weight)
    }
}

/// `gzip -9`.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Writing into memory cannot fail; if it did, the file would go out as it is.
    written.unwrap_or_else(|_| bytes.to_vec())
}

/// Brotli at quality 11 with a 4 MB window.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut compressed, 64 * 1024, 11, 22);
    let written = encoder.write_all(bytes);
    drop(encoder);
    if written.is_ok() {
        compressed
    } else {
        bytes.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_compressing_come_back_to_the_same_bytes() {
        let bytes = b"Kreis Kreis Kreis Land Land Bund".repeat(50);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&bytes).as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
        let mut back = Vec::new();
        flate2::write::GzDecoder::new(&mut back)
            .write_all(&gzip(&bytes))
            .unwrap();
        assert_eq!(back, bytes);
    }

    #[test]
    fn a_file_that_compression_blows_up_counts_as_it_is() {
        assert_eq!(
            Weight::of("a.js", b"x"),
            Weight {
                raw: 1,
                gzip: 1,
                brotli: 1
            }
        );
    }

    #[test]
    fn weights_add_by_column() {
        let one = Weight {
            raw: 3,
            gzip: 2,
            brotli: 1,
        };
        let sum: Weight = [one, one].into_iter().sum();
        assert_eq!(
            sum,
            Weight {
                raw: 6,
                gzip: 4,
                brotli: 2
            }
        );
    }
}
