//! A recipe for SDMX-CSV: dimensions, periods and values have fixed names or places.

use std::collections::BTreeSet;

use super::Proposal;
use super::error::InspectError;
use super::keys::{self, Keys};
use super::measure::{Axis, Cells, Measure, is_total};
use super::periods;
use super::source::Source;
use super::write::{Lines, key, quoted};
use crate::read::table::Table;

/// Whether the first column is that of SDMX-CSV.
#[must_use]
pub fn is_one(table: &Table) -> bool {
    let name = name(table, 0);
    (name == "DATAFLOW" || name == "STRUCTURE")
        && (0..table.width(0)).any(|at| self::name(table, at) == "OBS_VALUE")
}

fn name(table: &Table, column: usize) -> &str {
    let text = table.text(0, column);
    text.split_once(':').map_or(text, |(name, _)| name.trim())
}

/// What a cell says without its label.
fn code(table: &Table, row: usize, column: usize) -> &str {
    let text = table.text(row, column);
    let labelled = table.text(0, column).contains(':');
    text.split_once(':')
        .filter(|_| labelled)
        .map_or(text, |(code, _)| code.trim())
}

/// Proposes one indicator.
///
/// # Errors
/// If there is no dimension of areas, or no observation.
pub fn propose(source: &Source) -> Result<Proposal, InspectError> {
    let table = &source.table;
    let width = table.width(0);
    let rows = || (1..table.len()).filter(|row| !table.is_blank(*row));
    let column = |wanted: &str| (0..width).find(|at| name(table, *at) == wanted);
    let unfit = |expected: &str| InspectError::unfit(source.file.as_str(), expected, "none");
    let value = column("OBS_VALUE").ok_or_else(|| unfit("a column OBS_VALUE"))?;
    let time = column("TIME_PERIOD").ok_or_else(|| unfit("a column TIME_PERIOD"))?;
    let first = rows().next().ok_or_else(|| unfit("observations"))?;
    let frame = [
        "DATAFLOW",
        "STRUCTURE",
        "STRUCTURE_ID",
        "STRUCTURE_NAME",
        "ACTION",
        "LAST UPDATE",
    ];
    let dimensions: Vec<usize> = (0..value)
        .filter(|at| *at != time && !frame.contains(&name(table, *at)))
        .collect();
    let keyed = |at: &usize| rows().all(|row| keys::form(code(table, row, *at)).is_some());
    let hinted = |at: &usize| matches!(name(table, *at), "REF_AREA" | "GEO" | "geo");
    let area = dimensions
        .iter()
        .copied()
        .find(hinted)
        .or_else(|| dimensions.iter().copied().find(keyed));
    let area = area.ok_or_else(|| unfit("a dimension of areas"))?;
    let cells = Cells::of(rows().map(|row| table.cell(row, value)), source);
    let (mut unsure, mut atlas) = (source.unsure.clone(), Lines::default());
    Keys::of(rows().map(|row| code(table, row, area))).rules("file", &mut atlas, &mut unsure);
    let signs = cells.signs.table("file", &mut atlas, &mut unsure);
    let others = dimensions.into_iter().filter(|at| *at != area);
    let (axes, selects) = choose(table, others, &mut unsure);
    let title = code(table, first, 0).to_owned();
    let measure = Measure {
        unit: String::new(),
        axes: axes.iter().map(|(_, axis)| axis.clone()).collect(),
        title,
    };
    let mut out = Lines::default();
    measure.write(
        &key(&measure.title, "figures"),
        cells.decimals(rows().map(|row| table.cell(row, value))),
        &mut out,
        &mut unsure,
    );
    out.line("[[indicator.read]]")
        .reason("SDMX-CSV, by its first column")
        .text("format", "sdmx-csv")
        .text("file", &source.file);
    for line in source.container.lines() {
        out.line(line);
    }
    out.reason(&cells.signs.words())
        .text("signs", &signs)
        .text("keys", "file")
        .text("key", name(table, area));
    let said = code(table, first, time);
    let form = match periods::kind(said) {
        Some(kind) => format!("{{ kind = \"{kind}\" }}"),
        None => {
            unsure.push(format!(
                "TIME_PERIOD says \"{said}\", which is no kind of period known here; put the days that the figures hold for"
            ));
            "{ kind = \"date\" }".to_owned()
        }
    };
    out.field("period", form);
    write_lists(&axes, &selects, |name| column(name).is_some(), &mut out);
    Ok(Proposal {
        recipe: out.into_text(),
        atlas: atlas.into_text(),
        unsure,
    })
}

/// Axes are dimensions with a total; of the others one code is read.
fn choose<'t>(
    table: &'t Table,
    dimensions: impl Iterator<Item = usize>,
    unsure: &mut Vec<String>,
) -> (Vec<(&'t str, Axis)>, Vec<String>) {
    let (mut axes, mut selects) = (Vec::new(), Vec::new());
    for at in dimensions {
        let rows = (1..table.len()).filter(|row| !table.is_blank(*row));
        let texts: BTreeSet<&str> = rows.map(|row| code(table, row, at)).collect();
        let named = name(table, at);
        let entries = texts
            .iter()
            .map(|text| ((*text).to_owned(), (*text).to_owned()));
        let entries: Vec<(String, String)> = entries.collect();
        if texts.len() > 1 && texts.iter().any(|text| is_total(text)) {
            axes.push((named, Axis::of(named, &entries)));
        } else if texts.len() > 1 {
            let one = texts.first().copied().unwrap_or_default();
            let select = format!("{{ column = {}, is = {} }}", quoted(named), quoted(one));
            selects.push(select);
            unsure.push(format!(
                "dimension {named} has {} codes and no total, only \"{one}\" is read",
                texts.len()
            ));
        }
    }
    (axes, selects)
}

/// Attributes that say something beside the value, and the built-in tables of their letters.
const ATTRIBUTES: [(&str, &str); 3] = [
    ("OBS_STATUS", "@sdmx-status"),
    ("CONF_STATUS", "@sdmx-conf"),
    ("OBS_FLAG", "@eurostat"),
];

fn write_lists(
    axes: &[(&str, Axis)],
    selects: &[String],
    is_column: impl Fn(&str) -> bool,
    out: &mut Lines,
) {
    let category = |(column, axis): &(&str, Axis)| {
        format!(
            "{{ column = {}, axis = {}, map = {} }}",
            quoted(column),
            quoted(&axis.key),
            axis.toml()
        )
    };
    let categories: Vec<String> = axes.iter().map(category).collect();
    let quality = ATTRIBUTES.into_iter().filter(|(name, _)| is_column(name));
    let quality =
        quality.map(|(name, table)| format!("{{ column = \"{name}\", table = \"{table}\" }}"));
    let quality: Vec<String> = quality.collect();
    let lists = [
        ("categories", categories.as_slice()),
        ("select", selects),
        ("quality", quality.as_slice()),
    ];
    for (field, entries) in lists.into_iter().filter(|(_, entries)| !entries.is_empty()) {
        out.field(field, format!("[{}]", entries.join(", ")));
    }
}
