//! How strongly two indicators go together.

use crate::stats::ascending::ascend;
use crate::stats::distribution::student_two_sided;
use crate::stats::interval::{Confidence, Interval};
use crate::stats::{Reason, checked};

/// What is correlated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrelationMethod {
    /// The values: do they lie along a line?
    Pearson,
    /// Their average ranks: does one rise with the other?
    Spearman,
}

/// A correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The coefficient, from −1 to 1.
    pub r: f64,
    /// The probability of a coefficient at least as far from 0 if nothing connects the two.
    pub p: f64,
    /// How many complete pairs there are.
    pub count: usize,
    /// The limits of the coefficient by Fisher's z: for Pearson and four or more pairs.
    pub interval: Option<Interval>,
}

/// The correlation of two indicators over the areas that have both.
///
/// # Method
/// `stats.correlation` · correlation (Pearson, Spearman) · Korrelation
///
/// Zeigt, ob Gebiete mit hohen Werten des einen Merkmals auch hohe Werte des anderen haben. Das
/// sagt nichts über einzelne Menschen (ökologischer Fehlschluss) und nichts über Ursachen.
///
/// ```text
/// r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²),  t = r·√((n − 2)/(1 − r²)) mit n − 2 Freiheitsgraden
/// Spearman: dasselbe mit mittleren Rängen;  Grenzen (Pearson): tanh(artanh r ∓ z/√(n − 3))
/// ```
///
/// # Units
/// Two columns of equal length, in any unit; pairs with a missing value are left out.
///
/// # Errors
/// [`Reason::NTooSmall`] with fewer than three pairs, [`Reason::ZeroVariance`] if one of the two is
/// constant, [`Reason::MissingValue`] if one is no number or the lengths differ.
///
/// # References
/// Fisher, R. A. (1915): Frequency distribution of the values of the correlation coefficient.
/// Biometrika 10, 507–521. Spearman, C. (1904): The proof and measurement of association between
/// two things. American Journal of Psychology 15, 72–101.
///
/// ```
/// use teilraum::stats::interval::Confidence;
/// use teilraum::stats::relation::{CorrelationMethod, correlation};
/// let x = [Some(1.0), Some(2.0), Some(3.0), None];
/// let y = [Some(1.0), Some(3.0), Some(2.0), Some(9.0)];
/// let level = Confidence::new(0.95)?;
/// // Around their means −1, 0, 1 and −1, 1, 0: the products sum to 1, both squares to 2.
/// let r = correlation(&x, &y, CorrelationMethod::Pearson, level)?.r;
/// assert!((r - 0.5).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn correlation(
    x: &[Option<f64>],
    y: &[Option<f64>],
    method: CorrelationMethod,
    confidence: Confidence,
) -> Result<Correlation, Reason> {
    checked::same_length(x, y)?;
    let pairs = x.iter().zip(y).filter_map(|(x, y)| Some(((*x)?, (*y)?)));
    let (mut x, mut y): (Vec<f64>, Vec<f64>) = pairs.unzip();
    checked::numbers(&x)?;
    checked::numbers(&y)?;
    let count = x.len();
    if count < 3 {
        return Err(Reason::NTooSmall);
    }
    if method == CorrelationMethod::Spearman {
        (x, y) = (average_ranks(&x), average_ranks(&y));
    }
    let (x, y) = (directions(&x)?, directions(&y)?);
    let r: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
    let r = r.clamp(-1.0, 1.0);
    let degrees = (count - 2) as f64;
    // Without remainder t is infinite, and p is zero.
    let t = r * (degrees / ((1.0 - r) * (1.0 + r))).sqrt();
    let limits = method == CorrelationMethod::Pearson && count > 3;
    Ok(Correlation {
        r,
        p: student_two_sided(t, degrees),
        count,
        interval: limits.then(|| fisher(r, count, confidence)),
    })
}

/// The limits of a coefficient from more than three pairs.
fn fisher(r: f64, count: usize, confidence: Confidence) -> Interval {
    let half = confidence.z() / (count as f64 - 3.0).sqrt();
    let z = libm::atanh(r);
    Interval {
        lower: libm::tanh(z - half),
        upper: libm::tanh(z + half),
    }
}

/// The deviations from the mean, scaled to a sum of squares of 1.
fn directions(values: &[f64]) -> Result<Vec<f64>, Reason> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let away: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let length = away.iter().map(|d| d * d).sum::<f64>().sqrt();
    let largest = values.iter().fold(1.0, |most: f64, v| most.max(v.abs()));
    // What rounding leaves of a constant is no spread.
    if length / n.sqrt() <= 1e-15 * largest {
        return Err(Reason::ZeroVariance);
    }
    Ok(away.iter().map(|d| d / length).collect())
}

/// The rank of each value from the lowest, the mean of their ranks for equal ones.
fn average_ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    ascend(&mut sorted);
    let rank = |value: &f64| {
        let below = sorted.partition_point(|other| other < value);
        let upto = sorted.partition_point(|other| other <= value);
        (below + upto + 1) as f64 / 2.0
    };
    values.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(x: &[f64], y: &[f64], method: CorrelationMethod) -> Result<Correlation, Reason> {
        let some = |values: &[f64]| -> Vec<_> { values.iter().copied().map(Some).collect() };
        correlation(&some(x), &some(y), method, Confidence::new(0.95)?)
    }

    #[test]
    fn what_has_no_correlation_says_why() {
        let pearson = |x: &[f64], y: &[f64]| of(x, y, CorrelationMethod::Pearson).err();
        assert_eq!(pearson(&[1.0, 2.0], &[1.0, 2.0]), Some(Reason::NTooSmall));
        assert_eq!(
            pearson(&[0.1; 3], &[1.0, 2.0, 3.0]),
            Some(Reason::ZeroVariance)
        );
        assert_eq!(pearson(&[1.0], &[]), Some(Reason::MissingValue));
        assert_eq!(
            pearson(&[f64::NAN; 3], &[1.0, 2.0, 3.0]),
            Some(Reason::MissingValue)
        );
    }

    #[test]
    fn a_line_has_the_correlation_one_and_no_chance() {
        let up = of(
            &[1.0, 2.0, 4.0, 7.0],
            &[3.0, 5.0, 9.0, 15.0],
            CorrelationMethod::Pearson,
        );
        let up = up.unwrap();
        assert!((up.r - 1.0).abs() < 1e-15 && up.p < 1e-12, "{up:?}");
        let limits = up.interval.unwrap();
        assert!(limits.lower > 0.999 && limits.upper <= 1.0);
    }

    #[test]
    fn three_pairs_have_no_limits() {
        let three = of(
            &[1.0, 2.0, 3.0],
            &[1.0, 3.0, 2.0],
            CorrelationMethod::Pearson,
        )
        .unwrap();
        assert_eq!(three.interval, None);
        // r = 1/2, t = 1/√3 with one degree of freedom: p = 1 − 2·arctan(1/√3)/π = 2/3
        assert!((three.p - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(average_ranks(&[5.0, 1.0, 5.0, 0.0]), [3.5, 2.0, 3.5, 1.0]);
    }

    proptest! {
        #[test]
        fn order_is_all_that_spearman_sees(
            pairs in prop::collection::vec((-20i32..20, -20i32..20), 3..40),
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|p| (f64::from(p.0), f64::from(p.1))).unzip();
            let bent: Vec<f64> = x.iter().map(|x| x * x * x + 5.0).collect();
            let plain = of(&x, &y, CorrelationMethod::Spearman);
            prop_assert_eq!(plain, of(&bent, &y, CorrelationMethod::Spearman));
        }

        #[test]
        fn shift_and_scale_and_swap_change_nothing(
            pairs in prop::collection::vec((-20.0..20.0_f64, -20.0..20.0_f64), 4..40),
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let moved: Vec<f64> = x.iter().map(|x| 3.0 * x - 7.0).collect();
            let turned: Vec<f64> = x.iter().map(|x| -x).collect();
            let r = |x: &[f64], y: &[f64]| of(x, y, CorrelationMethod::Pearson).map(|c| c.r);
            if let Ok(plain) = r(&x, &y) {
                prop_assert!((plain - r(&moved, &y)?).abs() < 1e-9);
                prop_assert_eq!(plain, r(&y, &x)?);
                prop_assert_eq!(plain, -r(&turned, &y)?);
            }
        }
    }
}
