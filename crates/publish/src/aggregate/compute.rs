//! Shares, rates and means from numerator and denominator of the same area.
//!
//! value = numerator / denominator · multiplier, in whole numbers and rounded once, halves away from
//! zero. Both parts are published, so that sums of areas can be computed later.

use std::collections::BTreeMap;

use teilraum::model::{CategoryIx, Flags, MeasureKind, Period, PeriodIx, ValueState, pow10};

use crate::config::indicator::{Compute, Ingredient, PeriodMatch, PeriodRule, category};
use crate::config::{Config, IndicatorConfig};
use crate::finding::Place;
use crate::number::divide_half_away;
use crate::repeats::Repeats;
use crate::report::{Report, found, in_row};
use crate::series::{Cell, Series, Spot};

/// An ingredient: its configuration, its observations and the category taken.
#[derive(Clone, Copy)]
struct Source<'a> {
    entry: &'a IndicatorConfig,
    series: &'a Series,
    category: CategoryIx,
}

/// What is computed, from what.
struct Task<'a> {
    config: &'a Config,
    entry: &'a IndicatorConfig,
    compute: &'a Compute,
    numerator: Source<'a>,
    denominator: Source<'a>,
}

/// Computes `entry` from the series read so far, by indicator key.
pub fn compute(
    config: &Config,
    entry: &IndicatorConfig,
    read: &BTreeMap<&str, Series>,
    report: &mut Report,
) -> Series {
    task(config, entry, read).map_or_else(Series::default, |task| task.run(report))
}

/// The periods of the numerator with those of the denominator that belong to them, in the order of
/// the periods of the computed series.
#[must_use]
pub fn period_pairs(
    config: &Config,
    entry: &IndicatorConfig,
    read: &BTreeMap<&str, Series>,
) -> Vec<(PeriodIx, PeriodIx)> {
    let task = task(config, entry, read);
    task.map_or_else(Vec::new, |task| task.pairs(&mut Report::default()))
}

fn task<'a>(
    config: &'a Config,
    entry: &'a IndicatorConfig,
    read: &'a BTreeMap<&str, Series>,
) -> Option<Task<'a>> {
    let compute = entry.compute.as_ref()?;
    Some(Task {
        config,
        entry,
        compute,
        numerator: source(config, &compute.numerator, read)?,
        denominator: source(config, &compute.denominator, read)?,
    })
}

fn source<'a>(
    config: &'a Config,
    ingredient: &Ingredient,
    read: &'a BTreeMap<&str, Series>,
) -> Option<Source<'a>> {
    let named = |entry: &&IndicatorConfig| entry.indicator.key == ingredient.indicator;
    let entry = config.indicators.iter().find(named)?;
    let category = match ingredient.category.as_deref() {
        Some(keys) => category(&entry.indicator.axes, keys)?,
        None => CategoryIx(0),
    };
    Some(Source {
        entry,
        series: read.get(ingredient.indicator.as_str())?,
        category,
    })
}

impl Task<'_> {
    fn run(&self, report: &mut Report) -> Series {
        let pairs = self.pairs(report);
        self.check_breaks(&pairs, report);
        let periods = pairs
            .iter()
            .filter_map(|(period, _)| self.numerator.series.period(*period));
        let mut series = Series {
            periods: periods.cloned().collect(),
            part_decimals: Some(
                [self.numerator, self.denominator].map(|part| part.entry.indicator.decimals),
            ),
            ..Series::default()
        };
        let (above, below) = (
            self.numerator.series.levels(),
            self.denominator.series.levels(),
        );
        for level in above.symmetric_difference(&below) {
            let key = self
                .config
                .levels
                .get(level.index())
                .map_or("", |level| level.key.as_str());
            let wording = found(
                "numerator and denominator on the same levels",
                format!("only one of them on level `{key}`"),
            );
            report.note(
                "not-aggregated",
                self.place(""),
                wording.done("the level is left without"),
            );
        }
        let mut findings = Repeats::new(report);
        for (at, (numerator, denominator)) in pairs.iter().enumerate() {
            for level in above.intersection(&below) {
                for (area, above) in
                    self.numerator
                        .series
                        .row(*level, self.numerator.category, *numerator)
                {
                    let below = self.denominator.series.cells.get(&Spot {
                        level: *level,
                        category: self.denominator.category,
                        period: *denominator,
                        area,
                    });
                    let spot = Spot {
                        level: *level,
                        category: CategoryIx(0),
                        period: PeriodIx(at as u16),
                        area,
                    };
                    let place = || self.cell_place(spot, &series.periods);
                    let cell = self.cell(above, below, &place, &mut findings);
                    let share = self.share(spot, *numerator, *denominator);
                    series.shares.extend(share.map(|share| (spot, share)));
                    series.cells.insert(spot, cell);
                }
            }
        }
        findings.finish();
        series
    }

    /// A quotient is converted as far as the part that is converted more.
    fn share(&self, spot: Spot, numerator: PeriodIx, denominator: PeriodIx) -> Option<u16> {
        let of = |part: Source<'_>, period| {
            let category = part.category;
            let at = Spot {
                category,
                period,
                ..spot
            };
            part.series.shares.get(&at).copied()
        };
        of(self.numerator, numerator).max(of(self.denominator, denominator))
    }

    /// Periods of the numerator with the denominator's period that belongs to each.
    fn pairs(&self, report: &mut Report) -> Vec<(PeriodIx, PeriodIx)> {
        let mut pairs = Vec::new();
        for (at, period) in self.numerator.series.periods.iter().enumerate() {
            let mut partners = self.denominator.series.periods.iter();
            match partners.position(|other| self.belongs(period, other)) {
                Some(partner) => pairs.push((PeriodIx(at as u16), PeriodIx(partner as u16))),
                None => {
                    let wording = found(
                        "a denominator for every period",
                        format!("none for {}", period.key),
                    );
                    report.note(
                        "no-denominator",
                        self.place(""),
                        wording.done("the period is left out"),
                    );
                }
            }
        }
        if pairs.is_empty() {
            report.error(
                "no-data",
                self.place(""),
                found("periods with both parts", "none"),
            );
        }
        pairs
    }

    /// Refuses a series that breaks inside because an ingredient does, where nobody says so.
    fn check_breaks(&self, pairs: &[(PeriodIx, PeriodIx)], report: &mut Report) {
        let breaks_at = |part: Source<'_>, period: PeriodIx| {
            let key = part.series.period(period).map(|period| &period.key);
            let breaks = &part.entry.indicator.breaks;
            breaks.iter().any(|one| Some(&one.before) == key)
        };
        for (above, below) in pairs.iter().skip(1) {
            let key = self.numerator.series.period(*above);
            let key = key.map_or("", |period| period.key.as_str());
            let breaks = breaks_at(self.numerator, *above) || breaks_at(self.denominator, *below);
            let own = &self.entry.indicator.breaks;
            if breaks && !own.iter().any(|one| one.before == key) {
                let expected = format!("a break before {key}, as its parts have one");
                report.error("config", self.place(", breaks"), found(expected, "none"));
            }
        }
    }

    fn belongs(&self, numerator: &Period, denominator: &Period) -> bool {
        match &self.compute.periods {
            PeriodMatch::Rule(PeriodRule::SameKey) => numerator.key == denominator.key,
            PeriodMatch::Rule(PeriodRule::SameYear) => numerator.end.year == denominator.end.year,
            PeriodMatch::Rule(PeriodRule::YearBefore) => {
                numerator.end.year == denominator.end.year + 1
            }
            PeriodMatch::Pairs(pairs) => pairs
                .iter()
                .any(|(above, below)| *above == numerator.key && *below == denominator.key),
        }
    }

    fn cell(
        &self,
        above: &Cell,
        below: Option<&Cell>,
        place: &dyn Fn() -> Place,
        findings: &mut Repeats<'_>,
    ) -> Cell {
        let missing = Cell::default();
        let below = below.unwrap_or(&missing);
        let flags = Flags::from_bits(
            (above.flags.bits() | below.flags.bits()) & !Flags::BREAK_BEFORE.bits(),
        );
        let note = above.note.clone().or_else(|| below.note.clone());
        let without = |state| Cell {
            state,
            ..Cell::default()
        };
        if let Some(state) = reason(above.state, below.state) {
            return without(state);
        }
        if below.units == 0 {
            if above.units != 0 {
                let wording = found("a denominator for what is counted", "0");
                findings.error("zero-denominator", place(), wording);
            }
            return without(ValueState::NotApplicable);
        }
        let Some(units) = self.quotient(above.units, below.units) else {
            let wording = found(
                "a quotient of at most 18 digits",
                format!("{} / {}", above.units, below.units),
            );
            findings.error("out-of-range", place(), wording);
            return without(ValueState::Missing);
        };
        if self.entry.indicator.kind == MeasureKind::Share && self.exceeds(above, below) {
            let wording = found(
                "a part of the whole",
                format!("{} of {}", above.units, below.units),
            );
            findings.error("numerator-out-of-range", place(), wording);
        }
        Cell {
            state: match units {
                0 if above.state == ValueState::Zero => ValueState::Zero,
                0 => ValueState::RoundedToZero,
                _ => ValueState::Value,
            },
            flags,
            units,
            parts: Some([above.units, below.units]),
            note,
            ..Cell::default()
        }
    }

    fn scales(&self) -> [i128; 2] {
        [self.numerator, self.denominator]
            .map(|part| i128::from(pow10(part.entry.indicator.decimals)))
    }

    fn quotient(&self, above: i64, below: i64) -> Option<i64> {
        let [above_scale, below_scale] = self.scales();
        let dividend = i128::from(above)
            .checked_mul(i128::from(self.compute.multiplier))?
            .checked_mul(i128::from(pow10(self.entry.indicator.decimals)))?
            .checked_mul(below_scale)?;
        let divisor = i128::from(below).checked_mul(above_scale)?;
        i64::try_from(divide_half_away(dividend, divisor)?).ok()
    }

    fn exceeds(&self, above: &Cell, below: &Cell) -> bool {
        let [above_scale, below_scale] = self.scales();
        i128::from(above.units) * below_scale > i128::from(below.units) * above_scale
    }

    fn cell_place(&self, spot: Spot, periods: &[Period]) -> Place {
        let area = self
            .config
            .areas
            .get(spot.area)
            .map_or("", |area| area.key.as_str());
        let period = periods
            .get(spot.period.index())
            .map_or("", |period| period.key.as_str());
        self.place(&format!(", area {area}, period {period}"))
    }

    fn place(&self, detail: &str) -> Place {
        let column = format!("indicator `{}`{detail}", self.entry.indicator.key);
        in_row(&self.entry.file, self.entry.line, Some(&column))
    }
}

/// Why there is no quotient: the strongest reason of the two parts; `None` if both are numbers.
fn reason(above: ValueState, below: ValueState) -> Option<ValueState> {
    const STRONGEST_FIRST: [ValueState; 6] = [
        ValueState::NotApplicable,
        ValueState::Suppressed,
        ValueState::UnknownOrSecret,
        ValueState::Unreliable,
        ValueState::Pending,
        ValueState::Missing,
    ];
    STRONGEST_FIRST
        .into_iter()
        .find(|state| above == *state || below == *state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_reason_is_passed_on() {
        use ValueState as S;
        assert_eq!(reason(S::Value, S::Zero), None);
        assert_eq!(reason(S::Value, S::Missing), Some(S::Missing));
        assert_eq!(reason(S::Suppressed, S::Missing), Some(S::Suppressed));
        assert_eq!(
            reason(S::UnknownOrSecret, S::NotApplicable),
            Some(S::NotApplicable)
        );
    }
}
