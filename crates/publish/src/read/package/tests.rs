use super::*;

const DESCRIPTOR: &str = r#"{
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "resources": [{
        "name": "einwohner",
        "path": "data/e.csv",
        "encoding": "iso-8859-1",
        "dialect": { "delimiter": ";" },
        "schema": {
            "missingValues": ["", "k. A."],
            "primaryKey": "ags",
            "fields": [
                { "name": "ags", "type": "string", "constraints": { "required": true, "minLength": 5 } },
                { "name": "jahr", "type": "year", "constraints": { "minimum": "2000" } },
                { "name": "wert", "type": "number", "decimalChar": ",", "groupChar": ".", "constraints": { "minimum": 0 } }
            ]
        }
    }]
}"#;
const DATA: &str = "ags;jahr;wert\n01001;2019;1.234,5\n01002;2019;k. A.\n";

/// The cells and what was found.
fn run(descriptor: &str, data: &str) -> (Option<Vec<Vec<String>>>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("p/data")).unwrap();
    std::fs::write(folder.path().join("p/datapackage.json"), descriptor).unwrap();
    std::fs::write(folder.path().join("p/data/e.csv"), data).unwrap();
    std::fs::write(folder.path().join("outside.csv"), data).unwrap();
    let part = Part {
        skip_rows: 0,
        stop: None,
    };
    let mut report = Report::default();
    let file = "p/datapackage.json";
    let table = read(folder.path(), file, "einwohner", part, &mut report);
    let rows = table.map(|table| {
        let row = |row| table.row(row).map(|cell| cell.text.to_owned()).collect();
        (0..table.len()).map(row).collect()
    });
    let findings = report.into_findings();
    (rows, findings.iter().map(ToString::to_string).collect())
}

#[test]
fn dialect_missing_values_and_types_hold() {
    let (rows, findings) = run(DESCRIPTOR, DATA);
    assert_eq!(findings, Vec::<String>::new());
    let rows = rows.unwrap();
    assert_eq!(rows[1], ["01001", "2019", "1234.5"]);
    assert_eq!(rows[2], ["01002", "2019", ""]);
}

#[test]
fn cells_against_their_field_are_errors_with_their_place() {
    let cases = [
        (
            "01001;2019;1.234,5",
            "1001;2019;1",
            "p/data/e.csv, row 2, column ags: expected at least 5 characters, found \"1001\"",
        ),
        (
            "01001;2019;1.234,5",
            "01001;1999;1",
            "p/data/e.csv, row 2, column jahr: expected at least 2000, found \"1999\"",
        ),
        (
            "1.234,5",
            "NaN",
            "p/data/e.csv, row 2, column wert: expected a number, found \"NaN\"",
        ),
        (
            "1.234,5",
            "-1,5",
            "p/data/e.csv, row 2, column wert: expected at least 0, found \"-1,5\"",
        ),
        (
            "01002",
            "",
            "p/data/e.csv, row 3, column ags: expected a value, found \"\"",
        ),
        (
            "01002",
            "01001",
            "p/data/e.csv, row 3: expected each primary key once, found 01001 again",
        ),
        (
            "jahr",
            "year",
            "p/data/e.csv, row 1: expected the fields ags, jahr, wert, found ags, year, wert",
        ),
        (
            "01002;2019;k. A.",
            "01002;2019",
            "p/data/e.csv, row 3: expected 3 columns, found 2",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(run(DESCRIPTOR, &DATA.replace(from, to)).1, [expected]);
    }
}

#[test]
fn paths_stay_inside_the_folder_and_on_this_machine() {
    for path in [
        "../outside.csv",
        "https://example.org/e.csv",
        "/etc/hostname",
        "data/../../outside.csv",
    ] {
        let (rows, findings) = run(&DESCRIPTOR.replace("data/e.csv", path), DATA);
        assert!(rows.is_none());
        let expected = format!(
            "p/datapackage.json: expected a path inside the package's folder, found `{path}`"
        );
        assert_eq!(findings, [expected]);
    }
}

#[test]
fn what_this_reader_cannot_follow_is_refused() {
    let cases = [
        (
            "\"delimiter\": \";\"",
            "\"delimiter\": \";\", \"escapeChar\": \"\\\\\"",
            "`escapeChar`",
        ),
        (
            "\"delimiter\": \";\"",
            "\"delimiter\": \";\", \"headerRows\": [1, 2]",
            "`headerRows`",
        ),
        ("iso-8859-1", "ebcdic", "`ebcdic`"),
        ("\"data/e.csv\"", "[\"a.csv\", \"b.csv\"]", "2 paths"),
        ("\"einwohner\"", "\"kreise\"", "`kreise`"),
        ("\"resources\"", "\"resource\"", "missing field `resources`"),
        ("\"encoding\"", "\"bytes\": 3, \"encoding\"", "50"),
    ];
    for (from, to, seen) in cases {
        let (rows, findings) = run(&DESCRIPTOR.replace(from, to), DATA);
        assert!(rows.is_none());
        assert!(findings[0].contains(seen), "{findings:?}");
    }
}

#[test]
fn version_one_without_a_schema_is_read_as_text() {
    let plain = r#"{ "resources": [{ "name": "einwohner", "path": "data/e.csv", "profile": "tabular-data-resource" }] }"#;
    let (rows, findings) = run(plain, "a,b\n1,\"x, y\"\n");
    assert_eq!(
        (rows.unwrap()[1].clone(), findings.len()),
        (vec!["1".to_owned(), "x, y".to_owned()], 0)
    );
}
