//! Facilities from layers and tables, good and bad.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails fails the test"
)]

use std::fs;
use std::path::Path;

use teilraum::model::{Facilities, Facility, LevelIx, Topology};
use teilraum_publish::config::Config;
use teilraum_publish::content::Outlines;
use teilraum_publish::facilities::{self, outside};
use teilraum_publish::finding::{Finding, Severity};
use teilraum_publish::report::Report;

const PLANE: &str = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs";

/// A configuration with nothing but what facilities need.
fn config(root: &Path, facilities: &str) -> Config {
    let atlas = format!(
        r#"key = "t"
languages = ["de"]
default_indicator = "i"
default_level = "kreis"
indicators = []
texts = {{}}
level = []
theme = []
source = []
signs = {{}}
keys = {{}}
system = [{{ key = "s", status = "2022-12-31" }}]

[[geometry]]
system = "s"
projection = "{PLANE}"
levels = {{}}

[[facilities]]
key = "kitas"
system = "s"
sources = ["office"]
unit = "places"
{facilities}"#
    );
    Config {
        findings: Vec::new(),
        root: root.to_owned(),
        file: "atlas.toml".to_owned(),
        atlas: toml::from_str(&atlas).unwrap(),
        levels: Vec::new(),
        areas: teilraum::model::Areas::default(),
        indicators: Vec::new(),
        texts: std::collections::BTreeMap::new(),
        changes: Vec::new(),
    }
}

fn read(root: &Path, facilities: &str) -> (Vec<Facilities>, Vec<Finding>) {
    let mut report = Report::default();
    let read = facilities::read(&config(root, facilities), &mut report);
    (read, report.into_findings())
}

fn codes(findings: &[Finding]) -> Vec<(&'static str, Severity)> {
    let code = |finding: &Finding| (finding.code, finding.severity);
    findings.iter().map(code).collect()
}

const TABLE: &str = r#"layer = { file = "kitas.csv", key = "Nr", crs = "EPSG:25832" }
columns = { x = "Ost", y = "Nord", decimal = "," }
name = "Name"
capacity = "Plätze""#;

#[test]
fn a_table_is_read_and_what_has_no_place_or_number_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let table = "\u{feff}Nr;Name;Plätze;Ost;Nord\n\
        02;\"Haus\nSonne\";25;500010,6;5600000\n\
        01;Kita Nord;69;500000;5600000,25\n\
        \n\
        03;Ohne Ort;12;;5600000\n\
        04;Krumm;viele;500020;5600000\n\
        05;Weit weg;5;5600000;500000\n\
        06;Kein Ort;5;hier;5600000\n\
        ;Namenlos;5;500000;5600000\n\
        07;;;500030;5600000\n";
    fs::write(folder.path().join("kitas.csv"), table).unwrap();
    let (layers, findings) = read(folder.path(), TABLE);
    let [layer] = layers.as_slice() else {
        panic!("{findings:?}")
    };
    let points: Vec<_> = layer
        .points
        .iter()
        .map(|p| (p.key.as_str(), p.name.as_str(), p.capacity))
        .collect();
    assert_eq!(
        points,
        [
            ("01", "Kita Nord", Some(69)),
            ("02", "Haus Sonne", Some(25)),
            ("04", "Krumm", None),
            ("07", "07", None),
        ]
    );
    let [first, second] = [0, 1].map(|at| layer.points[at].at_m);
    assert!(
        (second[0] - first[0] - 10).abs() <= 1,
        "{first:?} {second:?}"
    );
    let mut found = codes(&findings);
    found.sort_unstable();
    let warning = |code| (code, Severity::Warning);
    assert_eq!(
        found,
        [
            warning("missing-key"),
            warning("no-place"),
            warning("no-place"),
            warning("no-place"),
            warning("not-a-number"),
            warning("not-a-number"),
        ]
    );
    let swapped = findings
        .iter()
        .find(|f| f.found.contains("the two swapped"))
        .unwrap();
    assert_eq!(swapped.place.row, Some(8));
    assert_eq!(swapped.done, "\"05\" left out");
}

#[test]
fn a_workbook_and_a_layer_say_the_same_as_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let table = "Nr;Name;Plätze;Ost;Nord\n01;Kita Nord;69;500000,5;5600000\n";
    fs::write(folder.path().join("kitas.csv"), table).unwrap();
    let (expected, findings) = read(folder.path(), TABLE);
    assert_eq!(findings, []);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Liste").unwrap();
    sheet.write(0, 1, "Kindertagesstätten").unwrap();
    for (column, name) in (1..).zip(["Nr", "Name", "Plätze", "Ost", "Nord"]) {
        sheet.write(2, column, name).unwrap();
    }
    sheet.write(3, 1, "01").unwrap();
    sheet.write(3, 2, "Kita Nord").unwrap();
    for (column, number) in (3..).zip([69.0, 500_000.5, 5_600_000.0]) {
        sheet.write(3, column, number).unwrap();
    }
    book.add_worksheet().set_name("Leer").unwrap();
    book.save(folder.path().join("kitas.xlsx")).unwrap();
    let as_book = TABLE.replace("kitas.csv", "kitas.xlsx");
    let with_sheet = as_book.replace("decimal", "sheet = \"Liste\", header_row = 3, decimal");
    assert_eq!(
        read(folder.path(), &with_sheet),
        (expected.clone(), Vec::new())
    );
    let (_, findings) = read(folder.path(), &as_book);
    assert!(
        findings[0]
            .found
            .contains("expected one sheet, or the setting `sheet`, found Liste, Leer"),
        "{findings:?}"
    );
    let layer = r#"{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "features": [
        {"type": "Feature", "properties": {"Nr": "01", "Name": "Kita Nord", "Plätze": "69", "Art": 1}, "geometry": {"type": "Point", "coordinates": [500000.5, 5600000, 34]}},
        {"type": "Feature", "properties": {"Nr": "02", "Name": "Heim", "Plätze": 8, "Art": 2}, "geometry": {"type": "Point", "coordinates": [0, 0]}}]}"#;
    fs::write(folder.path().join("kitas.geojson"), layer).unwrap();
    let as_layer = "layer = { file = \"kitas.geojson\", key = \"Nr\", filter = { Art = 1 } }\nname = \"Name\"\ncapacity = \"Plätze\"";
    assert_eq!(read(folder.path(), as_layer), (expected, Vec::new()));
}

#[test]
fn what_cannot_be_read_is_one_error_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| fs::write(folder.path().join("kitas.csv"), text).unwrap();
    let header = "Nr;Name;Plätze;Ost;Nord\n";
    for (text, settings, said) in [
        (
            "",
            TABLE.to_owned(),
            "expected a header in row 1, found no such row",
        ),
        (
            "Nr;Name;Plätze;X;Y\n",
            TABLE.to_owned(),
            "column Ost: expected this column once in row 1",
        ),
        (header, TABLE.to_owned(), "found none of 0"),
        (
            header,
            TABLE.replace(", crs = \"EPSG:25832\"", ""),
            "set `crs`",
        ),
        (
            header,
            TABLE.replace("kitas.csv", "none.csv"),
            "none.csv: expected a readable file",
        ),
        (
            header,
            TABLE.replace("decimal", "separator = \"ä\", decimal"),
            "an ASCII sign as `separator`",
        ),
        (
            header,
            TABLE.replace("kitas.csv", "kitas.xlsx"),
            "expected a workbook",
        ),
    ] {
        write(text);
        let (layers, findings) = read(folder.path(), &settings);
        assert_eq!(
            (layers.len(), codes(&findings)),
            (0, vec![("facilities", Severity::Error)])
        );
        assert!(findings[0].found.contains(said), "{}", findings[0]);
    }
    write(&format!(
        "{header}01;a;1;500000;5600000\n01;b;2;500009;5600000\n"
    ));
    let (layers, findings) = read(folder.path(), TABLE);
    assert_eq!(layers[0].points.len(), 1);
    assert_eq!(codes(&findings), [("duplicate-key", Severity::Error)]);
    assert_eq!(findings[0].found, "\"01\" again, first in record 2");
    fs::write(
        folder.path().join("kitas.csv"),
        b"Nr;Name;Pl\xe4tze;Ost;Nord\n",
    )
    .unwrap();
    let (_, findings) = read(folder.path(), TABLE);
    assert!(
        findings[0].found.contains("state the right `encoding`"),
        "{}",
        findings[0]
    );
}

#[test]
fn references_that_lead_nowhere_are_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path(), TABLE);
    let mistakes = |config: &Config| {
        let mistakes = facilities::mistakes(config);
        mistakes
            .into_iter()
            .map(|(expected, _)| expected)
            .collect::<Vec<_>>()
    };
    assert_eq!(mistakes(&config), ["a source in [[facilities]] `kitas`"]);
    let twice = config.atlas.facilities[0].clone();
    config.atlas.facilities.push(twice);
    config.atlas.facilities[1].system = "x".to_owned();
    config.atlas.facilities[1].sources.clear();
    assert_eq!(
        mistakes(&config)[1..],
        [
            "each key once in [[facilities]] `kitas`",
            "an area system with [[geometry]] as `system` in [[facilities]] `kitas`",
            "at least one source in [[facilities]] `kitas`",
        ]
    );
}

/// A square of 10 km with a square hole of 2 km in its middle, on a grid of 10 m.
fn square_with_hole() -> Outlines {
    let ring =
        |from: i32, to: i32| vec![[from, from], [to, from], [to, to], [from, to], [from, from]];
    let hole = ring(400, 600).into_iter().rev().collect();
    Outlines {
        system: "s".to_owned(),
        base: Topology {
            origin_m: [0.0, 0.0],
            step_m: 10.0,
            bands: 1,
            arcs: vec![ring(0, 1000), hole],
            levels: vec![(LevelIx(0), 0, vec![vec![vec![0], vec![1]]])],
        },
        error_m: vec![50.0],
        ..Outlines::default()
    }
}

fn facility(key: &str, at_m: [i32; 2]) -> Facility {
    Facility {
        key: key.to_owned(),
        name: key.to_owned(),
        at_m,
        capacity: None,
    }
}

/// What is told of a layer of these points on the square with a hole.
fn told_of(points: Vec<Facility>) -> Vec<Finding> {
    let layer = Facilities {
        key: "kitas".to_owned(),
        system: "s".to_owned(),
        sources: vec!["office".to_owned()],
        unit: "places".to_owned(),
        points,
    };
    let mut report = Report::default();
    let config = config(Path::new("."), TABLE);
    outside::tell(&config, &[layer], &[square_with_hole()], &mut report);
    report.into_findings()
}

#[test]
fn a_facility_outside_of_every_area_is_named_with_its_distance_and_kept() {
    let told = told_of(vec![
        facility("within", [3000, 3000]),
        facility("at the edge", [10_040, 5000]),
        facility("in the hole", [5000, 4500]),
        facility("far away", [13_000, 5000]),
    ]);
    let found: Vec<String> = told.into_iter().map(|finding| finding.found).collect();
    assert_eq!(
        found,
        [
            "\"in the hole\" 0.5 km outside",
            "\"far away\" 3.0 km outside"
        ]
    );
}

#[test]
fn a_layer_that_lies_outside_for_the_most_part_is_one_error() {
    let mut points = vec![facility("within", [3000, 3000])];
    points.extend((0..5000).map(|at| facility(&format!("f{at}"), [13_000 + at, 5000])));
    let told = told_of(points);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].severity, Severity::Error);
    let said = told[0].to_string();
    assert!(
        said.contains("5000 of 5001 outside, the first one \"f0\" 3.0 km outside")
            && said.contains("`crs`"),
        "{said}"
    );
}

#[test]
fn many_facilities_outside_are_counted_behind_the_first_ones() {
    let inside = (0..400).map(|at| facility(&format!("i{at}"), [2000 + at, 2000]));
    let outside = (0..300).map(|at| facility(&format!("o{at}"), [13_000 + at, 5000]));
    let told = told_of(inside.chain(outside).collect());
    assert_eq!(told.len(), 21);
    assert_eq!(told[20].found, "280 more findings of this kind");
}
