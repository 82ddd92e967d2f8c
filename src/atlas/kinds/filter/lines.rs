//! Parallel coordinates: an axis for each figure that a filter sets bounds to, a line for each area.

use crate::model::{AreaIx, sort_by};
use crate::state::{PERCENT_DECIMALS, Test};
use crate::text::{self, Arg};

use super::super::super::Atlas;
use super::super::super::answer::{SmallTable, dto};
use super::super::super::view::View;
use super::figures::{Asked, found, view_of};
use super::{Filtered, tell, without_bounds};

/// Axes beside each other, at most.
const AXES: usize = 8;
/// Rows of the table, at most.
const ROWS: usize = 200;

dto! {
    /// The axes, and the same as a table; the lines cross by themselves.
    pub struct FilterLines {
        /// One per figure, in the order of the conditions.
        pub axes: Vec<FilterAxis>,
        /// What the picture shows, for those who do not see it.
        pub label: String,
        /// The areas that meet the filter, by name.
        pub table: SmallTable,
        /// "und 12 weitere"; empty if these are all.
        pub more: String,
    }

    /// An axis; positions run from 0 at the smallest value to 1 at the largest.
    pub struct FilterAxis {
        /// "Verfügbares Einkommen (2018)".
        pub label: String,
        /// The smallest value.
        pub min: String,
        /// The largest value.
        pub max: String,
        /// The lower bound.
        pub low: Option<f64>,
        /// The upper bound.
        pub high: Option<f64>,
    }
}

/// A figure with an axis.
struct Axis<'a> {
    test: &'a Test,
    numbers: &'a [Option<i64>],
    min: i64,
    max: i64,
}

impl Axis<'_> {
    fn at(&self, units: i64) -> f64 {
        let width = (self.max as f64 - self.min as f64).max(1.0);
        ((units as f64 - self.min as f64) / width).clamp(0.0, 1.0)
    }

    fn number(&self, place: usize) -> Option<i64> {
        self.numbers.get(place).copied().flatten()
    }

    /// A value as the reader sees it.
    fn value(&self, view: &View<'_>, units: i64) -> String {
        let of = self.test.figure().and_then(|it| view_of(view, it));
        let Some(of) = of else { return String::new() };
        match self.test {
            Test::Change { relative, .. } => {
                let decimals = if *relative {
                    PERCENT_DECIMALS
                } else {
                    of.indicator.decimals
                };
                let change = crate::model::Scaled { units, decimals };
                tell::difference(&of, Some(&of), *relative, change)
            }
            _ => of.speaker.value(of.indicator, units),
        }
    }
}

impl Atlas {
    /// The axes of the filter's figures; `None` with fewer than two.
    #[must_use]
    pub fn filter_lines(&self) -> Option<FilterLines> {
        let view = self.view()?.plain();
        let filtered = self.files.filtered.as_deref()?;
        let axes = axes(&view, filtered)?;
        let (table, more) = table(&view, filtered, &axes);
        let count = tell::counted(&view, filtered);
        Some(FilterLines {
            label: view
                .speaker
                .say("kind.filter.lines.label", &[("count", Arg::Text(&count))]),
            axes: axes.iter().map(|it| told(&view, it)).collect(),
            table,
            more,
        })
    }

    /// A line for each area of the level that exists: what is known of it (0 failed, 1 met, 2 open, and 3
    /// for the chosen area), then where it meets each axis; −1 where it has no value there.
    #[must_use]
    pub fn filter_points(&self) -> Vec<f32> {
        let (Some(view), Some(filtered)) = (self.view(), self.files.filtered.as_deref()) else {
            return Vec::new();
        };
        let Some(axes) = axes(&view, filtered) else {
            return Vec::new();
        };
        let chosen = view.chosen().map(|(ix, _)| ix);
        let mut points = Vec::new();
        for (place, area) in view.level.range().map(AreaIx).enumerate() {
            if view.files.areas.is_dissolved(area) {
                continue;
            }
            points.push(match filtered.verdict.get(place) {
                _ if chosen == Some(area) => 3.0,
                Some(met) => f32::from(u8::from(met)),
                None => 2.0,
            });
            let at = |axis: &Axis<'_>| axis.number(place).map_or(-1.0, |it| axis.at(it) as f32);
            points.extend(axes.iter().map(at));
        }
        points
    }
}

/// The axes of the conditions with numbers, each figure once; `None` with fewer than two.
fn axes<'a>(view: &View<'_>, filtered: &'a Filtered) -> Option<Vec<Axis<'a>>> {
    let mut axes: Vec<Axis<'a>> = Vec::new();
    for condition in &filtered.key.filter.conditions {
        let test = &condition.test;
        let known = |it: &Axis<'_>| without_bounds(it.test) == without_bounds(test);
        let Some(Asked::Numbers(numbers)) = found(test, &filtered.asked) else {
            continue;
        };
        let areas = view.level.range().map(AreaIx).zip(numbers);
        let present = areas.filter(|(ix, _)| !view.files.areas.is_dissolved(*ix));
        let all: Vec<i64> = present.filter_map(|(_, number)| *number).collect();
        if let (Some(&min), Some(&max)) = (all.iter().min(), all.iter().max())
            && !axes.iter().any(known)
            && axes.len() < AXES
        {
            axes.push(Axis {
                test,
                numbers,
                min,
                max,
            });
        }
    }
    (axes.len() > 1).then_some(axes)
}

fn told(view: &View<'_>, axis: &Axis<'_>) -> FilterAxis {
    let span = match axis.test {
        Test::Value { span, .. } | Test::Change { span, .. } => *span,
        _ => crate::state::Span::default(),
    };
    let [low, high] = [span.low, span.high].map(|it| it.map(|it| axis.at(it.units)));
    FilterAxis {
        label: tell::axis(view, axis.test),
        min: axis.value(view, axis.min),
        max: axis.value(view, axis.max),
        low,
        high,
    }
}

/// The areas that meet the filter with their values.
fn table(view: &View<'_>, filtered: &Filtered, axes: &[Axis<'_>]) -> (SmallTable, String) {
    let areas = &view.files.areas;
    let range = view.level.range();
    let met = range
        .clone()
        .map(AreaIx)
        .filter(|ix| filtered.meets(*ix, range.start) == Some(true) && !areas.is_dissolved(*ix));
    let mut named: Vec<_> = met
        .map(|ix| {
            let words = areas.words(ix);
            let name = words.map(|it| view.speaker.named(it.key, it.name));
            (name.map(text::collation_key), ix)
        })
        .collect();
    sort_by(&mut named, |(a, _), (b, _)| a.cmp(b));
    let more = named.len().saturating_sub(ROWS);
    let row = |(_, ix): &(_, AreaIx)| {
        let place = (ix.0 - range.start) as usize;
        let value = |axis: &Axis<'_>| {
            let number = axis.number(place).map(|it| axis.value(view, it));
            number.unwrap_or_else(|| view.speaker.say("kind.filter.no-value", &[]))
        };
        let values = axes.iter().map(value);
        std::iter::once(view.speaker.name_of(*ix))
            .chain(values)
            .collect()
    };
    let head = axes.iter().map(|it| tell::axis(view, it.test));
    let n = view.speaker.count(more);
    let args = [("n", Arg::Count(more as i64)), ("n_text", Arg::Text(&n))];
    let table = SmallTable {
        caption: view.speaker.say("kind.filter.lines.table", &[]),
        head: std::iter::once(view.speaker.level(&view.level.key).one)
            .chain(head)
            .collect(),
        rows: named.iter().take(ROWS).map(row).collect(),
    };
    let more = match more {
        0 => String::new(),
        _ => view.speaker.say("kind.filter.more", &args),
    };
    (table, more)
}
