//! Pivot tables of GENESIS and Regionalstatistik: preamble, header rows, data, footnotes.

use std::ops::ControlFlow;

use teilraum::model::{Axis, CategoryIx, Flags, Period};

use super::{DAMAGE, RawCell, period};
use crate::config::indicator::category;
use crate::config::recipe::{Pivot, PivotColumn};
use crate::report::{Report, found, in_file, in_row};

/// A pivot table with the place findings name.
struct Table<'a> {
    recipe: &'a Pivot,
    separator: char,
    axes: &'a [Axis],
    file: &'a str,
}

/// Reads the cells that `recipe` names out of `text`.
///
/// A header that differs stops the reading of its column; a row of another width, an unreadable
/// period or a damaged cell is left out. Each is an error in the report.
pub fn read(
    text: &str,
    recipe: &Pivot,
    separator: char,
    axes: &[Axis],
    file: &str,
    report: &mut Report,
) -> Vec<RawCell> {
    let table = Table {
        recipe,
        separator,
        axes,
        file,
    };
    let body = table.body(text, report);
    let skipped = recipe.skip_rows as usize;
    let start: usize = body.split_inclusive('\n').take(skipped).map(str::len).sum();
    let rows = table.rows(body.get(start..).unwrap_or_default(), report);
    let header_rows = rows.len().min(recipe.header_rows as usize);
    let (header, data) = rows.split_at(header_rows);
    let columns = table.columns(header, report);
    let mut cells = Vec::new();
    for (row, fields) in data {
        cells.extend(table.cells(*row, fields, &columns, report));
    }
    if data.is_empty() {
        report.error("no-data", in_file(file), found("rows of data", "none"));
    }
    cells
}

type Row = (u64, csv::StringRecord);

impl Table<'_> {
    /// The text before the footnotes.
    fn body<'t>(&self, text: &'t str, report: &mut Report) -> &'t str {
        let Some(stop) = self.recipe.stop.as_deref() else {
            return text;
        };
        let mut end = 0;
        let step = text.split_inclusive('\n').try_for_each(|line| {
            if line.starts_with(stop) {
                return ControlFlow::Break(());
            }
            end += line.len();
            ControlFlow::Continue(())
        });
        if step.is_continue() {
            let expected = format!("a line that begins with \"{stop}\"");
            let wording = found(expected, "the end of the file");
            report.error("no-end", in_file(self.file), wording);
        }
        text.get(..end).unwrap_or(text)
    }

    fn rows(&self, text: &str, report: &mut Report) -> Vec<Row> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(u8::try_from(self.separator).unwrap_or(b';'))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    rows.push((line + u64::from(self.recipe.skip_rows), record));
                }
                Err(error) => {
                    let wording = found("rows of a table", error.to_string());
                    report.error("unreadable", in_file(self.file), wording);
                }
            }
        }
        rows
    }

    /// The columns whose header says what the recipe expects.
    fn columns(&self, header: &[Row], report: &mut Report) -> Vec<(&PivotColumn, CategoryIx)> {
        let mut columns = Vec::new();
        for column in &self.recipe.columns {
            let fits = self.header_fits(column, header, report);
            let at = match column.category.as_deref() {
                Some(keys) => category(self.axes, keys),
                None => Some(CategoryIx(0)),
            };
            columns.extend(at.filter(|_| fits).map(|at| (column, at)));
        }
        columns
    }

    fn header_fits(&self, column: &PivotColumn, header: &[Row], report: &mut Report) -> bool {
        let mut fits = header.len() == column.header.len();
        if !fits {
            let expected = format!("{} header rows", column.header.len());
            let wording = found(expected, header.len().to_string());
            report.error("wrong-header", in_file(self.file), wording);
        }
        for ((row, fields), expected) in header.iter().zip(&column.header) {
            let seen = fields.get(column.column - 1).unwrap_or_default().trim();
            if seen != expected.trim() {
                let place = in_row(self.file, *row, Some(&column.column.to_string()));
                let wording = found(format!("the header \"{expected}\""), format!("\"{seen}\""));
                report.error("wrong-header", place, wording);
                fits = false;
            }
        }
        fits
    }

    fn cells(
        &self,
        row: u64,
        fields: &csv::StringRecord,
        columns: &[(&PivotColumn, CategoryIx)],
        report: &mut Report,
    ) -> Vec<RawCell> {
        if fields.len() != self.recipe.width {
            let expected = format!("{} columns", self.recipe.width);
            let wording = found(expected, fields.len().to_string());
            report.error("wrong-width", in_row(self.file, row, None), wording);
            return Vec::new();
        }
        let Some(key) = self.field(row, fields, self.recipe.key_column, report) else {
            return Vec::new();
        };
        let Some(period) = self.period(row, fields, report) else {
            return Vec::new();
        };
        let mut cells = Vec::new();
        for (column, category) in columns {
            let text = self.field(row, fields, column.column, report);
            cells.extend(text.map(|text| RawCell {
                row,
                column: column.column.to_string(),
                key: key.to_owned(),
                period: period.clone(),
                category: *category,
                text: text.to_owned(),
                flags: Flags::NONE,
            }));
        }
        cells
    }

    /// The cell in `column`, blanks removed; a damaged one is an error.
    fn field<'r>(
        &self,
        row: u64,
        fields: &'r csv::StringRecord,
        column: usize,
        report: &mut Report,
    ) -> Option<&'r str> {
        let text = fields.get(column.checked_sub(1)?)?.trim();
        if text.contains(DAMAGE) {
            let place = in_row(self.file, row, Some(&column.to_string()));
            report.error(
                "damaged-text",
                place,
                found("readable characters", format!("\"{text}\"")),
            );
            return None;
        }
        Some(text)
    }

    fn period(&self, row: u64, fields: &csv::StringRecord, report: &mut Report) -> Option<Period> {
        let recipe = &self.recipe.period;
        let text = match (&recipe.constant, recipe.column) {
            (Some(constant), _) => constant.as_str(),
            (None, Some(column)) => self.field(row, fields, column, report)?,
            (None, None) => return None,
        };
        let period = period::parse(text, recipe.kind);
        if period.is_none() {
            let column = recipe.column.map(|column| column.to_string());
            let place = in_row(self.file, row, column.as_deref());
            let expected = format!("a period of the kind {:?}", recipe.kind);
            report.error("no-period", place, found(expected, format!("\"{text}\"")));
        }
        period
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::recipe::{Format, Recipe};

    const TABLE: &str = "GENESIS-Tabelle: 82411\nVerfügbares \"Einkommen\";;;\n\
        ;;;Einkommen\n;;;EUR\n\
        2018;DG;Deutschland;22899\n2018;01;  Schleswig-Holstein;22833\n\
        2018;01001;      Flensburg, kreisfreie Stadt;18773\n__________\n\
        \"Fußnote; mit\n2018;99;Fallen;1\"\nStand: 19.08.2021\n";

    fn recipe() -> Pivot {
        let table = r#"
            format = "pivot"
            file = "a.csv"
            encoding = "utf-8"
            separator = ";"
            decimal = ","
            skip_rows = 2
            header_rows = 2
            stop = "____"
            width = 4
            key_column = 2
            period = { column = 1, kind = "calendar-year" }
            columns = [{ column = 4, header = ["Einkommen", "EUR"] }]
            keys = "k"
            signs = "s"
        "#;
        match Recipe::parse(&table.parse().unwrap()).unwrap().format {
            Format::Pivot(pivot) => pivot,
            _ => panic!("a pivot recipe"),
        }
    }

    fn run(text: &str, recipe: &Pivot) -> (Vec<RawCell>, Vec<String>) {
        let mut report = Report::default();
        let cells = read(text, recipe, ';', &[], "a.csv", &mut report);
        let findings = report.into_findings();
        (cells, findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn data_is_read_between_preamble_and_footnotes() {
        let (cells, findings) = run(TABLE, &recipe());
        assert_eq!(findings, Vec::<String>::new());
        let seen: Vec<_> = cells
            .iter()
            .map(|cell| (cell.row, cell.key.as_str(), cell.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (5, "DG", "22899"),
                (6, "01", "22833"),
                (7, "01001", "18773")
            ]
        );
        assert_eq!(cells[0].period.key, "2018");
    }

    #[test]
    fn another_header_is_an_error_with_row_and_column() {
        let (cells, findings) = run(&TABLE.replace(";EUR", ";Tsd. EUR"), &recipe());
        assert!(cells.is_empty());
        assert_eq!(
            findings,
            ["a.csv, row 4, column 4: expected the header \"EUR\", found \"Tsd. EUR\""]
        );
    }

    #[test]
    fn a_row_of_another_width_is_an_error_with_its_row() {
        let (cells, findings) = run(&TABLE.replace(";22833", ";22833;7"), &recipe());
        assert_eq!(cells.len(), 2);
        assert_eq!(findings, ["a.csv, row 6: expected 4 columns, found 5"]);
    }

    #[test]
    fn a_file_cut_short_is_an_error() {
        let cut = TABLE.split("____").next().unwrap();
        let (_, findings) = run(cut, &recipe());
        assert_eq!(
            findings,
            ["a.csv: expected a line that begins with \"____\", found the end of the file"]
        );
    }

    #[test]
    fn a_table_without_footnotes_is_read_to_its_last_line() {
        let mut recipe = recipe();
        recipe.stop = None;
        let plain = TABLE.split("____").next().unwrap();
        for text in [
            plain.to_owned(),
            plain.trim_end().to_owned(),
            format!("{plain}\n\n"),
        ] {
            let (cells, findings) = run(&text, &recipe);
            assert_eq!((cells.len(), findings), (3, Vec::new()));
        }
    }

    #[test]
    fn an_unreadable_period_is_an_error_with_its_cell() {
        let (cells, findings) = run(&TABLE.replace("2018;01;", "18;01;"), &recipe());
        assert_eq!(cells.len(), 2);
        assert_eq!(
            findings,
            ["a.csv, row 6, column 1: expected a period of the kind CalendarYear, found \"18\""]
        );
    }

    #[test]
    fn damage_counts_in_keys_and_values_but_not_in_labels() {
        let (cells, findings) = run(&TABLE.replace("Flensburg", "Fl\u{FFFD}nsburg"), &recipe());
        assert_eq!((cells.len(), findings.len()), (3, 0));
        let (cells, findings) = run(&TABLE.replace("22833", "2\u{FFFD}833"), &recipe());
        assert_eq!(cells.len(), 2);
        assert!(findings[0].starts_with("a.csv, row 6, column 4: expected readable characters"));
    }

    #[test]
    fn a_constant_period_needs_no_column() {
        let mut recipe = recipe();
        recipe.period.column = None;
        recipe.period.constant = Some("2011".to_owned());
        assert_eq!(run(TABLE, &recipe).0[2].period.key, "2011");
    }
}
