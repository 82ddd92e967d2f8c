//! What readers still hold of earlier releases must still be part of this one.
//!
//! The network attacks cells that this release has. A total that only an earlier release printed
//! would be missing there, and what it gives away would not be found. So where secrets are at stake,
//! a release is refused that leaves such cells out, renames them, moves them to other areas, or
//! changes between hiding and rounding.

use std::collections::BTreeSet;

use super::ledger::{Decision, Ledger, Rows};
use super::own;
use super::profile::Profile;
use super::side;
use super::table::Table;
use super::{All, Withheld};
use crate::config::{Config, IndicatorConfig};
use crate::report::{Report, found, in_file};

/// Refuses what an earlier release said and this one does not account for.
pub fn check(
    config: &Config,
    all: &All<'_>,
    known: &Ledger,
    withheld: &Withheld<'_>,
    report: &mut Report,
) {
    for key in known
        .indicators
        .keys()
        .filter(|key| is_lost(config, known, key))
    {
        let expected = "an indicator with this key, or with it among its `former_keys`, or the key \
            in `retired` in [disclosure]";
        let seen = format!("none for `{key}`, of which an earlier release withheld cells");
        report.error("disclosure", in_file(&config.file), found(expected, seen));
    }
    for entry in &config.indicators {
        let series = all.get(entry.indicator.key.as_str());
        let rows = known
            .rows(entry)
            .filter(|_| own::is_protected(config, entry));
        if let Some((series, rows)) = series.zip(rows) {
            let table = Table::new(config, entry, series, 0, 0);
            method(&table, known, report);
            cells(&table, rows, withheld, report);
        }
    }
}

/// Whether the ledger has secrets of an indicator that this atlas does not know.
fn is_lost(config: &Config, known: &Ledger, key: &str) -> bool {
    let is_it = |entry: &IndicatorConfig| {
        entry.indicator.key == key
            || entry
                .indicator
                .former_keys
                .iter()
                .any(|former| former == key)
    };
    let retired = config
        .atlas
        .disclosure
        .retired
        .iter()
        .any(|gone| gone == key);
    let rows = known.indicators.get(key).into_iter().flatten();
    let mut decisions = rows.flat_map(|(_, cells)| cells.values());
    let secret = decisions.any(|decision| matches!(decision, Decision::Withheld(_)));
    secret && !retired && !config.indicators.iter().any(is_it)
}

/// Rounded numbers beside exact ones narrow what either leaves open.
fn method(table: &Table<'_>, known: &Ledger, report: &mut Report) {
    let now = Profile::of(table.config, table.entry).method.word();
    if let Some(before) = known.method(table.entry).filter(|before| *before != now) {
        let key = &table.entry.indicator.key;
        let expected = format!("`{key}` protected as in earlier releases ({before})");
        let wording = found(expected, now);
        report.error("disclosure", in_file(&table.config.file), wording);
    }
}

/// Cells of an earlier release that this one lacks, in periods with secrets.
fn cells(table: &Table<'_>, rows: &Rows, withheld: &Withheld<'_>, report: &mut Report) {
    let here: BTreeSet<&str> = periods_here(table);
    let secret = periods_with_secrets(table, rows, withheld);
    let mut lacking = Vec::new();
    for (row, cells) in rows {
        let mut keys = row.splitn(3, ' ').map(str::to_owned);
        let [Some(level), Some(period), Some(category)] = [keys.next(), keys.next(), keys.next()]
        else {
            continue;
        };
        if !secret.contains(period.as_str()) || !here.contains(period.as_str()) {
            continue;
        }
        for area in cells.keys() {
            if !accounts_for(table, [&level, area, &period, &category]) {
                lacking.push(
                    format!("{level} {area}, {period} {category}")
                        .trim()
                        .to_owned(),
                );
            }
        }
    }
    if let Some(first) = lacking.first() {
        let key = &table.entry.indicator.key;
        let expected = format!(
            "every cell of `{key}` that an earlier release had, in periods with secrets: readers \
            still have it"
        );
        let seen = format!("{} left out, the first: {first}", lacking.len());
        report.error(
            "disclosure",
            in_file(&table.config.file),
            found(expected, seen),
        );
    }
}

/// Whether this release has the cell. What was moved to other areas is not where it was.
fn accounts_for(table: &Table<'_>, keys: [&str; 4]) -> bool {
    let spot = side::spot(table.config, table.entry, table.series, keys);
    let Some(cell) = spot.and_then(|spot| table.cell(spot)) else {
        return false;
    };
    let gone = !cell.state.is_number() && !super::network::is_withheld(cell.state);
    !(gone && table.entry.convert.is_some())
}

/// Keys of periods with any cell.
fn periods_here<'a>(table: &Table<'a>) -> BTreeSet<&'a str> {
    let series = table.series;
    let cells = table.cells().filter(|(_, cell)| cell.state.is_number());
    let periods = cells.filter_map(|(spot, _)| series.period(spot.period));
    periods.map(|period| period.key.as_str()).collect()
}

/// Keys of periods in which cells are withheld, then or now.
fn periods_with_secrets(
    table: &Table<'_>,
    rows: &Rows,
    withheld: &Withheld<'_>,
) -> BTreeSet<String> {
    let then = rows.iter().filter(|(_, cells)| {
        let mut decisions = cells.values();
        decisions.any(|decision| matches!(decision, Decision::Withheld(_)))
    });
    let then = then.filter_map(|(row, _)| Some(row.split(' ').nth(1)?.to_owned()));
    let now = withheld.get(table.entry.indicator.key.as_str());
    let now = now.into_iter().flatten();
    let now = now.filter_map(|(spot, _)| Some(table.series.period(spot.period)?.key.clone()));
    then.chain(now).collect()
}
