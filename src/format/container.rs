//! The container: header, checksum and packed payload of every file but the JSON ones.
//!
//! | byte | size | content |
//! |---|---|---|
//! | 0 | 4 | `TRM` and the byte 0x1A |
//! | 4 | 1 | major version |
//! | 5 | 1 | minor version |
//! | 6 | 1 | [`Kind`] |
//! | 7 | 1 | packing: 1 = raw deflate |
//! | 8 | 4 | length of the payload before packing |
//! | 12 | 4 | length of the packed payload, which ends the file |
//! | 16 | 4 | CRC-32 (IEEE) of bytes 0 to 15 and the payload before packing |
//! | 20 | … | packed payload |
//!
//! Numbers are little-endian.
//
// The format is frozen: every 1.x reader reads every 1.x bundle, for ever. What a minor version may
// add stands in FORMAT.md, "What may change". If you add something: (1) bump the minor of VERSION,
// (2) change reading and writing in the same file, (3) describe it in FORMAT.md, (4) put a bundle of
// the new version into tests/fixtures beside those of all versions before, which must still open.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::crc32::Crc32;
use super::error::{FormatError, FormatErrorKind, Place};
use super::limits;

/// Version that this code writes. It reads every 1.x, and 0.1, from which 1.0 came.
pub const VERSION: (u8, u8) = (1, 2);

/// What it reads, for messages.
pub(crate) const READ: &str = "format version 1.x or 0.1";

/// Whether this code reads files of `version`.
pub(crate) fn is_readable(version: (u8, u8)) -> bool {
    version.0 == VERSION.0 || version == (0, 1)
}

const MAGIC: [u8; 4] = *b"TRM\x1a";
const DEFLATE: u8 = 1;
const HEADER: usize = 20;

/// What a file holds; the discriminant is its byte in the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Areas.
    Areas = 1,
    /// Words of one language.
    Texts = 2,
    /// Long words of one language.
    Definitions = 3,
    /// Search index.
    Search = 4,
    /// One block of observations.
    Block = 5,
    /// Several blocks for the children of one area.
    Pack = 6,
    /// The coarsest band of a topology.
    Topology = 7,
    /// A finer band.
    Refine = 8,
    /// Neighbours and label points.
    Neighbours = 9,
    /// A layer of facilities.
    Facilities = 10,
    /// Where the packs of a level are; 11 is kept for crosswalks.
    PackList = 12,
    /// Land around the areas.
    Context = 13,
    /// The coarsest band of a topology, in fewer bytes.
    Mesh = 14,
}

impl Kind {
    const ALL: [Self; 13] = [
        Self::Areas,
        Self::Texts,
        Self::Definitions,
        Self::Search,
        Self::Block,
        Self::Pack,
        Self::Topology,
        Self::Refine,
        Self::Neighbours,
        Self::Facilities,
        Self::PackList,
        Self::Context,
        Self::Mesh,
    ];

    /// The name used in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Texts => "texts",
            Self::Definitions => "definitions",
            Self::Search => "search",
            Self::Block => "block",
            Self::Pack => "pack",
            Self::Topology => "topology",
            Self::Refine => "refine",
            Self::Neighbours => "neighbours",
            Self::Facilities => "facilities",
            Self::PackList => "pack list",
            Self::Context => "context",
            Self::Mesh => "mesh",
        }
    }
}

/// The unpacked payload of `bytes`, which must be a file of `kind`.
pub(crate) fn open(file: &str, bytes: &[u8], kind: Kind) -> Result<Vec<u8>, FormatError> {
    let place = Place::file(file);
    let (header, packed) = header(place, bytes)?;
    check_kind(place, header, kind)?;
    let word = |at: usize| {
        let mut word = [0; 4];
        word.copy_from_slice(&header[at..at + 4]);
        u32::from_le_bytes(word)
    };
    let (raw_length, packed_length, crc) = (word(8), word(12), word(16));
    check_lengths(place, raw_length, packed_length, packed.len())?;
    let payload = unpack(place.byte(HEADER), packed, raw_length as usize)?;
    let found = checksum(&header[..16], &payload);
    if found != crc {
        return Err(place.error(FormatErrorKind::Damaged {
            expected: format!("checksum {crc:08x}").into(),
            found: format!("{found:08x}").into(),
        }));
    }
    Ok(payload)
}

fn header<'a>(
    place: Place<'_>,
    bytes: &'a [u8],
) -> Result<(&'a [u8; HEADER], &'a [u8]), FormatError> {
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(place.too_large("bytes", limits::FILE_BYTES, bytes.len() as u64));
    }
    let start = &bytes[..bytes.len().min(MAGIC.len())];
    if start != &MAGIC[..start.len()] {
        let found = format!("\"{}\"", start.escape_ascii()).into();
        return Err(place.byte(0).error(FormatErrorKind::NotTeilraum { found }));
    }
    bytes.split_first_chunk().ok_or_else(|| {
        place.byte(bytes.len()).error(FormatErrorKind::Truncated {
            expected: (HEADER - bytes.len()) as u64,
            found: 0,
        })
    })
}

fn check_kind(place: Place<'_>, header: &[u8; HEADER], kind: Kind) -> Result<(), FormatError> {
    let newer = |expected: String, found: String| FormatErrorKind::NeedsNewerReader {
        expected: expected.into(),
        found: found.into(),
    };
    let (major, minor, found, packing) = (header[4], header[5], header[6], header[7]);
    if !is_readable((major, minor)) {
        return Err(place
            .byte(4)
            .error(newer(READ.to_owned(), format!("{major}.{minor}"))));
    }
    if found != kind as u8 {
        let known = Kind::ALL.into_iter().find(|kind| *kind as u8 == found);
        let found = known.map_or_else(
            || format!("kind {found}"),
            |kind| format!("\"{}\"", kind.name()),
        );
        let expected = kind.name();
        return Err(place.byte(6).error(FormatErrorKind::OtherKind {
            expected,
            found: found.into(),
        }));
    }
    if packing != DEFLATE {
        let expected = format!("packing {DEFLATE}");
        return Err(place.byte(7).error(newer(expected, packing.to_string())));
    }
    Ok(())
}

fn check_lengths(place: Place<'_>, raw: u32, packed: u32, there: usize) -> Result<(), FormatError> {
    let (raw, packed) = (u64::from(raw), u64::from(packed));
    if packed > there as u64 {
        let found = there as u64;
        return Err(place.byte(HEADER).error(FormatErrorKind::Truncated {
            expected: packed,
            found,
        }));
    }
    let end = place.byte(12);
    end.rule(packed == there as u64, "packed length", there, packed)?;
    let limit = limits::PAYLOAD_BYTES.min(packed.saturating_mul(limits::DEFLATE_RATIO));
    if raw > limit {
        return Err(place.byte(8).too_large("bytes of payload", limit, raw));
    }
    Ok(())
}

fn unpack(place: Place<'_>, packed: &[u8], length: usize) -> Result<Vec<u8>, FormatError> {
    let mut payload = vec![0; length];
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut inflater = Box::<DecompressorOxide>::default();
    let (status, read, written) = decompress(&mut inflater, packed, &mut payload, 0, flags);
    if status == TINFLStatus::Done && read == packed.len() && written == length {
        return Ok(payload);
    }
    Err(place.error(FormatErrorKind::Damaged {
        expected: format!("{} packed bytes for {length}", packed.len()).into(),
        found: format!("{read} for {written} ({status:?})").into(),
    }))
}

fn checksum(header: &[u8], payload: &[u8]) -> u32 {
    let mut crc = Crc32::new();
    crc.update(header);
    crc.update(payload);
    crc.value()
}

/// The file of `kind` that holds `payload`.
///
/// # Errors
/// A payload that no reader would accept for its size.
#[cfg(feature = "write")]
pub(crate) fn seal(kind: Kind, payload: &[u8]) -> Result<Vec<u8>, FormatError> {
    const BEST: u8 = 10;
    let place = Place::file(kind.name());
    let length = payload.len() as u64;
    if length > limits::PAYLOAD_BYTES {
        return Err(place.too_large("bytes of payload", limits::PAYLOAD_BYTES, length));
    }
    let packed = miniz_oxide::deflate::compress_to_vec(payload, BEST);
    let mut file = Vec::with_capacity(HEADER + packed.len());
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&[VERSION.0, VERSION.1, kind as u8, DEFLATE]);
    file.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    file.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    file.extend_from_slice(&checksum(&file, payload).to_le_bytes());
    file.extend_from_slice(&packed);
    Ok(file)
}
