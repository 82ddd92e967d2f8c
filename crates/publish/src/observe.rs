//! From recipes to observations: every cell of a source gets an area, a period and a meaning.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{AreaIx, Flags, Period, PeriodIx, ValueState};

use crate::config::atlas::SignTable;
use crate::config::keys::KeyRules;
use crate::config::recipe::{Container, Format, Outside, Recipe};
use crate::config::{Config, IndicatorConfig};
use crate::read::sign::{Existence, Reader, Understood};
use crate::read::{RawCell, decode, ffcsv, pivot};
use crate::report::{Report, found, in_file, in_row};
use crate::series::{Cell, Series, Spot};
use crate::territory::{Placed, is_superseded, names::Names, place};

/// Reads all recipes of an indicator; marks and breaks are not yet put on.
pub fn read(config: &Config, entry: &IndicatorConfig, report: &mut Report) -> Series {
    let raw: Vec<(&Recipe, Vec<RawCell>)> = entry
        .reads
        .iter()
        .map(|recipe| (recipe, raw_cells(config, entry, recipe, report)))
        .collect();
    let cells = raw.iter().flat_map(|(_, cells)| cells);
    let mut series = Series {
        periods: periods(cells.map(|cell| &cell.period)),
        ..Series::default()
    };
    for (recipe, cells) in &raw {
        if let Some(mut gathering) = Gathering::new(config, entry, recipe) {
            for cell in cells {
                gathering.take(cell, &mut series, report);
            }
            gathering.resettle_dashes(&mut series);
            gathering.tell(report);
        }
    }
    series
}

fn raw_cells(
    config: &Config,
    entry: &IndicatorConfig,
    recipe: &Recipe,
    report: &mut Report,
) -> Vec<RawCell> {
    let (file, axes) = (recipe.common.file.as_str(), &entry.indicator.axes);
    let bytes = match std::fs::read(config.root.join(file)) {
        Ok(bytes) => bytes,
        Err(error) => {
            report.error(
                "unreadable",
                in_file(file),
                found("a readable file", error.to_string()),
            );
            return Vec::new();
        }
    };
    let Container::Text(text_file) = &recipe.container else {
        report.error("unreadable", in_file(file), found("a text file", "another"));
        return Vec::new();
    };
    let text = decode::decode(&bytes, text_file.encoding, file, report);
    let mut cells = match &recipe.format {
        Format::Pivot(table) => pivot::read(&text, table, text_file.separator, axes, file, report),
        Format::Ffcsv(table) => {
            let quality = table.quality.as_ref();
            let context = ffcsv::Context {
                recipe: table,
                axes,
                quality: quality.and_then(|name| config.atlas.quality.get(name)),
                file,
            };
            ffcsv::read(&text, &context, report)
        }
        Format::Long(_) | Format::Wide(_) | Format::SdmxCsv(_) => {
            report.error(
                "unreadable",
                in_file(file),
                found("a known shape", "another"),
            );
            Vec::new()
        }
    };
    cells.retain(|cell| recipe.common.only_periods.contains(&cell.period.key));
    cells
}

/// Distinct periods, oldest first.
pub fn periods<'a>(periods: impl Iterator<Item = &'a Period>) -> Vec<Period> {
    let sorted: BTreeMap<_, &Period> = periods
        .map(|period| ((period.start, period.end, &period.key), period))
        .collect();
    sorted.into_values().cloned().collect()
}

/// One recipe's cells on their way into the series, and what is counted meanwhile.
struct Gathering<'a> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    recipe: &'a Recipe,
    rules: &'a KeyRules,
    signs: &'a SignTable,
    ignored: BTreeMap<&'a str, BTreeSet<String>>,
    unknown: BTreeMap<String, Rows>,
    repaired: BTreeMap<(String, String), Rows>,
    sign_counts: BTreeMap<(String, ValueState), u64>,
    converted: Option<Rows>,
    dashes: Vec<(Spot, String)>,
    numbered: BTreeSet<AreaIx>,
}

/// The first of some rows, how many they are, and what was expected there.
#[derive(Clone, Debug)]
struct Rows {
    first: u64,
    count: u64,
    expected: String,
}

impl Rows {
    fn count<K: Ord>(rows: &mut BTreeMap<K, Self>, key: K, row: u64, expected: &str) {
        let start = Self {
            first: row,
            count: 0,
            expected: expected.to_owned(),
        };
        rows.entry(key).or_insert(start).count += 1;
    }
}

impl<'a> Gathering<'a> {
    fn new(config: &'a Config, entry: &'a IndicatorConfig, recipe: &'a Recipe) -> Option<Self> {
        Some(Self {
            config,
            entry,
            recipe,
            rules: config.atlas.keys.get(&recipe.common.keys)?,
            signs: config.atlas.signs.get(&recipe.common.signs)?,
            ignored: BTreeMap::new(),
            unknown: BTreeMap::new(),
            repaired: BTreeMap::new(),
            sign_counts: BTreeMap::new(),
            converted: None,
            dashes: Vec::new(),
            numbered: BTreeSet::new(),
        })
    }

    fn take(&mut self, raw: &RawCell, series: &mut Series, report: &mut Report) {
        let areas = match place(self.config, self.rules, &raw.key, &raw.period) {
            Placed::Areas(areas) => areas,
            Placed::Repaired(area, padded) => {
                let key = (raw.key.clone(), padded);
                Rows::count(&mut self.repaired, key, raw.row, "");
                vec![area]
            }
            Placed::Ignored(what) => {
                self.ignored
                    .entry(what)
                    .or_default()
                    .insert(raw.key.clone());
                return;
            }
            Placed::Unknown(expected) => {
                let gone = self
                    .rules
                    .gone(&raw.key)
                    .filter(|_| self.is_sign(&raw.text));
                if let Some(what) = gone {
                    self.ignored
                        .entry(what)
                        .or_default()
                        .insert(raw.key.clone());
                    return;
                }
                Rows::count(&mut self.unknown, raw.key.clone(), raw.row, &expected);
                return;
            }
        };
        for area in areas {
            self.put(raw, area, series, report);
        }
    }

    fn is_sign(&self, text: &str) -> bool {
        self.signs.contains_key(text) || self.recipe.common.sign_overrides.contains_key(text)
    }

    fn put(&mut self, raw: &RawCell, ix: AreaIx, series: &mut Series, report: &mut Report) {
        let at = series
            .periods
            .iter()
            .position(|period| *period == raw.period);
        let (Some(at), Some(area)) = (at, self.config.areas.get(ix)) else {
            return;
        };
        let existence = Existence::of(area, &raw.period);
        let Some(understood) = self.understand(raw, existence, report) else {
            return;
        };
        let file = &self.recipe.common.file;
        let spot = Spot {
            level: area.level,
            category: raw.category,
            period: PeriodIx(at as u16),
            area: ix,
        };
        let cell = Cell {
            state: understood.state,
            flags: understood.flags.with(raw.flags),
            units: understood.units,
            place: in_row(file, raw.row, Some(&raw.column)),
            ..Cell::default()
        };
        if let Some(first) = series.cells.get(&spot) {
            let expected = format!(
                "each key once per period and category (first {})",
                first.place
            );
            let wording = found(
                expected,
                format!("`{}` for {} again", raw.key, raw.period.key),
            );
            report.error("duplicate-key", cell.place, wording);
        } else {
            let is_sign = !raw.text.bytes().any(|byte| byte.is_ascii_digit());
            if is_sign && cell.state == ValueState::Zero {
                self.dashes.push((spot, raw.text.clone()));
            } else if cell.state.is_number() {
                self.numbered.insert(ix);
            }
            series.cells.insert(spot, cell);
        }
    }

    /// Signs for "nothing" that only mean "not in this table any more": beside areas whose number
    /// the source moved to their successors, and of dissolved areas without any number in the file.
    fn resettle_dashes(&mut self, series: &mut Series) {
        for (spot, sign) in std::mem::take(&mut self.dashes) {
            let dissolved = self.config.areas.get(spot.area);
            let dissolved = dissolved.is_some_and(|area| area.valid_to.is_some());
            let gone = dissolved && !self.numbered.contains(&spot.area);
            if !gone && !is_superseded(self.config, series, spot) {
                continue;
            }
            if let Some(cell) = series.cells.get_mut(&spot) {
                cell.state = ValueState::NotApplicable;
            }
            if let Some(count) = self.sign_counts.get_mut(&(sign.clone(), ValueState::Zero)) {
                *count -= 1;
            }
            let applied = (sign, ValueState::NotApplicable);
            *self.sign_counts.entry(applied).or_default() += 1;
        }
        self.sign_counts.retain(|_, count| *count > 0);
    }

    fn understand(
        &mut self,
        raw: &RawCell,
        existence: Existence,
        report: &mut Report,
    ) -> Option<Understood> {
        let reader = Reader {
            common: &self.recipe.common,
            signs: self.signs,
            kind: self.entry.indicator.kind,
            decimals: self.entry.indicator.decimals,
        };
        let place = in_row(&self.recipe.common.file, raw.row, Some(&raw.column));
        let Some(mut cell) = reader.understand(&raw.text, existence) else {
            let signs: Vec<&str> = self.signs.keys().map(String::as_str).collect();
            let expected = format!("a number or one of the signs {}", signs.join(" "));
            report.error(
                "not-a-number",
                place,
                found(expected, format!("\"{}\"", raw.text)),
            );
            return None;
        };
        if reader.meaning(&raw.text).is_some() {
            *self
                .sign_counts
                .entry((raw.text.clone(), cell.state))
                .or_default() += 1;
            return Some(cell);
        }
        if cell.rounded {
            let expected = format!("at most {} decimals", self.entry.indicator.decimals);
            let wording = found(expected, format!("\"{}\"", raw.text)).done("rounded");
            report.warning("more-decimals", place.clone(), wording);
        }
        if existence == Existence::Never {
            match self.recipe.common.outside {
                Outside::Converted => {
                    cell.flags = cell.flags.with(Flags::CONVERTED);
                    let start = Rows {
                        first: raw.row,
                        count: 0,
                        expected: String::new(),
                    };
                    self.converted.get_or_insert(start).count += 1;
                }
                Outside::Refuse => {
                    let expected = format!(
                        "no number, because `{}` does not exist in {}",
                        raw.key, raw.period.key
                    );
                    let wording =
                        found(expected, format!("\"{}\"", raw.text)).done("not published");
                    report.warning("outside-validity", place, wording);
                    cell.state = ValueState::NotApplicable;
                    cell.units = 0;
                }
            }
        }
        Some(cell)
    }

    /// Reports what was counted.
    fn tell(self, report: &mut Report) {
        let file = self.recipe.common.file.as_str();
        let mut names = Names::of(self.config, self.rules);
        for (key, rows) in &self.unknown {
            let wording = found(
                names.expected(key, &rows.expected),
                format!("`{key}` in {} cell(s)", rows.count),
            );
            report.error("unknown-key", in_row(file, rows.first, None), wording);
        }
        for ((key, padded), rows) in &self.repaired {
            let seen = format!("`{key}` in {} cell(s)", rows.count);
            let wording =
                found("a key with its leading zero", seen).done(format!("read as `{padded}`"));
            report.warning("lost-zero", in_row(file, rows.first, None), wording);
        }
        for (what, keys) in &self.ignored {
            let seen = format!("{} keys: {what}", keys.len());
            let wording = found("areas of this atlas", seen).done("left aside as declared");
            report.note("ignored-keys", in_file(file), wording);
        }
        if let Some(rows) = &self.converted {
            let seen = format!(
                "{} numbers of areas in periods before or after they existed",
                rows.count
            );
            let wording = found("areas of their periods", seen).done("flagged as converted");
            report.note("converted", self.columns_place(rows.first), wording);
        }
        if !self.sign_counts.is_empty() {
            let counts = self.sign_counts.iter();
            let counts = counts
                .map(|((sign, state), count)| format!("\"{sign}\" {count} × {}", state.key()));
            let counts: Vec<String> = counts.collect();
            let place = crate::finding::Place {
                column: Some(format!("indicator `{}`", self.entry.indicator.key)),
                ..in_file(file)
            };
            let wording = found("numbers or declared signs", counts.join(", "));
            report.note(
                "signs",
                place,
                wording.done(format!("read by sign table `{}`", self.recipe.common.signs)),
            );
        }
    }

    fn columns_place(&self, row: u64) -> crate::finding::Place {
        let column = format!("indicator `{}`", self.entry.indicator.key);
        in_row(&self.recipe.common.file, row, Some(&column))
    }
}
