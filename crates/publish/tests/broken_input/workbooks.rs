//! Workbooks that are broken, or none.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::office::Base::Town;
use super::office::Office;
use super::runner::Case;

const BOOK: &str = "release-1/bevoelkerung.xlsx";
const SHEET: &str = "xl/worksheets/sheet1.xml";

pub fn cases() -> Vec<Case> {
    let mut cases = containers();
    cases.extend(contents());
    cases
}

fn containers() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "a workbook is cut off",
            &[BOOK, "a sound workbook"],
            |office| office.cut(BOOK, 0.6),
        ),
        Case::new(
            Town,
            "a workbook is empty",
            &[BOOK, "a sound workbook"],
            |office| office.write(BOOK, ""),
        ),
        Case::new(
            Town,
            "a workbook is a text with another ending",
            &[BOOK, "a sound workbook", "text, such as CSV"],
            |office| {
                office.write(BOOK, "Jahr;Raum\n2019;0101\n");
            },
        ),
        Case::new(
            Town,
            "a workbook is an archive of something else",
            &[BOOK, "a sound workbook"],
            |office| {
                office.write(
                    BOOK,
                    archive(&[("letter.txt".to_owned(), b"Dear office".to_vec())]),
                );
            },
        ),
        Case::new(
            Town,
            "a workbook is locked with a password",
            &[BOOK, "a sound workbook"],
            |office| {
                let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
                bytes.resize(4096, 0);
                office.write(BOOK, bytes);
            },
        ),
        Case::new(
            Town,
            "an old workbook is garbage",
            &["release-1/bevoelkerung.xls:", "a sound workbook"],
            |office| {
                let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
                bytes.extend((0..8192_u32).map(|at| (at * 31 % 251) as u8));
                office.write("release-1/bevoelkerung.xls", bytes);
                office.replace("indicators-1.toml", BOOK, "release-1/bevoelkerung.xls");
            },
        ),
        Case::new(
            Town,
            "an OpenDocument sheet ends in the middle",
            &["release-1/bevoelkerung.ods", "a sound workbook"],
            |office| {
                let content = "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
                <table:table table:name=\"Bevölkerung\"><table:table-row><table:table-cell>";
                let parts = [("content.xml".to_owned(), content.as_bytes().to_vec())];
                office.write("release-1/bevoelkerung.ods", archive(&parts));
                office.replace("indicators-1.toml", BOOK, "release-1/bevoelkerung.ods");
            },
        ),
        Case::new(
            Town,
            "a workbook claims to unpack to four gigabytes",
            &[BOOK, "bytes unpacked"],
            |office| {
                office.write(BOOK, claim_size(office.bytes(BOOK)));
            },
        ),
    ]
}

fn contents() -> Vec<Case> {
    vec![
        Case::new(
            Town,
            "a sheet is not there",
            &[BOOK, "Einwohner 2019", "Bevölkerung"],
            |office| {
                office.replace(
                    "indicators-1.toml",
                    "sheet = \"Bevölkerung\"",
                    "sheet = \"Einwohner 2019\"",
                );
            },
        ),
        Case::new(
            Town,
            "the sheet of a workbook breaks off",
            &[BOOK],
            |office| {
                edit(office, |name, bytes| {
                    if name == SHEET {
                        bytes.truncate(bytes.len() / 2)
                    }
                });
            },
        ),
        Case::new(
            Town,
            "a sheet says that it ends at the last cell there can be",
            &[BOOK, "row 1048576"],
            |office| {
                add_rows(
                    office,
                    r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
                );
            },
        ),
        Case::new(
            Town,
            "a cell stands in a row beyond any sheet",
            &[BOOK],
            |office| {
                add_rows(
                    office,
                    r#"<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>"#,
                );
            },
        ),
        Case::new(
            Town,
            "cells hold the errors of formulas",
            &[BOOK, "row 6, column D", "#REF!"],
            |office| {
                small_book(office, "#REF!", "____");
            },
        ),
        Case::new(
            Town,
            "the columns of a sheet have moved",
            &[BOOK, "row 4"],
            |office| {
                office.replace("indicators-1.toml", "skip_rows = 3", "skip_rows = 2");
            },
        ),
        Case::new(Town, "a sheet has no end", &[BOOK, "____"], |office| {
            small_book(office, "161", "")
        }),
    ]
}

/// A workbook of one row, with `cell` as the number of inhabitants and `end` in the row below.
fn small_book(office: &Office, cell: &str, end: &str) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Bevölkerung").unwrap();
    let above = ["", "", "", "Einwohner", "", "", "", ""];
    let header = [
        "Jahr",
        "Nr.",
        "Raum",
        "insgesamt",
        "unter 6",
        "6 bis 17",
        "18 bis 64",
        "65 und älter",
    ];
    let row = ["2019", "0101", "Altstadt", cell, "1", "1", "1", "1"];
    for (at, texts) in [(3, above), (4, header), (5, row)] {
        sheet.write_row(at, 0, texts).unwrap();
    }
    sheet.write(6, 0, end).unwrap();
    office.write(BOOK, book.save_to_buffer().unwrap());
}

/// Adds `rows` to the end of the sheet, and lets the recipe read up to there.
fn add_rows(office: &Office, rows: &str) {
    office.replace("indicators-1.toml", "stop = \"____\"\n", "");
    in_sheet(office, "</sheetData>", &format!("{rows}</sheetData>"));
}

fn in_sheet(office: &Office, from: &str, to: &str) {
    edit(office, |name, bytes| {
        if name == SHEET {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains(from));
            *bytes = text.replace(from, to).into_bytes();
        }
    });
}

/// Packs the workbook anew with other parts.
fn edit(office: &Office, change: impl Fn(&str, &mut Vec<u8>)) {
    let mut book = ZipArchive::new(Cursor::new(office.bytes(BOOK))).unwrap();
    let mut parts = Vec::new();
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        change(&name, &mut bytes);
        parts.push((name, bytes));
    }
    office.write(BOOK, archive(&parts));
}

fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The same archive, whose list says that each part has four gigabytes.
fn claim_size(mut bytes: Vec<u8>) -> Vec<u8> {
    let entries: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    assert!(!entries.is_empty());
    for at in entries {
        bytes[at + 24..at + 28].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    }
    bytes
}
