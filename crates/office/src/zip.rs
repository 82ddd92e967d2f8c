//! A ZIP archive, written entry by entry into memory, as little of the format as office files need.
//!
//! Each entry is packed with deflate while it is written, so an archive needs no more memory than it has
//! bytes. Same input, same bytes: entries carry the earliest date that the format knows.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};
use teilraum::format::Crc32;

/// 1 January 1980.
const DATE: u16 = 1 << 5 | 1;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATE: u16 = 8;
/// What a reader must be able to do: unpack deflate.
const VERSION: u16 = 20;
/// Where sizes stand behind the beginning of an entry.
const SIZES_AT: usize = 14;
const LEVEL: i32 = 6;

/// What the directory says of an entry.
struct Entry {
    name: String,
    start: usize,
    crc: u32,
    packed: u32,
    unpacked: u32,
}

/// An archive under way.
#[derive(Default)]
pub(crate) struct Zip {
    out: Vec<u8>,
    entries: Vec<Entry>,
}

/// An entry under way.
pub(crate) struct Open {
    name: String,
    start: usize,
    data: usize,
    crc: Crc32,
    unpacked: usize,
    deflate: Box<CompressorOxide>,
}

fn u16s(out: &mut Vec<u8>, numbers: &[u16]) {
    out.extend(numbers.iter().flat_map(|it| it.to_le_bytes()));
}

fn u32s(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|it| it.to_le_bytes()));
}

/// Sizes beyond the format's reach would need an archive of 4 GB, which no browser holds.
fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Zip {
    /// Begins an entry; one at a time.
    pub fn open(&mut self, name: &str) -> Open {
        let start = self.out.len();
        self.out.extend_from_slice(b"PK\x03\x04");
        u16s(&mut self.out, &[VERSION, FLAGS, DEFLATE, 0, DATE]);
        u32s(&mut self.out, &[0, 0, 0]);
        u16s(&mut self.out, &[name.len() as u16, 0]);
        self.out.extend_from_slice(name.as_bytes());
        let flags = create_comp_flags_from_zip_params(LEVEL, 0, 0);
        Open {
            name: name.to_owned(),
            start,
            data: self.out.len(),
            crc: Crc32::new(),
            unpacked: 0,
            deflate: Box::new(CompressorOxide::new(flags)),
        }
    }

    /// Packs more of an entry.
    pub fn write(&mut self, entry: &mut Open, bytes: &[u8]) {
        entry.crc.update(bytes);
        entry.unpacked += bytes.len();
        self.pack(entry, bytes, TDEFLFlush::None);
    }

    fn pack(&mut self, entry: &mut Open, bytes: &[u8], flush: TDEFLFlush) {
        let mut rest = bytes;
        loop {
            let out = &mut self.out;
            let (status, taken) = compress_to_output(&mut entry.deflate, rest, flush, |packed| {
                out.extend_from_slice(packed);
                true
            });
            rest = rest.get(taken..).unwrap_or_default();
            let more = !rest.is_empty() && status == TDEFLStatus::Okay;
            if !more {
                return;
            }
        }
    }

    /// Ends an entry.
    pub fn close(&mut self, mut entry: Open) {
        self.pack(&mut entry, &[], TDEFLFlush::Finish);
        let (crc, unpacked) = (entry.crc.value(), size(entry.unpacked));
        let packed = size(self.out.len() - entry.data);
        let mut sizes = Vec::new();
        u32s(&mut sizes, &[crc, packed, unpacked]);
        let at = entry.start + SIZES_AT;
        if let Some(place) = self.out.get_mut(at..at + sizes.len()) {
            place.copy_from_slice(&sizes);
        }
        self.entries.push(Entry {
            name: entry.name,
            start: entry.start,
            crc,
            packed,
            unpacked,
        });
    }

    /// Adds a whole entry.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let mut entry = self.open(name);
        self.write(&mut entry, bytes);
        self.close(entry);
    }

    /// The archive.
    pub fn end(mut self) -> Vec<u8> {
        let start = self.out.len();
        let out = &mut self.out;
        for entry in &self.entries {
            out.extend_from_slice(b"PK\x01\x02");
            u16s(out, &[VERSION, VERSION, FLAGS, DEFLATE, 0, DATE]);
            u32s(out, &[entry.crc, entry.packed, entry.unpacked]);
            u16s(out, &[entry.name.len() as u16, 0, 0, 0, 0]);
            u32s(out, &[0, size(entry.start)]);
            out.extend_from_slice(entry.name.as_bytes());
        }
        let length = out.len() - start;
        let count = self.entries.len() as u16;
        out.extend_from_slice(b"PK\x05\x06");
        u16s(out, &[0, 0, count, count]);
        u32s(out, &[size(length), size(start)]);
        u16s(out, &[0]);
        self.out
    }
}
