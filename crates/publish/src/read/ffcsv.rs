//! GENESIS flat files: one row per cell, unsorted, several units in one file.

use std::collections::BTreeMap;

use teilraum::model::{Axis, Flags};

use super::{DAMAGE, RawCell, period};
use crate::config::indicator::category_of;
use crate::config::recipe::Ffcsv;
use crate::report::{Report, found, in_file, in_row};

/// Quality letters to flag keys.
pub type QualityTable = BTreeMap<String, Vec<String>>;

/// What a flat file is read with.
pub struct Context<'a> {
    /// The recipe.
    pub recipe: &'a Ffcsv,
    /// The indicator's axes.
    pub axes: &'a [Axis],
    /// The declared quality letters.
    pub quality: Option<&'a QualityTable>,
    /// The file, as findings name it.
    pub file: &'a str,
}

/// Positions of the columns that matter.
struct Columns {
    time: usize,
    value: usize,
    unit: usize,
    measured: usize,
    quality: Option<usize>,
    /// Code and attribute columns of each variable.
    variables: Vec<(usize, usize)>,
}

/// Reads the cells of the measured variable out of `text`.
///
/// Rows of other variables, units, area levels and unselected attributes are left aside; a
/// variable that the recipe does not name at all is an error, because its rows would double cells.
pub fn read(text: &str, context: &Context<'_>, report: &mut Report) -> Vec<RawCell> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let Some(columns) = columns(&header, context, report) else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for record in reader.records() {
        let row = match record {
            Ok(row) => row,
            Err(error) => {
                let wording = found("rows of a table", error.to_string());
                report.error("unreadable", in_file(context.file), wording);
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        if row.len() == header.len() {
            cells.extend(cell(line, &row, &columns, context, report));
        } else {
            let wording = found(format!("{} columns", header.len()), row.len().to_string());
            report.error("wrong-width", in_row(context.file, line, None), wording);
        }
    }
    if cells.is_empty() {
        let wording = found(
            format!(
                "rows of {} in {}",
                context.recipe.value.join(", "),
                context.recipe.value_unit
            ),
            "none",
        );
        report.error("no-data", in_file(context.file), wording);
    }
    cells
}

fn columns(
    header: &csv::StringRecord,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<Columns> {
    let find = |name: &str| header.iter().position(|field| field == name);
    let mut need = |name: &str| {
        let at = find(name);
        if at.is_none() {
            let place = in_row(context.file, 1, None);
            report.error(
                "wrong-header",
                place,
                found(format!("a column {name}"), "no such column"),
            );
        }
        at
    };
    let (time, value) = (need("time"), need("value"));
    let (unit, measured) = (need("value_unit"), need("value_variable_code"));
    let variables = (1..)
        .map_while(|at| {
            let code = find(&format!("{at}_variable_code"))?;
            Some((code, find(&format!("{at}_variable_attribute_code"))?))
        })
        .collect();
    let quality = find("value_q");
    if quality.is_some() && context.quality.is_none() {
        let wording = found("a quality table in the recipe", "a column value_q");
        report.error("config", in_row(context.file, 1, Some("value_q")), wording);
    }
    Some(Columns {
        time: time?,
        value: value?,
        unit: unit?,
        measured: measured?,
        quality,
        variables,
    })
}

fn cell(
    line: u64,
    row: &csv::StringRecord,
    columns: &Columns,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<RawCell> {
    let field = |at: usize| row.get(at).unwrap_or_default().trim();
    let recipe = context.recipe;
    let is_measured = recipe
        .value
        .iter()
        .any(|code| code == field(columns.measured));
    if !is_measured || field(columns.unit) != recipe.value_unit {
        return None;
    }
    let (key, category) = place_in_table(line, row, columns, context, report)?;
    let mut damaged = |column: &str, text: &str| {
        let place = in_row(context.file, line, Some(column));
        report.error(
            "damaged-text",
            place,
            found("readable characters", format!("\"{text}\"")),
        );
    };
    let text = field(columns.value);
    if text.contains(DAMAGE) || key.contains(DAMAGE) {
        damaged("value", text);
        return None;
    }
    let period = period::parse(field(columns.time), recipe.period.kind);
    if period.is_none() {
        let expected = format!("a period of the kind {:?}", recipe.period.kind);
        let wording = found(expected, format!("\"{}\"", field(columns.time)));
        report.error(
            "no-period",
            in_row(context.file, line, Some("time")),
            wording,
        );
    }
    let letters = columns.quality.map(field).unwrap_or_default();
    Some(RawCell {
        row: line,
        column: "value".to_owned(),
        key: key.to_owned(),
        period: period?,
        category,
        text: text.to_owned(),
        flags: flags(letters, line, context, report),
    })
}

/// The area's key and the category of a row; `None` if the row is none of this recipe.
fn place_in_table<'r>(
    line: u64,
    row: &'r csv::StringRecord,
    columns: &Columns,
    context: &Context<'_>,
    report: &mut Report,
) -> Option<(&'r str, teilraum::model::CategoryIx)> {
    let recipe = context.recipe;
    let mut key = None;
    let mut categories = vec![None; recipe.categories.len()];
    for (code_at, attribute_at) in &columns.variables {
        let code = row.get(*code_at).unwrap_or_default().trim();
        let attribute = row.get(*attribute_at).unwrap_or_default().trim();
        if recipe.areas.iter().any(|area| area == code) {
            key = Some(attribute);
        } else if let Some(select) = recipe.select.iter().find(|select| select.variable == code) {
            if select.attribute != attribute {
                return None;
            }
        } else if let Some(at) = recipe
            .categories
            .iter()
            .position(|one| one.variable == code)
        {
            let mapped = recipe
                .categories
                .get(at)
                .and_then(|one| one.map.get(attribute));
            if mapped.is_none() {
                let place = in_row(context.file, line, Some(code));
                let wording = found(
                    "an attribute that the recipe maps",
                    format!("\"{attribute}\""),
                );
                report.error("unknown-category", place, wording);
            }
            *categories.get_mut(at)? = Some(mapped?.as_str());
        } else {
            let place = in_row(context.file, line, None);
            let expected = "variables that the recipe names as areas, categories or select";
            report.error(
                "unknown-variable",
                place,
                found(expected, format!("`{code}`")),
            );
            return None;
        }
    }
    let categories: Option<Vec<&str>> = categories.into_iter().collect();
    let category = category_of(context.axes, &categories?)?;
    Some((key?, category))
}

fn flags(letters: &str, line: u64, context: &Context<'_>, report: &mut Report) -> Flags {
    let Some(table) = context.quality.filter(|_| !letters.is_empty()) else {
        return Flags::NONE;
    };
    let Some(keys) = table.get(letters) else {
        let place = in_row(context.file, line, Some("value_q"));
        let known: Vec<&str> = table.keys().map(String::as_str).collect();
        let expected = format!(
            "a quality letter of the recipe's table ({})",
            known.join(" ")
        );
        report.error(
            "unknown-quality",
            place,
            found(expected, format!("\"{letters}\"")),
        );
        return Flags::NONE;
    };
    flags_of(keys)
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
    use teilraum::model::CategoryIx;

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
            categories = [{ variable = "GES", axis = "sex", map = { "" = "total", GESW = "female" } }]
            keys = "k"
            signs = "s"
        "#;
        match Recipe::parse(&table.parse().unwrap()).unwrap().format {
            Format::Ffcsv(ffcsv) => ffcsv,
            _ => panic!("a flat recipe"),
        }
    }

    fn run(rows: &str, recipe: &Ffcsv) -> (Vec<RawCell>, Vec<String>) {
        let axes = [Axis {
            key: "sex".to_owned(),
            categories: vec!["total".to_owned(), "female".to_owned()],
        }];
        let letters = |key: &str| vec![key.to_owned()];
        let quality = QualityTable::from([
            ("e".to_owned(), Vec::new()),
            ("()".to_owned(), letters("low-reliability")),
        ]);
        let context = Context {
            recipe,
            axes: &axes,
            quality: Some(&quality),
            file: "a.csv",
        };
        let mut report = Report::default();
        let cells = read(&format!("{HEADER}\n{rows}"), &context, &mut report);
        let findings = report.into_findings();
        (cells, findings.iter().map(ToString::to_string).collect())
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
            .map(|cell| (cell.row, cell.category, cell.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [(2, CategoryIx(1), "46676"), (3, CategoryIx(0), "92550")]
        );
    }

    #[test]
    fn quality_letters_become_flags_and_unknown_ones_errors() {
        let (cells, _) = run(ROWS, &recipe());
        assert_eq!(cells[0].flags, Flags::NONE);
        assert_eq!(cells[1].flags, Flags::LOW_RELIABILITY);
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
        let mut report = Report::default();
        let recipe = recipe();
        let context = Context {
            recipe: &recipe,
            axes: &[],
            quality: None,
            file: "a.csv",
        };
        assert!(read("Zeit;Wert\n", &context, &mut report).is_empty());
        let findings = report.into_findings();
        assert_eq!(
            findings[0].to_string(),
            "a.csv, row 1: expected a column time, found no such column"
        );
    }
}
