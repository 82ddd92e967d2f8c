//! One bend in a series, or none.

use super::line::{square, unless_rounding};
use super::{Line, Points};
use crate::stats::Reason;
use crate::stats::checked::finite;

/// A later knot has to fit better by more than this to be taken.
const BETTER: f64 = 1e-12;

/// A line with one bend, compared with a straight one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joinpoint {
    /// The time of the bend.
    pub knot: f64,
    /// Change per unit of time up to the bend.
    pub slope_before: f64,
    /// Change per unit of time from the bend on.
    pub slope_after: f64,
    /// Sum of squared residuals of the straight line; 0 if it fits exactly.
    pub ssr_line: f64,
    /// Sum of squared residuals of the bent line; 0 if it fits exactly.
    pub ssr_joinpoint: f64,
    /// Bayesian information criterion of the straight line.
    pub bic_line: f64,
    /// Bayesian information criterion of the bent line.
    pub bic_joinpoint: f64,
    /// Which of both to show.
    pub prefer: Preferred,
}

/// The better of two descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The straight line.
    Line,
    /// The line with a bend.
    Joinpoint,
}

/// The bend that brings a line closest to a series, and whether it is worth having.
///
/// The bend lies at an observed time with at least `min_segment` points on either side, itself
/// included, and inside the series.
///
/// # Method
/// `trend.joinpoint` · joinpoint regression with one knot · Knickpunktanalyse
///
/// Sucht das Jahr, ab dem eine Reihe deutlich anders steigt oder fällt als zuvor, und vergleicht die geknickte mit
/// der geraden Linie; der Knick muss sich lohnen, sonst bleibt es bei der geraden. Er ist eine Beschreibung, kein Beweis
/// für eine Ursache. Anders als bei Kim u. a. (2000) entscheidet ein Informationskriterium, kein Permutationstest.
///
/// ```text
/// y = c₀ + c₁·t + c₂·max(t − Knick, 0),  kleinste Quadrate über alle Knicke
/// BIC = n·ln(SSR/n) + p·ln n,  p = 2 (Gerade) oder 4 (Knick);  kleinerer Wert gewinnt
/// ```
///
/// # Units
/// Slopes in units of the values per unit of time (years).
///
/// # Errors
/// Gaps are left out. [`Reason::NTooSmall`] if no time leaves enough points on both sides,
/// [`Reason::ZeroVariance`] if all times are equal, [`Reason::Infeasible`] if a result is no
/// finite number.
///
/// # References
/// Kim, H.-J., Fay, M. P., Feuer, E. J. and Midthune, D. N. (2000): Permutation tests for joinpoint
/// regression with applications to cancer rates. Statistics in Medicine 19, 335–351.
///
/// ```
/// # use teilraum::stats::trend::{Points, Preferred, joinpoint};
/// let values = [1.0, 3.0, 5.0, 4.0, 3.0].map(Some);
/// let bend = joinpoint(&Points::new(&[1.0, 2.0, 3.0, 4.0, 5.0], &values)?, 2)?;
/// assert_eq!((bend.knot, bend.prefer), (3.0, Preferred::Joinpoint));
/// assert!((bend.slope_before - 2.0).abs() < 1e-12 && (bend.slope_after + 1.0).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn joinpoint(points: &Points, min_segment: usize) -> Result<Joinpoint, Reason> {
    let line = Line::fit(points)?;
    let mut best: Option<Bend> = None;
    for &knot in candidates(points.times(), min_segment) {
        let Some(bend) = Bend::fit(points, &line, knot) else {
            continue;
        };
        if best.is_none_or(|best| bend.ssr < best.ssr - BETTER) {
            best = Some(bend);
        }
    }
    let bend = best.ok_or(Reason::NTooSmall)?;
    let (bic_line, bic_joinpoint) = (
        bic(line.n, line.residual_squares, 2.0),
        bic(line.n, bend.ssr, 4.0),
    );
    Ok(Joinpoint {
        knot: bend.knot,
        slope_before: finite(bend.slope_before)?,
        slope_after: finite(bend.slope_after)?,
        ssr_line: finite(line.residual_squares)?,
        ssr_joinpoint: finite(bend.ssr)?,
        bic_line: finite(bic_line)?,
        bic_joinpoint: finite(bic_joinpoint)?,
        prefer: if bic_joinpoint < bic_line {
            Preferred::Joinpoint
        } else {
            Preferred::Line
        },
    })
}

/// The times with at least `min_segment` points on either side, themselves included.
fn candidates(times: &[f64], min_segment: usize) -> &[f64] {
    let outside = min_segment.max(1) - 1;
    let upto = times.len().saturating_sub(outside);
    times.get(outside..upto).unwrap_or_default()
}

#[derive(Clone, Copy)]
struct Bend {
    knot: f64,
    slope_before: f64,
    slope_after: f64,
    ssr: f64,
}

impl Bend {
    /// Fits the line with a bend at `knot`; `None` if it would lie at an end of the series.
    ///
    /// What the straight line leaves of the hinge meets what it leaves of the values: two small
    /// fits instead of one with three unknowns that hardly differ.
    fn fit(points: &Points, line: &Line, knot: f64) -> Option<Self> {
        let hinge = |time: f64| (time - knot).max(0.0);
        let hinges: Vec<f64> = points.times().iter().map(|&time| hinge(time)).collect();
        let mean = hinges.iter().sum::<f64>() / line.n;
        let along = points.times().iter().zip(&hinges);
        let product: f64 = along
            .map(|(time, hinge)| line.away(*time) * (hinge - mean))
            .sum();
        let tilt = product / line.time_squares;
        let rest = |time: f64| hinge(time) - mean - tilt * line.away(time);
        let squares: f64 = points.times().iter().map(|&time| square(rest(time))).sum();
        if unless_rounding(squares, points.times()) == 0.0 {
            return None;
        }
        let left = points
            .iter()
            .map(|(time, value)| rest(time) * line.residual(time, value));
        let turn = left.sum::<f64>() / squares;
        let residual =
            |(time, value): (f64, f64)| square(line.residual(time, value) - turn * rest(time));
        let slope_before = line.slope - turn * tilt;
        Some(Self {
            knot,
            slope_before,
            slope_after: slope_before + turn,
            ssr: unless_rounding(points.iter().map(residual).sum(), points.values()),
        })
    }
}

/// The Bayesian information criterion; an exact fit counts as almost exact.
fn bic(n: f64, ssr: f64, parameters: f64) -> f64 {
    n * (libm::log(ssr.max(1e-300)) - libm::log(n)) + parameters * libm::log(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::trend::points::yearly as points;
    use proptest::prelude::*;

    #[test]
    fn an_exact_line_stays_a_line() {
        for values in [[0.1, 0.2, 0.3, 0.4, 0.5], [5.0; 5]] {
            let bend = joinpoint(&points(&values), 2).unwrap();
            assert_eq!((bend.prefer, bend.ssr_line), (Preferred::Line, 0.0));
        }
    }

    #[test]
    fn too_short_segments_and_equal_times_are_refused() {
        let five = points(&[1.0, 3.0, 2.0, 5.0, 4.0]);
        assert!(joinpoint(&five, 3).is_ok());
        assert_eq!(joinpoint(&five, 4), Err(Reason::NTooSmall));
        assert_eq!(joinpoint(&five, usize::MAX), Err(Reason::NTooSmall));
        assert_eq!(joinpoint(&points(&[1.0, 2.0]), 0), Err(Reason::NTooSmall));
        assert_eq!(joinpoint(&points(&[]), 2), Err(Reason::NTooSmall));
        let now = Points::new(&[5.0; 3], &[Some(1.0), Some(2.0), Some(4.0)]).unwrap();
        assert_eq!(joinpoint(&now, 1), Err(Reason::ZeroVariance));
    }

    #[test]
    fn an_end_of_the_series_is_no_bend() {
        let bend = joinpoint(&points(&[1.0, 2.0, 4.0, 3.0, 1.0]), 1).unwrap();
        assert_eq!(
            bend,
            joinpoint(&points(&[1.0, 2.0, 4.0, 3.0, 1.0]), 2).unwrap()
        );
        assert_eq!(bend.knot, 2002.0);
    }

    proptest! {
        #[test]
        fn no_bent_line_at_any_allowed_time_is_closer(
            values in prop::collection::vec(-1e2..1e2_f64, 7..20), min_segment in 2_usize..4,
            (lift, turn, tilt) in (-1.0..1.0_f64, -1.0..1.0_f64, -1.0..1.0_f64), at in 0_usize..20,
        ) {
            let points = points(&values);
            let best = joinpoint(&points, min_segment).unwrap();
            let places = values.len() - 2 * (min_segment - 1);
            let knot = 2000.0 + (min_segment - 1 + at % places) as f64;
            // Through any start, with the slopes of the best and some change.
            let line = Line::fit(&points).unwrap();
            let other = |(t, y): (f64, f64)| {
                square(y - line.at(t) - lift - turn * (t - 2000.0) - tilt * (t - knot).max(0.0))
            };
            let worse: f64 = points.iter().map(other).sum();
            prop_assert!(worse >= best.ssr_joinpoint - 1e-6);
            prop_assert!(best.ssr_joinpoint <= best.ssr_line + 1e-9);
        }

        #[test]
        fn a_bend_is_found_where_it_was_made(
            before in -5.0..5.0_f64, turn in 1.0..5.0_f64, place in 3_usize..9,
        ) {
            let knot = place as f64;
            let made: Vec<f64> = (0..12).map(f64::from)
                .map(|t| 20.0 + before * t + turn * (t - knot).max(0.0)).collect();
            let found = joinpoint(&points(&made), 3).unwrap();
            prop_assert_eq!((found.knot, found.prefer), (2000.0 + knot, Preferred::Joinpoint));
            prop_assert!((found.slope_before - before).abs() < 1e-9);
            prop_assert!((found.slope_after - before - turn).abs() < 1e-9);
        }
    }
}
