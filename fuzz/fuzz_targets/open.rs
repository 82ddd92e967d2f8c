//! Opens arbitrary bytes as every kind of file: `cargo +nightly fuzz run open`.
//!
//! The first byte chooses the reader and whether the rest is a whole file, or a payload that is
//! packed under a fitting header first, so that the fuzzer need not guess checksums.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use teilraum::format;
use teilraum::geom;
use teilraum::model::{Catalogue, Topology};

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else {
        return;
    };
    let kind = choice % 16;
    if *choice < 128 || matches!(kind, 0 | 11 | 15) {
        open(kind, rest);
    } else {
        open(kind, &sealed(kind, rest));
    }
});

fn open(kind: u8, bytes: &[u8]) {
    let catalogue = catalogue();
    match kind {
        0 => drop(format::manifest("m", bytes)),
        1 => drop(format::area_run("a/0.bin", bytes, catalogue)),
        2 => drop(format::texts("t", bytes, "de")),
        3 => drop(format::definitions("d", bytes)),
        4 => drop(format::search("s", bytes, 8)),
        5 => drop(format::block("b/0-0.bin", bytes, catalogue)),
        6 => drop(format::pack(&catalogue.packs[0], bytes, catalogue)),
        7 => drop(format::topology("o", bytes, catalogue)),
        8 => refine(bytes),
        9 => drop(format::neighbours("n", bytes, catalogue)),
        10 => drop(format::facilities("f/0.bin", bytes, catalogue)),
        12 => drop(format::pack_list("p", bytes, catalogue)),
        13 => drop(format::context("o", bytes)),
        14 => mesh(bytes, catalogue),
        15 => drop(format::downloads("l", bytes)),
        _ => drop(format::catalogue("g", bytes)),
    }
}

/// A band that is read must fit onto the bands it was read beside.
fn refine(bytes: &[u8]) {
    let arcs = vec![vec![[0, 0], [9, 9], [4, 7], [0, 0]], vec![[3, 3], [5, 5]]];
    let mut before = Topology {
        bands: 1,
        arcs,
        ..Topology::default()
    };
    if let Ok(band) = format::refine("r", bytes, &before) {
        assert_eq!(geom::refine(&mut before, &band), Ok(()));
    }
}

/// Outlines that are read can be drawn.
fn mesh(bytes: &[u8], catalogue: &Catalogue) {
    if let Ok(borders) = format::mesh("o", bytes, catalogue) {
        for level in &borders.levels {
            assert!(geom::Outlines::of(&borders, level.level, &[]).is_ok());
        }
    }
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let text = include_bytes!("../../tests/fixtures/catalogue.json");
        format::catalogue("catalogue.json", text).expect("the sample catalogue opens")
    })
}

fn sealed(kind: u8, payload: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(payload, 1);
    let mut bytes = b"TRM\x1a".to_vec();
    bytes.extend_from_slice(&[format::VERSION.0, format::VERSION.1, kind, 1]);
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    let mut crc = crc32fast::Hasher::new();
    crc.update(&bytes);
    crc.update(payload);
    bytes.extend_from_slice(&crc.finalize().to_le_bytes());
    bytes.extend_from_slice(&packed);
    bytes
}
