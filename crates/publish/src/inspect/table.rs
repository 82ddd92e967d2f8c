//! A recipe for a table with header rows (`pivot`) or with named columns (`long`, `wide`).

mod pivot;
mod repeats;
mod when;

use std::collections::{BTreeMap, BTreeSet};

use super::Proposal;
use super::error::InspectError;
use super::keys::Keys;
use super::layout::{Class, Layout};
use super::measure::{Axis, Cells, Measure, is_percent, is_total};
use super::periods;
use super::source::Source;
use super::write::{Lines, apart, key, quoted};
use when::When;

/// Most indicators of one proposal.
const MOST: usize = 40;

/// Everything known about a table.
struct Draft<'a> {
    source: &'a Source,
    layout: &'a Layout,
    cells: Cells,
    keys: Keys,
    /// Column of keys.
    key: usize,
    values: Vec<usize>,
    signs: String,
    /// Whether the indicator at hand says percent and holds parts of 1.
    fractions: bool,
    unsure: Vec<String>,
}

/// Proposes a recipe.
///
/// # Errors
/// If nothing in the table looks like rows of figures.
pub fn propose(mut source: Source) -> Result<Proposal, InspectError> {
    let unfit =
        |expected: &str, found: &str| InspectError::unfit(source.file.as_str(), expected, found);
    let layout =
        Layout::of(&source.table).ok_or_else(|| unfit("rows with keys and numbers", "none"))?;
    let key = layout
        .key()
        .ok_or_else(|| unfit("a column of keys or names of areas", "none"))?;
    source.end(&layout);
    let values = layout.columns(|class| class == Class::Value);
    let table = &source.table;
    let data = || {
        layout
            .data
            .clone()
            .filter(|row| !table.is_blank(*row) && !layout.odd.contains(row))
    };
    let cells = data().flat_map(|row| values.iter().map(move |at| table.cell(row, *at)));
    let mut draft = Draft {
        cells: Cells::of(cells, &source),
        keys: Keys::of(data().map(|row| table.text(row, key))),
        key,
        values,
        source: &source,
        layout: &layout,
        signs: String::new(),
        fractions: false,
        unsure: source.unsure.clone(),
    };
    draft.doubts();
    draft.without_key();
    let mut atlas = Lines::default();
    draft.keys.rules("file", &mut atlas, &mut draft.unsure);
    draft.signs = draft
        .cells
        .signs
        .table("file", &mut atlas, &mut draft.unsure);
    let recipe = match draft.is_named() {
        true => draft.named(),
        false => draft.pivot(),
    };
    Ok(Proposal {
        recipe,
        atlas: atlas.into_text(),
        unsure: draft.unsure,
    })
}

impl<'a> Draft<'a> {
    fn rows(&self) -> impl Iterator<Item = usize> + 'a {
        let (table, layout) = (&self.source.table, self.layout);
        layout
            .data
            .clone()
            .filter(|row| !table.is_blank(*row) && !layout.odd.contains(row))
    }

    fn text(&self, row: usize, column: usize) -> &'a str {
        self.source.table.text(row, column)
    }

    fn doubts(&mut self) {
        self.unsure.extend(self.cells.printed.unsure.clone());
        if let Some(row) = self.layout.odd.first() {
            self.unsure.push(format!(
                "{} rows are not {} columns wide, first row {}: `publish` refuses them",
                self.layout.odd.len(),
                self.layout.width,
                self.source.table.line(*row)
            ));
        }
    }

    /// Whether one row names all columns.
    fn is_named(&self) -> bool {
        let names: Vec<&str> = self
            .layout
            .header
            .clone()
            .flat_map(|row| (0..self.layout.width).map(move |at| (row, at)))
            .map(|(row, at)| self.text(row, at))
            .collect();
        let used = [Some(self.key), self.layout.period().map(|(at, _)| at)]
            .into_iter()
            .flatten()
            .chain(self.values.iter().copied());
        let named = |at: usize| {
            names.get(at).is_some_and(|name| {
                !name.is_empty() && names.iter().filter(|other| *other == name).count() == 1
            })
        };
        let named = self.layout.header.len() == 1 && used.into_iter().all(named);
        // Months in names are periods column by column, which only `pivot` can say.
        named && (self.is_resource() || !self.has_parts_in_names())
    }

    /// Lines before the header.
    fn skip(&self) -> u64 {
        let first = match self.layout.header.is_empty() {
            true => self.layout.data.start,
            false => self.layout.header.start,
        };
        self.source.table.line(first).saturating_sub(1)
    }

    /// What all recipes begin with.
    fn begin(&self, format: &str, out: &mut Lines) {
        out.line("[[indicator.read]]")
            .text("format", format)
            .text("file", &self.source.file);
        for line in self.source.container.lines() {
            out.line(line);
        }
        self.cells.write(&self.signs, out);
        if self.fractions {
            out.reason("the header says percent, and every number lies from 0 to 1")
                .line("multiply = 100");
        }
        out.text("keys", "file");
        if !self.keys.within.is_empty() {
            let digits: Vec<String> = self.keys.within.iter().map(ToString::to_string).collect();
            out.reason("cells begin with the key and go on with the name")
                .field("key_digits", format!("[{}]", digits.join(", ")));
        }
    }

    fn stop(&self, out: &mut Lines) {
        if let Some((stop, why)) = &self.source.stop {
            out.reason(&format!("stop: {why}")).text("stop", stop);
        }
    }

    fn write_indicator(
        &mut self,
        measure: &Measure,
        name: &str,
        columns: &[usize],
        out: &mut Lines,
    ) {
        let table = &self.source.table;
        let cells = || {
            self.rows()
                .flat_map(|row| columns.iter().map(move |at| table.cell(row, *at)))
        };
        let mut decimals = self.cells.decimals(cells());
        self.fractions = self.says_percent(measure, columns) && self.cells.are_fractions(cells());
        if self.fractions {
            // Quotients have as many digits as a machine keeps.
            decimals = decimals.saturating_sub(2).min(2);
            self.unsure.push(format!(
                "indicator `{name}`: percent whose numbers lie from 0 to 1, as behind a cell that shows 26.8 %: `multiply = 100` is proposed"
            ));
        }
        measure.write(name, decimals, out, &mut self.unsure);
    }

    /// Whether the words over columns, or before the table, speak of percent.
    fn says_percent(&self, measure: &Measure, columns: &[usize]) -> bool {
        let above = 0..self.layout.data.start;
        let over = columns
            .iter()
            .flat_map(|at| above.clone().map(move |row| (row, *at)));
        let before = (0..self.layout.header.start).map(|row| (row, 0));
        is_percent(&measure.title)
            || is_percent(&measure.unit)
            || over
                .chain(before)
                .any(|(row, at)| is_percent(self.text(row, at)))
    }

    fn named(&mut self) -> String {
        let name = |at: usize| self.layout.names(&self.source.table, at).concat();
        let groups = self.periods_in_names(&name);
        if groups.is_empty()
            && self.values.len() == 1
            && (self.layout.period().is_some() || self.repeats(&[]))
        {
            return self.long();
        }
        self.wide(&groups)
    }

    /// Columns whose names hold a period, by what stands around it and the kind.
    fn periods_in_names(
        &self,
        name: &impl Fn(usize) -> String,
    ) -> BTreeMap<(String, &'static str), Vec<usize>> {
        let mut groups: BTreeMap<(String, &'static str), Vec<usize>> = BTreeMap::new();
        if self.layout.period().is_some() {
            return groups;
        }
        for at in &self.values {
            let name = name(*at);
            if let Some(found) = periods::within(&name).filter(|found| found.part.is_none()) {
                groups
                    .entry((found.pattern(), found.kind))
                    .or_default()
                    .push(*at);
            }
        }
        groups
    }

    fn name(&self, at: usize) -> String {
        self.layout.names(&self.source.table, at).concat()
    }

    /// Whether rows repeat area and period, told apart by nothing but these columns.
    fn repeats(&self, by: &[usize]) -> bool {
        let mut seen = BTreeSet::new();
        let period = self.layout.period().map(|(at, _)| at);
        let columns: Vec<usize> = [Some(self.key), period]
            .into_iter()
            .flatten()
            .chain(by.iter().copied())
            .collect();
        self.rows().any(|row| {
            !seen.insert(
                columns
                    .iter()
                    .map(|at| self.text(row, *at))
                    .collect::<Vec<_>>(),
            )
        })
    }

    fn wide(&mut self, groups: &BTreeMap<(String, &'static str), Vec<usize>>) -> String {
        let mut wanted: Vec<(Measure, Vec<usize>, String, Option<When>)> = Vec::new();
        for ((pattern, kind), columns) in groups {
            let title = pattern.replace("{period}", " ").trim().to_owned();
            let column = format!("[{{ column = {} }}]", quoted(pattern));
            let reason = format!("the names of {} columns say it", columns.len());
            let when = When {
                field: format!("{{ kind = \"{kind}\" }}"),
                reason,
            };
            wanted.push((
                Measure {
                    title,
                    unit: String::new(),
                    axes: Vec::new(),
                },
                columns.clone(),
                column,
                Some(when),
            ));
        }
        if groups.is_empty() {
            for at in self.values.clone() {
                let title = self.name(at);
                let column = format!("[{{ column = {} }}]", quoted(&title));
                let when = self.own_period(&[title.as_str()]);
                wanted.push((
                    Measure {
                        title,
                        unit: String::new(),
                        axes: Vec::new(),
                    },
                    vec![at],
                    column,
                    when,
                ));
            }
        }
        let mut names: Vec<String> = wanted
            .iter()
            .map(|(measure, ..)| key(&measure.title, "figures"))
            .collect();
        apart(&mut names);
        let mut out = Lines::default();
        self.limit(wanted.len());
        for ((measure, columns, column, when), name) in wanted.into_iter().zip(names).take(MOST) {
            let when = when.unwrap_or_else(|| self.when_by_name());
            self.write_indicator(&measure, &name, &columns, &mut out);
            self.begin("wide", &mut out);
            self.named_fields(&when, &mut out);
            out.field("columns", column).line("");
        }
        out.into_text()
    }

    fn limit(&mut self, count: usize) {
        if count > MOST {
            self.unsure.push(format!(
                "{count} columns of figures; the first {MOST} are proposed"
            ));
        }
    }

    fn named_fields(&self, when: &When, out: &mut Lines) {
        if self.skip() > 0 {
            out.reason(&format!(
                "the names of the columns stand in row {}",
                self.skip() + 1
            ))
            .field("skip_rows", self.skip());
        }
        self.stop(out);
        out.reason(&format!("key: {}", self.keys.words()))
            .text("key", &self.name(self.key));
        out.reason(&format!("period: {}", when.reason))
            .field("period", &when.field);
        let down: Vec<String> = self
            .fill_down()
            .into_iter()
            .map(|at| quoted(&self.name(at)))
            .collect();
        if !down.is_empty() {
            out.reason("empty cells repeat the one above")
                .field("fill_down", format!("[{}]", down.join(", ")));
        }
    }

    fn long(&mut self) -> String {
        let at = self.values.first().copied().unwrap_or_default();
        let (mut axes, mut selects) = (Vec::new(), Vec::new());
        let mut by = Vec::new();
        for column in self.dimensions() {
            if !self.repeats(&by) {
                break;
            }
            by.push(column);
            let texts: Vec<(String, String)> = self
                .distinct(column)
                .into_iter()
                .map(|text| (text.clone(), text))
                .collect();
            match texts.iter().any(|(_, label)| is_total(label)) {
                true => axes.push((column, Axis::of(&self.name(column), &texts))),
                false => selects.push((column, texts)),
            }
        }
        if self.repeats(&by) {
            self.unsure.push(
                "rows repeat the same area and period, and no column tells them apart".to_owned(),
            );
        }
        let mut out = Lines::default();
        let title = selects
            .first()
            .and_then(|(_, texts)| texts.first())
            .map_or_else(|| self.name(at), |(text, _)| text.clone());
        let measure = Measure {
            unit: String::new(),
            axes: axes.iter().map(|(_, axis)| axis.clone()).collect(),
            title,
        };
        let name = key(&measure.title, "figures");
        self.write_indicator(&measure, &name, &[at], &mut out);
        self.begin("long", &mut out);
        let when = self.when_by_name();
        self.named_fields(&when, &mut out);
        out.text("value", &self.name(at));
        let categories: Vec<String> = axes
            .iter()
            .map(|(column, axis)| {
                format!(
                    "{{ column = {}, axis = {}, map = {} }}",
                    quoted(&self.name(*column)),
                    quoted(&axis.key),
                    axis.toml()
                )
            })
            .collect();
        if !categories.is_empty() {
            out.field("categories", format!("[{}]", categories.join(", ")));
        }
        self.selects(&selects, &mut out);
        out.into_text()
    }

    fn selects(&mut self, selects: &[(usize, Vec<(String, String)>)], out: &mut Lines) {
        let mut entries = Vec::new();
        for (column, texts) in selects {
            let name = self.name(*column);
            let first = texts.first().map_or("", |(text, _)| text.as_str());
            let others: Vec<String> = texts
                .iter()
                .skip(1)
                .take(30)
                .map(|(text, _)| quoted(text))
                .collect();
            out.reason(&format!(
                "column \"{name}\" has no total; this recipe reads \"{first}\", others are {}",
                others.join(", ")
            ));
            entries.push(format!(
                "{{ column = {}, is = {} }}",
                quoted(&name),
                quoted(first)
            ));
            self.unsure.push(format!("column \"{name}\" holds {} different texts, only \"{first}\" is read: copy the recipe for the others", texts.len()));
        }
        if !entries.is_empty() {
            out.field("select", format!("[{}]", entries.join(", ")));
        }
    }

    /// The texts of a column in their order.
    fn distinct(&self, column: usize) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let texts = self.rows().map(|row| self.text(row, column));
        texts
            .filter(|text| seen.insert(*text))
            .map(str::to_owned)
            .collect()
    }

    /// Columns of texts that the area does not decide, each unless one before says the same.
    fn dimensions(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for at in self.layout.columns(|class| class == Class::Text) {
            let count = self.distinct(at).len();
            let same = found.iter().any(|before| self.decides(*before, at));
            if (2..=500).contains(&count) && !self.decides(self.key, at) && !same {
                found.push(at);
            }
        }
        found
    }

    /// Whether rows that say the same in `one` say the same in `other`.
    fn decides(&self, one: usize, other: usize) -> bool {
        let mut seen = BTreeMap::new();
        self.rows().all(|row| {
            *seen
                .entry(self.text(row, one))
                .or_insert_with(|| self.text(row, other))
                == self.text(row, other)
        })
    }
}
