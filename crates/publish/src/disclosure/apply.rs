//! Taking out what may not leave: states instead of numbers, and everything computed anew.

use std::collections::BTreeMap;

use teilraum::model::{Flags, ValueState};

use super::own;
use crate::aggregate::compute;
use crate::config::Config;
use crate::marks;
use crate::report::Report;
use crate::series::{Cell, Series, Spot};

/// Withholds cells: nothing of them stays but where they came from.
pub fn withhold(series: &mut Series, spots: impl Iterator<Item = Spot>) {
    for spot in spots {
        series.shares.remove(&spot);
        if let Some(cell) = series.cells.get_mut(&spot) {
            *cell = Cell {
                state: ValueState::Suppressed,
                flags: Flags::from_bits(cell.flags.bits() & !Flags::NOTE.bits()),
                origin: cell.origin,
                ..Cell::default()
            };
        }
    }
}

/// Withholds every number of this office: a publication that is refused must not leave by mistake.
pub fn withhold_everything(config: &Config, all: &mut BTreeMap<&str, Series>) {
    for entry in config
        .indicators
        .iter()
        .filter(|entry| own::is_own(config, entry))
    {
        if let Some(series) = all.get_mut(entry.indicator.key.as_str()) {
            let numbers = series
                .cells
                .iter()
                .filter(|(_, cell)| cell.state.is_number());
            let spots: Vec<Spot> = numbers.map(|(spot, _)| *spot).collect();
            withhold(series, spots.into_iter());
        }
    }
}

/// Computes shares, rates and means of this office again, from what is published now.
///
/// What the first computation found is in the report already.
pub fn compute_again<'a>(config: &'a Config, all: &mut BTreeMap<&'a str, Series>) {
    let mut silent = Report::default();
    let computed = config.indicators.iter();
    for entry in computed.filter(|entry| entry.compute.is_some() && own::is_own(config, entry)) {
        let mut series = compute::compute(config, entry, all, &mut silent);
        marks::put(config, entry, &mut series, &mut silent);
        all.insert(entry.indicator.key.as_str(), series);
    }
}
