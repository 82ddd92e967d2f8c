//! `[[changes]]`: tables of mergers, splits and renames, by which old series move to the chosen
//! territorial status.
//!
//! A row says that on a day (`date`, the first of the new status) the area `from` went into `to`,
//! and with which part of its inhabitants and of its ground. An area that stays as it is needs no
//! row; one that stays in part has a row from itself to itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use teilraum::model::{Date, pow10};

use super::atlas::AtlasFile;
use super::sheet::{self, Field, Row, Sheet, SheetSource};
use super::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::number;
use crate::report::{Report, found, in_file, in_row};

/// A table of territorial changes of one level.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangesConfig {
    /// Key of the level whose areas change.
    pub level: String,
    /// The table: CSV or workbook.
    pub file: String,
    /// Name of the sheet of a workbook.
    pub sheet: Option<String>,
    /// Row of the header, from 1.
    #[serde(default = "first")]
    pub header_row: u32,
    /// Separator of a CSV file.
    #[serde(default = "comma")]
    pub separator: char,
    /// Encoding of a CSV file.
    pub encoding: Option<String>,
    /// Decimal sign of weights.
    #[serde(default = "point")]
    pub decimal: char,
    /// Name of a table of `[keys]` by which keys become those of the atlas.
    pub keys: Option<String>,
    /// The day of all changes, where no column says it.
    pub date: Option<Date>,
    /// Whether every area that takes part and existed before stands in `from`; one that does not is
    /// new on that day.
    #[serde(default)]
    pub complete: bool,
    /// Names of the columns, where they differ.
    #[serde(default)]
    pub columns: ChangeColumns,
}

/// Names of the columns of a table of changes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeColumns {
    /// Key of the area before.
    pub from: String,
    /// Key of the area after.
    pub to: String,
    /// First day of the new status.
    pub date: String,
    /// Share of the inhabitants of `from` that went to `to`.
    pub population_share: String,
    /// Share of its ground.
    pub area_share: String,
    /// Inhabitants of `from` that went to `to`, instead of their share.
    pub population: String,
    /// Ground of `from` that went to `to`, instead of its share.
    pub area: String,
    /// Name of the area before.
    pub from_name: String,
}

impl Default for ChangeColumns {
    fn default() -> Self {
        Self {
            from: "from".to_owned(),
            to: "to".to_owned(),
            date: "date".to_owned(),
            population_share: "population_share".to_owned(),
            area_share: "area_share".to_owned(),
            population: "population".to_owned(),
            area: "area".to_owned(),
            from_name: "from_name".to_owned(),
        }
    }
}

/// To which territorial status the numbers of an indicator are brought, and how.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convert {
    /// The status; that of the area system where none is given.
    pub to: Option<Date>,
    /// Which status the numbers have in the source.
    #[serde(default)]
    pub from: SourceStatus,
    /// By what numbers of areas that were split are parted.
    pub weight: Weight,
}

/// Which territorial status the numbers of a source have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum SourceStatus {
    /// That of the last day of their period.
    #[default]
    PeriodEnd,
    /// That of the first day of their period.
    PeriodStart,
    /// The same for all.
    Fixed(Date),
}

impl TryFrom<String> for SourceStatus {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "period-end" => Ok(Self::PeriodEnd),
            "period-start" => Ok(Self::PeriodStart),
            _ => text.parse().map(Self::Fixed).map_err(|_| {
                format!(
                    "invalid status \"{text}\", expected `period-end`, `period-start` or a date"
                )
            }),
        }
    }
}

/// By what numbers are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// By inhabitants.
    Population,
    /// By ground.
    Area,
}

/// One row: on `date` a part of `from` became a part of `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Key of the level.
    pub level: String,
    /// Key of the area before.
    pub from: String,
    /// Key of the area after.
    pub to: String,
    /// First day of the new status.
    pub date: Date,
    /// Which part, by population and by area: shares or absolute numbers, in units of 10⁻¹².
    pub weights: [Option<i128>; 2],
    /// Whether they are shares, which make a whole.
    pub shares: [bool; 2],
    /// Name of the area before.
    pub from_name: String,
    /// Whether an area that takes part and has no row of its own before is new.
    pub complete: bool,
    /// Where it stands.
    pub place: Place,
}

impl Change {
    /// The part that `to` took over, relative to the other rows of `from` on that day.
    #[must_use]
    pub fn weight(&self, by: Weight) -> Option<i128> {
        let [population, area] = self.weights;
        match by {
            Weight::Population => population,
            Weight::Area => area,
        }
    }
}

fn first() -> u32 {
    1
}

fn comma() -> char {
    ','
}

fn point() -> char {
    '.'
}

/// A day as `2021-07-01` or `01.07.2021`.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('.').collect();
    match parts.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => text.parse().ok(),
    }
}

/// Reads all tables of changes, in order of date, level and keys; mistakes go to the report.
pub fn read(root: &Path, atlas: &AtlasFile, report: &mut Report) -> Vec<Change> {
    let mut changes = Vec::new();
    for config in &atlas.changes {
        let source = SheetSource {
            file: &config.file,
            sheet: config.sheet.as_deref(),
            header_row: config.header_row,
            separator: config.separator,
            encoding: config.encoding.as_deref(),
        };
        if let Some(sheet) = sheet::read(root, source, report)
            && let Some(reader) = Reader::new(atlas, config, &sheet, report)
        {
            changes.extend(
                sheet
                    .rows
                    .iter()
                    .filter_map(|row| reader.change(row, report)),
            );
        }
    }
    let key = |change: &Change| {
        let Change {
            date,
            level,
            from,
            to,
            ..
        } = change;
        (*date, level.clone(), from.clone(), to.clone())
    };
    changes.sort_by_cached_key(key);
    refuse_twice(&changes, report);
    check_shares(&changes, report);
    changes
}

struct Reader<'a> {
    atlas: &'a AtlasFile,
    config: &'a ChangesConfig,
    sheet: &'a Sheet,
    from: usize,
    to: usize,
    date: Option<usize>,
    /// Share and absolute number, of population and of area.
    weights: [[Option<usize>; 2]; 2],
    from_name: Option<usize>,
}

impl<'a> Reader<'a> {
    fn new(
        atlas: &'a AtlasFile,
        config: &'a ChangesConfig,
        sheet: &'a Sheet,
        report: &mut Report,
    ) -> Option<Self> {
        let names = &config.columns;
        let optional = |name: &str| sheet.header.iter().position(|known| known == name);
        let from = sheet.column(&names.from, report);
        let to = sheet.column(&names.to, report);
        let date = match config.date {
            Some(_) => None,
            None => Some(sheet.column(&names.date, report)?),
        };
        Some(Self {
            atlas,
            config,
            sheet,
            from: from?,
            to: to?,
            date,
            weights: [
                [
                    optional(&names.population_share),
                    optional(&names.population),
                ],
                [optional(&names.area_share), optional(&names.area)],
            ],
            from_name: optional(&names.from_name),
        })
    }

    fn change(&self, row: &Row, report: &mut Report) -> Option<Change> {
        let date = self.date(row, report)?;
        let [from, to] = [self.from, self.to].map(|at| self.key(row, at, report));
        Some(Change {
            level: self.config.level.clone(),
            from: from?,
            to: to?,
            date,
            weights: self
                .weights
                .map(|columns| self.weight(row, columns, report)),
            shares: self
                .weights
                .map(|[share, _]| share.is_some_and(|at| !text(row, at).is_empty())),
            from_name: self.from_name.map_or("", |at| text(row, at)).to_owned(),
            complete: self.config.complete,
            place: in_row(&self.sheet.file, row.number, None),
        })
    }

    fn key(&self, row: &Row, at: usize, report: &mut Report) -> Option<String> {
        let written = match row.fields.get(at) {
            Some(Field::Text(text)) => text.as_str(),
            other => {
                let seen = other.map_or("", Field::text);
                let wording = found("a key as text", format!("\"{seen}\""));
                report.error("config", self.sheet.place(row, at), wording);
                return None;
            }
        };
        let rules = self.config.keys.as_ref();
        let rules = rules.and_then(|name| self.atlas.keys.get(name));
        let key = rules.map_or(Cow::Borrowed(written), |rules| {
            rules.key_in(&self.config.level, written)
        });
        Some(key.into_owned())
    }

    fn date(&self, row: &Row, report: &mut Report) -> Option<Date> {
        let Some(at) = self.date else {
            return self.config.date;
        };
        let date = day(text(row, at));
        if date.is_none() {
            let wording = found("a date as YYYY-MM-DD", format!("\"{}\"", text(row, at)));
            report.error("config", self.sheet.place(row, at), wording);
        }
        date
    }

    fn weight(&self, row: &Row, columns: [Option<usize>; 2], report: &mut Report) -> Option<i128> {
        let filled = columns
            .into_iter()
            .flatten()
            .find(|at| !text(row, *at).is_empty())?;
        let sign = match row.fields.get(filled) {
            Some(Field::Number(_)) => '.',
            _ => self.config.decimal,
        };
        let weight = number::parse(text(row, filled), sign)
            .and_then(in_parts)
            .filter(|weight| *weight >= 0);
        if weight.is_none() {
            let wording = found("a number from 0", format!("\"{}\"", text(row, filled)));
            report.error("config", self.sheet.place(row, filled), wording);
        }
        weight
    }
}

/// Digits of a weight that count.
const DIGITS: u8 = 12;

/// A printed number in units of 10⁻¹², rounded.
fn in_parts(printed: number::Printed) -> Option<i128> {
    match DIGITS.checked_sub(printed.decimals) {
        Some(more) => printed.units.checked_mul(i128::from(pow10(more))),
        None => {
            let less = pow10(printed.decimals.checked_sub(DIGITS)?);
            number::divide_half_away(printed.units, i128::from(less))
        }
    }
}

fn text(row: &Row, at: usize) -> &str {
    row.fields.get(at).map_or("", Field::text)
}

fn refuse_twice(changes: &[Change], report: &mut Report) {
    for pair in changes.windows(2) {
        if let [a, b] = pair
            && (a.date, &a.level, &a.from, &a.to) == (b.date, &b.level, &b.from, &b.to)
        {
            let seen = format!("`{}` to `{}` on {} again", b.from, b.to, b.date);
            let expected = format!("each change once (first {})", a.place);
            report.error("duplicate-key", b.place.clone(), found(expected, seen));
        }
    }
}

/// Parts of one area on one day that do not make a whole: shares that are off by more than a
/// thousandth, or nothing at all.
fn check_shares(changes: &[Change], report: &mut Report) {
    let whole = i128::from(pow10(DIGITS));
    let same = |a: &Change, b: &Change| (a.date, &a.level, &a.from) == (b.date, &b.level, &b.from);
    for group in changes.chunk_by(same) {
        for (at, what) in ["population", "area"].into_iter().enumerate() {
            let weights = group.iter().filter_map(|change| *change.weights.get(at)?);
            let weights: Vec<i128> = weights.collect();
            let Some(first) = group.first().filter(|_| weights.len() == group.len()) else {
                continue;
            };
            let sum: i128 = weights.iter().sum();
            let shares = group
                .iter()
                .any(|change| change.shares.get(at) == Some(&true));
            let off = shares && (sum - whole).abs() > whole / 1000;
            if off || sum == 0 {
                let expected = format!("parts by {what} of `{}` that make a whole", first.from);
                let seen = format!("{:.4} together", sum as f64 / whole as f64);
                report.error("config", first.place.clone(), found(expected, seen));
            }
        }
    }
}

/// Changes of unknown levels and areas, and indicators whose conversion cannot be meant.
pub fn check(config: &Config, file: &str, report: &mut Report) {
    for table in &config.atlas.changes {
        if config.level(&table.level).is_none() {
            let wording = found("a level in [[changes]]", format!("`{}`", table.level));
            report.error("config", in_file(file), wording);
        }
        if let Some(name) = &table.keys
            && !config.atlas.keys.contains_key(name)
        {
            let wording = found("a table of [keys] in [[changes]]", format!("`{name}`"));
            report.error("config", in_file(file), wording);
        }
    }
    for change in &config.changes {
        for (column, key) in [("from", &change.from), ("to", &change.to)] {
            if config.level(&change.level).is_some() && config.area(&change.level, key).is_none() {
                let wording = found(
                    format!("a key of level `{}`", change.level),
                    format!("`{key}`"),
                );
                let mut place = change.place.clone();
                place.column = Some(column.to_owned());
                report.error("unknown-key", place, wording);
            }
        }
    }
    for entry in &config.indicators {
        check_convert(config, entry, report);
    }
}

fn check_convert(config: &Config, entry: &IndicatorConfig, report: &mut Report) {
    let mut complain = |expected: &str, seen: String| {
        let column = format!("indicator `{}`, convert", entry.indicator.key);
        let place = in_row(&entry.file, entry.line, Some(&column));
        report.error("config", place, found(expected, seen));
    };
    if entry.convert.is_some() && config.atlas.changes.is_empty() {
        complain("a table of [[changes]] to convert by", "none".to_owned());
    }
    let Some(compute) = &entry.compute else {
        return;
    };
    if entry.convert.is_some() {
        complain(
            "convert in the parts of a computed indicator",
            "convert in itself".to_owned(),
        );
    }
    let part = |key: &str| config.indicators.iter().find(|it| it.indicator.key == key);
    let parts = [&compute.numerator, &compute.denominator].map(|it| part(&it.indicator));
    if let [Some(above), Some(below)] = parts {
        let [to_above, to_below] = [above, below].map(|it| it.convert.as_ref().map(|it| it.to));
        if to_above != to_below {
            let seen = format!(
                "another one in `{}` and `{}`",
                above.indicator.key, below.indicator.key
            );
            complain("the same convert.to in numerator and denominator", seen);
        }
    }
}

/// Days on which areas of `level` began and ended, as its tables of changes say it.
#[derive(Clone, Debug, Default)]
pub struct Lives<'a> {
    /// Days on which an area with this key began.
    pub births: BTreeMap<&'a str, BTreeSet<Date>>,
    /// Days on which an area with this key ended, and what followed.
    pub deaths: BTreeMap<&'a str, BTreeMap<Date, BTreeSet<&'a str>>>,
}

impl<'a> Lives<'a> {
    /// Reads them off `changes`.
    #[must_use]
    pub fn of(changes: &'a [Change], level: &str) -> Self {
        let mut lives = Self::default();
        let here: Vec<&Change> = changes.iter().filter(|it| it.level == level).collect();
        for day in here.chunk_by(|a, b| a.date == b.date) {
            let before: BTreeSet<&str> = day.iter().map(|it| it.from.as_str()).collect();
            let after: BTreeSet<&str> = day.iter().map(|it| it.to.as_str()).collect();
            for change in day {
                let (from, to) = (change.from.as_str(), change.to.as_str());
                if change.complete && !before.contains(to) {
                    lives.births.entry(to).or_default().insert(change.date);
                }
                if !after.contains(from) {
                    let deaths = lives.deaths.entry(from).or_default();
                    deaths.entry(change.date).or_default().insert(to);
                }
            }
        }
        lives
    }
}
