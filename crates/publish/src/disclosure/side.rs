//! Private files about cells: contributions for the dominance rules, cell keys for the noise.
//!
//! CSV, UTF-8, comma, first columns `level,area,period,category`; a category is empty where the
//! indicator has no axes, and joins its keys by `/` otherwise.

use std::collections::BTreeMap;

use crate::config::disclosure::SideFile;
use crate::config::indicator::category;
use crate::config::{Config, IndicatorConfig, text_file};
use crate::number;
use crate::report::{Report, found, in_row};
use crate::series::{Series, Spot};

/// The columns that name a cell.
const CELL: [&str; 4] = ["level", "area", "period", "category"];

/// The two largest contributions to each cell, in units of the indicator's last decimal.
pub fn contributions(
    config: &Config,
    entry: &IndicatorConfig,
    series: &Series,
    report: &mut Report,
) -> BTreeMap<Spot, [i64; 2]> {
    let files = &config.atlas.disclosure.contributions;
    let decimals = entry.indicator.decimals;
    let units = |text: &str| {
        let rescaled = number::parse(text, '.')?.rescale(1, 1, decimals)?;
        Some(rescaled.units)
    };
    let rows = rows(
        config,
        entry,
        series,
        (files, ["largest", "second"]),
        report,
    );
    let mut read = BTreeMap::new();
    for (spot, [largest, second], place) in rows {
        match units(&largest).zip(units(&second)) {
            Some((largest, second)) => {
                read.insert(spot, [largest, second]);
            }
            None => {
                let seen = format!("`{largest}` and `{second}`");
                report.error("not-a-number", place, found("two contributions", seen));
            }
        }
    }
    read
}

/// The cell key of each cell.
pub fn cell_keys(
    config: &Config,
    entry: &IndicatorConfig,
    series: &Series,
    report: &mut Report,
) -> BTreeMap<Spot, u8> {
    let files = &config.atlas.disclosure.cell_keys;
    let rows = rows(config, entry, series, (files, ["cell_key", ""]), report);
    let mut read = BTreeMap::new();
    for (spot, [key, _], place) in rows {
        match key.parse::<u8>() {
            Ok(key) => {
                read.insert(spot, key);
            }
            Err(_) => {
                let wording = found("a cell key from 0 to 255", format!("`{key}`"));
                report.error("not-a-number", place, wording);
            }
        }
    }
    read
}

type Row = (Spot, [String; 2], crate::finding::Place);

fn rows(
    config: &Config,
    entry: &IndicatorConfig,
    series: &Series,
    (files, columns): (&[SideFile], [&str; 2]),
    report: &mut Report,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let named = files
        .iter()
        .filter(|side| side.indicator == entry.indicator.key);
    for side in named {
        let Some(text) = text_file(&config.root, &side.file, report) else {
            continue;
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map(|row| row.iter().map(str::to_owned).collect())
            .unwrap_or_default();
        let expected = CELL
            .into_iter()
            .chain(columns)
            .filter(|name| !name.is_empty());
        let expected: Vec<&str> = expected.collect();
        if header != expected {
            let wording = found(expected.join(","), header.join(","));
            report.error("config", in_row(&side.file, 1, None), wording);
            continue;
        }
        for (at, record) in (2..).zip(reader.records()) {
            let place = in_row(&side.file, at, None);
            let Ok(record) = record else {
                let wording = found(format!("{} columns", expected.len()), "others");
                report.error("config", place, wording);
                continue;
            };
            let field = |at: usize| record.get(at).unwrap_or_default();
            match spot(config, entry, series, [0, 1, 2, 3].map(field)) {
                Some(spot) => rows.push((spot, [4, 5].map(|at| field(at).to_owned()), place)),
                None => {
                    let seen = [0, 1, 2, 3].map(field).join(",");
                    let wording = found("a cell of the indicator", seen);
                    report.error("unknown-key", place, wording);
                }
            }
        }
    }
    rows
}

/// The cell that these keys of level, area, period and category name.
#[must_use]
pub fn spot(
    config: &Config,
    entry: &IndicatorConfig,
    series: &Series,
    [level, area, period, categories]: [&str; 4],
) -> Option<Spot> {
    let axes = &entry.indicator.axes;
    let at = series
        .periods
        .iter()
        .position(|known| known.key == period)?;
    let category = match (categories, axes.as_slice()) {
        ("", _) => teilraum::model::CategoryIx(0),
        (keys, axes) => category(axes, keys)?,
    };
    Some(Spot {
        level: config.level(level)?,
        category,
        period: teilraum::model::PeriodIx(u16::try_from(at).ok()?),
        area: config.area(level, area)?,
    })
}
