//! The straight line through a series, and its test.

use super::{Line, Points};
use crate::stats::Reason;
use crate::stats::checked::finite;
use crate::stats::distribution::{student_quantile, student_two_sided};

/// A linear trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ols {
    /// How many values the series has.
    pub n: usize,
    /// Change per unit of time.
    pub slope: f64,
    /// The line at time 0.
    pub intercept: f64,
    /// The share of the variation that the line explains; [`Reason::ZeroVariance`] without any.
    pub r_squared: Result<f64, Reason>,
    /// How sure the slope is; [`Reason::ZeroVariance`] if the points lie exactly on the line:
    /// then nothing tells how far they could be off.
    pub test: Result<SlopeTest, Reason>,
}

/// How sure a slope is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlopeTest {
    /// Its standard error.
    pub standard_error: f64,
    /// The slope in standard errors.
    pub t: f64,
    /// How likely a slope this steep would be without a trend, either way.
    pub p: f64,
    /// Lower limit, 95 %.
    pub lower: f64,
    /// Upper limit, 95 %.
    pub upper: f64,
}

/// A linear trend of logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogTrend {
    /// The line through the logarithms.
    pub line: Ols,
    /// Annual percent change (APC).
    pub percent_per_unit: f64,
}

/// The straight line that comes closest to a series, with the real distances in time.
///
/// # Method
/// `trend.ols` · linear trend, annual percent change · linearer Trend, jährliche prozentuale Änderung
///
/// Sagt, um wie viel ein Wert im Durchschnitt pro Jahr steigt oder fällt, wenn man eine gerade Linie durch
/// die Reihe legt; mit Logarithmen: um wie viel Prozent. Ob die Linie passt und ob es so weitergeht, sagt die Zahl nicht.
///
/// ```text
/// β = Σ(t − t̄)(y − ȳ)/Σ(t − t̄)²,  se = √[SSR/((n − 2)·Σ(t − t̄)²)]
/// t = β/se mit n − 2 Freiheitsgraden,  Grenzen β ± t₀,₉₇₅·se
/// Logarithmen: APC = (e^β − 1)·100
/// ```
///
/// # Units
/// Slope in units of the values per unit of time (years).
///
/// # Errors
/// Gaps are left out. [`Reason::NTooSmall`] below three values, [`Reason::ZeroVariance`] if all
/// times are equal, [`Reason::Infeasible`] if a result is no finite number. Points exactly on the
/// line have a slope but no test.
///
/// # References
/// Draper, N. R. and Smith, H. (1998): Applied regression analysis. 3rd ed. New York: Wiley.
///
/// ```
/// # use teilraum::stats::trend::{Points, ols};
/// let trend = ols(&Points::new(&[1.0, 2.0, 3.0], &[Some(1.0), Some(3.0), Some(2.0)])?)?;
/// // Residuals −½, 1, −½: se = √(1.5 / 1 / 2).
/// assert_eq!((trend.slope, trend.intercept), (0.5, 1.0));
/// assert_eq!(trend.test?.standard_error, 0.75_f64.sqrt());
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn ols(points: &Points) -> Result<Ols, Reason> {
    if points.count() < 3 {
        return Err(Reason::NTooSmall);
    }
    let line = Line::fit(points)?;
    Ok(Ols {
        n: points.count(),
        slope: finite(line.slope)?,
        intercept: finite(line.at(0.0))?,
        r_squared: explained(&line),
        test: test(&line),
    })
}

/// The [`ols`] trend of the logarithms, and what it means in percent per unit of time.
///
/// # Errors
/// As [`ols`], and [`Reason::NonPositiveValue`] with a value of zero or less.
///
/// ```
/// # use teilraum::stats::trend::{Points, ols_log};
/// let doubling = Points::new(&[1.0, 2.0, 3.0], &[Some(5.0), Some(10.0), Some(20.0)])?;
/// assert!((ols_log(&doubling)?.percent_per_unit - 100.0).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn ols_log(points: &Points) -> Result<LogTrend, Reason> {
    if points.count() < 3 {
        return Err(Reason::NTooSmall);
    }
    let line = ols(&points.logarithms()?)?;
    let percent_per_unit = finite(libm::expm1(line.slope) * 100.0)?;
    Ok(LogTrend {
        line,
        percent_per_unit,
    })
}

fn explained(line: &Line) -> Result<f64, Reason> {
    if line.value_squares == 0.0 {
        return Err(Reason::ZeroVariance);
    }
    finite(1.0 - line.residual_squares / line.value_squares)
}

fn test(line: &Line) -> Result<SlopeTest, Reason> {
    if line.residual_squares == 0.0 {
        return Err(Reason::ZeroVariance);
    }
    let standard_error = finite((line.residual_variance() / line.time_squares).sqrt())?;
    let t = finite(line.slope / standard_error)?;
    let reach = student_quantile(0.975, line.degrees()) * standard_error;
    Ok(SlopeTest {
        standard_error,
        t,
        p: student_two_sided(t, line.degrees()),
        lower: finite(line.slope - reach)?,
        upper: finite(line.slope + reach)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::trend::points::yearly as points;
    use proptest::prelude::*;

    #[test]
    fn points_exactly_on_a_line_have_a_slope_but_no_test() {
        let trend = ols(&points(&[0.1, 0.2, 0.3, 0.4, 0.5])).unwrap();
        assert!((trend.slope - 0.1).abs() < 1e-15);
        assert_eq!(trend.test, Err(Reason::ZeroVariance));
        assert_eq!(trend.r_squared, Ok(1.0));
    }

    #[test]
    fn a_constant_series_has_slope_zero_and_nothing_to_explain() {
        let trend = ols(&points(&[0.1; 6])).unwrap();
        assert_eq!((trend.slope, trend.intercept), (0.0, 0.1));
        assert_eq!(trend.r_squared, Err(Reason::ZeroVariance));
        assert_eq!(trend.test, Err(Reason::ZeroVariance));
    }

    #[test]
    fn too_few_points_equal_times_and_no_logarithms_are_refused() {
        assert_eq!(ols(&points(&[1.0, 2.0])), Err(Reason::NTooSmall));
        assert_eq!(ols(&points(&[])), Err(Reason::NTooSmall));
        let now = Points::new(&[5.0; 3], &[Some(1.0), Some(2.0), Some(4.0)]).unwrap();
        assert_eq!(ols(&now), Err(Reason::ZeroVariance));
        let with_zero = points(&[1.0, 0.0, 2.0]);
        assert_eq!(
            ols_log(&with_zero).map(|_| ()),
            Err(Reason::NonPositiveValue)
        );
        assert_eq!(ols_log(&points(&[0.0])).map(|_| ()), Err(Reason::NTooSmall));
    }

    #[test]
    fn a_gap_keeps_the_real_distance_in_time() {
        let gap = Points::new(
            &[1.0, 2.0, 3.0, 4.0],
            &[Some(1.0), None, Some(3.0), Some(4.0)],
        );
        assert!((ols(&gap.unwrap()).unwrap().slope - 1.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_number_never_enters() {
        assert_eq!(Points::new(&[f64::NAN], &[None]), Err(Reason::MissingValue));
        assert_eq!(
            Points::new(&[1.0], &[Some(1e101)]),
            Err(Reason::MissingValue)
        );
        assert_eq!(Points::new(&[1.0], &[]), Err(Reason::MissingValue));
        let far = Points::new(&[0.0, 1e-14, 1.0], &[Some(-1e100), Some(1e100), Some(0.0)]).unwrap();
        let _ = (ols(&far), ols_log(&far));
    }

    proptest! {
        #[test]
        fn turning_time_round_turns_the_slope_and_keeps_the_test(
            values in prop::collection::vec(-1e3..1e3_f64, 3..30), factor in 0.1..10.0_f64,
        ) {
            let straight = ols(&points(&values)).unwrap();
            prop_assume!(straight.test.is_ok());
            let back: Vec<f64> = values.iter().rev().map(|y| y * factor + 7.0).collect();
            let turned = ols(&points(&back)).unwrap();
            prop_assert!((turned.slope + straight.slope * factor).abs() < 1e-9);
            let (one, other) = (straight.test.unwrap(), turned.test.unwrap());
            prop_assert!((one.p - other.p).abs() < 1e-9);
            prop_assert!((one.lower * factor + other.upper).abs() < 1e-6);
        }

        #[test]
        fn no_other_line_is_closer(
            values in prop::collection::vec(-1e3..1e3_f64, 3..30), turn in -1.0..1.0_f64, lift in -1.0..1.0_f64,
        ) {
            let points = points(&values);
            let best = Line::fit(&points).unwrap();
            let other = |(t, y): (f64, f64)| {
                let off = y - best.at(t) - lift - turn * (t - 2000.0);
                off * off
            };
            let worse: f64 = points.iter().map(other).sum();
            prop_assert!(worse >= best.residual_squares - 1e-6);
        }
    }
}
