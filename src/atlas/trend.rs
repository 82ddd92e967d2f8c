//! The trend chart's content: final numbers and labels, for any painter.

use crate::model::{Area, AreaIx, MeasureKind, Period, pow10};
use crate::query::{Point, Series};

use super::card::series_of;
use super::chance::Chance;
use super::view::View;

/// Whose line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum LineRole {
    /// The chosen area.
    Area,
    /// The area it lies in.
    Parent,
    /// The coarsest level.
    Whole,
}

/// One line; segments end where a number is missing or the series breaks.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendLine {
    /// Written beside its end.
    pub label: String,
    /// Whose line.
    pub role: LineRole,
    /// Points (time, value) of each unbroken piece.
    pub segments: Vec<Vec<(f64, f64)>>,
    /// Around each unbroken piece of what chance may make of it: the upper limits back from the
    /// lower ones. Empty unless the indicator declares it.
    pub bands: Vec<Vec<(f64, f64)>>,
}

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Tick {
    /// Where on the axis.
    pub at: f64,
    /// What stands beside it.
    pub label: String,
}

/// A trend chart, ready to draw.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendChart {
    /// The lines; the chosen area's comes last and lies on top.
    pub lines: Vec<TrendLine>,
    /// Marks of the time axis.
    pub x_ticks: Vec<Tick>,
    /// Marks of the value axis.
    pub y_ticks: Vec<Tick>,
    /// First and last time.
    pub x_range: [f64; 2],
    /// Lowest and highest value shown.
    pub y_range: [f64; 2],
    /// The period on the map.
    pub now: Option<f64>,
}

/// The trend of the chosen area beside its parents; `None` with fewer than two numbers.
///
/// Counts stand alone: beside the count of a parent they would be a flat line at the bottom.
pub(super) fn trend(view: &View<'_>) -> Option<TrendChart> {
    let (ix, area) = view.chosen()?;
    let own = line(view, ix, area, LineRole::Area)?;
    let alone = view.indicator.kind == MeasureKind::Count;
    let parents = area
        .parent
        .filter(|_| !alone)
        .into_iter()
        .flat_map(|ix| view.files.areas.lineage(ix));
    let mut lines: Vec<TrendLine> = parents
        .filter_map(|ix| {
            let parent = view.files.areas.get(ix)?;
            let role = if parent.parent.is_some() {
                LineRole::Parent
            } else {
                LineRole::Whole
            };
            line(view, ix, parent, role)
        })
        .collect();
    lines.push(own);
    let shown = |line: &TrendLine| line.segments.iter().flatten().count();
    let points = || {
        lines
            .iter()
            .flat_map(|line| line.segments.iter().chain(&line.bands).flatten())
    };
    if lines.iter().map(shown).sum::<usize>() < 2 {
        return None;
    }
    let low = points().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let high = points()
        .map(|point| point.1)
        .fold(f64::NEG_INFINITY, f64::max);
    let y_ticks = value_ticks(view, low, high);
    let y_range = match (y_ticks.first(), y_ticks.last()) {
        (Some(first), Some(last)) if first.at < last.at => [first.at.min(low), last.at.max(high)],
        _ => [low - 1.0, high + 1.0],
    };
    let (x_ticks, x_range) = time_axis(view)?;
    let now = Some(middle(view.period));
    Some(TrendChart {
        lines,
        x_ticks,
        y_ticks,
        x_range,
        y_range,
        now,
    })
}

fn line(view: &View<'_>, ix: AreaIx, area: &Area, role: LineRole) -> Option<TrendLine> {
    let series = series_of(view, ix, area.level);
    let base = pow10(view.indicator.decimals) as f64;
    let segments = pieces(view, &series, |point| Some(point.cell.value as f64 / base));
    let chance = Chance::of(view.indicator).filter(|_| role == LineRole::Area);
    let bands = chance.map(|chance| {
        let limits = pieces(view, &series, |point| {
            let part = View {
                period_ix: point.period,
                ..*view
            }
            .part((ix, area.level));
            let limits = chance.limits(point.cell, part)?;
            Some(limits.map(|limit| limit as f64 / base))
        });
        limits.iter().map(|piece| outline(piece)).collect()
    });
    let label = view.speaker.short(area).to_owned();
    (!segments.is_empty()).then_some(TrendLine {
        label,
        role,
        segments,
        bands: bands.unwrap_or_default(),
    })
}

/// Around a piece between limits: along the lower ones and back along the upper ones.
fn outline(piece: &[(f64, [f64; 2])]) -> Vec<(f64, f64)> {
    let lower = piece.iter().map(|(at, [lower, _])| (*at, *lower));
    let upper = piece.iter().rev().map(|(at, [_, upper])| (*at, *upper));
    lower.chain(upper).collect()
}

/// Pieces of a series that may be joined: they end where a number is missing or the series breaks.
fn pieces<T>(
    view: &View<'_>,
    series: &Series,
    shown: impl Fn(&Point) -> Option<T>,
) -> Vec<Vec<(f64, T)>> {
    let mut pieces: Vec<Vec<(f64, T)>> = Vec::new();
    let mut open = false;
    for point in &series.0 {
        let period = view.indicator.periods.get(point.period.index());
        let number = shown(point).filter(|_| point.cell.state.is_number());
        let Some(at) = period.zip(number).map(|(it, number)| (middle(it), number)) else {
            open = false;
            continue;
        };
        match pieces.last_mut().filter(|_| open && !point.break_before) {
            Some(piece) => piece.push(at),
            None => pieces.push(vec![at]),
        }
        open = true;
    }
    pieces
}

/// The middle of a period in days.
fn middle(period: &Period) -> f64 {
    (period.start.ordinal() + period.end.ordinal()) as f64 / 2.0
}

fn time_axis(view: &View<'_>) -> Option<(Vec<Tick>, [f64; 2])> {
    let periods = &view.indicator.periods;
    let (first, last) = (periods.first()?, periods.last()?);
    let tick = |period: &Period| Tick {
        at: middle(period),
        label: period.end.year.to_string(),
    };
    let inner = periods.len() / 2;
    let mut ticks = vec![tick(first)];
    if periods.len() > 6 {
        ticks.extend(periods.get(inner).map(tick));
    }
    ticks.push(tick(last));
    let range = [middle(first), middle(last)];
    (range[0] < range[1]).then_some((ticks, range))
}

/// Three to five round values that span the numbers.
fn value_ticks(view: &View<'_>, low: f64, high: f64) -> Vec<Tick> {
    let decimals = view.indicator.decimals;
    let finest = 1.0 / crate::model::pow10(decimals) as f64;
    let step = round_step((high - low).max(finest) / 3.0).max(finest);
    let first = libm::floor(low / step);
    let count = (libm::ceil(high / step) - first) as i64;
    let tick = |at: i64| {
        let value = (first + at as f64) * step;
        let number = crate::model::Scaled::round(value, decimals)?;
        Some(Tick {
            at: value,
            label: view.speaker.number(view.indicator, number.units),
        })
    };
    (0..=count.clamp(1, 8)).filter_map(tick).collect()
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|it| it * power)
        .find(|it| *it >= rough)
        .unwrap_or(power * 10.0)
}
