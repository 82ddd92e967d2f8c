//! `inspect`: what it proposes is what the publisher reads, on small files of each shape and on the
//! demo's own sources.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use teilraum_publish::config::atlas::SignTable;
use teilraum_publish::config::indicator::{self, IndicatorConfig};
use teilraum_publish::config::keys::KeyRules;
use teilraum_publish::config::recipe::{Container, Encoding, Format, Pivot, Recipe};
use teilraum_publish::geometry::GeometryConfig;
use teilraum_publish::inspect::{InspectError, Proposal, inspect};
use teilraum_publish::report::Report;

/// The indicators of a proposal, read with the publisher's own types; its rules too.
fn read(proposal: &Proposal) -> Vec<IndicatorConfig> {
    let mut report = Report::default();
    let indicators = indicator::parse(&proposal.recipe, "proposal.toml", &mut report);
    let findings = report.into_findings();
    assert!(findings.is_empty(), "{findings:?}\n{}", proposal.recipe);
    assert!(!indicators.is_empty() && indicators.iter().all(|one| one.reads.len() == 1));
    let atlas: toml::Table = proposal.atlas.parse().unwrap();
    for rules in atlas["keys"].as_table().unwrap().values() {
        rules.clone().try_into::<KeyRules>().unwrap();
    }
    for signs in atlas
        .get("signs")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(|table| table.values())
    {
        signs.clone().try_into::<SignTable>().unwrap();
    }
    indicators
}

fn of_bytes(name: &str, bytes: &[u8]) -> Result<Proposal, InspectError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    inspect(&path, name, None)
}

fn of(name: &str, text: &str) -> (Proposal, Vec<IndicatorConfig>) {
    let proposal = of_bytes(name, text.as_bytes()).unwrap();
    let indicators = read(&proposal);
    (proposal, indicators)
}

fn only(indicators: &[IndicatorConfig]) -> &Recipe {
    &indicators[0].reads[0]
}

fn pivot(recipe: &Recipe) -> &Pivot {
    match &recipe.format {
        Format::Pivot(pivot) => pivot,
        other => panic!("{other:?}"),
    }
}

const WIDE: &str = "AGS;Name;alo_2019;alo_2020\n01001;Flensburg;1.234,5;12,5\n01002;Kiel;.;2.000,0\n01003;Lübeck;-;3,5\n";

#[test]
fn a_wide_table_with_years_in_its_names_is_one_indicator() {
    let (proposal, indicators) = of("a.csv", WIDE);
    let recipe = only(&indicators);
    let Format::Wide(wide) = &recipe.format else {
        panic!("{}", proposal.recipe);
    };
    assert_eq!(wide.key.all(), ["AGS"]);
    assert_eq!(wide.columns[0].column, "alo_{period}");
    assert_eq!(
        (recipe.common.decimal, recipe.common.group),
        (',', Some('.'))
    );
    assert_eq!(recipe.common.signs, "@regionalstatistik");
    assert_eq!(indicators[0].indicator.decimals, 1);
}

#[test]
fn a_long_table_with_a_total_gets_an_axis() {
    let text = "Kennziffer,Raum,Zeitbezug,Geschlecht,Wert\n01001,Flensburg,2019,Insgesamt,10\n01001,Flensburg,2019,männlich,4\n\
        01002,Kiel,2019,Insgesamt,20\n01002,Kiel,2019,männlich,9\n";
    let (proposal, indicators) = of("a.csv", text);
    let Format::Long(long) = &only(&indicators).format else {
        panic!("{}", proposal.recipe);
    };
    assert_eq!(
        (long.value.as_str(), long.key.all()),
        ("Wert", &["Kennziffer".to_owned()][..])
    );
    assert_eq!(long.categories[0].column, "Geschlecht");
    assert_eq!(long.categories[0].map["Insgesamt"], "total");
    assert_eq!(indicators[0].indicator.axes[0].categories[0], "total");
}

#[test]
fn a_long_table_of_several_indicators_selects_one_and_tells_the_others() {
    let text = "Kennziffer;Raumeinheit;Kuerzel;Indikator;Zeitbezug;Wert\n1001;Flensburg;q_a;Quote a;2019;1,5\n1001;Flensburg;q_b;Quote b;2019;2,5\n\
        1002;Kiel;q_a;Quote a;2019;3,5\n1002;Kiel;q_b;Quote b;2019;\n";
    let (proposal, indicators) = of("a.csv", text);
    let Format::Long(long) = &only(&indicators).format else {
        panic!("{}", proposal.recipe);
    };
    assert_eq!(
        (long.select.len(), long.select[0].column.as_str()),
        (1, "Kuerzel")
    );
    let unsure = proposal.unsure.join("\n");
    assert!(
        unsure.contains("copy the recipe for the others")
            && unsure.contains("lost their leading zero"),
        "{unsure}"
    );
    assert_eq!(only(&indicators).common.signs, "@landesamt");
}

#[test]
fn a_table_with_preamble_header_rows_and_footnotes_is_a_pivot() {
    let text = "Tabelle 1\nArbeitslose;;;;\n\n;;;Insgesamt;Frauen\n;;;Anzahl;Anzahl\n2019;01001;Flensburg;10;4\n2019;01002;Kiel;20;x\n\
        2020;01001;Flensburg;11;5\n2020;01002;Kiel;21;9\n© Statistikamt, 2021\nQuelle: eigene\n";
    let (_, indicators) = of("a.csv", text);
    let pivot = pivot(only(&indicators));
    assert_eq!((pivot.skip_rows, pivot.header_rows, pivot.width), (3, 2, 5));
    assert_eq!((pivot.key_column, pivot.period.column), (2, Some(1)));
    assert_eq!(pivot.stop.as_deref(), Some("© Statistikamt, 2021"));
    assert_eq!(pivot.columns[1].category.as_deref(), Some("frauen"));
}

#[test]
fn an_older_flat_file_is_known_by_its_columns() {
    let text = "Statistik_Code;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;BEVSTD__Bevoelkerungsstand__Anzahl\n\
        12411;31.12.2019;KREISE;Kreise;01001;Flensburg;90164\n12411;31.12.2019;KREISE;Kreise;01002;Kiel;246794\n";
    let (_, indicators) = of("a.csv", text);
    let Format::Ffcsv(ffcsv) = &only(&indicators).format else {
        panic!("{:?}", only(&indicators));
    };
    assert_eq!(
        (ffcsv.areas.as_slice(), ffcsv.value.as_slice()),
        (&["KREISE".to_owned()][..], &["BEVSTD".to_owned()][..])
    );
}

#[test]
fn sdmx_is_known_by_its_first_column() {
    let text = "DATAFLOW,FREQ,SEX,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA:B(1.0),A,T,DEF01,2020,10,\nA:B(1.0),A,F,DEF01,2020,4,p\n";
    let (_, indicators) = of("a.csv", text);
    let Format::SdmxCsv(sdmx) = &only(&indicators).format else {
        panic!("{:?}", only(&indicators));
    };
    assert_eq!(
        (sdmx.key.as_str(), sdmx.categories[0].column.as_str()),
        ("GEO", "SEX")
    );
    assert_eq!(sdmx.quality[0].column, "OBS_STATUS");
}

#[test]
fn numbers_that_may_be_two_things_are_told() {
    let (proposal, _) = of("a.csv", "AGS;2019\n01001;1.234\n01002;5.678\n");
    assert!(
        proposal
            .unsure
            .iter()
            .any(|open| open.contains("\"1.234\" may be a thousand")),
        "{:?}",
        proposal.unsure
    );
}

#[test]
fn signs_of_nobody_become_a_table_that_somebody_must_fill() {
    let (proposal, indicators) = of("a.csv", "AGS;2019\n01001;k. A.\n01002;5\n01003;6\n");
    assert_eq!(only(&indicators).common.signs, "file");
    assert!(
        proposal
            .atlas
            .contains("\"k. A.\" = \"unknown-or-secret\" # 1 cells"),
        "{}",
        proposal.atlas
    );
}

#[test]
fn a_workbook_lists_its_sheets_and_takes_the_one_with_data() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .set_name("Hinweise")
        .unwrap()
        .write(0, 0, "Text")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Zahlen").unwrap();
    for (row, cells) in [
        ["Kreis", "Jahr", "Anteil"],
        ["01001", "2019", "x"],
        ["01002", "2019", "y"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    sheet.write(1, 2, 1.5).unwrap();
    sheet.write(2, 2, 2.25).unwrap();
    let proposal = of_bytes("a.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let indicators = read(&proposal);
    assert_eq!(
        only(&indicators).container,
        Container::Sheet("Zahlen".to_owned())
    );
    assert_eq!(indicators[0].indicator.decimals, 2);
    assert!(
        proposal.unsure[0].contains("\"Hinweise\""),
        "{:?}",
        proposal.unsure
    );
}

#[test]
fn of_several_tables_of_shapes_one_is_chosen_by_name() {
    let object = |keys: [&str; 2]| {
        let of =
            |key| format!(r#"{{"type":"Polygon","arcs":[[0]],"properties":{{"AGS":"{key}"}}}}"#);
        let list = keys.map(of).join(",");
        format!(r#"{{"type":"GeometryCollection","geometries":[{list}]}}"#)
    };
    let (one, two) = (object(["01001", "01002"]), object(["01", "02"]));
    let topology = format!(
        r#"{{"type":"Topology","objects":{{"kreise":{one},"laender":{two}}},
            "arcs":[[[9,50],[10,50],[10,51],[9,50]]]}}"#
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.topojson");
    std::fs::write(&path, topology).unwrap();
    let open = inspect(&path, "a.topojson", None).unwrap_err().to_string();
    assert!(open.ends_with("found kreise, laender"), "{open}");
    let chosen = inspect(&path, "a.topojson", Some("laender"))
        .unwrap()
        .recipe;
    let layer = r#"levels = { land = { file = "a.topojson", key = "AGS", table = "laender" } }"#;
    assert!(chosen.contains(layer), "{chosen}");
    let table: toml::Table = chosen.parse().unwrap();
    let geometry = table["geometry"][0].clone();
    assert!(geometry.try_into::<GeometryConfig>().is_ok(), "{chosen}");
}

#[test]
fn what_is_no_table_is_refused_with_its_place() {
    let said = |name: &str, bytes: &[u8]| of_bytes(name, bytes).unwrap_err().to_string();
    assert_eq!(
        said("a.csv", b""),
        "a.csv: expected a table, found an empty file"
    );
    assert_eq!(
        said("a.csv", b"a;b\nc\0d"),
        "a.csv, row 2: expected text, found the byte 0x00"
    );
    assert!(said("a.csv", b"PK\x03\x04abc").contains("a packed file"));
    assert!(said("a.csv", b"one\ntwo\n").contains("rows of several columns"));
    assert!(said("a.csv", b"one;two\nthree;four\n").contains("rows with keys and numbers"));
    assert!(said("a.xlsx", b"no book at all").starts_with("a.xlsx: expected a workbook"));
    assert!(said("a.gpkg", b"nothing").contains("GeoPackage"));
    assert!(said("a.geojson", b"{").starts_with("a.geojson"));
}

#[test]
fn the_program_prints_the_recipe_and_what_is_open_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, WIDE).unwrap();
    let run = |path: &Path| {
        Command::new(env!("CARGO_BIN_EXE_teilraum"))
            .arg("inspect")
            .arg(path)
            .output()
            .unwrap()
    };
    let done = run(&path);
    assert!(done.status.success());
    let out = String::from_utf8(done.stdout).unwrap();
    assert!(
        out.starts_with("[[indicator]]") && out.contains("\n[keys.file]\n"),
        "{out}"
    );
    assert!(out.parse::<toml::Table>().is_ok());
    let bad = run(&folder.path().join("none.csv"));
    assert!(!bad.status.success() && bad.stdout.is_empty());
}

/// A source of the demo.
fn demo(file: &str) -> (Proposal, Vec<IndicatorConfig>) {
    let path = data().join(file);
    let proposal = inspect(&path, file, None).unwrap();
    let indicators = read(&proposal);
    (proposal, indicators)
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// The recipes that the demo's own files hold.
fn by_hand() -> Vec<Recipe> {
    let mut recipes = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(data().join("indicators"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for entry in indicator::parse(&text, "a.toml", &mut Report::default()) {
            recipes.extend(entry.reads);
        }
    }
    recipes
}

#[test]
fn every_table_of_the_demo_gets_the_recipe_that_was_written_by_hand() {
    let (mut pivots, mut flats) = (0, 0);
    let mut seen = BTreeMap::new();
    for wanted in by_hand() {
        let name = wanted.common.file.clone();
        let (proposal, indicators) = &*seen.entry(name).or_insert_with_key(|file| demo(file));
        let file = &wanted.common.file;
        match &wanted.format {
            Format::Pivot(by_hand) => {
                pivots += 1;
                let recipes = indicators.iter().map(|one| &one.reads[0]);
                let own = recipes.filter(|recipe| recipe.container == wanted.container);
                let read: Vec<&Pivot> = own.map(pivot).collect();
                let frame = |pivot: &Pivot| {
                    (
                        pivot.skip_rows,
                        pivot.header_rows,
                        pivot.width,
                        pivot.key_column,
                        pivot.stop.clone(),
                    )
                };
                assert!(!read.is_empty(), "{file}\n{}", proposal.recipe);
                assert!(
                    read.iter().all(|one| frame(one) == frame(by_hand)),
                    "{file}\n{}",
                    proposal.recipe
                );
                for column in &by_hand.columns {
                    let found = read
                        .iter()
                        .flat_map(|one| &one.columns)
                        .find(|one| one.column == column.column);
                    assert_eq!(found.unwrap().header, column.header, "{file}");
                }
                assert_eq!(read[0].period.column, by_hand.period.column, "{file}");
                assert_eq!(read[0].period.kind, by_hand.period.kind, "{file}");
            }
            Format::Ffcsv(by_hand) => {
                flats += 1;
                let fits = indicators.iter().any(|one| {
                    let recipe = &one.reads[0];
                    let Format::Ffcsv(read) = &recipe.format else {
                        return false;
                    };
                    recipe.container == wanted.container
                        && recipe.common.decimal == wanted.common.decimal
                        && by_hand.value.contains(&read.value[0])
                        && read.value_unit == by_hand.value_unit
                        && by_hand.areas.iter().all(|area| read.areas.contains(area))
                        && read.period.kind == by_hand.period.kind
                });
                assert!(fits, "{file}\n{}", proposal.recipe);
            }
            _ => {}
        }
    }
    assert!(pivots > 5 && flats > 5, "{pivots} {flats}");
}

#[test]
fn a_source_of_the_demo_is_told_with_its_encoding_and_damage() {
    let (proposal, indicators) = demo("sources/regionalstatistik/82411-01-03-4.csv");
    assert!(
        proposal
            .recipe
            .contains("bytes beyond ASCII that are no UTF-8, first in row 2: \"ü\""),
        "{}",
        proposal.recipe
    );
    let Container::Text(text) = &only(&indicators).container else {
        panic!("{:?}", only(&indicators));
    };
    assert_eq!(text.encoding, Encoding::Latin1);
    let (damaged, _) = demo("sources/regionalstatistik/12111-31-01-4.csv");
    assert!(
        damaged
            .unsure
            .iter()
            .any(|open| open.contains("damaged before the file reached us")),
        "{:?}",
        damaged.unsure
    );
}

#[test]
fn outlines_become_a_block_that_the_publisher_reads() {
    let path = data().join("sources/vg2500/VG2500_KRS.shp");
    let proposal = inspect(&path, "sources/vg2500/VG2500_KRS.shp", None).unwrap();
    let table: toml::Table = proposal.recipe.parse().unwrap();
    let block: GeometryConfig = table["geometry"].as_array().unwrap()[0]
        .clone()
        .try_into()
        .unwrap();
    let (level, layer) = block.levels.iter().next().unwrap();
    assert_eq!((level.as_str(), layer.key.as_str()), ("kreis", "AGS"));
    assert!(
        proposal.recipe.contains(" records, shapes: polygons"),
        "{}",
        proposal.recipe
    );
}
