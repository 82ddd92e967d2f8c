//! One figure, one text: whichever surface tells the value of a cell, it tells the same.
//!
//! A thousand cells are drawn, by seed, from the demo, the invented town and the small atlas, so that
//! every value state is among them. [`surfaces`] lists what tells them: a new surface is a function there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test stops where it finds something unexpected"
)]

#[path = "../chance/open.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod open;
mod paper;
#[path = "../profile/reader.rs"]
#[allow(dead_code, reason = "the tests of profiles use the rest")]
mod reader;
#[path = "../profile/rows.rs"]
#[allow(dead_code, reason = "the tests of profiles use the rest")]
mod rows;
mod sample;
mod surfaces;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use teilraum::model::ValueState;
use teilraum_publish::bundle::Bundle;
use teilraum_publish::content::Content;

use paper::Papers;
use sample::{View, draw};
use surfaces::Surfaces;

/// How many cells are compared.
const CELLS: usize = 1_000;
/// Cells of one view, since a file holds all of them.
const OF_A_VIEW: usize = 10;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn collections() -> [(&'static str, (Content, Bundle), usize); 3] {
    [
        ("demo", open::publish(&here("../../data/atlas.toml")), 600),
        ("town", open::town(), 300),
        (
            "small",
            open::publish(&here("../../tests/fixtures/small-atlas/atlas.toml")),
            100,
        ),
    ]
}

#[test]
fn a_thousand_cells_read_the_same_on_every_surface() {
    let mut states: BTreeMap<ValueState, usize> = BTreeMap::new();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut compared = 0;
    for (name, (content, bundle), cells) in collections() {
        let mut papers = Papers::of(&bundle);
        for view in draw(&content, cells, OF_A_VIEW) {
            let surfaces = Surfaces::open(&view, &content, &bundle, &mut papers);
            compared += compare(name, &view, surfaces, &mut states, &mut told);
        }
    }
    println!("{compared} cells: {states:?}\n{told:?}");
    assert!(compared >= CELLS, "{compared}");
    for state in ValueState::ALL {
        assert!(
            states.contains_key(&state),
            "no cell is {state:?}: {states:?}"
        );
    }
    for (surface, least) in surfaces::LEAST {
        assert!(
            told.get(surface) >= Some(&least),
            "{surface} told too little: {told:?}"
        );
    }
}

/// Compares the cells of a view; how many there are.
fn compare(
    name: &str,
    view: &View,
    mut surfaces: Surfaces<'_, '_>,
    states: &mut BTreeMap<ValueState, usize>,
    told: &mut BTreeMap<&'static str, usize>,
) -> usize {
    for area in &view.areas {
        let seen = surfaces.of(area);
        let Some((_, first)) = seen.iter().find(|(surface, _)| *surface == "table") else {
            panic!("{name}, {}: the table lacks {area}", view.link);
        };
        for (surface, text) in &seen {
            assert_eq!(text, first, "{name}, {}, {area}: {surface}", view.link);
            *told.entry(surface).or_default() += 1;
        }
        *states.entry(surfaces.state(area)).or_default() += 1;
    }
    view.areas.len()
}
