//! SDMX-CSV 1.0 and 2.0: one observation per row, columns named by dimension and attribute.

use std::collections::BTreeSet;

use super::named::{Header, Parts, ValueColumn, read as read_layout};
use super::raw::{Context, PeriodForm, RawCells};
use super::table::Table;
use crate::config::recipe::{NamedPeriod, SdmxCsv};
use crate::repeats::Repeats;
use crate::report::{found, in_row};

const VALUE: &str = "OBS_VALUE";
const TIME: &str = "TIME_PERIOD";
/// Columns before the value that are no dimensions.
const FRAME: [&str; 6] = [
    "DATAFLOW",
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "LAST UPDATE",
];

/// Reads the observations that `recipe` selects.
///
/// A dimension that the recipe does not name must say the same in every selected row: another
/// category would double cells.
pub fn read<'t>(
    table: &'t Table,
    recipe: &SdmxCsv,
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) -> RawCells<'t> {
    let first = table.text(0, 0);
    let is_sdmx = ["DATAFLOW", "STRUCTURE"]
        .iter()
        .any(|name| first == *name || first.starts_with(&format!("{name}:")));
    if !is_sdmx {
        let wording = found(
            "a first column DATAFLOW or STRUCTURE",
            format!("\"{first}\""),
        );
        let place = in_row(context.file(), table.line(0), None);
        findings.error("wrong-header", place, wording);
        return RawCells::default();
    }
    let labelled = table.row(0).any(|cell| cell.text.contains(':'));
    let header = Header { table, labelled };
    let period = NamedPeriod {
        column: Some(TIME.to_owned()),
        constant: None,
        kind: recipe.period.kind,
        pattern: None,
        form: recipe.period.form.clone(),
    };
    let parts = Parts {
        keys: std::slice::from_ref(&recipe.key),
        period: &period,
        categories: &recipe.categories,
        selects: &recipe.select,
        qualities: &recipe.quality,
        fill_down: &[],
    };
    let value = header.find(VALUE, context, findings);
    let layout = parts.layout(&header, context, findings);
    let limits = header.limits(recipe.limits.as_ref(), None, context, findings);
    let (Some(mut layout), Some(value), Some(limits)) = (layout, value, limits) else {
        return RawCells::default();
    };
    layout.values.push(ValueColumn {
        at: value.at,
        name: VALUE.to_owned(),
        category: None,
        period: None,
        limits,
    });
    let named = layout.keys.iter();
    let named = named.chain(layout.categories.iter().map(|(column, _)| column));
    let named: BTreeSet<usize> = named.map(|column| column.at).collect();
    let selects: Vec<(usize, &[String])> = layout
        .selects
        .iter()
        .map(|(column, texts)| (column.at, *texts))
        .collect();
    let unnamed = |at: &usize| {
        let name = header.name(*at);
        let selected = selects
            .iter()
            .any(|(column, texts)| column == at && texts.len() == 1);
        !(named.contains(at) || selected || FRAME.contains(&name) || name == TIME)
    };
    let unnamed: Vec<usize> = (0..value.at).filter(unnamed).collect();
    refuse_doubling(&header, &unnamed, &selects, context, findings);
    let form = PeriodForm {
        kind: period.kind,
        pattern: None,
        form: period.form.as_deref(),
        only: &context.common.only_periods,
    };
    read_layout(&header, layout, form, context, findings)
}

/// Refuses rows that differ in a dimension nobody named, and rows that delete observations.
fn refuse_doubling(
    header: &Header<'_>,
    unnamed: &[usize],
    selects: &[(usize, &[String])],
    context: Context<'_>,
    findings: &mut Repeats<'_>,
) {
    let table = header.table;
    let code = |row: usize, at: usize| {
        let text = table.text(row, at);
        match text.split_once(':').filter(|_| header.labelled) {
            Some((code, _)) => code.trim(),
            None => text,
        }
    };
    let action = (0..header.width()).find(|at| header.name(*at) == "ACTION");
    let mut first: Option<usize> = None;
    for row in (1..table.len()).filter(|row| !table.is_blank(*row)) {
        let selected =
            |(at, texts): &(usize, &[String])| texts.iter().any(|text| text == code(row, *at));
        if !selects.iter().all(selected) {
            continue;
        }
        if let Some(at) = action.filter(|at| code(row, *at) == "D") {
            let place = context.place(table.line(row), header.name(at));
            findings.error("unreadable", place, found("observations", "one to delete"));
        }
        let first = *first.get_or_insert(row);
        for at in unnamed
            .iter()
            .filter(|at| code(first, **at) != code(row, **at))
        {
            let name = header.name(*at);
            let expected = format!(
                "`{}` in every row, or `{name}` in the recipe",
                code(first, *at)
            );
            let wording = found(expected, format!("`{}`", code(row, *at)));
            findings.error(
                "unknown-variable",
                context.place(table.line(row), name),
                wording,
            );
        }
    }
}

#[cfg(test)]
mod tests;
