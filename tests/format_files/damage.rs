//! Damaged files: always an error that says where, never a panic, never a wrong answer.

use proptest::prelude::*;
use teilraum::format::*;
use teilraum::model::*;

use super::patchwork;
use super::sample::{self, Plan};

/// A file and what reads it; the reader's answer is compared by its debug form.
struct File {
    bytes: Vec<u8>,
    read: Reader,
}

type Reader = Box<dyn Fn(&[u8]) -> Result<String, FormatError>>;

fn file<T: std::fmt::Debug>(
    bytes: Vec<u8>,
    read: impl Fn(&[u8]) -> Result<T, FormatError> + 'static,
) -> File {
    File {
        bytes,
        read: Box::new(move |bytes| read(bytes).map(|value| format!("{value:?}"))),
    }
}

fn files() -> Vec<File> {
    let plan = Plan {
        levels: vec![1, 2, 5],
        indicators: vec![(3, 2, 1), (1, 1, 0)],
    };
    let catalogue = sample::catalogue(&plan);
    let cells = [
        (0, 1, 500),
        (0, 5, -3),
        (3, 0, 0),
        (1, 0, 4),
        (4, 9, 7),
        (0, 0, 70_000),
    ];
    let points = [[0, 0], [100, 30], [-70, 4_000], [12, 12], [5, -9]];
    let written = sample::block(&catalogue, 0, 2, &cells);
    let path = catalogue.indicators[0].blocks[2].file.path.clone();
    let base = sample::topology(&catalogue, &points);
    let band = sample::band(&base, &[(1, [3, 3]), (0, [4, 4]), (1, [5, 5])]);
    let packed = [("indicator-0", sample::block(&catalogue, 0, 0, &cells))];
    let levels = &catalogue.levels;
    let with = || catalogue.clone();
    let (c0, c1, c2, c3, base0) = (with(), with(), with(), with(), base.clone());
    let (c4, c5) = (with(), with());
    let paper = patchwork::catalogue(2, 5);
    let squares = (0..36).map(|at| Some(at * 7 % 11 % 5)).collect();
    let drawn = patchwork::topology(&paper, &squares, &[[90, -7], [44, 600]]);
    let drawn = patchwork::written(&drawn, &paper, &[LevelIx(0)]).unwrap();
    vec![
        file(drawn, move |b| mesh("o/2.bin", b, &paper)),
        file(encode_areas(&sample::areas(&plan)).unwrap(), |b| {
            areas("a", b)
        }),
        file(encode_texts(&sample::texts()).unwrap(), |b| {
            texts("t", b, "de")
        }),
        file(encode_definitions(&Default::default()).unwrap(), |b| {
            definitions("d", b)
        }),
        file(encode_search(&sample::terms(8)).unwrap(), |b| {
            search("s", b, 8)
        }),
        file(
            encode_block(&written, "indicator-0", &levels[2]).unwrap(),
            move |b| block(&path, b, &c0),
        ),
        file(encode_pack(&packed, &levels[0]).unwrap(), move |b| {
            pack(&c1.packs[0], b, &c1)
        }),
        file(encode_topology(&base, levels).unwrap(), move |b| {
            topology("o", b, &c2)
        }),
        file(encode_context(&sample::rings()).unwrap(), |b| {
            context("o", b)
        }),
        file(encode_refine(&band, &base).unwrap(), move |b| {
            refine("r", b, &base0)
        }),
        file(
            encode_neighbours(&sample::neighbours(&catalogue), levels).unwrap(),
            move |b| neighbours("n", b, &c3),
        ),
        file(
            encode_facilities(&sample::layer(&points)).unwrap(),
            move |b| facilities("f/0.bin", b, &c4),
        ),
        file(encode_pack_list(&catalogue.packs).unwrap(), move |b| {
            pack_list("p", b, &c5)
        }),
    ]
}

#[test]
fn files_cut_short_at_any_byte_are_refused() {
    for File { bytes, read } in files() {
        assert!(read(&bytes).is_ok());
        for end in 0..bytes.len() {
            let error = read(&bytes[..end]).expect_err("a part of a file was accepted");
            assert!(
                matches!(*error.kind, FormatErrorKind::Truncated { .. }),
                "{error}"
            );
        }
    }
}

#[test]
fn a_byte_too_many_is_refused() {
    for File { mut bytes, read } in files() {
        bytes.push(0);
        assert!(read(&bytes).is_err());
    }
}

#[test]
fn any_single_flipped_bit_is_refused_or_changes_nothing() {
    for File { mut bytes, read } in files() {
        let whole = read(&bytes).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                if let Ok(answer) = read(&bytes) {
                    assert_eq!(answer, whole, "byte {at}, bit {bit}");
                }
                bytes[at] ^= 1 << bit;
            }
        }
    }
}

/// Packs `payload` again under the header of `file`, with lengths and checksum that fit.
fn sealed_again(file: &[u8], payload: &[u8]) -> Vec<u8> {
    let packed = miniz_oxide::deflate::compress_to_vec(payload, 1);
    let mut bytes = file[..8].to_vec();
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
    let mut crc = crc32fast::Hasher::new();
    crc.update(&bytes);
    crc.update(payload);
    bytes.extend_from_slice(&crc.finalize().to_le_bytes());
    bytes.extend_from_slice(&packed);
    bytes
}

fn payload(file: &[u8]) -> Vec<u8> {
    miniz_oxide::inflate::decompress_to_vec(&file[20..]).unwrap()
}

/// Where the sections of `payload` end.
fn section_ends(payload: &[u8]) -> Vec<usize> {
    let mut ends = vec![0];
    while let Some(length) = payload
        .get(ends[ends.len() - 1] + 4..)
        .and_then(|rest| rest.first_chunk::<4>())
    {
        let length = u32::from_le_bytes(*length) & !(1 << 31);
        ends.push(ends[ends.len() - 1] + 8 + length as usize);
    }
    ends
}

#[test]
fn payloads_cut_within_a_section_are_refused_under_a_fitting_checksum() {
    for File { bytes, read } in files() {
        let payload = payload(&bytes);
        let ends = section_ends(&payload);
        for end in (0..payload.len()).filter(|end| !ends.contains(end)) {
            assert!(read(&sealed_again(&bytes, &payload[..end])).is_err());
        }
    }
}

#[test]
fn unknown_sections_are_skipped_unless_critical() {
    for File { bytes, read } in files() {
        let whole = read(&bytes).unwrap();
        let with = |length: u32| {
            let mut payload = payload(&bytes);
            payload.extend_from_slice(b"newr");
            payload.extend_from_slice(&length.to_le_bytes());
            payload.extend_from_slice(b"abc");
            read(&sealed_again(&bytes, &payload))
        };
        assert_eq!(with(3), Ok(whole));
        let error = with(3 | 1 << 31).unwrap_err();
        assert!(
            error.to_string().contains("needs a newer reader"),
            "{error}"
        );
    }
}

#[test]
fn later_versions_ask_for_a_newer_reader() {
    for File { mut bytes, read } in files() {
        bytes[4] += 1;
        let error = read(&bytes).unwrap_err();
        assert!(
            matches!(*error.kind, FormatErrorKind::NeedsNewerReader { .. }),
            "{error}"
        );
    }
}

#[test]
fn lengths_beyond_reason_are_refused_before_memory_is_asked_for() {
    for File { mut bytes, read } in files() {
        bytes[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        let error = read(&bytes).unwrap_err();
        assert!(
            matches!(*error.kind, FormatErrorKind::TooLarge { .. }),
            "{error}"
        );
    }
}

#[test]
fn foreign_files_are_recognised_as_such() {
    for File { read, .. } in files() {
        let error = read(b"<!doctype html>").unwrap_err();
        assert!(
            error
                .to_string()
                .contains("expected a Teilraum file, found \"<!do\""),
            "{error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_payloads_under_a_fitting_checksum_never_panic(
        which in 0..11_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let File { bytes, read } = files().swap_remove(which);
        let mut payload = payload(&bytes);
        for (at, byte) in edits {
            let at = at.index(payload.len());
            payload[at] = byte;
        }
        if let Some(cut) = cut {
            payload.truncate(cut.index(payload.len()));
        }
        let _ = read(&sealed_again(&bytes, &payload));
    }

    #[test]
    fn arbitrary_bytes_never_panic(which in 0..11_usize, bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let File { read, .. } = files().swap_remove(which);
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn altered_catalogues_never_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let plan = Plan { levels: vec![1, 2], indicators: vec![(2, 2, 1)] };
        let mut bytes = serde_json::to_vec(&sample::catalogue(&plan)).unwrap();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(read) = catalogue("g", &bytes) {
            let _: Vec<LevelIx> = read.indicators.iter().flat_map(Indicator::levels).collect();
        }
    }
}
