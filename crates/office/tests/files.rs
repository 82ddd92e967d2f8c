//! What stands in the files, as programs that know their formats read them.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use common::{file, fixture, order, text, written};
use std::io::Cursor;
use teilraum::atlas::extract::ExtractOrder;
use teilraum_office::{ClerkError, Form};

/// Views with all kinds of columns.
const VIEWS: [&str; 9] = [
    "v=1&i=income&l=kreis&p=latest",
    "v=1&i=income&l=kreis&p=2012&s=value-&a=01001&k=7&m=std-mean",
    "v=1&i=people&l=kreis&p=2011&c.sex=female&s=name&lang=en",
    "v=1&i=care-share&l=kreis&p=latest&h=2",
    "v=1&i=balance&l=land&p=latest&lang=en",
    "v=1&i=income&l=kreis&p=latest&g=unclassed",
    "v=1&i=income&l=kreis&p=latest&g=change&gs=2012",
    "v=1&i=income&l=kreis&p=latest&g=two&gi=balance",
    "v=1&i=people&l=kreis&p=latest&g=symbols&pp=1",
];

fn all_periods(link: &str) -> ExtractOrder {
    ExtractOrder {
        all_periods: true,
        ..order(link)
    }
}

/// The rows of the first sheet, and those of the last.
fn sheets(bytes: Vec<u8>) -> [Vec<Vec<Data>>; 2] {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    let ends = [names.first(), names.last()].map(|name| name.expect("a sheet").clone());
    ends.map(|name| {
        let range = book.worksheet_range(&name).expect("a sheet");
        range.rows().map(<[Data]>::to_vec).collect()
    })
}

fn fields(text: &str, excel: bool) -> Vec<Vec<String>> {
    let table = text.trim_start_matches('\u{feff}');
    let table = if excel {
        table.split("\r\n\r\n").next().expect("a table")
    } else {
        table
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if excel { b';' } else { b',' })
        .has_headers(false)
        .terminator(csv::Terminator::CRLF)
        .from_reader(table.as_bytes());
    let records = reader
        .records()
        .map(|record| record.expect("as many fields as the heading"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// The rows that the page shows, as key and text of the value.
fn page(link: &str) -> Vec<(String, String)> {
    let atlas = fixture::open(&format!("{link}&t=table"));
    let table = atlas.answer().table.expect("a table");
    let row = |row: teilraum::atlas::answer::TableRow| (row.key, row.value);
    table.rows.into_iter().map(row).collect()
}

#[test]
fn every_form_tells_the_rows_of_the_table_in_its_order() {
    for link in VIEWS {
        let shown: Vec<String> = page(link).into_iter().map(|(key, _)| key).collect();
        assert!(!shown.is_empty(), "{link}");
        let plain = fields(&text(Form::Csv, link), false);
        let keys = |rows: &[Vec<String>]| -> Vec<String> {
            rows.iter().skip(1).map(|row| row[0].clone()).collect()
        };
        assert_eq!(keys(&plain), shown, "{link}");
        let excel = fields(&text(Form::Excel, link), true);
        let bare = |key: &String| {
            key.trim_start_matches("=\"")
                .trim_end_matches('"')
                .to_owned()
        };
        assert_eq!(
            keys(&excel).iter().map(bare).collect::<Vec<_>>(),
            shown,
            "{link}"
        );
        let [rows, _] = sheets(file(Form::Xlsx, link).bytes);
        let found: Vec<String> = rows.iter().skip(1).map(|row| row[0].to_string()).collect();
        assert_eq!(found, shown, "{link}");
    }
}

#[test]
fn numbers_are_numbers_and_states_are_texts() {
    let [rows, _] = sheets(file(Form::Xlsx, "v=1&i=care-share&l=kreis&p=latest").bytes);
    let at = |label: &str| {
        let found = rows[0].iter().position(|it| *it == *label);
        found.unwrap_or_else(|| panic!("no column {label}: {:?}", rows[0]))
    };
    let (state, rank) = (at("Art des Werts"), at("Rang"));
    let value = state - 1;
    let mut numbers = 0;
    for row in &rows[1..] {
        assert!(matches!(row[0], Data::String(_)), "keys are texts: {row:?}");
        assert!(matches!(row[state], Data::String(_)), "{row:?}");
        if matches!(row[value], Data::Float(_) | Data::Int(_)) {
            assert!(
                matches!(row[rank], Data::Float(_) | Data::Int(_)),
                "{row:?}"
            );
            numbers += 1;
        } else {
            assert_eq!(row[value], Data::Empty, "{row:?}");
        }
    }
    assert!(
        numbers > 0 && numbers < rows.len() - 1,
        "values and gaps, {numbers}"
    );
}

#[test]
fn a_german_excel_gets_decimal_commas_and_programs_get_points() {
    let link = "v=1&i=balance&l=kreis&p=latest";
    let excel = text(Form::Excel, link);
    assert!(excel.starts_with('\u{feff}') && excel.contains("\r\n"));
    let value = |rows: &[Vec<String>]| -> Vec<String> {
        rows.iter().skip(1).map(|row| row[4].clone()).collect()
    };
    let (excel, plain) = (fields(&excel, true), fields(&text(Form::Csv, link), false));
    let commas: Vec<String> = value(&plain)
        .iter()
        .map(|it| it.replace('.', ","))
        .collect();
    assert_eq!(value(&excel), commas);
    assert!(commas.iter().any(|it| it.contains(',')), "{commas:?}");
    assert!(
        commas.iter().any(|it| it.starts_with('-')),
        "a plain minus: {commas:?}"
    );
}

#[test]
fn every_file_names_its_source_date_and_link() {
    let link = "v=1&i=income&l=kreis&p=latest";
    let [_, notes] = sheets(file(Form::Xlsx, link).bytes);
    let notes: Vec<String> = notes.iter().map(|row| format!("{row:?}")).collect();
    let notes = notes.join("\n");
    let (excel, geo) = (text(Form::Excel, link), text(Form::GeoJson, link));
    for told in [notes.as_str(), &excel, &geo] {
        for part in [
            "https://example.org/atlas/#v=1&i=income&l=kreis&p=latest",
            "dl-de/by-2-0",
            "Quelle",
            "Gebietsstand",
            "geheim",
        ] {
            assert!(told.contains(part), "{part} in {told}");
        }
    }
    assert!(
        notes.contains("1.3.2026") || notes.contains("01.03.2026"),
        "{notes}"
    );
    assert!(geo.contains("\"date\":\"2026-03-01\""), "{geo}");
    let plain = fields(&text(Form::Csv, link), false);
    assert!(
        plain[1..]
            .iter()
            .all(|row| !row.last().expect("a source").is_empty())
    );
}

#[test]
fn all_periods_are_told_one_after_the_other() {
    let link = "v=1&i=income&l=kreis&p=2012";
    let done = written(Form::Csv, all_periods(link)).expect("a file");
    let rows = fields(&String::from_utf8(done.bytes).expect("UTF-8"), false);
    let mut periods: Vec<&str> = rows[1..].iter().map(|row| row[3].as_str()).collect();
    periods.dedup();
    assert!(periods.len() > 2 && periods.is_sorted(), "{periods:?}");
    for period in periods {
        let one = fields(
            &text(Form::Csv, &format!("v=1&i=income&l=kreis&p={period}")),
            false,
        );
        let same: Vec<_> = rows[1..]
            .iter()
            .filter(|row| row[3] == period)
            .cloned()
            .collect();
        assert_eq!(same, one[1..], "{period}");
    }
}

#[test]
fn classes_of_each_period_are_those_of_its_own_table() {
    for pooled in ["", "&pp=1"] {
        let link = format!("v=1&i=income&l=kreis&p=2012{pooled}");
        let done = written(Form::Csv, all_periods(&link)).expect("a file");
        let all = String::from_utf8(done.bytes).expect("UTF-8");
        let one = text(Form::Csv, &link);
        let lines: Vec<&str> = one.lines().skip(1).collect();
        assert!(lines.iter().all(|line| all.contains(line)), "{link}");
    }
}

#[test]
fn outlines_are_closed_turn_left_and_lie_in_germany() {
    let collection: geojson::FeatureCollection =
        text(Form::GeoJson, "v=1&i=income&l=kreis&p=latest")
            .parse()
            .expect("GeoJSON");
    let shown = page("v=1&i=income&l=kreis&p=latest");
    assert_eq!(collection.features.len(), shown.len());
    let mut drawn = 0;
    for feature in &collection.features {
        let Some(geometry) = &feature.geometry else {
            continue;
        };
        drawn += 1;
        let polygons = match geometry.value.clone() {
            geojson::GeometryValue::Polygon { coordinates } => vec![coordinates],
            geojson::GeometryValue::MultiPolygon { coordinates } => coordinates,
            other => panic!("{other:?}"),
        };
        for rings in polygons {
            for (at, ring) in rings.iter().enumerate() {
                let points: Vec<[f64; 2]> = ring.iter().map(|it| [it[0], it[1]]).collect();
                assert_eq!(points.first(), points.last());
                let pairs = points.iter().zip(&points[1..]);
                let area: f64 = pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
                assert_eq!(area > 0.0, at == 0, "outer rings run counter-clockwise");
                assert!(
                    points
                        .iter()
                        .all(|[lon, lat]| (5.0..16.0).contains(lon) && (46.0..56.0).contains(lat))
                );
            }
        }
    }
    assert!(drawn > 1 && drawn <= shown.len());
}

#[test]
fn outlines_with_all_periods_have_a_value_and_a_state_for_each() {
    let done = written(Form::GeoJson, all_periods("v=1&i=income&l=kreis&p=2012")).expect("a file");
    let text = String::from_utf8(done.bytes).expect("UTF-8");
    let collection: geojson::FeatureCollection = text.parse().expect("GeoJSON");
    let properties = collection.features[0]
        .properties
        .as_ref()
        .expect("properties");
    assert!(properties.contains_key("value_2012") && properties.contains_key("state_2012"));
    assert!(!properties.contains_key("value"));
}

#[test]
fn names_of_files_say_what_is_in_them() {
    let name = |order| written(Form::Xlsx, order).expect("a file").name;
    let link = "v=1&i=income&l=kreis&p=2012";
    let (one, all) = (name(order(link)), name(all_periods(link)));
    assert!(
        one.ends_with("2012.xlsx") && all.ends_with("alle-zeitpunkte.xlsx"),
        "{one}, {all}"
    );
}

#[test]
fn the_same_view_is_the_same_bytes() {
    for form in Form::ALL {
        assert_eq!(file(form, VIEWS[1]), file(form, VIEWS[1]));
    }
}

#[test]
fn without_files_there_is_no_file_and_the_reason_is_told() {
    let mut clerk = teilraum_office::Clerk::new(Form::Csv, order(VIEWS[0]));
    assert!(clerk.step().is_err());
    clerk.refuse("manifest.json", "404");
    let error = clerk.step().expect_err("a refused file").to_string();
    assert_eq!(error, "manifest.json: 404");
    let mut clerk = teilraum_office::Clerk::new(Form::Csv, order(VIEWS[0]));
    common::feed(&mut clerk);
    clerk.finish().expect("a file");
    assert_eq!(clerk.step(), Err(ClerkError::Over));
}
