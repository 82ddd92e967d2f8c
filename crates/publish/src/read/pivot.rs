//! Pivot tables of GENESIS and Regionalstatistik: preamble, header rows, data, footnotes.

use std::ops::Range;

use teilraum::model::CategoryIx;

use super::key;
use super::raw::{Context, FillDown, Gather, PeriodForm, RawCell, RawCells, When};
use super::table::Table;
use crate::config::indicator::category;
use crate::config::recipe::{Pivot, PivotColumn};
use crate::repeats::Repeats;
use crate::report::{found, in_file, in_row};

/// A column of values, found.
struct Column<'a> {
    config: &'a PivotColumn,
    /// Its position in the table.
    at: usize,
    /// Its position among the columns of the raw cells.
    named: u16,
    category: CategoryIx,
}

/// A pivot table on its way to raw cells.
struct Reading<'t, 'a, 'r, 'f> {
    table: &'t Table,
    recipe: &'a Pivot,
    context: Context<'a>,
    gather: Gather<'t, 'a>,
    filled: FillDown,
    findings: &'f mut Repeats<'r>,
}

/// Reads the cells that `recipe` names.
///
/// A header that differs stops the reading of its column; a row of another width, an unreadable
/// period or a damaged cell is left out. Each is an error in the report.
pub fn read<'t>(
    table: &'t Table,
    recipe: &Pivot,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let form = PeriodForm {
        kind: recipe.period.kind,
        pattern: recipe.period.pattern.as_deref(),
        form: recipe.period.form.as_deref(),
        only: &context.common.only_periods,
    };
    let down = recipe
        .fill_down
        .iter()
        .map(|column| column.saturating_sub(1));
    let mut reading = Reading {
        table,
        recipe,
        context,
        gather: Gather::new(form),
        filled: FillDown::of(down),
        findings,
    };
    let header_rows = table.len().min(recipe.header_rows as usize);
    let columns = reading.columns(0..header_rows);
    let data = (header_rows..table.len()).filter(|row| !table.is_blank(*row));
    let mut rows = 0_u64;
    for row in data {
        rows += 1;
        reading.row(row, &columns);
    }
    if rows == 0 {
        let wording = found("rows of data", "none");
        reading
            .findings
            .error("no-data", in_file(context.file()), wording);
    }
    reading.gather.raw
}

impl<'a> Reading<'_, 'a, '_, '_> {
    /// The columns whose header says what the recipe expects.
    fn columns(&mut self, header: Range<usize>) -> Vec<Column<'a>> {
        let recipe: &'a Pivot = self.recipe;
        let mut columns = Vec::new();
        for config in &recipe.columns {
            let fits = self.header_fits(config, header.clone());
            let category = match config.category.as_deref() {
                Some(keys) => category(self.context.axes, keys),
                None => Some(CategoryIx(0)),
            };
            if let Some(category) = category.filter(|_| fits) {
                let at = config.column.saturating_sub(1);
                let named = self.gather.column(self.table.column_name(at));
                columns.push(Column {
                    config,
                    at,
                    named,
                    category,
                });
            }
        }
        columns
    }

    fn header_fits(&mut self, column: &PivotColumn, header: Range<usize>) -> bool {
        let file = self.context.file();
        let mut fits = header.len() == column.header.len();
        if !fits {
            let expected = format!("{} header rows", column.header.len());
            let wording = found(expected, header.len().to_string());
            self.findings.error("wrong-header", in_file(file), wording);
        }
        for (row, expected) in header.zip(&column.header) {
            let at = column.column.saturating_sub(1);
            let seen = self.header_cell(row, at, expected);
            if seen != expected.trim() {
                let name = self.table.column_name(at);
                let place = in_row(file, self.table.line(row), Some(&name));
                let wording = found(format!("the header \"{expected}\""), format!("\"{seen}\""));
                self.findings.error("wrong-header", place, wording);
                fits = false;
            }
        }
        fits
    }

    /// What a header cell says; under a span that begins further left, what that says.
    fn header_cell(&self, row: usize, column: usize, expected: &str) -> &str {
        let own = self.table.text(row, column);
        if !own.is_empty() || !self.recipe.header_spans || expected.trim().is_empty() {
            return own;
        }
        let mut left = (0..column).rev().map(|column| self.table.text(row, column));
        left.find(|text| !text.is_empty()).unwrap_or(own)
    }

    fn row(&mut self, row: usize, columns: &[Column<'_>]) {
        let (line, width) = (self.table.line(row), self.table.width(row));
        let fits = match self.table.is_sheet() {
            true => width <= self.recipe.width,
            false => width == self.recipe.width,
        };
        if !fits {
            let wording = found(format!("{} columns", self.recipe.width), width.to_string());
            let place = in_row(self.context.file(), line, None);
            self.findings.error("wrong-width", place, wording);
            return;
        }
        self.filled.step(self.table, row);
        let key_column = self.recipe.key_column.saturating_sub(1);
        let key = self.filled.text(self.table, row, key_column);
        let name = || self.table.column_name(key_column);
        if self.context.is_damaged(key, line, &name(), self.findings) {
            return;
        }
        let key = key::in_cell(key, &self.context.common.key_digits);
        let key = self.gather.key(key);
        let of_row = match self.period_of_row(row, line) {
            Some(When::Aside | When::Unreadable) => return,
            when => when,
        };
        for column in columns {
            let own = column.config.period.as_deref();
            let when = of_row.or_else(|| own.map(|text| self.period(text, line, None)));
            if let Some(When::At(period)) = when {
                self.value(row, column, key, period);
            }
        }
    }

    fn value(&mut self, row: usize, column: &Column<'_>, key: u32, period: u16) {
        let (line, cell) = (self.table.line(row), self.table.cell(row, column.at));
        let name = self.gather.raw.columns.get(usize::from(column.named));
        let name = name.map(String::as_str).unwrap_or_default();
        if self
            .context
            .is_damaged(cell.text, line, name, self.findings)
        {
            return;
        }
        self.gather.raw.cells.push(RawCell {
            row: u32::try_from(line).unwrap_or(u32::MAX),
            column: column.named,
            period,
            key,
            category: column.category,
            cell,
            flags: Default::default(),
            withheld: None,
        });
    }

    /// The period of the whole row; `None` if each column has its own.
    fn period_of_row(&mut self, row: usize, line: u64) -> Option<When> {
        let recipe = &self.recipe.period;
        match (&recipe.constant, recipe.column) {
            (Some(constant), _) => Some(self.period(constant, line, None)),
            (None, Some(column)) => {
                let at = column.saturating_sub(1);
                let text = self.filled.text(self.table, row, at);
                let name = self.table.column_name(at);
                if self.context.is_damaged(text, line, &name, self.findings) {
                    return Some(When::Aside);
                }
                Some(self.period(text, line, Some(&name)))
            }
            (None, None) => None,
        }
    }

    /// The period that `text` says; tells if it says none.
    fn period(&mut self, text: &str, line: u64, column: Option<&str>) -> When {
        let when = self.gather.period(text.to_owned());
        if when == When::Unreadable {
            let place = in_row(self.context.file(), line, column);
            let kind = self.recipe.period.kind;
            self.context.no_period(text, kind, place, self.findings);
        }
        when
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::recipe::{Format, Recipe};
    use crate::report::Report;

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

    /// Row, key, text and period key of every cell, and what was found.
    type Read = (Vec<(u32, String, String, String)>, Vec<String>);

    fn run(text: &str, recipe: &Pivot) -> Read {
        let form = crate::config::recipe::TextFile {
            encoding: crate::config::recipe::Encoding::Utf8,
            separator: ';',
            quote: Some('"'),
        };
        let part = crate::read::text::Part {
            skip_rows: recipe.skip_rows,
            stop: recipe.stop.as_deref(),
        };
        let mut report = Report::default();
        let table = crate::read::text::read(text.as_bytes(), form, part, "a.csv", &mut report);
        let cells = table
            .map(|table| rows(&table, recipe, &mut report))
            .unwrap_or_default();
        let findings = report.into_findings();
        (cells, findings.iter().map(ToString::to_string).collect())
    }

    fn rows(
        table: &Table,
        recipe: &Pivot,
        report: &mut Report,
    ) -> Vec<(u32, String, String, String)> {
        let atlas = crate::read::test::atlas();
        let common = crate::read::test::common("key_digits = [2, 5]");
        let context = Context {
            atlas: &atlas,
            common: &common,
            axes: &[],
        };
        let mut findings = Repeats::new(report);
        let raw = read(table, recipe, context, &mut findings);
        findings.finish();
        let cells = raw.cells.iter().map(|cell| {
            let key = raw.keys[cell.key as usize].clone().into_owned();
            let period = raw.periods[usize::from(cell.period)].key.clone();
            (cell.row, key, cell.cell.text.to_owned(), period)
        });
        cells.collect()
    }

    #[test]
    fn data_is_read_between_preamble_and_footnotes() {
        let (cells, findings) = run(TABLE, &recipe());
        assert_eq!(findings, Vec::<String>::new());
        let seen: Vec<_> = cells
            .iter()
            .map(|(row, key, text, _)| (*row, key.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (5, "DG", "22899"),
                (6, "01", "22833"),
                (7, "01001", "18773")
            ]
        );
        assert_eq!(cells[0].3, "2018");
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
            let notes = usize::from(!text.ends_with('\n'));
            assert_eq!((cells.len(), findings.len()), (3, notes), "{findings:?}");
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
        assert_eq!(cells.len(), 3);
        assert!(findings[0].ends_with("keys, headers and values are refused"));
        let (cells, findings) = run(&TABLE.replace("22833", "2\u{FFFD}833"), &recipe());
        assert_eq!(cells.len(), 2);
        assert!(findings[1].starts_with("a.csv, row 6, column 4: expected readable characters"));
    }

    #[test]
    fn a_constant_period_needs_no_column() {
        let mut recipe = recipe();
        recipe.period.column = None;
        recipe.period.constant = Some("2011".to_owned());
        assert_eq!(run(TABLE, &recipe).0[2].3, "2011");
    }

    #[test]
    fn a_header_text_may_stand_over_the_first_of_its_columns_only() {
        let text = "key;a;b\n;Personen;\n;m;w\n01001 Aue;5;6\n";
        let mut recipe = recipe();
        recipe.stop = None;
        recipe.skip_rows = 1;
        recipe.width = 3;
        recipe.key_column = 1;
        recipe.period.column = None;
        recipe.period.constant = Some("2011".to_owned());
        recipe.columns[0].column = 3;
        recipe.columns[0].header = vec!["Personen".to_owned(), "w".to_owned()];
        assert_eq!(run(text, &recipe).0.len(), 0);
        recipe.header_spans = true;
        let (cells, findings) = run(text, &recipe);
        assert_eq!(findings, Vec::<String>::new());
        assert_eq!((cells[0].1.as_str(), cells[0].2.as_str()), ("01001", "6"));
    }

    #[test]
    fn empty_cells_repeat_the_one_above_where_the_recipe_says_so() {
        let text = "a\nb\n;;;Einkommen\n;;;EUR\n2018;01001;x;1\n;01002;x;2\n2019;01001;x;3\n____";
        let mut recipe = recipe();
        assert_eq!(run(text, &recipe).1.len(), 1);
        recipe.fill_down = vec![1];
        let periods: Vec<String> = run(text, &recipe)
            .0
            .into_iter()
            .map(|cell| cell.3)
            .collect();
        assert_eq!(periods, ["2018", "2018", "2019"]);
    }

    #[test]
    fn columns_may_have_their_own_periods() {
        let mut recipe = recipe();
        recipe.period.column = None;
        recipe.columns[0].period = Some("2015".to_owned());
        assert_eq!(run(TABLE, &recipe).0[0].3, "2015");
    }

    #[test]
    fn rows_of_separators_only_are_none() {
        let text = TABLE.replace("2018;01;", ";;;\n2018;01;");
        let (cells, findings) = run(&text, &recipe());
        assert_eq!((cells.len(), findings.len()), (3, 0));
    }
}
