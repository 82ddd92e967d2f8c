//! One table per indicator for everybody: RFC 4180, UTF-8, comma between columns, decimal point.

use csv::{Terminator, Writer, WriterBuilder};
use teilraum::model::{
    Area, AreaIx, Block, CategoryIx, Indicator, IndicatorIx, Part, PartValues, Period, Scaled,
};

use super::{BundleError, Download};
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
pub const AREA_COLUMNS: [&str; 8] = [
    "level",
    "area",
    "name",
    "valid_from",
    "valid_to",
    "period",
    "period_start",
    "period_end",
];

/// Columns after the categories.
pub const VALUE_COLUMNS: [&str; 4] = ["value", "state", "flags", "note"];

/// The table of `indicator` with all levels, periods, categories and areas, dissolved ones too.
///
/// # Errors
/// What the writer refuses.
pub fn download(
    content: &Content,
    ix: IndicatorIx,
    indicator: &Indicator,
) -> Result<Download, BundleError> {
    let bytes = table(content, ix, indicator).map_err(|source| BundleError::Table {
        indicator: indicator.key.clone(),
        source,
    })?;
    Ok(Download {
        path: format!("csv/{}.csv", indicator.key),
        title: title(content, &indicator.key),
        media_type: "text/csv",
        sources: indicator.sources.clone(),
        bytes,
    })
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

fn table(content: &Content, ix: IndicatorIx, indicator: &Indicator) -> Result<Vec<u8>, csv::Error> {
    let parts = parts(content, ix);
    let out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let mut table = Table {
        indicator,
        parts,
        out,
    };
    table.heading()?;
    let mut blocks: Vec<_> = content
        .blocks
        .iter()
        .filter(|block| block.shape.indicator == ix)
        .collect();
    blocks.sort_by_key(|block| block.shape.level);
    for block in blocks {
        let level = content.levels.get(block.shape.level.index());
        let level = level.map_or("", |level| level.key.as_str());
        for at in block.shape.areas[0]..block.shape.areas[1] {
            if let Some(area) = content.areas.get(AreaIx(at)) {
                table.area(block, level, at, area)?;
            }
        }
    }
    table
        .out
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

struct Table<'a> {
    indicator: &'a Indicator,
    parts: Vec<(Part, &'static str)>,
    out: Writer<Vec<u8>>,
}

impl Table<'_> {
    fn heading(&mut self) -> Result<(), csv::Error> {
        let axes = self.indicator.axes.iter().map(|axis| axis.key.as_str());
        let columns = AREA_COLUMNS.into_iter().chain(axes).chain(VALUE_COLUMNS);
        self.out
            .write_record(columns.chain(self.parts.iter().map(|(_, name)| *name)))
    }

    /// All rows of one area: by period, then category.
    fn area(&mut self, block: &Block, level: &str, at: u32, area: &Area) -> Result<(), csv::Error> {
        for (number, period) in (0..).zip(&self.indicator.periods) {
            for category in 0..block.shape.categories {
                let Some(cell) = block.shape.cell(CategoryIx(category), number, at) else {
                    continue;
                };
                let mut row = area_columns(level, area, period);
                row.extend(category_keys(self.indicator, category).map(str::to_owned));
                row.extend(value_columns(block, cell));
                let parts = self.parts.iter();
                row.extend(parts.map(|(part, _)| part_column(block.part(*part), block, cell)));
                self.out.write_record(row)?;
            }
        }
        Ok(())
    }
}

fn area_columns(level: &str, area: &Area, period: &Period) -> Vec<String> {
    let day =
        |day: Option<teilraum::model::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        level.to_owned(),
        area.key.clone(),
        area.name.clone(),
        day(area.valid_from),
        day(area.valid_to),
        period.key.clone(),
        period.start.to_string(),
        period.end.to_string(),
    ]
}

/// The category of each axis; the last axis varies fastest.
fn category_keys(indicator: &Indicator, tuple: u16) -> impl Iterator<Item = &str> {
    let mut rest = usize::from(tuple);
    let mut keys = Vec::new();
    for axis in indicator.axes.iter().rev() {
        let count = axis.categories.len().max(1);
        keys.push(axis.categories.get(rest % count).map_or("", String::as_str));
        rest /= count;
    }
    keys.into_iter().rev()
}

fn value_columns(block: &Block, at: usize) -> Vec<String> {
    let Some(cell) = block.get(at) else {
        return vec![String::new(); VALUE_COLUMNS.len()];
    };
    let value = Scaled {
        units: cell.value,
        decimals: block.decimals,
    };
    let flags: Vec<&str> = cell.flags.keys().collect();
    let note = cell
        .note
        .and_then(|note| block.notes.get(usize::from(note)));
    vec![
        if cell.state.is_number() {
            value.to_string()
        } else {
            String::new()
        },
        cell.state.key().to_owned(),
        flags.join(" "),
        note.cloned().unwrap_or_default(),
    ]
}

fn part_column(part: Option<&PartValues>, block: &Block, at: usize) -> String {
    let is_number = block.states.get(at).is_some_and(|state| state.is_number());
    let number = part.filter(|_| is_number).and_then(|part| {
        Some(Scaled {
            units: *part.values.get(at)?,
            decimals: part.decimals,
        })
    });
    number.map(|number| number.to_string()).unwrap_or_default()
}
