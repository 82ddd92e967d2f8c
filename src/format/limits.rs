//! The largest sizes a reader accepts. Declared lengths are held against them before any memory is
//! asked for; a publisher splits what is larger into more files. `FORMAT.md` lists them too.

/// Bytes of a payload after unpacking.
pub const PAYLOAD_BYTES: u64 = 64 << 20;
/// Bytes of a file as stored.
pub const FILE_BYTES: u64 = PAYLOAD_BYTES + (64 << 10);
/// Bytes of `manifest.json`.
pub const MANIFEST_BYTES: u64 = 2048;
/// Bytes that one packed byte can unpack to, by the rules of deflate.
pub const DEFLATE_RATIO: u64 = 1032;
/// Cells of a block.
pub const CELLS: u64 = 4 << 20;
/// Areas of a bundle.
pub const AREAS: u64 = 16 << 20;
/// Characters of a path below the bundle's folder.
pub const PATH_CHARS: usize = 100;
/// Characters of a key.
pub const KEY_CHARS: usize = 64;
/// Bytes of a name or a search term.
pub const NAME_BYTES: usize = 400;
/// Largest decimals, so that ten to their power times any digit stays exact.
pub const DECIMALS: u8 = 9;
/// Largest magnitude of a number in units of its last decimal: exact as a float.
pub const VALUE: i64 = 1 << 53;
/// Largest magnitude of a grid coordinate: sums and products of differences stay in 64 bits.
pub const COORDINATE: i64 = 1 << 29;
/// Files of a manifest's first view.
pub const FIRST_FILES: usize = 32;
