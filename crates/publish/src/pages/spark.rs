//! The trend of one area as a small picture: a line that stops where the series does.
//!
//! Sizes are in pixels. Colours and widths are the style sheet's, so that the picture follows the
//! dark scheme and print; without a style sheet it is a plain line.

use std::fmt::Write as _;

use teilraum::model::Period;
use teilraum::query::Series;

use super::html::Html;

const WIDTH: i64 = 160;
const HEIGHT: i64 = 40;
/// Room for the ends of thick lines.
const MARGIN: i64 = 3;

/// A point of the picture.
#[derive(Clone, Copy)]
struct Dot {
    x: i64,
    y: i64,
    /// Whether the line goes on from the dot before.
    joined: bool,
}

/// Draws `series` with a title and a description; nothing with fewer than two numbers.
///
/// Time runs evenly from the first to the last period. The line stops at breaks, which are marked by
/// an upright, and at values that are no numbers.
pub fn draw(html: &mut Html, series: &Series, periods: &[Period], title: &str, desc: &str) {
    let dots = dots(series, periods);
    let Some(last) = dots.last().filter(|_| dots.len() > 1) else {
        return;
    };
    html.raw("<svg viewBox=\"0 0 160 40\" width=\"160\" height=\"40\" role=\"img\" fill=\"none\" stroke=\"currentColor\"><title>")
        .text(title)
        .raw("</title><desc>")
        .text(desc)
        .raw("</desc>");
    let upright = uprights(series, periods);
    if !upright.is_empty() {
        html.raw("<path class=\"b\" d=\"").raw(&upright).raw("\"/>");
    }
    html.raw("<path class=\"l\" d=\"")
        .raw(&line(&dots))
        .raw("\"/>");
    let mut end = String::new();
    let _ = write!(
        end,
        "<path class=\"e\" d=\"M{} {}h0\"/></svg>",
        last.x, last.y
    );
    html.raw(&end);
}

/// The days between which time runs.
fn span(series: &Series, periods: &[Period]) -> Option<(i64, i64)> {
    let day = |at: Option<&teilraum::query::Point>| {
        periods
            .get(at?.period.index())
            .map(|period| period.end.ordinal())
    };
    Some((day(series.0.first())?, day(series.0.last())?))
}

fn across(day: i64, (first, last): (i64, i64)) -> i64 {
    let width = WIDTH - 2 * MARGIN;
    MARGIN + (day - first) * width / (last - first).max(1)
}

fn dots(series: &Series, periods: &[Period]) -> Vec<Dot> {
    let numbers = || series.0.iter().filter(|point| point.cell.state.is_number());
    let values = || numbers().map(|point| point.cell.value);
    let (Some(low), Some(high), Some(span)) =
        (values().min(), values().max(), span(series, periods))
    else {
        return Vec::new();
    };
    let mut dots = Vec::new();
    let mut whole = false;
    for point in &series.0 {
        if !point.cell.state.is_number() {
            whole = false;
            continue;
        }
        let Some(period) = periods.get(point.period.index()) else {
            continue;
        };
        dots.push(Dot {
            x: across(period.end.ordinal(), span),
            y: up(point.cell.value, low, high),
            joined: whole && !point.break_before,
        });
        whole = true;
    }
    dots
}

/// Where a value lies between the lowest and the highest; a series that never moves, in the middle.
fn up(value: i64, low: i64, high: i64) -> i64 {
    let height = i128::from(HEIGHT - 2 * MARGIN);
    let (value, low, high) = (i128::from(value), i128::from(low), i128::from(high));
    if low == high {
        return HEIGHT / 2;
    }
    let above = (value - low) * height / (high - low);
    i64::try_from(i128::from(HEIGHT - MARGIN) - above).unwrap_or(HEIGHT / 2)
}

/// One path for all pieces of the line; steps instead of places, which pack better.
fn line(dots: &[Dot]) -> String {
    let mut path = String::with_capacity(dots.len() * 5);
    let mut before: Option<Dot> = None;
    for dot in dots {
        let _ = match before.filter(|_| dot.joined) {
            Some(from) => write!(path, "l{} {}", dot.x - from.x, dot.y - from.y),
            // A piece of one point is a dot: the ends of the line are round.
            None => write!(path, "M{} {}h0", dot.x, dot.y),
        };
        before = Some(*dot);
    }
    path
}

fn uprights(series: &Series, periods: &[Period]) -> String {
    let mut path = String::new();
    let Some(span) = span(series, periods) else {
        return path;
    };
    for pair in series.0.windows(2) {
        let [before, after] = pair else { continue };
        let ends = [before, after].map(|point| periods.get(point.period.index()));
        if let ([Some(left), Some(right)], true) = (ends, after.break_before) {
            let middle = (left.end.ordinal() + right.end.ordinal()) / 2;
            let _ = write!(path, "M{} 0v{HEIGHT}", across(middle, span));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use teilraum::model::{CellRef, Date, Flags, PeriodIx, PeriodKind, ValueState};
    use teilraum::query::Point;

    fn period(year: u16) -> Period {
        Period {
            key: year.to_string(),
            kind: PeriodKind::CalendarYear,
            start: Date::new(year, 1, 1).unwrap(),
            end: Date::new(year, 12, 31).unwrap(),
        }
    }

    fn series(values: &[(Option<i64>, bool)]) -> (Series, Vec<Period>) {
        let point = |(at, (value, break_before)): (usize, &(Option<i64>, bool))| Point {
            period: PeriodIx(at as u16),
            cell: CellRef {
                state: value.map_or(ValueState::Suppressed, |_| ValueState::Value),
                flags: Flags::NONE,
                value: value.unwrap_or_default(),
                note: None,
            },
            break_before: *break_before,
        };
        let periods = (0..values.len())
            .map(|at| period(2000 + at as u16))
            .collect();
        (
            Series(values.iter().enumerate().map(point).collect()),
            periods,
        )
    }

    fn picture(values: &[(Option<i64>, bool)]) -> String {
        let (series, periods) = series(values);
        let mut html = Html::new();
        draw(&mut html, &series, &periods, "Verlauf", "von <unten>");
        html.as_str().to_owned()
    }

    #[test]
    fn the_line_stops_at_breaks_and_at_values_that_are_no_numbers() {
        let values = [
            (Some(1), false),
            (Some(2), false),
            (None, false),
            (Some(3), false),
            (Some(9), true),
        ];
        let svg = picture(&values);
        let line = svg.split("class=\"l\" d=\"").nth(1).unwrap();
        let line = line.split('"').next().unwrap();
        assert_eq!(line.matches('M').count(), 3, "{line}");
        assert_eq!(svg.matches("class=\"b\"").count(), 1);
        assert!(svg.contains("<desc>von &lt;unten&gt;</desc>"));
    }

    #[test]
    fn one_number_makes_no_picture_and_equal_ones_a_level_line() {
        assert_eq!(picture(&[(Some(1), false), (None, false)]), "");
        assert!(picture(&[(Some(4), false), (Some(4), false)]).contains("M3 20h0l154 0"));
    }

    #[test]
    fn huge_values_stay_inside_the_picture() {
        let svg = picture(&[(Some(i64::MIN), false), (Some(i64::MAX), false)]);
        assert!(svg.contains("M3 37h0l154 -34"), "{svg}");
    }
}
