//! The demo atlas as a bundle: what stands in the sources comes out of the files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use teilraum::format;
use teilraum::model::{AreaIx, Catalogue, CategoryIx, ValueState};
use teilraum::table::Table;
use teilraum_publish::bundle::{Bundle, assemble, outlines};
use teilraum_publish::content::Content;
use teilraum_publish::load::load;

/// Without the generation, which servers compress.
const FIRST_VIEW_BYTES: u64 = 80_000;

fn demo() -> Content {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/atlas.toml");
    load(&path).unwrap().0
}

fn file<'a>(bundle: &'a Bundle, path: &str) -> &'a [u8] {
    bundle.files.get(path).unwrap()
}

/// The value of an area on the level `kreis`, read from the indicator's own files.
fn value(bundle: &Bundle, indicator: &str, key: &str, period: &str) -> (ValueState, i64) {
    let catalogue: &Catalogue = &bundle.catalogue;
    let (ix, level) = (
        catalogue.indicator(indicator).unwrap(),
        catalogue.level("kreis").unwrap(),
    );
    let indicator = &catalogue.indicators[ix.index()];
    let mut table = Table::of(catalogue);
    for listed in indicator
        .blocks
        .iter()
        .filter(|listed| listed.level == level)
    {
        let path = &listed.file.path;
        table.insert(format::block(path, file(bundle, path), catalogue).unwrap());
    }
    let parts = catalogue
        .areas
        .iter()
        .map(|one| format::areas(&one.path, file(bundle, &one.path)));
    let areas = format::join_areas(parts.map(Result::unwrap), catalogue).unwrap();
    let area: AreaIx = areas.find(&catalogue.levels[level.index()], key).unwrap();
    let period = indicator.period(period).unwrap();
    let cell = table
        .cell(ix, level, CategoryIx(0), period, area)
        .unwrap()
        .cell;
    (cell.state, cell.value)
}

#[test]
fn the_demo_becomes_a_sound_bundle_with_the_figures_of_its_sources() {
    let content = demo();
    let downloads = outlines::downloads(&content).unwrap();
    let bundle = assemble(&content, &downloads).unwrap();
    let flensburg = |year| value(&bundle, "mean-population", "01001", year);
    assert_eq!(flensburg("1995"), (ValueState::Value, 87_608));
    assert_eq!(flensburg("2019"), (ValueState::Value, 89_834));
    assert_eq!(
        value(&bundle, "disposable-income-per-head", "16063", "2018").1,
        20_932
    );

    let generation = format!("g/{}.json", bundle.data_version());
    let first = bundle.verification.first_bytes - file(&bundle, &generation).len() as u64;
    assert!(
        first <= FIRST_VIEW_BYTES,
        "the first view needs {first} bytes"
    );
    assert!(
        downloads
            .iter()
            .any(|one| one.path == "geojson/kreis.geojson")
    );
    assert!(bundle.verification.notes.is_empty());
}
