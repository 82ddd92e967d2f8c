//! GENESIS flat files: one row per cell, unsorted, several units in one file.
//!
//! The newer dialect names the measured variable and its unit in each row; the older one has a
//! column per variable and unit, `BEVSTD__Bevoelkerungsstand__Anzahl`. Their headers tell them apart.

use teilraum::model::{CategoryIx, Flags};

use super::house::quality_table;
use super::quality::{Said, look_up};
use super::raw::{Context, Gather, PeriodForm, RawCell, RawCells, When};
use super::table::Table;
use crate::config::indicator::category_of;
use crate::config::recipe::{Ffcsv, Others};
use crate::repeats::Repeats;
use crate::report::{found, in_file, in_row};

/// What the two dialects call their columns.
struct Names {
    time: &'static str,
    variable: &'static str,
    attribute: &'static str,
}

const NEWER: Names = Names {
    time: "time",
    variable: "_variable_code",
    attribute: "_variable_attribute_code",
};
const OLDER: Names = Names {
    time: "Zeit",
    variable: "_Merkmal_Code",
    attribute: "_Auspraegung_Code",
};

/// A column of values with what belongs to it.
struct Value {
    at: usize,
    /// Its position among the columns of the raw cells.
    named: u16,
    quality: Option<usize>,
    /// Columns of the variable's code and of its unit, where the rows say them.
    measured: Option<[usize; 2]>,
}

/// Positions of the columns that matter.
struct Columns {
    time: usize,
    time_name: &'static str,
    values: Vec<Value>,
    /// Code and attribute columns of each variable.
    variables: Vec<(usize, usize)>,
}

/// A flat file on its way to raw cells.
struct Reading<'t, 'a, 'r, 'f> {
    table: &'t Table,
    recipe: &'a Ffcsv,
    context: Context<'a>,
    gather: Gather<'t, 'a>,
    findings: &'f mut Repeats<'r>,
}

/// Reads the cells of the measured variable.
///
/// Rows of other variables, units, area levels and unselected attributes are left aside; a
/// variable that the recipe does not name at all is an error, because its rows would double cells.
pub fn read<'t>(
    table: &'t Table,
    recipe: &Ffcsv,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let form = PeriodForm {
        kind: recipe.period.kind,
        pattern: None,
        form: None,
        only: &context.common.only_periods,
    };
    let mut reading = Reading {
        table,
        recipe,
        context,
        gather: Gather::new(form),
        findings,
    };
    let Some(columns) = reading.columns() else {
        return RawCells::default();
    };
    for row in (1..table.len()).filter(|row| !table.is_blank(*row)) {
        reading.row(row, &columns);
    }
    if reading.gather.raw.keys.is_empty() {
        let expected = format!(
            "rows of {} in {}",
            recipe.value.join(", "),
            recipe.value_unit
        );
        let wording = found(expected, "none");
        reading
            .findings
            .error("no-data", in_file(context.file()), wording);
    }
    reading.gather.raw
}

impl<'t> Reading<'t, '_, '_, '_> {
    fn find(&self, name: &str) -> Option<usize> {
        self.table.row(0).position(|cell| cell.text == name)
    }

    fn need(&mut self, name: &str) -> Option<usize> {
        let at = self.find(name);
        let again =
            at.is_some_and(|at| self.table.row(0).skip(at + 1).any(|cell| cell.text == name));
        let place = in_row(self.context.file(), 1, None);
        if at.is_none() {
            let wording = found(format!("a column {name}"), "no such column");
            self.findings.error("wrong-header", place, wording);
        } else if again {
            let wording = found(format!("one column {name}"), "several");
            self.findings.error("duplicate-header", place, wording);
            return None;
        }
        at
    }

    fn columns(&mut self) -> Option<Columns> {
        let older = self.find(OLDER.time).is_some() && self.find(NEWER.time).is_none();
        let names = if older { OLDER } else { NEWER };
        let time = self.need(names.time);
        let values = if older {
            self.measured_columns()
        } else {
            self.measured_rows()
        };
        let variables = (1..).map_while(|at| {
            let code = self.find(&format!("{at}{}", names.variable))?;
            Some((code, self.find(&format!("{at}{}", names.attribute))?))
        });
        let variables = variables.collect();
        Some(Columns {
            time: time?,
            time_name: names.time,
            values: values?,
            variables,
        })
    }

    /// The one column of values of the newer dialect.
    fn measured_rows(&mut self) -> Option<Vec<Value>> {
        let value = self.need("value");
        let (unit, code) = (self.need("value_unit"), self.need("value_variable_code"));
        let quality = self.find("value_q");
        self.check_quality(quality, "value_q");
        let named = self.gather.column("value");
        Some(vec![Value {
            at: value?,
            named,
            quality,
            measured: Some([code?, unit?]),
        }])
    }

    /// The columns of the older dialect that hold the measured variable in its unit.
    fn measured_columns(&mut self) -> Option<Vec<Value>> {
        let table = self.table;
        let mut values = Vec::new();
        for at in 0..table.width(0) {
            let name = table.text(0, at);
            let code = name.split("__").next().unwrap_or_default();
            let unit = name.rsplit_once("__").map(|(_, unit)| unit);
            let meant = self.recipe.value.iter().any(|one| one == code);
            if meant && unit == Some(self.recipe.value_unit.as_str()) {
                let letters = format!("{name}__q");
                let quality = self.find(&letters);
                self.check_quality(quality, &letters);
                let named = self.gather.column(name);
                values.push(Value {
                    at,
                    named,
                    quality,
                    measured: None,
                });
            }
        }
        if values.is_empty() {
            let expected = format!(
                "a column such as {}__…__{}",
                self.recipe.value.join(" or "),
                self.recipe.value_unit
            );
            let place = in_row(self.context.file(), 1, None);
            self.findings
                .error("wrong-header", place, found(expected, "no such column"));
            return None;
        }
        Some(values)
    }

    fn check_quality(&mut self, quality: Option<usize>, name: &str) {
        if quality.is_some() && self.recipe.quality.is_none() {
            let wording = found("a quality table in the recipe", format!("a column {name}"));
            let place = self.context.place(1, name);
            self.findings.error("config", place, wording);
        }
    }

    fn row(&mut self, row: usize, columns: &Columns) {
        let (line, width, expected) = (
            self.table.line(row),
            self.table.width(row),
            self.table.width(0),
        );
        if width != expected {
            let wording = found(format!("{expected} columns"), width.to_string());
            let place = in_row(self.context.file(), line, None);
            self.findings.error("wrong-width", place, wording);
            return;
        }
        for value in &columns.values {
            let meant = value.measured.is_none_or(|[code, unit]| {
                let code = self.table.text(row, code);
                self.recipe.value.iter().any(|one| one == code)
                    && self.table.text(row, unit) == self.recipe.value_unit
            });
            if meant {
                self.value(row, line, value, columns);
            }
        }
    }

    fn value(&mut self, row: usize, line: u64, value: &Value, columns: &Columns) -> Option<()> {
        let (key, category) = self.place_in_table(row, line, columns)?;
        let cell = self.table.cell(row, value.at);
        let damaged = [cell.text, key]
            .into_iter()
            .find(|text| text.contains(super::DAMAGE));
        if let Some(text) = damaged {
            let name = self.gather.raw.columns.get(usize::from(value.named))?;
            self.context.is_damaged(text, line, name, self.findings);
            return None;
        }
        let text = self.table.text(row, columns.time);
        let period = match self.gather.period(text) {
            When::At(period) => period,
            When::Aside => return None,
            When::Unreadable => {
                let place = self.context.place(line, columns.time_name);
                let kind = self.recipe.period.kind;
                self.context.no_period(text, kind, place, self.findings);
                return None;
            }
        };
        let letters = value.quality.map_or("", |at| self.table.text(row, at));
        let said = self.said(letters, line);
        let key = self
            .gather
            .key(super::key::in_cell(key, &self.context.common.key_digits));
        self.gather.raw.cells.push(RawCell {
            row: u32::try_from(line).unwrap_or(u32::MAX),
            column: value.named,
            period,
            key,
            category,
            cell,
            flags: said.flags,
            withheld: said.withheld,
        });
        Some(())
    }

    /// The area's key and the category of a row; `None` if the row is none of this recipe.
    fn place_in_table(
        &mut self,
        row: usize,
        line: u64,
        columns: &Columns,
    ) -> Option<(&'t str, CategoryIx)> {
        let (table, recipe) = (self.table, self.recipe);
        let mut key = None;
        let mut categories = vec![None; recipe.categories.len()];
        for (code_at, attribute_at) in &columns.variables {
            let code = table.text(row, *code_at);
            let attribute = table.text(row, *attribute_at);
            if recipe.areas.iter().any(|area| area == code) {
                key = Some(attribute);
            } else if let Some(select) = recipe.select.iter().find(|select| select.variable == code)
            {
                if select.attribute != attribute {
                    return None;
                }
            } else if let Some(at) = recipe
                .categories
                .iter()
                .position(|one| one.variable == code)
            {
                let config = recipe.categories.get(at)?;
                let mapped = config.map.get(attribute);
                if mapped.is_none() && config.others == Others::Refuse {
                    let expected = "an attribute that the recipe maps";
                    let wording = found(expected, format!("\"{attribute}\""));
                    let place = self.context.place(line, code);
                    self.findings.error("unknown-category", place, wording);
                }
                *categories.get_mut(at)? = Some(mapped?.as_str());
            } else {
                let place = in_row(self.context.file(), line, None);
                let expected = "variables that the recipe names as areas, categories or select";
                let wording = found(expected, format!("`{code}`"));
                self.findings.error("unknown-variable", place, wording);
                return None;
            }
        }
        let categories: Option<Vec<&str>> = categories.into_iter().collect();
        let category = category_of(self.context.axes, &categories?)?;
        Some((key?, category))
    }

    fn said(&mut self, letters: &str, line: u64) -> Said {
        let table = self.recipe.quality.as_deref();
        let table = table.and_then(|name| quality_table(self.context.atlas, name));
        let Some(table) = table.filter(|_| !letters.is_empty()) else {
            return Said::default();
        };
        look_up(table, letters).unwrap_or_else(|| {
            let known: Vec<&str> = table.keys().map(String::as_str).collect();
            let known = known.join(" ");
            let expected = format!("a quality letter of the recipe's table ({known})");
            let wording = found(expected, format!("\"{letters}\""));
            let place = self.context.place(line, "value_q");
            self.findings.error("unknown-quality", place, wording);
            Said::default()
        })
    }
}

/// The set of the flags with these keys; unknown keys are refused when the configuration is read.
#[must_use]
pub fn flags_of(keys: &[String]) -> Flags {
    Flags::ALL
        .into_iter()
        .filter(|(_, key)| keys.iter().any(|named| named == key))
        .fold(Flags::NONE, |set, (flag, _)| set.with(flag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::recipe::{Format, Recipe};
    use crate::report::Report;
    use teilraum::model::Axis;

    const HEADER: &str = "statistics_code;time;1_variable_code;1_variable_attribute_code;\
        2_variable_code;2_variable_attribute_code;value;value_unit;value_variable_code;value_q";

    fn recipe() -> Ffcsv {
        let table = r#"
            format = "ffcsv"
            file = "a.csv"
            decimal = ","
            period = { kind = "date" }
            areas = ["KREISE"]
            value = ["BEVSTD"]
            value_unit = "Anzahl"
            quality = "letters"
            categories = [{ variable = "GES", axis = "sex", map = { "" = "total", GESW = "female" } }]
            keys = "k"
            signs = "s"
        "#;
        match Recipe::parse(&table.parse().unwrap()).unwrap().format {
            Format::Ffcsv(ffcsv) => ffcsv,
            _ => panic!("a flat recipe"),
        }
    }

    /// Row, category, flags and text of every cell, and what was found.
    type Read = (Vec<(u32, CategoryIx, Flags, String)>, Vec<String>);

    fn run(rows: &str, recipe: &Ffcsv) -> Read {
        run_text(&format!("{HEADER}\n{rows}"), recipe)
    }

    fn run_text(text: &str, recipe: &Ffcsv) -> Read {
        let axes = [Axis {
            key: "sex".to_owned(),
            categories: vec!["total".to_owned(), "female".to_owned()],
        }];
        let atlas = crate::read::test::atlas();
        let common = crate::read::test::common("");
        let table = crate::read::test::table(text, ';');
        let context = Context {
            atlas: &atlas,
            common: &common,
            axes: &axes,
        };
        let mut report = Report::default();
        let mut findings = Repeats::new(&mut report);
        let raw = read(&table, recipe, context, &mut findings);
        findings.finish();
        let cells = raw.cells.iter();
        let cells = cells.map(|cell| {
            (
                cell.row,
                cell.category,
                cell.flags,
                cell.cell.text.to_owned(),
            )
        });
        let findings = report.into_findings();
        (
            cells.collect(),
            findings.iter().map(ToString::to_string).collect(),
        )
    }

    const ROWS: &str = "1;2024-12-31;KREISE;01001;GES;GESW;46676;Anzahl;BEVSTD;e\n\
        1;2024-12-31;KREISE;01001;GES;;92550;Anzahl;BEVSTD;()\n\
        1;2024-12-31;KREISE;01001;GES;;50,1;Prozent;BEVSTD;e\n\
        1;2024-12-31;KREISE;01001;GES;;7;Anzahl;OTHER;e\n";

    #[test]
    fn only_the_measured_variable_in_its_unit_is_read() {
        let (cells, findings) = run(ROWS, &recipe());
        assert_eq!(findings, Vec::<String>::new());
        let seen: Vec<_> = cells
            .iter()
            .map(|(row, category, _, text)| (*row, *category, text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [(2, CategoryIx(1), "46676"), (3, CategoryIx(0), "92550")]
        );
    }

    #[test]
    fn quality_letters_become_flags_and_unknown_ones_errors() {
        let (cells, _) = run(ROWS, &recipe());
        assert_eq!(cells[0].2, Flags::NONE);
        assert_eq!(cells[1].2, Flags::LOW_RELIABILITY);
        let (_, findings) = run(&ROWS.replace("()", "q"), &recipe());
        assert!(
            findings[0].starts_with("a.csv, row 3, column value_q"),
            "{findings:?}"
        );
    }

    #[test]
    fn an_attribute_without_category_is_an_error() {
        let (cells, findings) = run(&ROWS.replace("GESW", "GESX"), &recipe());
        assert_eq!(cells.len(), 1);
        assert_eq!(
            findings,
            [
                "a.csv, row 2, column GES: expected an attribute that the recipe maps, found \"GESX\""
            ]
        );
    }

    #[test]
    fn a_variable_the_recipe_does_not_name_is_an_error() {
        let (_, findings) = run(&ROWS.replace("GES;GESW", "NAT;GESW"), &recipe());
        assert!(
            findings[0].starts_with("a.csv, row 2: expected variables that"),
            "{findings:?}"
        );
    }

    #[test]
    fn a_selected_attribute_leaves_the_others_aside() {
        let mut recipe = recipe();
        recipe.select = vec![crate::config::recipe::FfcsvSelect {
            variable: "KREISTYP".to_owned(),
            attribute: String::new(),
        }];
        let rows = ROWS.replace("GES;GESW", "KREISTYP;A");
        assert_eq!(run(&rows, &recipe).1, Vec::<String>::new());
        assert_eq!(run(&rows, &recipe).0.len(), 1);
    }

    #[test]
    fn a_missing_column_or_a_short_row_is_an_error() {
        let (_, findings) = run("1;2024-12-31;KREISE\n", &recipe());
        assert_eq!(findings[0], "a.csv, row 2: expected 10 columns, found 3");
        let (cells, findings) = run_text("Wert;Einheit\n", &recipe());
        assert!(cells.is_empty());
        assert_eq!(
            findings[0],
            "a.csv, row 1: expected a column time, found no such column"
        );
    }

    #[test]
    fn the_older_dialect_has_a_column_for_each_variable_and_unit() {
        let text = "Statistik_Code;Zeit;1_Merkmal_Code;1_Auspraegung_Code;2_Merkmal_Code;\
            2_Auspraegung_Code;BEVSTD__Bevoelkerungsstand__Anzahl;BEVSTD__Bevoelkerungsstand__Prozent\n\
            12411;31.12.2019;KREISE;01001;GES;GESW;45083;50,1\n\
            12411;31.12.2019;KREISE;01001;GES;;89834;100\n";
        let (cells, findings) = run_text(text, &recipe());
        assert_eq!(findings, Vec::<String>::new());
        let seen: Vec<_> = cells.iter().map(|cell| (cell.1, cell.3.as_str())).collect();
        assert_eq!(seen, [(CategoryIx(1), "45083"), (CategoryIx(0), "89834")]);
        let (_, findings) = run_text(&text.replace("__Anzahl", "__1000"), &recipe());
        assert!(
            findings[0].contains("expected a column such as BEVSTD__…__Anzahl"),
            "{findings:?}"
        );
    }

    #[test]
    fn attributes_that_nobody_maps_may_be_left_aside() {
        let mut recipe = recipe();
        recipe.categories[0].others = Others::Leave;
        let (cells, findings) = run(&ROWS.replace("GESW", "GESX"), &recipe);
        assert_eq!((cells.len(), findings.len()), (1, 0));
    }
}
