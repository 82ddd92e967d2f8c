//! The same tables for a German Excel: UTF-8 with a mark in front, semicolon, decimal comma.
//!
//! A row for each area and period, the category tuples beside each other, so that 11,000 areas and
//! 25 years fit into one sheet; a table that does not is continued in further files. Beside each
//! value stands its state in words: what is secret, what is missing and what is zero stays apart.
//!
//! Excel makes numbers, dates and formulas of cells that look so. Such texts, above all keys with
//! leading zeros, are written as `="09188"`: a formula whose result is the text itself.

use std::collections::BTreeMap;

use teilraum::atlas::Speaker;
use teilraum::model::{Area, AreaIx, Block, CategoryIx, Indicator, IndicatorIx, Part, ValueState};
use teilraum::text::csv::{MARK, push_excel as push_text, push_scaled};

use super::csv::{self, blocks, category_keys, push_part};
use super::{BundleError, Download};
use crate::content::Content;
use crate::pages::words;

/// Folder of the tables.
pub const FOLDER: &str = "csv-excel";

/// Rows of a sheet below its heading.
const ROWS: usize = 1_048_575;

/// What makes a table: the indicator, its words, its companion numbers.
struct Sheet<'a> {
    speaker: Speaker<'a>,
    indicator: &'a Indicator,
    parts: Vec<(Part, &'static str)>,
    /// Whether any cell has a flag or a note.
    remarks: bool,
    /// The names of all states.
    states: BTreeMap<ValueState, String>,
}

/// The names of the columns of an indicator's table, with whether they hold numbers.
///
/// # Errors
/// A language without messages.
pub fn columns(
    content: &Content,
    ix: IndicatorIx,
    indicator: &Indicator,
) -> Result<Vec<(String, bool)>, BundleError> {
    with_sheet(content, ix, indicator, |sheet| sheet.columns())
}

/// The table of `indicator`, in as many files as it needs.
///
/// # Errors
/// A language without messages.
pub fn downloads(
    content: &Content,
    ix: IndicatorIx,
    indicator: &Indicator,
) -> Result<Vec<Download>, BundleError> {
    let tables = with_sheet(content, ix, indicator, |sheet| {
        sheet.tables(content, ix, ROWS)
    })?;
    let several = tables.len() > 1;
    let download = |(number, table): (usize, String)| {
        let part = if several {
            format!("-{number}")
        } else {
            String::new()
        };
        Download {
            path: format!("{FOLDER}/{}{part}.csv", indicator.key),
            title: format!("{} (Excel)", csv::title(content, &indicator.key)),
            media_type: "text/csv",
            sources: indicator.sources.clone(),
            bytes: table.into_bytes(),
        }
    };
    Ok((1..).zip(tables).map(download).collect())
}

/// Speaks the atlas's first language; German where there are no messages of it.
fn with_sheet<R>(
    content: &Content,
    ix: IndicatorIx,
    indicator: &Indicator,
    use_it: impl FnOnce(&Sheet<'_>) -> R,
) -> Result<R, BundleError> {
    let language = content.languages.first().map_or("de", String::as_str);
    let known = words::languages().contains(&language);
    let messages = words::of(if known { language } else { "de" })?;
    let none = teilraum::model::Texts::default();
    let texts = content.texts.get(language).unwrap_or(&none);
    let speaker = Speaker::new(&messages, texts, &content.areas);
    let sheet = Sheet {
        speaker,
        states: ValueState::ALL
            .into_iter()
            .map(|state| (state, speaker.state(state)))
            .collect(),
        indicator,
        parts: csv::parts(content, ix),
        remarks: blocks(content, ix)
            .iter()
            .any(|(block, _)| has_remarks(block)),
    };
    Ok(use_it(&sheet))
}

fn has_remarks(block: &Block) -> bool {
    !block.cell_notes.is_empty()
        || block
            .flags
            .iter()
            .any(|flags| flags.keys().next().is_some())
}

impl Sheet<'_> {
    fn say(&self, key: &str) -> String {
        self.speaker.say(key, &[])
    }

    fn columns(&self) -> Vec<(String, bool)> {
        let first = ["csv.level", "csv.key", "csv.name", "csv.period"];
        let mut columns: Vec<(String, bool)> =
            first.iter().map(|key| (self.say(key), false)).collect();
        let tuples = u16::try_from(self.indicator.category_count()).unwrap_or(u16::MAX);
        for tuple in 0..tuples {
            let of = self.tuple_words(tuple);
            let named = |key: &str| {
                if of.is_empty() {
                    self.say(key)
                } else {
                    format!("{}: {of}", self.say(key))
                }
            };
            columns.push((named("csv.value"), true));
            columns.push((named("csv.state"), false));
            columns.extend(
                self.parts
                    .iter()
                    .map(|(_, name)| (named(&format!("csv.{name}")), true)),
            );
            if self.remarks {
                columns.push((named("csv.remarks"), false));
            }
        }
        columns
    }

    /// "weiblich, insgesamt".
    fn tuple_words(&self, tuple: u16) -> String {
        let keys = category_keys(self.indicator, tuple);
        let words = self.indicator.axes.iter().zip(keys).map(|(axis, key)| {
            let words = self
                .speaker
                .texts
                .categories
                .get(&format!("{}/{key}", axis.key));
            words.map_or(key, String::as_str)
        });
        words.collect::<Vec<_>>().join(", ")
    }

    fn heading(&self) -> String {
        let mut heading = String::from(MARK);
        for (at, (name, _)) in self.columns().iter().enumerate() {
            if at > 0 {
                heading.push(';');
            }
            push_text(&mut heading, name);
        }
        heading.push_str("\r\n");
        heading
    }

    /// The table in pieces of at most `most` rows below the heading.
    fn tables(&self, content: &Content, ix: IndicatorIx, most: usize) -> Vec<String> {
        let heading = self.heading();
        let periods: Vec<String> = self
            .indicator
            .periods
            .iter()
            .map(|period| {
                let mut cell = String::new();
                push_text(&mut cell, &self.speaker.tick(period));
                cell
            })
            .collect();
        let mut tables = vec![heading.clone()];
        let mut rows = 0;
        for (block, level) in blocks(content, ix) {
            let level = self.speaker.level(&level.key).one;
            for at in block.shape.areas[0]..block.shape.areas[1] {
                let Some(area) = content.areas.get(AreaIx(at)) else {
                    continue;
                };
                let start = self.area_cells(&level, area);
                for (number, period) in (0..).zip(&periods) {
                    if rows == most {
                        tables.push(heading.clone());
                        rows = 0;
                    }
                    rows += 1;
                    let Some(table) = tables.last_mut() else {
                        continue;
                    };
                    table.push_str(&start);
                    table.push_str(period);
                    self.push_cells(table, block, number, at);
                    table.push_str("\r\n");
                }
            }
        }
        tables
    }

    fn area_cells(&self, level: &str, area: &Area) -> String {
        let mut cells = String::new();
        for text in [level, &area.key, self.speaker.name(area)] {
            push_text(&mut cells, text);
            cells.push(';');
        }
        cells
    }

    fn push_cells(&self, out: &mut String, block: &Block, period: u16, area: u32) {
        for tuple in 0..block.shape.categories {
            let at = block.shape.cell(CategoryIx(tuple), period, area);
            let found = at.and_then(|at| Some((at, block.get(at)?)));
            out.push(';');
            let Some((at, cell)) = found else {
                let blanks = 1 + self.parts.len() + usize::from(self.remarks);
                out.extend(std::iter::repeat_n(';', blanks));
                continue;
            };
            if cell.state.is_number() {
                push_scaled(out, cell.value, block.decimals, ',');
            }
            out.push(';');
            out.push_str(self.states.get(&cell.state).map_or("", String::as_str));
            for (part, _) in &self.parts {
                out.push(';');
                push_part(out, block.part(*part), block, at, ',');
            }
            if self.remarks {
                out.push(';');
                push_text(out, &self.remarks_of(block, cell));
            }
        }
    }

    /// The footnote, then the flags, in sentences.
    fn remarks_of(&self, block: &Block, cell: teilraum::model::CellRef) -> String {
        let note = cell
            .note
            .and_then(|note| block.notes.get(usize::from(note)));
        let note = note.map(|key| self.speaker.note(key));
        let flags = cell.flags.keys().filter(|key| *key != "note");
        let flags = flags.map(|key| self.say(&format!("flag.{key}")));
        note.into_iter().chain(flags).collect::<Vec<_>>().join(" ")
    }
}
