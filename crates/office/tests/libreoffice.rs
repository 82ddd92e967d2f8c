//! The workbooks open in LibreOffice, with their numbers as numbers.
//!
//! `cargo xtask setup` installs it and says in `TEILRAUM_SOFFICE` where it is. Without it this test
//! fails: that a workbook opens is not to be taken on trust.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Ods, Reader, open_workbook};
use common::{file, order, written};
use teilraum::atlas::extract::ExtractOrder;
use teilraum_office::Form;

/// Views of all kinds of columns, in both languages.
const VIEWS: [&str; 4] = [
    "v=1&i=care-share&l=kreis&p=latest",
    "v=1&i=balance&l=kreis&p=latest&lang=en",
    "v=1&i=income&l=kreis&p=latest&g=two&gi=balance",
    "v=1&i=people&l=kreis&p=2011&c.sex=female",
];

/// A folder that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("teilraum-office-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn program() -> PathBuf {
    let chosen = std::env::var_os("TEILRAUM_SOFFICE").map(PathBuf::from);
    chosen.unwrap_or_else(|| PathBuf::from("soffice"))
}

/// Has LibreOffice open every workbook and save it as its own format.
fn convert(folder: &Path) {
    let profile = folder.join("profile");
    let workbooks = std::fs::read_dir(folder)
        .expect("the folder")
        .flatten()
        .map(|it| it.path());
    let workbooks = workbooks.filter(|path| path.extension().is_some_and(|it| it == "xlsx"));
    let output = Command::new(program())
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "ods",
            "--outdir",
        ])
        .arg(folder)
        .args(workbooks)
        .output();
    let output = output.unwrap_or_else(|error| {
        panic!("LibreOffice does not start ({error}); `cargo xtask setup` installs it")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "LibreOffice: {said}");
}

fn rows(path: &Path, sheet: usize) -> Vec<Vec<Data>> {
    let mut book: Ods<_> = open_workbook(path).expect("LibreOffice has saved the workbook");
    let names = book.sheet_names();
    let range = book.worksheet_range(&names[sheet]).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn plain(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("a line"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// What a cell holds, as a table for programs writes it.
fn same(cell: &Data, field: &str) -> bool {
    match cell {
        Data::Empty => field.is_empty(),
        Data::Float(number) => field.parse() == Ok(*number),
        Data::Int(number) => field.parse() == Ok(*number),
        Data::String(text) => text.trim_start_matches('\'') == field.trim_start_matches('\''),
        _ => false,
    }
}

#[test]
fn libreoffice_reads_numbers_as_numbers_and_texts_as_texts() {
    let folder = Folder::new();
    let orders: Vec<ExtractOrder> = VIEWS
        .iter()
        .map(|link| order(link))
        .chain([ExtractOrder {
            all_periods: true,
            ..order(VIEWS[0])
        }])
        .collect();
    for (at, order) in orders.iter().enumerate() {
        let done = written(Form::Xlsx, order.clone()).expect("a workbook");
        std::fs::write(folder.0.join(format!("{at}.xlsx")), done.bytes).expect("a file");
    }
    convert(&folder.0);
    for (at, order) in orders.into_iter().enumerate() {
        let found = rows(&folder.0.join(format!("{at}.ods")), 0);
        let bytes = written(Form::Csv, order).expect("a table").bytes;
        let expected = plain(&String::from_utf8(bytes).expect("UTF-8"));
        assert_eq!(found.len(), expected.len(), "{at}");
        for (cells, fields) in found.iter().zip(&expected).skip(1) {
            let mut both = cells.iter().zip(fields);
            assert!(
                both.all(|(cell, field)| same(cell, field)),
                "{cells:?} {fields:?}"
            );
            assert!(
                matches!(cells[0], Data::String(_)),
                "keys stay texts: {:?}",
                cells[0]
            );
            assert!(
                matches!(cells[4], Data::Float(_) | Data::Int(_) | Data::Empty),
                "{:?}",
                cells[4]
            );
        }
        let numbers = found
            .iter()
            .skip(1)
            .filter(|row| matches!(row[4], Data::Float(_)));
        assert!(numbers.count() > 0, "{at}");
    }
    let notes = rows(&folder.0.join("0.ods"), 1);
    let about = file(Form::Excel, VIEWS[0]).bytes;
    let about = String::from_utf8(about).expect("UTF-8");
    assert!(
        notes.len() > 5 && about.contains(&notes[0][1].to_string()),
        "{notes:?}"
    );
}
