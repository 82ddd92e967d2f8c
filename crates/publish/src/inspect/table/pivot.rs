//! A recipe for a table with header rows: columns by number.

use std::collections::{BTreeMap, BTreeSet};

use super::when::When;
use super::{Draft, MOST};
use crate::inspect::measure::{Axis, Measure, is_total};
use crate::inspect::periods::{self, Within};
use crate::inspect::write::{Lines, apart, key, quoted};

impl Draft<'_> {
    /// Indicators with the recipes of their columns.
    pub(super) fn pivot(&mut self) -> String {
        let columns: Vec<(usize, Vec<String>)> = self
            .values
            .iter()
            .map(|at| (*at, self.heads(*at)))
            .collect();
        let rows = self.layout.header.len();
        let varying = |row: &usize| {
            let texts: BTreeSet<&str> = columns
                .iter()
                .filter_map(|(_, heads)| heads.get(*row))
                .map(String::as_str)
                .collect();
            texts.len() > 1
        };
        let varying: Vec<usize> = (0..rows).filter(varying).collect();
        let mut out = Lines::default();
        let dated = varying
            .iter()
            .copied()
            .find(|row| within_row(*row, &columns).is_some());
        if let (Some(row), None) = (dated, self.layout.period()) {
            self.pivot_by_period(row, &columns, &mut out);
        } else if let [row] = varying.as_slice()
            && columns
                .iter()
                .any(|(_, heads)| heads.get(*row).is_some_and(|head| is_total(head)))
        {
            self.pivot_with_axis(*row, &columns, &mut out);
        } else {
            self.limit(columns.len());
            let mut names: Vec<String> = columns
                .iter()
                .map(|(_, heads)| key(heads.first().map_or("", String::as_str), "figures"))
                .collect();
            apart(&mut names);
            for ((at, heads), name) in columns.iter().zip(names).take(MOST) {
                let column = format!("[{{ column = {}, header = {} }}]", at + 1, listed(heads));
                let measure = titled(heads, None);
                let texts: Vec<&str> = heads.iter().map(String::as_str).collect();
                let own = self.own_period(&texts);
                let when = own.unwrap_or_else(|| self.when_by_number());
                self.pivot_recipe((&measure, &name), &[*at], (&when, column), &mut out);
            }
        }
        out.into_text()
    }

    fn pivot_with_axis(&mut self, row: usize, columns: &[(usize, Vec<String>)], out: &mut Lines) {
        let heads = |heads: &[String]| heads.get(row).cloned().unwrap_or_default();
        let texts: Vec<(String, String)> = columns
            .iter()
            .map(|(_, all)| (heads(all), heads(all)))
            .collect();
        let above = columns
            .first()
            .and_then(|(_, all)| all.get(row.checked_sub(1)?))
            .cloned();
        let axis = Axis::of(above.as_deref().unwrap_or("category"), &texts);
        let category = |head: &str| {
            axis.map
                .iter()
                .find(|(from, _)| from == head)
                .map_or("", |(_, to)| to.as_str())
        };
        let entries: Vec<String> = columns
            .iter()
            .map(|(at, all)| {
                format!(
                    "    {{ column = {}, header = {}, category = {} }},\n",
                    at + 1,
                    listed(all),
                    quoted(category(&heads(all)))
                )
            })
            .collect();
        let first = columns
            .first()
            .map(|(_, all)| all.as_slice())
            .unwrap_or_default();
        let mut measure = titled(first, Some(row));
        if measure.title.is_empty() {
            measure.title = self.preamble();
        }
        measure.axes.push(axis);
        let name = key(&measure.title, "figures");
        let when = self.when_by_number();
        let all: Vec<usize> = columns.iter().map(|(at, _)| *at).collect();
        self.pivot_recipe(
            (&measure, &name),
            &all,
            (&when, format!("[\n{}]", entries.concat())),
            out,
        );
    }

    fn pivot_by_period(&mut self, row: usize, columns: &[(usize, Vec<String>)], out: &mut Lines) {
        let found = within_row(row, columns).unwrap_or_default();
        self.doubt_all(found.iter().find_map(Within::doubt));
        let mut groups: BTreeMap<Vec<String>, Vec<Dated<'_>>> = BTreeMap::new();
        for ((at, heads), when) in columns.iter().zip(&found) {
            let others = heads.iter().enumerate().filter(|(at, _)| *at != row);
            let mut rest: Vec<String> = others.map(|(_, head)| head.clone()).collect();
            let around = [when.before.trim(), when.after.trim()];
            rest.insert(0, around.join(" ").trim().to_owned());
            groups.entry(rest).or_default().push((*at, heads, when));
        }
        // What stands around every period tells no columns apart.
        let around: BTreeSet<&String> = groups.keys().filter_map(|heads| heads.first()).collect();
        let skipped =
            usize::from(around.len() == 1 && columns.iter().any(|(_, all)| all.len() > 1));
        let rest = |heads: &[String]| heads.get(skipped..).unwrap_or_default().to_vec();
        let mut names: Vec<String> = groups
            .keys()
            .map(|heads| {
                let heads = rest(heads);
                let first = heads.iter().find(|head| !head.is_empty());
                key(first.map_or("", String::as_str), "figures")
            })
            .collect();
        apart(&mut names);
        for ((heads, columns), name) in groups.iter().zip(names).take(MOST) {
            let kind = columns
                .last()
                .map_or("calendar-year", |(.., when)| when.kind);
            let entries: Vec<String> = columns.iter().map(dated_entry).collect();
            let when = When {
                field: format!("{{ kind = \"{kind}\" }}"),
                reason: "the header says it for each column".to_owned(),
            };
            let all: Vec<usize> = columns.iter().map(|(at, ..)| *at).collect();
            let mut measure = titled(&rest(heads), None);
            if measure.title.is_empty() {
                measure.title = self.preamble();
            }
            self.pivot_recipe(
                (&measure, &name),
                &all,
                (&when, format!("[\n{}]", entries.concat())),
                out,
            );
        }
    }

    fn pivot_recipe(
        &mut self,
        (measure, name): (&Measure, &str),
        columns: &[usize],
        (when, entries): (&When, String),
        out: &mut Lines,
    ) {
        self.write_indicator(measure, name, columns, out);
        self.begin("pivot", out);
        out.reason(&format!(
            "the header begins in row {}, data in row {}",
            self.skip() + 1,
            self.source.table.line(self.layout.data.start)
        ));
        out.field("skip_rows", self.skip())
            .field("header_rows", self.layout.header.len());
        if self.spans() {
            out.reason("a text of the header stands over several columns")
                .line("header_spans = true");
        }
        self.stop(out);
        out.field("width", self.layout.width);
        out.reason(&format!("key: {}", self.keys.words()))
            .field("key_column", self.key + 1);
        let down: Vec<String> = self
            .fill_down()
            .into_iter()
            .map(|at| (at + 1).to_string())
            .collect();
        if !down.is_empty() {
            out.reason("empty cells repeat the one above")
                .field("fill_down", format!("[{}]", down.join(", ")));
        }
        out.reason(&format!("period: {}", when.reason))
            .field("period", &when.field);
        out.field("columns", entries).line("");
    }

    /// Whether a text of the header stands only over the first of its columns.
    fn spans(&self) -> bool {
        self.values.iter().any(|at| {
            self.layout
                .names(&self.source.table, *at)
                .iter()
                .zip(self.heads(*at))
                .any(|(own, head)| *own != head)
        })
    }

    /// The texts over a column; where one is empty, that of the column to the left that holds for it.
    fn heads(&self, column: usize) -> Vec<String> {
        let first = self.values.first().copied().unwrap_or(column);
        let head = |row: usize| {
            let mut left = (first..=column).rev().map(|at| self.text(row, at));
            let own = self.text(row, column);
            // The last row names single columns: nothing there holds for a neighbour.
            match row + 1 == self.layout.header.end {
                true => own.to_owned(),
                false => left.find(|text| !text.is_empty()).unwrap_or(own).to_owned(),
            }
        };
        self.layout.header.clone().map(head).collect()
    }

    /// The first line before the table that is long enough for a title.
    fn preamble(&self) -> String {
        let rows = 0..self.layout.header.start;
        let texts = rows
            .map(|row| self.text(row, 0))
            .filter(|text| !text.starts_with("GENESIS"));
        texts
            .map(str::to_owned)
            .find(|text| text.chars().count() > 8)
            .unwrap_or_default()
    }
}

/// A column with the texts over it and the period they say.
type Dated<'c> = (usize, &'c Vec<String>, &'c Within<'c>);

fn dated_entry((at, all, when): &Dated<'_>) -> String {
    format!(
        "    {{ column = {}, header = {}, period = {} }},\n",
        at + 1,
        listed(all),
        quoted(&when.period)
    )
}

/// The periods that a row of the header says, if it says one over each column.
fn within_row(row: usize, columns: &[(usize, Vec<String>)]) -> Option<Vec<Within<'_>>> {
    let heads = columns.iter().map(|(_, heads)| heads.get(row));
    let heads: Option<Vec<&str>> = heads.map(|head| head.map(String::as_str)).collect();
    periods::within_all(&heads?)
}

/// The words over a column: a title, and the unit from the last row if there are several.
fn titled(heads: &[String], without: Option<usize>) -> Measure {
    let mut heads: Vec<&str> = heads
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != without)
        .map(|(_, head)| head.as_str())
        .collect();
    let unit = if heads.len() > 1 {
        heads.pop().unwrap_or_default()
    } else {
        ""
    };
    heads.retain(|head| !head.is_empty());
    Measure {
        title: heads.join(" / "),
        unit: unit.to_owned(),
        axes: Vec::new(),
    }
}

fn listed(texts: &[String]) -> String {
    crate::inspect::write::list(texts.iter().map(String::as_str))
}
