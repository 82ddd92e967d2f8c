use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

const ALL: Part<'static> = Part {
    skip_rows: 0,
    stop: None,
};

/// Line and cells of every row, and what was found.
type Seen = (Vec<(u64, Vec<String>)>, Vec<String>);

fn run(bytes: &[u8], sheet: &str, part: Part<'_>, file: &str) -> Seen {
    let mut report = Report::default();
    let table = read(bytes, sheet, part, file, &mut report);
    let rows = table.map(|table| {
        let cells = |row| table.row(row).map(|cell| cell.text.to_owned()).collect();
        (0..table.len())
            .map(|row| (table.line(row), cells(row)))
            .collect()
    });
    let findings = report.into_findings();
    let findings = findings.iter().map(ToString::to_string).collect();
    (rows.unwrap_or_default(), findings)
}

fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

/// A workbook in the manner of the Bundesagentur: title, empty row, header of two rows with a span,
/// key and name in one cell, numbers, a star.
fn office() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Hinweise").unwrap();
    let sheet = book.add_worksheet().set_name("Gemeinden").unwrap();
    sheet.write(0, 0, "Arbeitslose").unwrap();
    sheet
        .merge_range(2, 1, 2, 2, "Personen", &Format::new())
        .unwrap();
    sheet.write(3, 1, "Männer").unwrap();
    sheet.write(3, 2, "Frauen").unwrap();
    sheet.write(4, 0, "01001 Flensburg, Stadt").unwrap();
    sheet.write(4, 1, 1234).unwrap();
    sheet.write(4, 2, 0.1 + 0.2).unwrap();
    sheet.set_row_hidden(5).unwrap();
    sheet.write(5, 0, "01002 Kiel").unwrap();
    sheet.write(5, 1, "*").unwrap();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let day = ExcelDateTime::from_ymd(2020, 1, 31).unwrap();
    sheet.write_with_format(5, 2, &day, &date).unwrap();
    sheet.write(6, 0, true).unwrap();
    sheet
        .write(6, 2, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write(8, 0, "____").unwrap();
    sheet.write(9, 0, "Stand: heute").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_of_every_type_become_text_without_loss() {
    let (rows, findings) = run(&office(), "Gemeinden", ALL, "a.xlsx");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(rows[0], row(1, &["Arbeitslose"]));
    assert_eq!(rows[1], row(2, &[]));
    assert_eq!(rows[2], row(3, &["", "Personen"]));
    assert_eq!(rows[4], row(5, &["01001 Flensburg, Stadt", "1234", "0.3"]));
    assert_eq!(rows[5], row(6, &["01002 Kiel", "*", "2020-01-31"]));
    assert_eq!(rows[6], row(7, &["TRUE", "", "#DIV/0!"]));
}

#[test]
fn rows_before_and_after_the_table_are_left_aside() {
    let part = Part {
        skip_rows: 2,
        stop: Some("____"),
    };
    let (rows, _) = run(&office(), "Gemeinden", part, "a.xlsx");
    assert_eq!(rows.len(), 5);
    assert_eq!((rows[0].0, rows[4].0), (3, 7));
    let part = Part {
        stop: Some("Ende"),
        ..part
    };
    let (_, findings) = run(&office(), "Gemeinden", part, "a.xlsx");
    assert_eq!(
        findings,
        ["a.xlsx: expected a row that begins with \"Ende\", found the end of the sheet"]
    );
}

#[test]
fn a_sheet_that_is_not_there_is_an_error_with_those_that_are() {
    let (_, findings) = run(&office(), "Kreise", ALL, "a.xlsx");
    assert_eq!(
        findings,
        ["a.xlsx: expected a sheet \"Kreise\", found the sheets \"Hinweise\", \"Gemeinden\""]
    );
}

#[test]
fn what_is_no_workbook_is_an_error_whatever_its_name() {
    for (file, bytes) in [
        ("a.xlsx", &b"no workbook"[..]),
        (
            "a.xls",
            &b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and then nothing"[..],
        ),
        ("a.xlsb", &b"PK\x03\x04"[..]),
        ("a.ods", &b""[..]),
        ("a.csv", &b"a;b"[..]),
    ] {
        let (rows, findings) = run(bytes, "x", ALL, file);
        assert!(rows.is_empty());
        assert_eq!(findings.len(), 1, "{file}");
        assert!(
            findings[0].starts_with(&format!("{file}: expected ")),
            "{findings:?}"
        );
    }
    let office = office();
    for cut in [100, office.len() / 2, office.len() - 30] {
        assert_eq!(run(&office[..cut], "Gemeinden", ALL, "a.xlsx").1.len(), 1);
    }
}

#[test]
fn a_sheet_with_cells_far_apart_is_refused_before_it_is_laid_out() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("x").unwrap();
    for line in 0..5000 {
        sheet.write(line * 200, 16_383, 1).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let (_, findings) = run(&bytes, "x", ALL, "a.xlsx");
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0].contains("expected a sheet of at most 50000000 cells, found more"),
        "{findings:?}"
    );
}

#[test]
fn one_cell_in_the_last_corner_is_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("x").unwrap();
    sheet.write(1_048_575, 16_383, 7).unwrap();
    let (rows, findings) = run(&book.save_to_buffer().unwrap(), "x", ALL, "a.xlsx");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(rows.len(), 1_048_576);
    assert_eq!(rows[1_048_575].1[16_383], "7");
}

/// An OpenDocument spreadsheet around the rows of a sheet "Kreise".
fn ods(rows: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default();
    archive.start_file("mimetype", stored).unwrap();
    archive
        .write_all(b"application/vnd.oasis.opendocument.spreadsheet")
        .unwrap();
    archive.start_file("content.xml", stored).unwrap();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body>\
         <office:spreadsheet><table:table table:name=\"Leer\"/><table:table table:name=\"Kreise\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive.write_all(content.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

const ROWS: &str = "<table:table-row><table:table-cell office:value-type=\"string\">\
    <office:annotation><text:p>Notiz</text:p></office:annotation>\
    <text:p>Kiel &amp;<text:s/>Umland</text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"12.5\">\
    <text:p>12,5</text:p></table:table-cell></table:table-row>\
    <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
    <table:table-row table:visibility=\"collapse\"><table:table-cell office:value-type=\"date\" office:date-value=\"2020-01-31\"/>\
    <table:covered-table-cell/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"false\"/>\
    <table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\"><text:p>#DIV/0!</text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048571\"><table:table-cell/></table:table-row>";

#[test]
fn an_opendocument_sheet_is_read_with_its_repeated_cells() {
    let (rows, findings) = run(&ods(ROWS), "Kreise", ALL, "a.ods");
    assert_eq!(findings, Vec::<String>::new());
    let expected = [
        row(1, &["Kiel & Umland", "12.5", "12.5"]),
        row(2, &[]),
        row(3, &[]),
        row(4, &["2020-01-31", "", "FALSE", "#DIV/0!"]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn an_opendocument_sheet_that_repeats_without_end_is_refused() {
    let full = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let wide = full.replace("16000", "999999999");
    for rows in [full, wide.as_str()] {
        let (seen, findings) = run(&ods(rows), "Kreise", ALL, "a.ods");
        assert!(seen.is_empty() && findings.len() == 1, "{findings:?}");
    }
}

#[test]
fn an_opendocument_file_cut_inside_is_an_error() {
    for cut in [
        "<table:table-row>",
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>x",
    ] {
        // The comment swallows the tags that would close what was opened.
        let bytes = ods(&format!("{cut}<!--"));
        assert_eq!(run(&bytes, "Kreise", ALL, "a.ods").1.len(), 1);
    }
    let (_, findings) = run(&ods(ROWS), "Länder", ALL, "a.ods");
    assert!(findings[0].contains("found the sheets"), "{findings:?}");
}

/// An archive with one part of 5,000 bytes that claims to have 5.
fn understated() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("content.xml", options).unwrap();
    archive.write_all(&[b'x'; 5000]).unwrap();
    let mut bytes = archive.finish().unwrap().into_inner();
    for (mark, size) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let at = bytes.windows(4).position(|four| four == mark).unwrap();
        bytes[at + size..at + size + 4].copy_from_slice(&5_u32.to_le_bytes());
    }
    bytes
}

#[test]
fn a_part_counts_with_what_it_unpacks_to_whatever_it_claims() {
    assert!(refuse_bomb(&understated(), 5000).is_ok());
    let refused = refuse_bomb(&understated(), 4999).unwrap_err();
    assert_eq!(
        refused.expected,
        "a workbook of at most 4999 bytes unpacked"
    );
}
