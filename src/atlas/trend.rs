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
    let view = &view.plain();
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
    let (mut low, mut high, mut points) = (f64::INFINITY, f64::NEG_INFINITY, 0);
    for line in &lines {
        points += line.segments.iter().map(Vec::len).sum::<usize>();
        for (_, value) in line.segments.iter().chain(&line.bands).flatten() {
            (low, high) = (low.min(*value), high.max(*value));
        }
    }
    if points < 2 {
        return None;
    }
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

pub(super) fn line(view: &View<'_>, ix: AreaIx, area: &Area, role: LineRole) -> Option<TrendLine> {
    let base = pow10(view.indicator.decimals) as f64;
    let chance = Chance::of(view.indicator).filter(|_| role == LineRole::Area);
    let (mut segments, mut bands) = (Vec::new(), Vec::new());
    for piece in pieces(view, &series_of(view, ix, area.level)) {
        let (mut segment, mut band) = (Vec::new(), Vec::new());
        for (at, point) in piece {
            segment.push((at, point.cell.value as f64 / base));
            let mut here = *view;
            here.period_ix = point.period;
            let part = here.part((ix, area.level));
            match chance.as_ref().and_then(|it| it.limits(point.cell, part)) {
                // The lower limits before the middle, the upper ones back after it.
                Some([lower, upper]) => {
                    let middle = band.len() / 2;
                    band.insert(middle, (at, upper as f64 / base));
                    band.insert(middle, (at, lower as f64 / base));
                }
                None => bands.push(std::mem::take(&mut band)),
            }
        }
        segments.push(segment);
        bands.push(band);
    }
    bands.retain(|band| !band.is_empty());
    let label = view.speaker.short(area).to_owned();
    (!segments.is_empty()).then_some(TrendLine {
        label,
        role,
        segments,
        bands,
    })
}

/// Pieces of a series that may be joined: they end where a number is missing or the series breaks.
pub(super) fn pieces(view: &View<'_>, series: &Series) -> Vec<Vec<(f64, Point)>> {
    let mut pieces: Vec<Vec<(f64, Point)>> = Vec::new();
    let mut open = false;
    for point in &series.0 {
        let period = view.indicator.periods.get(point.period.index());
        let Some(period) = period.filter(|_| point.cell.state.is_number()) else {
            open = false;
            continue;
        };
        let at = (middle(period), *point);
        match pieces.last_mut().filter(|_| open && !point.break_before) {
            Some(piece) => piece.push(at),
            None => pieces.push(vec![at]),
        }
        open = true;
    }
    pieces
}

/// The middle of a period in days.
pub(super) fn middle(period: &Period) -> f64 {
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
pub(super) fn value_ticks(view: &View<'_>, low: f64, high: f64) -> Vec<Tick> {
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
