//! Profiles that change counts instead of hiding them: rounding, and noise by cell key.
//!
//! A printed zero no longer says that there is nothing, so all zeros are printed alike, as "rounded
//! to zero".

use std::collections::BTreeMap;

use teilraum::disclosure::{NoiseRow, NoiseTable, Ties, round};
use teilraum::model::ValueState;

use super::profile::Method;
use super::side;
use super::table::Table;
use crate::config::{Config, text_file};
use crate::report::{Report, found, in_file, in_row};
use crate::series::{Series, Spot};

/// What is printed for a count, and the counts that may stand behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The printed number, in units of the last decimal.
    pub units: i64,
    /// The least count behind it.
    pub lo: i64,
    /// The greatest.
    pub hi: i64,
}

/// Every number of the table as its profile prints it; nothing where it prints true numbers.
pub fn printed(table: &Table<'_>, report: &mut Report) -> BTreeMap<Spot, Printed> {
    let method = table.profile.as_ref().map(|profile| &profile.method);
    match method {
        Some(Method::Round(base)) if table.exact => rounded(table, *base),
        Some(Method::Noise(file)) if table.exact => noisy(table, file, report),
        _ => BTreeMap::new(),
    }
}

fn rounded(table: &Table<'_>, base: i64) -> BTreeMap<Spot, Printed> {
    let base = table.units(base).unsigned_abs();
    let signed = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
    let numbers = table.cells().filter(|(_, cell)| cell.state.is_number());
    let print = |units: i64| {
        let rounded = round(units.unsigned_abs(), base, Ties::Up);
        let [value, lo, hi] = [rounded.value, rounded.lo, rounded.hi].map(signed);
        match units < 0 {
            false => Printed {
                units: value,
                lo,
                hi,
            },
            true => Printed {
                units: -value,
                lo: -hi,
                hi: -lo,
            },
        }
    };
    numbers
        .map(|(spot, cell)| (spot, print(cell.units)))
        .collect()
}

fn noisy(table: &Table<'_>, file: &str, report: &mut Report) -> BTreeMap<Spot, Printed> {
    let mut printed = BTreeMap::new();
    let Some(noise) = noise(table.config, file, report) else {
        return printed;
    };
    let keys = side::cell_keys(table.config, table.entry, table.series, report);
    let (scale, reach) = (table.units(1), i64::from(noise.largest()));
    for (spot, cell) in table.cells().filter(|(_, cell)| cell.state.is_number()) {
        let count = u64::try_from(cell.units / scale)
            .ok()
            .filter(|_| cell.units % scale == 0);
        let key = match cell.units {
            0 => Some(0),
            _ => keys.get(&spot).copied(),
        };
        let Some((count, key)) = count.zip(key) else {
            let expected = "a count with a cell key";
            let seen = format!("none for {}", table.words(spot));
            report.error(
                "disclosure",
                in_file(&table.config.file),
                found(expected, seen),
            );
            continue;
        };
        let change = i64::from(noise.noise(count, key));
        let units = cell.units + change * scale;
        // A nothing stays nothing: a number other than 0 comes from one person at least.
        let least = if units > 0 { scale } else { 0 };
        let (lo, hi) = ((units - reach * scale).max(least), units + reach * scale);
        printed.insert(spot, Printed { units, lo, hi });
    }
    printed
}

/// Reads the table of noise.
fn noise(config: &Config, file: &str, report: &mut Report) -> Option<NoiseTable> {
    if file.is_empty() {
        let expected = "`noise`, a table of noise, in [disclosure.profiles.ckm]";
        report.error("config", in_file(&config.file), found(expected, "none"));
        return None;
    }
    let text = text_file(&config.root, file, report)?;
    let mut rows: Vec<NoiseRow> = Vec::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for (at, record) in (2..).zip(reader.deserialize::<(u64, u64, u32, i32)>()) {
        let (from, to, bound, change) = match record {
            Ok(record) => record,
            Err(error) => {
                let wording = found("from,to,key_below,change", error.to_string());
                report.error("config", in_row(file, at, None), wording);
                return None;
            }
        };
        match rows.last_mut() {
            Some(row) if (row.from, row.to) == (from, to) => row.key_below.push((bound, change)),
            _ => rows.push(NoiseRow {
                from,
                to,
                key_below: vec![(bound, change)],
            }),
        }
    }
    match NoiseTable::new(rows) {
        Ok(table) => Some(table),
        Err(error) => {
            let wording = found("a table of noise", error.to_string());
            report.error("config", in_file(file), wording);
            None
        }
    }
}

/// Puts the printed numbers in place of the true ones.
pub fn apply(series: &mut Series, printed: &BTreeMap<Spot, Printed>) {
    for (spot, printed) in printed {
        if let Some(cell) = series.cells.get_mut(spot) {
            cell.units = printed.units;
            cell.state = match printed.units {
                0 => ValueState::RoundedToZero,
                _ => ValueState::Value,
            };
            cell.note = None;
        }
    }
}
