//! A recipe for a flat file of GENESIS: it names its variables itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Proposal;
use super::error::InspectError;
use super::keys::{self, Keys};
use super::measure::{Axis, Cells, Measure, is_total};
use super::periods;
use super::source::Source;
use super::write::{Lines, apart, key, list, quoted};
use crate::read::table::Table;

/// Columns of one variable: its code, attribute, label, and label of the attribute.
struct Variable {
    code: usize,
    attribute: usize,
    label: Option<usize>,
    attribute_label: Option<usize>,
}

/// A measured variable with its unit and the rows that hold it.
struct Measured {
    code: String,
    label: String,
    unit: String,
    rows: Vec<usize>,
    column: usize,
}

/// Attributes of a variable with their labels.
type Entries = Vec<(String, String)>;

/// Whether the header is that of a flat file, newer or older.
#[must_use]
pub fn is_one(table: &Table) -> bool {
    let has = |name: &str| find(table, name).is_some();
    (has("time") && has("value") && has("1_variable_code"))
        || (has("Zeit") && has("1_Merkmal_Code"))
}

fn find(table: &Table, name: &str) -> Option<usize> {
    table.row(0).position(|cell| cell.text == name)
}

/// Proposes one indicator per measured variable.
///
/// # Errors
/// If the file has no rows of values.
pub fn propose(source: &Source) -> Result<Proposal, InspectError> {
    let table = &source.table;
    let older = find(table, "time").is_none();
    let expected = "rows with a period, areas and values";
    let unfit = || InspectError::unfit(source.file.as_str(), expected, "none");
    let time = find(table, if older { "Zeit" } else { "time" }).ok_or_else(unfit)?;
    let variables = variables(table, older);
    let measured = if older {
        measured_columns(table)
    } else {
        measured_rows(table)
    };
    let rows = || (1..table.len()).filter(|row| !table.is_blank(*row));
    let when = rows()
        .find_map(|row| periods::within(table.text(row, time)))
        .ok_or_else(unfit)?;
    let areas = areas(table, &variables);
    if measured.is_empty() || areas.is_empty() {
        return Err(unfit());
    }
    let cells = Cells::of(
        measured
            .iter()
            .flat_map(|one| one.rows.iter().map(|row| table.cell(*row, one.column))),
        source,
    );
    let mut unsure = source.unsure.clone();
    unsure.extend(cells.printed.unsure.clone());
    unsure.extend(when.doubt());
    let mut atlas = Lines::default();
    let area_cells = variables.iter().flat_map(|one| {
        rows()
            .filter(|row| areas.contains(table.text(*row, one.code)))
            .map(|row| table.text(row, one.attribute))
    });
    Keys::of(area_cells).rules("file", &mut atlas, &mut unsure);
    let signs = cells.signs.table("file", &mut atlas, &mut unsure);
    let quality = has_quality(table);
    let names = names(&measured);
    let mut out = Lines::default();
    for (one, name) in measured.iter().zip(&names) {
        let chosen = axes(table, &variables, &areas, one);
        let axes = &chosen.axes;
        let measure = Measure {
            title: one.label.clone(),
            unit: one.unit.clone(),
            axes: axes.iter().map(|(_, axis)| axis.clone()).collect(),
        };
        let decimals = cells.decimals(one.rows.iter().map(|row| table.cell(*row, one.column)));
        measure.write(name, decimals, &mut out, &mut unsure);
        begin(source, older, &mut out);
        cells.write(&signs, &mut out);
        out.text("keys", "file")
            .field("period", format!("{{ kind = \"{}\" }}", when.kind));
        out.reason("variables whose attributes are keys of areas")
            .field("areas", list(areas.iter().map(String::as_str)));
        out.field("value", list([one.code.as_str()]))
            .text("value_unit", &one.unit);
        write_categories(axes, &mut out);
        chosen.write_selects(&mut out);
        let open = chosen.doubts().into_iter();
        let new: Vec<String> = open.filter(|open| !unsure.contains(open)).collect();
        unsure.extend(new);
        if quality {
            out.reason("the file has quality letters")
                .text("quality", "@genesis");
        }
        out.line("");
    }
    Ok(Proposal {
        recipe: out.into_text(),
        atlas: atlas.into_text(),
        unsure,
    })
}

/// What each recipe begins with.
fn begin(source: &Source, older: bool, out: &mut Lines) {
    out.line("[[indicator.read]]").reason(&format!(
        "{} flat file, by the names of its columns",
        if older { "an older" } else { "a newer" }
    ));
    out.text("format", "ffcsv").text("file", &source.file);
    for line in source.container.lines() {
        out.line(line);
    }
}

fn has_quality(table: &Table) -> bool {
    let mut names = table.row(0);
    names.any(|cell| cell.text == "value_q" || cell.text.ends_with("__q"))
}

/// A key of its own for each variable.
fn names(measured: &[Measured]) -> Vec<String> {
    let names = measured.iter().map(|one| key(&one.label, "figures"));
    let mut names: Vec<String> = names.collect();
    apart(&mut names);
    names
}

fn write_categories(axes: &[(String, Axis)], out: &mut Lines) {
    if axes.is_empty() {
        return;
    }
    let entry = |(variable, axis): &(String, Axis)| {
        format!(
            "    {{ variable = {}, axis = {}, map = {} }},\n",
            quoted(variable),
            quoted(&axis.key),
            axis.toml()
        )
    };
    let entries: Vec<String> = axes.iter().map(entry).collect();
    out.field("categories", format!("[\n{}]", entries.concat()));
}

fn variables(table: &Table, older: bool) -> Vec<Variable> {
    let [code, attribute, label, attribute_label] = match older {
        true => [
            "Merkmal_Code",
            "Auspraegung_Code",
            "Merkmal_Label",
            "Auspraegung_Label",
        ],
        false => [
            "variable_code",
            "variable_attribute_code",
            "variable_label",
            "variable_attribute_label",
        ],
    };
    let column = |at: usize, name: &str| find(table, &format!("{at}_{name}"));
    let variable = |at: usize| {
        Some(Variable {
            code: column(at, code)?,
            attribute: column(at, attribute)?,
            label: column(at, label),
            attribute_label: column(at, attribute_label),
        })
    };
    (1..).map_while(variable).collect()
}

fn measured_rows(table: &Table) -> Vec<Measured> {
    let column = |name| find(table, name);
    let (Some(value), Some(unit), Some(code)) = (
        column("value"),
        column("value_unit"),
        column("value_variable_code"),
    ) else {
        return Vec::new();
    };
    let label = column("value_variable_label").unwrap_or(code);
    let mut found: BTreeMap<(String, String), Measured> = BTreeMap::new();
    for row in (1..table.len()).filter(|row| !table.is_blank(*row)) {
        let text = |column| table.text(row, column).to_owned();
        let one = found
            .entry((text(code), text(unit)))
            .or_insert_with(|| Measured {
                code: text(code),
                label: text(label),
                unit: text(unit),
                rows: Vec::new(),
                column: value,
            });
        one.rows.push(row);
    }
    found.into_values().collect()
}

fn measured_columns(table: &Table) -> Vec<Measured> {
    let rows: Vec<usize> = (1..table.len())
        .filter(|row| !table.is_blank(*row))
        .collect();
    let names = table.row(0).enumerate();
    let split = |(at, name): (usize, &str)| {
        let parts: Vec<&str> = name.split("__").collect();
        match parts.as_slice() {
            [code, label, unit] if *unit != "q" => Some(Measured {
                code: (*code).to_owned(),
                label: label.replace('_', " "),
                unit: (*unit).to_owned(),
                rows: rows.clone(),
                column: at,
            }),
            _ => None,
        }
    };
    names
        .filter_map(|(at, cell)| split((at, cell.text)))
        .collect()
}

/// Codes of the variables whose attributes are keys.
fn areas(table: &Table, variables: &[Variable]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for variable in variables {
        for row in (1..table.len()).filter(|row| !table.text(*row, variable.code).is_empty()) {
            let (keyed, all) = counts.entry(table.text(row, variable.code)).or_default();
            *keyed += usize::from(keys::form(table.text(row, variable.attribute)).is_some());
            *all += 1;
        }
    }
    let keyed = counts
        .into_iter()
        .filter(|(_, (keyed, all))| keyed * 10 >= all * 9);
    keyed.map(|(code, _)| code.to_owned()).collect()
}

/// The other variables of a measured one.
#[derive(Default)]
struct Chosen {
    /// Variables with their attributes as categories.
    axes: Vec<(String, Axis)>,
    /// Variables that never stand in one row with an axis, and that axis.
    aside: Vec<(String, String)>,
    /// Whether rows lack one of the variables of the file.
    gaps: bool,
    /// Whether rows lack a variable that is an axis.
    short: bool,
}

impl Chosen {
    fn write_selects(&self, out: &mut Lines) {
        let mut entries = Vec::new();
        for (variable, other) in &self.aside {
            out.reason(&format!(
                "rows have {other} or {variable}, never both; no attribute is `?`: those of {variable} are left aside"
            ));
            entries.push(format!(
                "{{ variable = {}, attribute = \"?\" }}",
                quoted(variable)
            ));
        }
        if self.gaps {
            out.reason("rows of these figures have no further variable: its columns are empty");
            entries.push("{ variable = \"\", attribute = \"\" }".to_owned());
        }
        if !entries.is_empty() {
            out.field("select", format!("[{}]", entries.join(", ")));
        }
    }

    fn doubts(&self) -> Vec<String> {
        let names: Vec<&str> = self.axes.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(", ");
        let aside = self.aside.iter().map(|(variable, other)| {
            format!(
                "rows have {other} or {variable}, never both: those of {variable} are left aside; copy the recipe for them"
            )
        });
        let short = self
            .short
            .then(|| format!("rows without one of {names} are left aside"));
        aside.chain(short).collect()
    }
}

/// A variable with its label and attributes.
struct Dimension {
    code: String,
    label: String,
    entries: Entries,
}

/// Which variables of a measured one are axes: those that stand together, those with a total first.
fn axes(table: &Table, variables: &[Variable], areas: &BTreeSet<String>, one: &Measured) -> Chosen {
    let (mut chosen, mut found) = (Chosen::default(), Vec::<Dimension>::new());
    let mut together: BTreeSet<(String, String)> = BTreeSet::new();
    let mut combinations: BTreeSet<Vec<&str>> = BTreeSet::new();
    for row in &one.rows {
        let codes = variables.iter().map(|one| table.text(*row, one.code));
        chosen.gaps |= codes.clone().any(str::is_empty);
        let codes: Vec<&str> = codes
            .filter(|code| !code.is_empty() && !areas.contains(*code))
            .collect();
        combinations.insert(codes);
        for variable in variables {
            let code = table.text(*row, variable.code);
            if !code.is_empty() && !areas.contains(code) {
                gather(table, *row, variable, &mut found);
            }
        }
    }
    for codes in &combinations {
        for first in codes {
            together.extend(
                codes
                    .iter()
                    .map(|two| ((*first).to_owned(), (*two).to_owned())),
            );
        }
    }
    let has_total = |one: &&Dimension| one.entries.iter().any(|(_, label)| is_total(label));
    let with_total = found.iter().filter(has_total);
    let order = with_total.chain(found.iter().filter(|one| !has_total(one)));
    let mut kept: Vec<&str> = Vec::new();
    for one in order {
        let fits = |other: &&str| together.contains(&(one.code.clone(), (*other).to_owned()));
        match kept.iter().find(|other| !fits(other)) {
            None => kept.push(&one.code),
            Some(other) => chosen.aside.push((one.code.clone(), (*other).to_owned())),
        }
    }
    let is_whole = |codes: &Vec<&str>| {
        let is_aside = codes.iter().any(|code| !kept.contains(code));
        is_aside || kept.iter().all(|code| codes.contains(code))
    };
    chosen.short = !combinations.iter().all(is_whole);
    for one in found.iter().filter(|one| kept.contains(&one.code.as_str())) {
        let mut entries = one.entries.clone();
        entries.sort();
        chosen
            .axes
            .push((one.code.clone(), Axis::of(&one.label, &entries)));
    }
    chosen
}

/// Adds the attribute of a row to those of its variable.
fn gather(table: &Table, row: usize, variable: &Variable, found: &mut Vec<Dimension>) {
    let said = |column: Option<usize>, otherwise: usize| {
        table.text(row, column.unwrap_or(otherwise)).to_owned()
    };
    let code = table.text(row, variable.code);
    let entry = (
        table.text(row, variable.attribute).to_owned(),
        said(variable.attribute_label, variable.attribute),
    );
    let at = found.iter().position(|known| known.code == code);
    let at = at.unwrap_or_else(|| {
        found.push(Dimension {
            code: code.to_owned(),
            label: said(variable.label, variable.code),
            entries: Vec::new(),
        });
        found.len() - 1
    });
    if let Some(one) = found.get_mut(at)
        && !one.entries.iter().any(|(known, _)| *known == entry.0)
    {
        one.entries.push(entry);
    }
}
