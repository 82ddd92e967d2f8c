//! `areas/LEVEL.csv`: the areas of a level as this project writes them.

use std::path::Path;

use super::{Entry, Line};
use crate::config::atlas::LevelConfig;
use crate::config::sheet::{self, SheetSource};
use crate::report::{Report, found, in_file};
use teilraum::model::LevelIx;

const COLUMNS: [&str; 9] = [
    "key",
    "parent",
    "name",
    "short",
    "kind",
    "locative",
    "valid_from",
    "valid_to",
    "successors",
];

/// Reads a list; the columns may stand in any order, and only key and name (and parent, where the
/// level has one) must be there.
pub(super) fn entries(
    root: &Path,
    config: &LevelConfig,
    file: &str,
    level: LevelIx,
    report: &mut Report,
) -> Vec<Entry> {
    let source = SheetSource {
        file,
        sheet: None,
        header_row: 1,
        separator: ',',
        encoding: None,
    };
    let Some(sheet) = sheet::read(root, source, report) else {
        return Vec::new();
    };
    let before = report.error_count();
    let required = if config.parent.is_some() { 3 } else { 1 };
    let required = COLUMNS
        .iter()
        .take(required)
        .filter(|name| **name != "name");
    for name in required.chain(&["name"]) {
        sheet.column(name, report);
    }
    for name in sheet
        .header
        .iter()
        .filter(|name| !COLUMNS.contains(&name.as_str()))
    {
        let wording = found(COLUMNS.join(","), format!("a column `{name}`"));
        report.error("config", sheet.header_place(), wording);
    }
    if report.error_count() > before {
        return Vec::new();
    }
    if sheet.rows.is_empty() {
        report.error("no-data", in_file(file), found("at least one area", "none"));
    }
    let at = COLUMNS.map(|name| sheet.header.iter().position(|known| known == name));
    let lines = sheet.rows.iter().map(|row| {
        let [
            key,
            parent,
            name,
            short,
            kind,
            locative,
            valid_from,
            valid_to,
            successors,
        ] = at.map(|at| {
            let field = at.and_then(|at| row.fields.get(at));
            field.map_or_else(String::new, |field| field.text().to_owned())
        });
        let line = Line {
            key,
            parent,
            name,
            short,
            kind,
            locative,
            valid_from,
            valid_to,
            successors,
        };
        let mut place = sheet.place(row, 0);
        place.column = None;
        Entry { line, level, place }
    });
    lines.collect()
}
