//! The traps in the demo's source files, one test each: what must not be misread, and is not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use teilraum::model::{Block, CategoryIx, CellRef, Flags, Level, ValueState};
use teilraum_publish::content::Content;
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::load::load;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn demo() -> &'static (Content, Vec<Finding>) {
    static DEMO: OnceLock<(Content, Vec<Finding>)> = OnceLock::new();
    DEMO.get_or_init(|| load(&data().join("atlas.toml")).unwrap_or_else(|error| panic!("{error}")))
}

fn level(key: &str) -> &'static Level {
    demo()
        .0
        .levels
        .iter()
        .find(|level| level.key == key)
        .unwrap()
}

fn block(indicator: &str, level: &str) -> Option<&'static Block> {
    let (content, _) = demo();
    content.blocks.iter().find(|block| {
        content.indicators[block.shape.indicator.index()].key == indicator
            && content.levels[block.shape.level.index()].key == level
    })
}

fn cell(indicator: &str, level_key: &str, area: &str, period: &str) -> CellRef {
    let (content, _) = demo();
    let block = block(indicator, level_key).unwrap_or_else(|| panic!("{indicator} {level_key}"));
    let area = content
        .areas
        .find(level(level_key), area)
        .expect("a known area");
    let indicator = &content.indicators[block.shape.indicator.index()];
    let period = indicator.period(period).expect("a known period").0;
    let at = block
        .shape
        .cell(CategoryIx(0), period, area.0)
        .expect("a cell");
    block.get(at).expect("a cell")
}

fn state(indicator: &str, level: &str, area: &str, period: &str) -> ValueState {
    cell(indicator, level, area, period).state
}

fn number(indicator: &str, level: &str, area: &str, period: &str) -> i64 {
    let cell = cell(indicator, level, area, period);
    assert!(
        cell.state.is_number(),
        "{indicator} {area} {period}: {:?}",
        cell.state
    );
    cell.value
}

fn findings(code: &str, file: &str) -> Vec<&'static Finding> {
    let told = |finding: &&Finding| finding.code == code && finding.place.file.ends_with(file);
    demo().1.iter().filter(told).collect()
}

/// The rows of a flat file: its header's names to the fields.
fn flat(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(data().join("sources/genesis").join(file)).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn areas_of(rows: &[BTreeMap<String, String>]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["1_variable_attribute_code"].as_str())
        .collect()
}

#[test]
fn hamburg_and_berlin_are_coded_as_laender_and_fill_their_kreis_too() {
    for (land, kreis) in [("02", "02000"), ("11", "11000")] {
        let as_land = number("mean-population", "land", land, "2019");
        assert_eq!(number("mean-population", "kreis", kreis, "2019"), as_land);
    }
}

#[test]
fn eisenach_went_into_the_wartburgkreis_and_older_values_say_that_it_is_not_in_them() {
    let (content, _) = demo();
    let eisenach = content.areas.find(level("kreis"), "16056").unwrap();
    let eisenach = content.areas.get(eisenach).unwrap();
    assert_eq!(eisenach.valid_to.unwrap().to_string(), "2021-07-01");
    let heir = content.areas.get(eisenach.successors[0]).unwrap();
    assert_eq!(heir.key, "16063");
    let living = |day: &str| {
        let day = day.parse().unwrap();
        let areas = level("kreis")
            .range()
            .map(|ix| &content.areas.0[ix as usize]);
        areas.filter(|area| area.exists_on(day)).count()
    };
    assert_eq!((living("2021-06-30"), living("2021-07-01")), (401, 400));
    let old = cell("mean-population", "kreis", "16063", "2019");
    assert!(old.flags.contains(Flags::OTHER_TERRITORY));
}

#[test]
fn a_dash_of_a_dissolved_unit_does_not_apply_and_is_never_zero() {
    let rows = flat("12411-01-01-4.csv");
    let mut signs: BTreeMap<&str, bool> = BTreeMap::new();
    for row in &rows {
        let only = signs
            .entry(row["1_variable_attribute_code"].as_str())
            .or_insert(true);
        *only &= row["value"] == "-";
    }
    let dissolved: Vec<&str> = signs
        .iter()
        .filter(|(_, only)| **only)
        .map(|(key, _)| *key)
        .collect();
    assert_eq!((signs.len(), dissolved.len()), (489, 74));
    for key in dissolved {
        let state = state("population", "kreis", key, "2024-12-31");
        assert_eq!(state, ValueState::NotApplicable, "{key}");
    }
}

#[test]
fn a_dash_of_an_island_without_settlement_is_zero() {
    for key in ["03452501", "03457501"] {
        let found = state("settlement-share", "gemeinde", key, "2023");
        assert_eq!(found, ValueState::Zero, "{key}");
    }
    // Dissolved in 2023, and founded in 2024.
    for key in ["14522450", "16061119"] {
        let found = state("settlement-share", "gemeinde", key, "2023");
        assert_eq!(found, ValueState::NotApplicable, "{key}");
    }
}

#[test]
fn regional_keys_of_twelve_digits_become_municipality_keys() {
    let rows = flat("1000A-0000.csv");
    let landstuhl = rows
        .iter()
        .find(|row| row["1_variable_attribute_code"] == "073355011022");
    assert_eq!(landstuhl.unwrap()["value"], "8305");
    assert_eq!(
        number("census-population", "gemeinde", "07335022", "2022-05-15"),
        8_305
    );
}

#[test]
fn sums_that_differ_by_rounding_are_a_note_and_both_figures_stay() {
    assert_eq!(number("mean-population", "bund", "DG", "2019"), 83_092_962);
    let (content, _) = demo();
    let day = "2019-12-31".parse().unwrap();
    let living = level("kreis")
        .range()
        .map(|ix| &content.areas.0[ix as usize]);
    let keys = living
        .filter(|area| area.exists_on(day))
        .map(|area| area.key.as_str());
    let sum: i64 = keys
        .map(|key| number("mean-population", "kreis", key, "2019"))
        .sum();
    assert_eq!(sum, 83_093_063);
    let told = findings("sums-differ", "indicators/population.toml");
    assert!(!told.is_empty());
    assert!(
        told.iter()
            .all(|finding| finding.severity == Severity::Note)
    );
}

#[test]
fn labels_indented_with_blanks_leave_keys_and_names_alone() {
    let file = data().join("sources/regionalstatistik/12411-05-01-4.csv");
    let bytes = std::fs::read(file).unwrap();
    assert!(bytes.windows(17).any(|part| part == b"01001;      Flens"));
    let (content, _) = demo();
    let trimmed = |text: &str| text == text.trim() && !text.is_empty();
    assert!(
        content
            .areas
            .0
            .iter()
            .all(|area| trimmed(&area.key) && trimmed(&area.name))
    );
    assert_eq!(number("mean-population", "kreis", "01001", "2019"), 89_834);
}

#[test]
fn years_before_a_reform_do_not_apply_to_its_kreise() {
    // Mecklenburgische Seenplatte came into being in September 2011.
    assert_eq!(
        state("mean-population", "kreis", "13071", "2010"),
        ValueState::NotApplicable
    );
    assert_eq!(number("mean-population", "kreis", "13071", "2011"), 267_673);
    assert_eq!(
        state("leavers-with-abitur-share", "kreis", "13071", "2010"),
        ValueState::NotApplicable
    );
}

#[test]
fn latin_1_and_utf_8_with_a_mark_are_both_read() {
    let folder = data().join("sources/regionalstatistik");
    let latin = std::fs::read(folder.join("12411-05-01-4.csv")).unwrap();
    assert!(String::from_utf8(latin).is_err());
    let flat = std::fs::read(data().join("sources/genesis/12411-01-01-4.csv")).unwrap();
    assert!(flat.starts_with(&[0xef, 0xbb, 0xbf]));
    // A header with an umlaut is compared word for word, so a wrong encoding would be an error.
    assert!(findings("wrong-header", ".csv").is_empty());
}

#[test]
fn unsorted_rows_of_several_units_in_one_file_do_not_mix() {
    let rows = flat("73111-01-01-4.csv");
    let units: BTreeSet<&str> = rows.iter().map(|row| row["value_unit"].as_str()).collect();
    assert_eq!(units.len(), 2);
    assert!(!areas_of(&rows).is_sorted());
    let of = |measure: &str| {
        let row = rows.iter().find(|row| {
            row["1_variable_attribute_code"] == "01001" && row["value_variable_code"] == measure
        });
        row.unwrap()["value"].parse::<f64>().unwrap()
    };
    // Thousands of euro of income per taxpayer, and euro on the map.
    let euro = (of("EKF002") * 1_000.0 / of("LSNW01")).round() as i64;
    assert_eq!(
        number("income-per-taxpayer", "kreis", "01001", "2021"),
        euro
    );
}

#[test]
fn kreise_that_a_file_lists_without_figures_get_none() {
    let rows = flat("13111-01-03-4.csv");
    let of_kreise = rows.iter().filter(|row| row["1_variable_code"] == "KREISE");
    assert!(of_kreise.clone().count() > 2_000);
    assert!(
        of_kreise
            .into_iter()
            .all(|row| row["value"] == "-" || row["value"] == ".")
    );
    assert!(block("employees", "kreis").is_none());
    assert!(number("employees", "land", "01", "2025-06-30") > 1_000_000);
}

#[test]
fn every_marker_keeps_its_meaning() {
    let share = "leavers-with-abitur-share";
    assert_eq!(
        state(share, "kreis", "09678", "2019"),
        ValueState::Zero,
        "-"
    );
    assert_eq!(
        state(share, "kreis", "06413", "2007"),
        ValueState::UnknownOrSecret,
        "."
    );
    let change = state("population-change", "kreis", "01001", "2011");
    assert_eq!(change, ValueState::NotApplicable, "x");
    let unreliable = demo().0.blocks.iter().flat_map(|block| &block.states);
    assert!(
        unreliable
            .copied()
            .any(|state| state == ValueState::Unreliable),
        "/"
    );
}

#[test]
fn blanks_of_the_microcensus_are_missing_and_no_zeros() {
    let rows = flat("12211-Z-11.csv");
    assert!(rows.iter().filter(|row| row["value"] == "-").count() > 1_000);
    for key in ["02000", "11000", "09162", "08111", "07111", "04011"] {
        assert_eq!(
            state("singles-share", "kreis", key, "2019"),
            ValueState::Missing,
            "{key}"
        );
    }
}

#[test]
fn water_that_repeats_the_keys_of_laender_is_filtered() {
    let path = data().join("sources/vg2500/VG2500_LAN.dbf");
    let records = shapefile::dbase::Reader::from_path(path)
        .unwrap()
        .read()
        .unwrap();
    assert_eq!(records.len(), 24);
    assert!(findings("several-records", ".shp").is_empty());
    let (_, _, laender) = &outlines("land").base.levels[1];
    assert_eq!(
        laender.iter().filter(|outline| !outline.is_empty()).count(),
        16
    );
}

#[test]
fn laender_nest_with_kreise_and_share_their_borders() {
    assert!(findings("outline-differs", ".shp").is_empty());
    let topology = &outlines("kreis").base;
    let arcs = |at: usize| -> BTreeSet<i32> {
        let (_, _, outlines) = &topology.levels[at];
        outlines.iter().flatten().flatten().copied().collect()
    };
    assert!(
        arcs(1).is_subset(&arcs(2)),
        "a Land has a border that no Kreis has"
    );
}

#[test]
fn of_10_786_census_keys_10_696_are_keys_of_the_outlines() {
    let rows = flat("1000A-0000.csv");
    let census: BTreeSet<String> = areas_of(&rows)
        .into_iter()
        .filter(|key| key.len() == 12)
        .map(|key| format!("{}{}", &key[..5], &key[9..]))
        .collect();
    let drawn = outline_keys();
    assert_eq!((census.len(), drawn.len()), (10_786, 11_299));
    assert_eq!(census.intersection(&drawn).count(), 10_696);
    // Neither side is lost: each key is in the list of areas.
    let (content, _) = demo();
    let unknown = census
        .union(&drawn)
        .find(|key| content.areas.find(level("gemeinde"), key).is_none());
    assert_eq!(unknown, None);
}

#[test]
fn outlines_of_merged_gemeinden_are_drawn_with_their_successor() {
    let (content, _) = demo();
    let (ix, first, outlines) = outlines("gemeinde").base.levels.last().unwrap();
    assert_eq!(content.levels[ix.index()].key, "gemeinde");
    let has = |key: &str| {
        let at = content.areas.find(level("gemeinde"), key).unwrap();
        !outlines[(at.0 - first) as usize].is_empty()
    };
    assert!(has("16063105") && !has("16056000"), "Eisenach");
    assert!(has("03159016") && !has("03152012"), "Göttingen");
    let living = level("gemeinde")
        .range()
        .map(|at| &content.areas.0[at as usize]);
    let bare: Vec<&str> = living
        .filter(|area| area.valid_to.is_none() && !has(&area.key))
        .map(|area| area.key.as_str())
        .collect();
    assert_eq!(bare, ["10042999"]);
}

#[test]
fn the_list_of_gemeinden_is_that_of_the_official_register() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let path = data().join("sources/gemeinden/AuszugGV2QAktuell.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = workbook
        .worksheet_range("Onlineprodukt_Gemeinden30062024")
        .unwrap();
    let text = |cell: &Data| cell.to_string();
    let rows = sheet.rows().filter(|row| text(&row[0]) == "60");
    let mut official: BTreeSet<String> = rows
        .map(|row| [2, 3, 4, 6].map(|at| text(&row[at])).concat())
        .collect();
    assert_eq!(official.len(), 10_959);
    // The waters that belong to no Kreis.
    assert!(official.remove("07000999") && official.remove("13000999"));
    let (content, _) = demo();
    let listed = level("gemeinde")
        .range()
        .map(|at| &content.areas.0[at as usize]);
    let living = listed.filter(|area| area.valid_to.is_none());
    let listed: BTreeSet<String> = living.map(|area| area.key.clone()).collect();
    assert_eq!(listed, official);
}

#[test]
fn every_dissolved_gemeinde_has_its_end_and_lies_in_a_kreis() {
    let (content, _) = demo();
    let all = level("gemeinde")
        .range()
        .map(|at| &content.areas.0[at as usize]);
    let dissolved: Vec<_> = all.filter(|area| area.valid_to.is_some()).collect();
    assert_eq!(dissolved.len(), 437);
    for area in dissolved {
        let kreis = content.areas.get(area.parent.unwrap()).unwrap();
        assert_eq!(kreis.key, area.key[..5]);
        let living = |ix: &_| content.areas.get(*ix).unwrap().valid_to.is_none();
        assert!(area.successors.iter().all(living), "{}", area.key);
    }
}

#[test]
fn feature_collections_within_a_list_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let square = |key: &str, x: f64, gf: u8| {
        serde_json::json!({ "type": "Feature", "properties": { "AGS": key, "GF": gf },
            "geometry": { "type": "Polygon", "coordinates":
                [[[x, 51.0], [x + 0.1, 51.0], [x + 0.1, 51.1], [x, 51.1], [x, 51.0]]] } })
    };
    let nested = serde_json::json!([
        square("01001000", 10.0, 4),
        { "type": "FeatureCollection", "features": [square("01002000", 10.1, 4), square("01002000", 10.1, 2)] },
    ]);
    std::fs::write(folder.path().join("nested.geo.json"), nested.to_string()).unwrap();
    let layer: teilraum_publish::geometry::LayerConfig = serde_json::from_value(
        serde_json::json!({ "file": "nested.geo.json", "key": "AGS", "filter": { "GF": 4 } }),
    )
    .unwrap();
    let mut findings = Vec::new();
    let thinned =
        teilraum_publish::geometry::thin::thin(&layer, folder.path(), 100.0, &mut findings)
            .unwrap();
    assert_eq!(thinned.areas, 2);
    let shapes: serde_json::Value = serde_json::from_str(&thinned.topojson).unwrap();
    let keys: Vec<&str> = shapes["objects"]["areas"]["geometries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|shape| shape["id"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["01001000", "01002000"]);
    // Three arcs: the border between the two squares is there once.
    assert_eq!(shapes["arcs"].as_array().unwrap().len(), 3);
}

#[test]
fn footnotes_below_the_line_are_no_rows() {
    let bytes = std::fs::read(data().join("sources/regionalstatistik/12411-05-01-4.csv")).unwrap();
    let mut lines = bytes.split(|byte| *byte == b'\n');
    assert!(lines.any(|line| line.starts_with(b"__________")));
    assert!(lines.filter(|line| !line.is_empty()).count() > 10);
    assert!(findings("wrong-width", ".csv").is_empty());
    assert!(findings("unknown-key", ".csv").is_empty());
}

#[test]
fn census_figures_of_gemeinden_do_not_add_up_to_germany() {
    // Each figure is altered a little for itself.
    let rows = flat("1000A-0000.csv");
    let of_gemeinden = rows.iter().filter(|row| row["1_variable_code"] == "GEOGM4");
    let sum: i64 = of_gemeinden
        .map(|row| row["value"].parse::<i64>().unwrap())
        .sum();
    assert_eq!(sum, 82_711_282);
    assert_eq!(
        number("census-population", "bund", "DG", "2022-05-15"),
        82_719_540
    );
    assert!(block("census-population", "land").is_none());
}

fn outlines(serves: &str) -> &'static teilraum_publish::content::Outlines {
    let all = &demo().0.outlines;
    all.iter()
        .find(|set| set.serves.iter().any(|key| key == serves))
        .unwrap()
}

/// The keys in the thinned outlines.
fn outline_keys() -> BTreeSet<String> {
    let path = data().join("sources/vg250/gemeinden-2016.topojson");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let shapes = file["objects"]["areas"]["geometries"].as_array().unwrap();
    shapes
        .iter()
        .map(|shape| shape["id"].as_str().unwrap().to_owned())
        .collect()
}
