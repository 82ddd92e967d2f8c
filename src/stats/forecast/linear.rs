//! Projection along a straight line.

use super::projection::check_level;
use crate::stats::Reason;
use crate::stats::checked::{finite, number};
use crate::stats::distribution::student_quantile;
use crate::stats::trend::{Line, Points};

/// A projected line with its prediction interval.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearForecast {
    /// The line at the times asked for.
    pub mean: Vec<f64>,
    /// Lower and upper limits of single values at these times.
    pub limits: Vec<(f64, f64)>,
    /// The standard deviation of the residuals.
    pub sigma: f64,
    /// The degrees of freedom of the interval.
    pub degrees: usize,
}

/// Carries a straight line on to other times, with the interval in which single values would lie.
///
/// # Method
/// `forecast.linear` · linear projection with prediction interval · lineare Fortschreibung
///
/// Verlängert die gerade Linie durch die bisherigen Werte und gibt an, in welchem Bereich ein einzelner künftiger
/// Wert liegen dürfte, wenn alles so weitergeht. Neue Baugebiete, Gesetze oder Krisen kennt die Linie nicht.
///
/// ```text
/// ŷ₀ ± t_{n−2}·σ·√(1 + 1/n + (t₀ − t̄)²/Σ(t − t̄)²),  σ² = SSR/(n − 2)
/// ```
///
/// # Units
/// Values and σ in units of the series; `level` is a share such as 0.95.
///
/// # Errors
/// Gaps are left out. [`Reason::NTooSmall`] below three values, [`Reason::ZeroVariance`] if all
/// times are equal, [`Reason::Infeasible`] if `level` is not between 0 and 1 or a result is no
/// finite number, [`Reason::MissingValue`] if a time asked for is no number. Points exactly on the
/// line give an interval without width.
///
/// # References
/// Draper, N. R. and Smith, H. (1998): Applied regression analysis. 3rd ed. New York: Wiley.
///
/// ```
/// # use teilraum::stats::{forecast::linear, trend::Points};
/// let points = Points::new(&[1.0, 2.0, 3.0], &[Some(1.0), Some(3.0), Some(2.0)])?;
/// let ahead = linear(&points, &[4.0], 0.5)?;
/// // 1 + ½·4; σ² = 1.5, one degree of freedom, whose quartile is 1: √1.5 · √(1 + 1/3 + 4/2).
/// assert_eq!((ahead.mean[0], ahead.degrees), (3.0, 1));
/// assert!((ahead.limits[0].1 - 3.0 - 5.0_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn linear(points: &Points, horizon: &[f64], level: f64) -> Result<LinearForecast, Reason> {
    check_level(level)?;
    if points.count() < 3 {
        return Err(Reason::NTooSmall);
    }
    let line = Line::fit(points)?;
    let variance = line.residual_variance();
    let t = student_quantile(1.0 - (1.0 - level) / 2.0, line.degrees());
    let (mut mean, mut limits) = (Vec::new(), Vec::new());
    for &time in horizon {
        let expected = line.at(number(time)?);
        let away = line.away(time);
        let spread = 1.0 + 1.0 / line.n + away * away / line.time_squares;
        let reach = t * (variance * spread).sqrt();
        mean.push(finite(expected)?);
        limits.push((finite(expected - reach)?, finite(expected + reach)?));
    }
    Ok(LinearForecast {
        mean,
        limits,
        sigma: finite(variance.sqrt())?,
        degrees: points.count() - 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::trend::points::yearly as points;
    use proptest::prelude::*;

    #[test]
    fn an_exact_line_goes_on_without_width() {
        let ahead = linear(&points(&[1.0, 2.0, 3.0, 4.0]), &[2005.0], 0.95).unwrap();
        assert_eq!((ahead.sigma, ahead.limits), (0.0, vec![(6.0, 6.0)]));
    }

    #[test]
    fn too_few_values_and_senseless_questions_are_refused() {
        assert_eq!(
            linear(&points(&[1.0, 2.0]), &[], 0.95),
            Err(Reason::NTooSmall)
        );
        let three = points(&[1.0, 3.0, 2.0]);
        assert_eq!(linear(&three, &[f64::NAN], 0.95), Err(Reason::MissingValue));
        for level in [0.0, 1.0, f64::NAN] {
            assert_eq!(linear(&three, &[2010.0], level), Err(Reason::Infeasible));
        }
        assert_eq!(linear(&three, &[], 0.95).unwrap().mean, Vec::<f64>::new());
        let now = Points::new(&[5.0; 3], &[Some(1.0), Some(2.0), Some(4.0)]).unwrap();
        assert_eq!(linear(&now, &[6.0], 0.95), Err(Reason::ZeroVariance));
    }

    proptest! {
        #[test]
        fn the_interval_widens_with_distance_and_level(values in prop::collection::vec(-1e3..1e3_f64, 3..30)) {
            let points = points(&values);
            let last = 2000.0 + values.len() as f64;
            let [narrow, wide] = [0.8, 0.95].map(|level| linear(&points, &[last, last + 9.0], level).unwrap());
            let width = |(low, high): (f64, f64)| high - low;
            prop_assert!(width(narrow.limits[0]) <= width(narrow.limits[1]));
            prop_assert!(width(narrow.limits[1]) <= width(wide.limits[1]));
        }
    }
}
