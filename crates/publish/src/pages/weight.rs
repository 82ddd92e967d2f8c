//! What a page weighs on its way to a reader.

use miniz_oxide::deflate::compress_to_vec;

/// Most bytes of one page, packed with gzip.
pub const LIMIT_BYTES: usize = 25_000;

/// How hard web servers usually pack.
const LEVEL: u8 = 6;
/// Head and tail that gzip adds to the packed bytes.
const FRAME_BYTES: usize = 18;

/// Size in bytes of `page`, packed with gzip.
#[must_use]
pub fn gzip_bytes(page: &[u8]) -> usize {
    compress_to_vec(page, LEVEL).len() + FRAME_BYTES
}
