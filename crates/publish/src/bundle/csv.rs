//! One table per indicator for everybody: RFC 4180, UTF-8, comma between columns, decimal point.
//!
//! A row for each area, period and category tuple. What is the same in every row of an area or a
//! period stands once, in `areas.csv` and `periods.csv` ([`super::tables`]).

use teilraum::model::{
    Area, AreaIx, Block, CategoryIx, Indicator, IndicatorIx, Level, Part, PartValues,
};
use teilraum::text::csv::{push_field, push_scaled};

use super::Download;
use crate::content::Content;

/// Companion numbers and their columns; a table has those that its indicator is published with.
const PARTS: [(Part, &str); 5] = [
    (Part::Numerator, "numerator"),
    (Part::Denominator, "denominator"),
    (Part::Lower, "lower"),
    (Part::Upper, "upper"),
    (Part::Converted, "converted_share"),
];

/// Columns before the categories.
pub const AREA_COLUMNS: [&str; 4] = ["level", "area", "name", "period"];

/// Columns after the categories.
pub const VALUE_COLUMNS: [&str; 4] = ["value", "state", "flags", "note"];

/// Folder of the tables.
pub const FOLDER: &str = "csv";

/// The table of `indicator` with all levels, periods, categories and areas, dissolved ones too.
#[must_use]
pub fn download(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> Download {
    Download {
        path: format!("{FOLDER}/{}.csv", indicator.key),
        title: title(content, &indicator.key),
        media_type: "text/csv",
        sources: indicator.sources.clone(),
        bytes: table(content, ix, indicator).into_bytes(),
    }
}

/// The title of an indicator in the default language; its key where there is none.
#[must_use]
pub fn title(content: &Content, key: &str) -> String {
    let texts = content
        .languages
        .first()
        .and_then(|language| content.texts.get(language));
    let words = texts.and_then(|texts| texts.indicators.get(key));
    words.map_or_else(|| key.to_owned(), |words| words.title.clone())
}

/// The companion numbers of an indicator, with their columns.
#[must_use]
pub fn parts(content: &Content, ix: IndicatorIx) -> Vec<(Part, &'static str)> {
    let blocks = content
        .blocks
        .iter()
        .filter(|block| block.shape.indicator == ix);
    let there = |part| blocks.clone().any(|block| block.part(part).is_some());
    PARTS.into_iter().filter(|(part, _)| there(*part)).collect()
}

/// The blocks of an indicator, coarsest level first, each with its level.
pub fn blocks(content: &Content, ix: IndicatorIx) -> Vec<(&Block, &Level)> {
    let own = content
        .blocks
        .iter()
        .filter(|block| block.shape.indicator == ix);
    let mut blocks: Vec<_> = own.collect();
    blocks.sort_by_key(|block| block.shape.level);
    let named = blocks
        .into_iter()
        .filter_map(|block| Some((block, content.levels.get(block.shape.level.index())?)));
    named.collect()
}

fn table(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> String {
    let mut table = Table::new(indicator, parts(content, ix));
    for (block, level) in blocks(content, ix) {
        for at in block.shape.areas[0]..block.shape.areas[1] {
            if let Some(area) = content.areas.get(AreaIx(at)) {
                table.area(block, &level.key, at, area);
            }
        }
    }
    table.out
}

struct Table<'a> {
    indicator: &'a Indicator,
    parts: Vec<(Part, &'static str)>,
    /// What stands between area and value, by period, then category tuple.
    middles: Vec<Vec<String>>,
    out: String,
}

impl<'a> Table<'a> {
    fn new(indicator: &'a Indicator, parts: Vec<(Part, &'static str)>) -> Self {
        let axes = indicator.axes.iter().map(|axis| axis.key.as_str());
        let columns = AREA_COLUMNS.into_iter().chain(axes).chain(VALUE_COLUMNS);
        let columns: Vec<&str> = columns.chain(parts.iter().map(|(_, name)| *name)).collect();
        let tuples = u16::try_from(indicator.category_count()).unwrap_or(u16::MAX);
        let middle = |period: &str, tuple: u16| {
            let mut middle = String::new();
            push_field(&mut middle, period);
            for key in category_keys(indicator, tuple) {
                middle.push(',');
                push_field(&mut middle, key);
            }
            middle.push(',');
            middle
        };
        let of_period = |period: &str| (0..tuples).map(|tuple| middle(period, tuple)).collect();
        let middles = indicator
            .periods
            .iter()
            .map(|period| of_period(&period.key));
        Self {
            indicator,
            parts,
            middles: middles.collect(),
            out: columns.join(",") + "\r\n",
        }
    }

    /// All rows of one area: by period, then category.
    fn area(&mut self, block: &Block, level: &str, at: u32, area: &Area) {
        let mut start = String::new();
        for field in [level, &area.key, &area.name] {
            push_field(&mut start, field);
            start.push(',');
        }
        for (period, middles) in (0..).zip(&self.middles).take(self.indicator.periods.len()) {
            for (category, middle) in (0..block.shape.categories).zip(middles) {
                let Some(cell) = block.shape.cell(CategoryIx(category), period, at) else {
                    continue;
                };
                self.out.push_str(&start);
                self.out.push_str(middle);
                push_value(&mut self.out, block, cell);
                for (part, _) in &self.parts {
                    self.out.push(',');
                    push_part(&mut self.out, block.part(*part), block, cell, '.');
                }
                self.out.push_str("\r\n");
            }
        }
    }
}

/// The category of each axis; the last axis varies fastest.
pub fn category_keys(indicator: &Indicator, tuple: u16) -> impl Iterator<Item = &str> {
    let mut rest = usize::from(tuple);
    let mut keys = Vec::new();
    for axis in indicator.axes.iter().rev() {
        let count = axis.categories.len().max(1);
        keys.push(axis.categories.get(rest % count).map_or("", String::as_str));
        rest /= count;
    }
    keys.into_iter().rev()
}

/// Value, state, flags and note.
fn push_value(out: &mut String, block: &Block, at: usize) {
    let Some(cell) = block.get(at) else {
        out.push_str(",,,");
        return;
    };
    if cell.state.is_number() {
        push_scaled(out, cell.value, block.decimals, '.');
    }
    out.push(',');
    out.push_str(cell.state.key());
    out.push(',');
    for (at, flag) in cell.flags.keys().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(flag);
    }
    out.push(',');
    let note = cell
        .note
        .and_then(|note| block.notes.get(usize::from(note)));
    push_field(out, note.map_or("", String::as_str));
}

/// Adds a companion number; nothing where the state is no number, or for limits of no interval.
pub fn push_part(
    out: &mut String,
    part: Option<&PartValues>,
    block: &Block,
    at: usize,
    mark: char,
) {
    let is_number = block.states.get(at).is_some_and(|state| state.is_number());
    let limits = [Part::Lower, Part::Upper];
    let none = |part: &PartValues| {
        let mut both = limits.iter().filter_map(|one| block.part(*one));
        let (kind, value) = (part.part, block.values.get(at));
        limits.contains(&kind) && both.all(|limit| limit.values.get(at) == value)
    };
    let Some(part) = part.filter(|part| is_number && !none(part)) else {
        return;
    };
    if let Some(units) = part.values.get(at) {
        push_scaled(out, *units, part.decimals, mark);
    }
}
