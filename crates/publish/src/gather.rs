//! The observations of every indicator: read, checked, computed, and made into blocks as soon as no
//! later one needs them.
//!
//! Indicators with recipes are read by several threads, which share the files ([`Sources`]); what
//! each found is told in the order of the configuration, so that the number of threads changes
//! nothing. Those that are computed follow, in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use teilraum::model::{Block, IndicatorIx, Period};

use crate::aggregate::{compare, compute, sum};
use crate::config::{Config, IndicatorConfig};
use crate::disclosure::Pending;
use crate::finding::Finding;
use crate::read::sources::Sources;
use crate::report::Report;
use crate::series::Series;
use crate::{changes, disclosure, marks, observe, range};

/// More would hold more in memory at once than they gain.
const MOST_THREADS: usize = 4;

/// What became of an indicator.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Its periods.
    pub periods: Vec<Period>,
    /// Its blocks; none of an internal one.
    pub blocks: Vec<Block>,
}

/// Every indicator of the configuration, in its order; and the decisions to be kept about secrets.
pub fn all(config: &Config, report: &mut Report) -> (Vec<Done>, Option<Pending>) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    all_by(config, threads.min(MOST_THREADS), report)
}

/// As [`all`], with this many threads.
fn all_by(config: &Config, threads: usize, report: &mut Report) -> (Vec<Done>, Option<Pending>) {
    let plan = Plan::of(config);
    let mut done: Vec<Done> = config.indicators.iter().map(|_| Done::default()).collect();
    let mut kept: BTreeMap<&str, Series> = BTreeMap::new();
    for (at, outcome) in read_all(&plan, threads) {
        report.extend(outcome.findings);
        if let Some(slot) = done.get_mut(at) {
            *slot = outcome.done;
        }
        if let (Some(series), Some(entry)) = (outcome.series, config.indicators.get(at)) {
            kept.insert(entry.indicator.key.as_str(), series);
        }
    }
    for (at, entry) in config.indicators.iter().enumerate() {
        if entry.compute.is_none() {
            continue;
        }
        let mut series = compute::compute(config, entry, &kept, report);
        plan.finish(entry, &mut series, report);
        let (one, series) = plan.settle(at, entry, series);
        if let Some(slot) = done.get_mut(at) {
            *slot = one;
        }
        if let Some(series) = series {
            kept.insert(entry.indicator.key.as_str(), series);
        }
        kept.retain(|key, _| plan.is_needed_after(key, at));
    }
    let pending = disclosure::protect(config, &mut kept, report);
    plan.settle_kept(kept, &mut done);
    (done, pending)
}

/// Which series are needed how long, and where each indicator goes.
struct Plan<'a> {
    config: &'a Config,
    /// The position of the last computed indicator that needs a series, by the series' key.
    last_use: BTreeMap<&'a str, usize>,
    /// Keys of the indicators whose series must all be there at the end.
    together: BTreeSet<&'a str>,
    /// The position among the published indicators; `None` for internal ones.
    positions: Vec<Option<IndicatorIx>>,
}

impl<'a> Plan<'a> {
    fn of(config: &'a Config) -> Self {
        let mut last_use = BTreeMap::new();
        for (at, entry) in config.indicators.iter().enumerate() {
            let parts = entry.compute.as_ref();
            let parts = parts.map(|compute| [&compute.numerator, &compute.denominator]);
            for ingredient in parts.into_iter().flatten() {
                last_use.insert(ingredient.indicator.as_str(), at);
            }
        }
        let mut next = 0;
        let mut position = |entry: &IndicatorConfig| {
            let ix = IndicatorIx(next);
            next += u32::from(!entry.internal);
            (!entry.internal).then_some(ix)
        };
        Self {
            config,
            last_use,
            together: disclosure::concerns(config),
            positions: config.indicators.iter().map(&mut position).collect(),
        }
    }

    fn is_needed_after(&self, key: &str, at: usize) -> bool {
        let later = self.last_use.get(key).is_some_and(|last| *last > at);
        later || self.together.contains(key)
    }

    /// What holds for the observations of any indicator, read or computed, before they go on.
    fn finish(&self, entry: &IndicatorConfig, series: &mut Series, report: &mut Report) {
        marks::put(self.config, entry, series, report);
        range::check(self.config, entry, series, report);
    }

    /// The blocks of a series that nothing protects any more, and the series if it is still needed.
    fn settle(&self, at: usize, entry: &IndicatorConfig, series: Series) -> (Done, Option<Series>) {
        let key = entry.indicator.key.as_str();
        if self.together.contains(key) {
            return (Done::default(), Some(series));
        }
        let done = self.done(at, entry, &series);
        let needed = self.last_use.contains_key(key);
        (done, needed.then_some(series))
    }

    /// The blocks of the series that were kept together.
    fn settle_kept(&self, kept: BTreeMap<&str, Series>, done: &mut [Done]) {
        for (at, (entry, slot)) in self.config.indicators.iter().zip(done).enumerate() {
            let key = entry.indicator.key.as_str();
            if let Some(series) = kept.get(key).filter(|_| self.together.contains(key)) {
                *slot = self.done(at, entry, series);
            }
        }
    }

    fn done(&self, at: usize, entry: &IndicatorConfig, series: &Series) -> Done {
        let this = &entry.indicator;
        let categories = u16::try_from(this.category_count()).unwrap_or(u16::MAX);
        let ix = self.positions.get(at).copied().flatten();
        let blocks = ix.map(|ix| series.blocks(self.config, ix, categories, this.decimals));
        Done {
            periods: series.periods.clone(),
            blocks: blocks.unwrap_or_default(),
        }
    }
}

/// What reading an indicator gave.
struct Outcome {
    findings: Vec<Finding>,
    done: Done,
    series: Option<Series>,
}

/// Reads every indicator that has recipes; in the order of the configuration, with positions.
fn read_all(plan: &Plan<'_>, threads: usize) -> Vec<(usize, Outcome)> {
    let entries: Vec<(usize, &IndicatorConfig)> = plan
        .config
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.compute.is_none())
        .collect();
    let sources = Sources::plan(plan.config);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some((at, entry)) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
            let outcome = read(plan, *at, entry, &sources);
            let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
            outcomes.insert(*at, outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let outcomes = outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    outcomes.into_iter().collect()
}

fn read(plan: &Plan<'_>, at: usize, entry: &IndicatorConfig, sources: &Sources<'_>) -> Outcome {
    let (config, mut report) = (plan.config, Report::default());
    let mut series = observe::read(config, entry, sources, &mut report);
    changes::convert(config, entry, &mut series, &mut report);
    compare::compare(config, entry, &series, &mut report);
    disclosure::given_away(config, entry, &series, &mut report);
    sum::fill_parents(config, entry, &mut series, &mut report);
    plan.finish(entry, &mut series, &mut report);
    let (done, series) = plan.settle(at, entry, series);
    Outcome {
        findings: report.into_findings(),
        done,
        series,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/atlas.toml");
        let config = Config::read(&path).unwrap();
        let by = |threads| {
            let mut report = Report::default();
            let done = all_by(&config, threads, &mut report);
            (format!("{done:?}"), report.into_findings())
        };
        assert_eq!(by(1), by(3));
    }
}
