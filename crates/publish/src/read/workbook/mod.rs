//! Workbooks: a sheet becomes a table of texts without loss.
//!
//! XLSX, XLSM and XLSB are read cell after cell, XLS as a whole ([`calamine`]), ODS by [`ods`].
//! [`cells`] says what a typed cell is as text. Nothing is laid out before it is known to fit: a
//! sheet whose last cell stands far away is refused, whatever its file claims.

pub mod cells;
mod guard;
mod looks;
pub mod ods;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xls, Xlsb, Xlsx};

use super::table::{Table, TooLarge};
use super::text::Part;
use crate::report::{Report, found, in_file, in_row};

/// Most bytes that the parts of a workbook may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;
/// Most cells that a sheet is laid out to, empty ones between others among them.
const MOST_CELLS: u64 = 50_000_000;
/// Most rows of a sheet.
const MOST_ROWS: u32 = 1 << 20;

/// What ends the reading of a sheet: what was expected and what was found, with a row from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    row: Option<u64>,
    expected: String,
    found: String,
}

impl Refused {
    /// The file as a whole is not what was expected.
    pub(super) fn file(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            row: None,
            expected: expected.into(),
            found: found.into(),
        }
    }

    fn row(row: u64, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            ..Self::file(expected, found)
        }
    }
}

/// The kinds of workbooks, by the end of the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

impl Kind {
    fn of(file: &str) -> Option<Self> {
        let (_, ending) = file.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "xlsb" => Some(Self::Xlsb),
            "xls" => Some(Self::Xls),
            "ods" => Some(Self::Ods),
            _ => None,
        }
    }
}

/// Reads part of the sheet named `sheet`; `None` if it cannot be read, which is an error then.
pub fn read(
    bytes: &[u8],
    sheet: &str,
    part: Part<'_>,
    file: &str,
    report: &mut Report,
) -> Option<Table> {
    let mut builder = Builder::new(part);
    let read = match Kind::of(file) {
        Some(kind) => sound(kind, bytes, file)
            .and_then(|()| guard::quietly(|| cells_of(kind, bytes, sheet, &mut builder))),
        None => Err(Refused::file(
            "a workbook (.xlsx, .xlsm, .xlsb, .xls or .ods)",
            "another ending of the name",
        )),
    };
    match read.and_then(|()| builder.finish()) {
        Ok(table) => Some(table),
        Err(refused) => {
            let place = match refused.row {
                Some(row) => in_row(file, row, None),
                None => in_file(file),
            };
            report.error("unreadable", place, found(refused.expected, refused.found));
            None
        }
    }
}

/// The names of the sheets in their order; `None` if there is no workbook, which is an error then.
pub fn sheets(bytes: &[u8], file: &str, report: &mut Report) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let read = match Kind::of(file) {
        Some(kind) => sound(kind, bytes, file).and_then(|()| {
            guard::quietly(|| {
                names = names_of(kind, bytes)?;
                Ok(())
            })
        }),
        None => Err(Refused::file("a workbook", "another ending of the name")),
    };
    match read {
        Ok(()) => Some(names),
        Err(refused) => {
            let wording = found(refused.expected, refused.found);
            report.error("unreadable", in_file(file), wording);
            None
        }
    }
}

/// Refuses what only bears the name of a workbook.
fn sound(kind: Kind, bytes: &[u8], file: &str) -> Result<(), Refused> {
    match looks::instead(kind, bytes, file) {
        Some(instead) => Err(Refused::file("a sound workbook", instead)),
        None => Ok(()),
    }
}

fn names_of(kind: Kind, bytes: &[u8]) -> Result<Vec<String>, Refused> {
    if kind != Kind::Xls {
        refuse_bomb(bytes, MOST_UNPACKED)?;
    }
    let unsound =
        |error: &dyn std::fmt::Display| Refused::file("a sound workbook", error.to_string());
    Ok(match kind {
        Kind::Xlsx => Xlsx::new(Cursor::new(bytes))
            .map_err(|error| unsound(&error))?
            .sheet_names(),
        Kind::Xlsb => Xlsb::new(Cursor::new(bytes))
            .map_err(|error| unsound(&error))?
            .sheet_names(),
        Kind::Xls => Xls::new(Cursor::new(bytes))
            .map_err(|error| unsound(&error))?
            .sheet_names(),
        Kind::Ods => calamine::Ods::new(Cursor::new(bytes))
            .map_err(|error| unsound(&error))?
            .sheet_names(),
    })
}

/// Hands every cell of the sheet to the builder, row by row.
fn cells_of(
    kind: Kind,
    bytes: &[u8],
    sheet: &str,
    builder: &mut Builder<'_>,
) -> Result<(), Refused> {
    if kind != Kind::Xls {
        refuse_bomb(bytes, MOST_UNPACKED)?;
    }
    let unsound =
        |error: &dyn std::fmt::Display| Refused::file("a sound workbook", error.to_string());
    match kind {
        Kind::Xlsx => {
            let mut book: Xlsx<_> =
                Xlsx::new(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
            known(sheet, &book.sheet_names())?;
            let mut cells = book
                .worksheet_cells_reader(sheet)
                .map_err(|error| unsound(&error))?;
            while let Some(cell) = cells.next_cell().map_err(|error| unsound(&error))? {
                let (row, column) = cell.get_position();
                if !builder.cell(row, column, &Data::from(cell.get_value().clone()))? {
                    break;
                }
            }
        }
        Kind::Xlsb => {
            let mut book: Xlsb<_> =
                Xlsb::new(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
            known(sheet, &book.sheet_names())?;
            let mut cells = book
                .worksheet_cells_reader(sheet)
                .map_err(|error| unsound(&error))?;
            while let Some(cell) = cells.next_cell().map_err(|error| unsound(&error))? {
                let (row, column) = cell.get_position();
                if !builder.cell(row, column, &Data::from(cell.get_value().clone()))? {
                    break;
                }
            }
        }
        Kind::Xls => {
            let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
            known(sheet, &book.sheet_names())?;
            let range = book
                .worksheet_range(sheet)
                .map_err(|error| unsound(&error))?;
            let (first_row, first_column) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let (row, column) = (first_row + row as u32, first_column + column as u32);
                if !builder.cell(row, column, value)? {
                    break;
                }
            }
        }
        Kind::Ods => ods::cells(bytes, sheet, builder)?,
    }
    Ok(())
}

/// Refuses an archive whose parts unpack to more than fits, whatever sizes it claims for them.
fn refuse_bomb(bytes: &[u8], most: u64) -> Result<(), Refused> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| Refused::file("a sound workbook", error.to_string()))?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        // A part that cannot be unpacked is named by whoever needs it.
        if let Ok(part) = archive.by_index(at) {
            let room = most.saturating_sub(unpacked).saturating_add(1);
            let claimed = part.size();
            let found = std::io::copy(&mut part.take(room), &mut std::io::sink());
            unpacked = unpacked.saturating_add(found.unwrap_or(0).max(claimed));
        }
        if unpacked > most {
            let expected = format!("a workbook of at most {most} bytes unpacked");
            return Err(Refused::file(expected, "more"));
        }
    }
    Ok(())
}

fn known(sheet: &str, names: &[String]) -> Result<(), Refused> {
    if names.iter().any(|name| name == sheet) {
        return Ok(());
    }
    let found = format!("the sheets {}", quoted(names));
    Err(Refused::file(format!("a sheet \"{sheet}\""), found))
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.join(", ")
}

/// A table on its way out of a sheet. Cells come by row, then column; rows and columns from 0.
pub struct Builder<'a> {
    table: Table,
    part: Part<'a>,
    /// The row that the next cell may stand in.
    row: u32,
    /// The column of the next cell.
    column: u32,
    laid_out: u64,
    stopped: bool,
}

impl<'a> Builder<'a> {
    fn new(part: Part<'a>) -> Self {
        Self {
            table: Table::new(true),
            part,
            row: part.skip_rows,
            column: 0,
            laid_out: 0,
            stopped: false,
        }
    }

    /// Takes a cell; `false` once the table has ended.
    pub fn cell(&mut self, row: u32, column: u32, value: &Data) -> Result<bool, Refused> {
        let (text, is_number) = cells::text(value);
        self.put(row, column, &text, is_number)
    }

    fn put(&mut self, row: u32, column: u32, text: &str, is_number: bool) -> Result<bool, Refused> {
        if text.trim().is_empty() || row < self.part.skip_rows {
            return Ok(true);
        }
        let stops = |stop: &str| column == 0 && text.trim_start().starts_with(stop);
        if self.part.stop.is_some_and(stops) {
            self.stopped = true;
            return Ok(false);
        }
        self.reach(row, column)?;
        let line = u64::from(row) + 1;
        let too_large = |TooLarge { expected }| Refused::row(line, expected, "more");
        while self.column < column {
            self.table.push("", false).map_err(too_large)?;
            self.column += 1;
        }
        self.table.push(text, is_number).map_err(too_large)?;
        self.column += 1;
        Ok(true)
    }

    /// Begins rows up to `row`, if the sheet stays small enough.
    fn reach(&mut self, row: u32, column: u32) -> Result<(), Refused> {
        let line = u64::from(row) + 1;
        if row >= MOST_ROWS {
            return Err(Refused::row(
                line,
                format!("at most {MOST_ROWS} rows"),
                "more",
            ));
        }
        let begun = self.row.saturating_sub(1);
        let in_begun = !self.table.is_empty() && row == begun;
        if (row < self.row && !in_begun) || (in_begun && column < self.column) {
            return Err(Refused::row(
                line,
                "rows and columns in ascending order",
                "another order",
            ));
        }
        if !in_begun {
            for between in self.row..=row {
                self.table.begin(u64::from(between) + 1);
            }
            self.row = row + 1;
            self.column = 0;
        }
        self.laid_out += u64::from(column + 1 - self.column);
        if self.laid_out > MOST_CELLS {
            let expected = format!("a sheet of at most {MOST_CELLS} cells");
            return Err(Refused::row(line, expected, "more, most of them empty"));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Table, Refused> {
        if let Some(stop) = self.part.stop.filter(|_| !self.stopped) {
            let expected = format!("a row that begins with \"{stop}\"");
            return Err(Refused::file(expected, "the end of the sheet"));
        }
        self.table.shrink();
        Ok(self.table)
    }
}

#[cfg(test)]
mod tests;
