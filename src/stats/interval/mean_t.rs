//! The interval of a mean.

use super::{Confidence, Interval};
use crate::stats::distribution::student_quantile;
use crate::stats::{Reason, checked};

/// A mean with its limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanInterval {
    /// How many values there are.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, divided by n − 1.
    pub sd: f64,
    /// The limits of the mean; none where all values are equal, for nothing then tells how far
    /// another sample would be off.
    pub interval: Option<Interval>,
}

/// The mean of a sample with the limits of Student's t.
///
/// # Method
/// `ci.mean_t` · t interval · t-Intervall
///
/// Zeigt, wie genau der Mittelwert einer Stichprobe bekannt ist: je mehr Werte und je ähnlicher
/// sie sind, desto enger. Wo einzelne Werte liegen, sagt das Intervall nicht.
///
/// ```text
/// x̄ ± t(n − 1; 1 − α/2) · s/√n
/// ```
///
/// # Units
/// The unit of the values throughout. Missing values are left out.
///
/// # Errors
/// [`Reason::NTooSmall`] with fewer than two values, [`Reason::MissingValue`] if one is no number.
///
/// # References
/// Student (1908): The probable error of a mean. Biometrika 6, 1–25.
///
/// ```
/// use teilraum::stats::interval::{Confidence, mean_t};
/// let mean = mean_t(&[Some(1.0), None, Some(3.0)], Confidence::new(0.5)?)?;
/// // Two values: t is 1 at 50 %, s/√n = √2/√2 = 1.
/// let limits = mean.interval.unwrap_or_default();
/// assert!((limits.lower - 1.0).abs() < 1e-12 && (limits.upper - 3.0).abs() < 1e-12);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn mean_t(values: &[Option<f64>], confidence: Confidence) -> Result<MeanInterval, Reason> {
    let values: Vec<f64> = values.iter().copied().flatten().collect();
    checked::numbers(&values)?;
    if values.len() < 2 {
        return Err(Reason::NTooSmall);
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    let sd = (squares / (n - 1.0)).sqrt();
    let largest = values.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
    let half = student_quantile(1.0 - confidence.tail(), n - 1.0) * sd / n.sqrt();
    // What rounding leaves of a constant is no spread.
    let interval = (sd > 1e-15 * largest).then_some(Interval {
        lower: mean - half,
        upper: mean + half,
    });
    Ok(MeanInterval {
        count: values.len(),
        mean,
        sd,
        interval,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level() -> Confidence {
        Confidence::new(0.95).unwrap()
    }

    #[test]
    fn one_value_has_no_interval() {
        let refused = |values: &[_]| mean_t(values, level()).err();
        assert_eq!(refused(&[]), Some(Reason::NTooSmall));
        assert_eq!(refused(&[Some(3.5), None]), Some(Reason::NTooSmall));
        assert_eq!(
            refused(&[Some(3.5), Some(f64::NAN)]),
            Some(Reason::MissingValue)
        );
    }

    #[test]
    fn equal_values_have_a_mean_but_no_limits() {
        let same = mean_t(&[Some(0.1); 3], level()).unwrap();
        assert!((same.mean - 0.1).abs() < 1e-15);
        assert_eq!(same.interval, None);
    }

    proptest! {
        #[test]
        fn shift_and_scale_carry_over(
            values in prop::collection::vec(-100.0..100.0_f64, 2..30),
            shift in -100.0..100.0_f64, scale in 0.1..10.0_f64,
        ) {
            let plain: Vec<_> = values.iter().copied().map(Some).collect();
            let moved: Vec<_> = values.iter().map(|x| Some(x * scale + shift)).collect();
            let (plain, moved) = (mean_t(&plain, level())?, mean_t(&moved, level())?);
            if let (Some(plain), Some(moved)) = (plain.interval, moved.interval) {
                prop_assert!((plain.lower * scale + shift - moved.lower).abs() < 1e-7);
                prop_assert!((plain.upper * scale + shift - moved.upper).abs() < 1e-7);
            }
        }
    }
}
