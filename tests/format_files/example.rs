//! The worked example of `FORMAT.md`: its bytes are read, and what is written has its payload.

use teilraum::format::{block, encode_block};
use teilraum::model::*;

use super::sample::{self, Plan};

const DOCUMENT: &str = include_str!("../../FORMAT.md");

/// The bytes of the fenced block marked `hex NAME`; what follows two spaces and `|` explains them.
fn hex(name: &str) -> Vec<u8> {
    let (_, rest) = DOCUMENT
        .split_once(&format!("```hex {name}\n"))
        .expect("the example");
    let (text, _) = rest.split_once("```").expect("its end");
    let digits = text
        .lines()
        .flat_map(|line| line.split('|').next().unwrap_or("").split_whitespace());
    digits
        .map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits"))
        .collect()
}

/// Two areas in two years: 12.5, suppressed; 13.0 (provisional), exactly nothing.
fn example() -> (Catalogue, Block) {
    let mut catalogue = sample::catalogue(&Plan {
        levels: vec![1, 4],
        indicators: vec![(2, 1, 1)],
    });
    let indicator = &mut catalogue.indicators[0];
    indicator.key = "births".into();
    indicator.former_keys.clear();
    catalogue.levels[1].key = "kreis".into();
    indicator.blocks.truncate(1);
    let file = FileRef {
        path: "b/example.bin".into(),
        bytes: 0,
    };
    indicator.blocks[0] = BlockRef {
        file,
        level: LevelIx(1),
        areas: [3, 5],
        periods: [0, 2],
    };
    let shape = Shape {
        indicator: IndicatorIx(0),
        level: LevelIx(1),
        areas: [3, 5],
        periods: [0, 2],
        categories: 1,
    };
    let mut block = Block::missing(shape, 1);
    block.states = vec![
        ValueState::Value,
        ValueState::Suppressed,
        ValueState::Value,
        ValueState::Zero,
    ];
    block.values = vec![125, 0, 130, 0];
    block.flags[1] = Flags::NOTE;
    block.flags[2] = Flags::PROVISIONAL;
    block.notes = vec!["geheim".into()];
    block.cell_notes.insert(1, 0);
    (catalogue, block)
}

#[test]
fn the_documented_file_is_read_as_documented() {
    let (catalogue, expected) = example();
    assert_eq!(
        block("b/example.bin", &hex("file"), &catalogue),
        Ok(expected)
    );
}

#[test]
fn what_is_written_has_the_documented_payload() {
    let (catalogue, expected) = example();
    let written = encode_block(&expected, "births", &catalogue.levels[1]).unwrap();
    let payload = |file: &[u8]| miniz_oxide::inflate::decompress_to_vec(&file[20..]).unwrap();
    assert_eq!(payload(&written), hex("payload"));
    assert_eq!(payload(&hex("file")), hex("payload"), "{written:02x?}");
}
