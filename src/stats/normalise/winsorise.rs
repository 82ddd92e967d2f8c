//! Values far out, pulled in.

use super::{at_place, each, known};
use crate::stats::{Reason, Sorted};

/// How far out is too far, each as a share of the values from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Winsorising {
    /// Values beyond the quantiles (type 7) at `lower` and 1 − `upper` become those.
    Quantile {
        /// Share at the lower end.
        lower: f64,
        /// Share at the upper end.
        upper: f64,
    },
    /// The ⌊n·`lower`⌋ smallest become the next larger value, the ⌊n·`upper`⌋ largest the next
    /// smaller one.
    Count {
        /// Share at the lower end.
        lower: f64,
        /// Share at the upper end.
        upper: f64,
    },
}

/// Values pulled in, and between which limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Winsorised {
    /// The smallest value allowed.
    pub low: f64,
    /// The largest value allowed.
    pub high: f64,
    /// The values in their order; what is missing stays missing.
    pub values: Vec<Option<f64>>,
    /// How many values were changed.
    pub changed: usize,
}

/// Pulls the values far out in to a limit, so that a few do not decide for all.
///
/// # Method
/// `normalise.winsorise` · winsorising · Winsorisierung
///
/// Die wenigen niedrigsten und höchsten Werte werden auf eine Grenze gesetzt, damit einzelne Ausreißer
/// einen Index nicht bestimmen. Die Reihenfolge der übrigen Gebiete bleibt; die gesetzten Gebiete
/// sind danach nicht mehr zu unterscheiden.
///
/// ```text
/// Quantil: x auf [q(l), q(1 − u)] begrenzt
/// Anzahl:  die ⌊n·l⌋ kleinsten und ⌊n·u⌋ größten bekommen den nächsten Wert
/// ```
///
/// # Units
/// Limits as shares from 0 to 1; values keep their unit.
///
/// # Errors
/// [`Reason::NTooSmall`] if no value is known, [`Reason::MissingValue`] if one is no number,
/// [`Reason::InfeasibleBounds`] if a share is outside 0 to 1, if both quantiles cross, or if no
/// value would be left. Disagree: the two rules give different limits; neither is "the" rule.
///
/// # References
/// OECD and JRC (2008): Handbook on Constructing Composite Indicators. Methodology and User Guide.
/// Paris, section 5. Quantiles: Hyndman, R. J. and Fan, Y. (1996), definition 7.
///
/// ```
/// use teilraum::stats::normalise::{Winsorising, winsorise};
/// let values = [1.0, 2.0, 3.0, 4.0, 90.0].map(Some);
/// let result = winsorise(&values, Winsorising::Count { lower: 0.0, upper: 0.2 })?;
/// assert_eq!((result.high, result.changed), (4.0, 1));
/// let result = winsorise(&values, Winsorising::Quantile { lower: 0.0, upper: 0.125 })?;
/// assert_eq!(result.high, 47.0); // half way from 4 to 90
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn winsorise(values: &[Option<f64>], how: Winsorising) -> Result<Winsorised, Reason> {
    let sorted = known(values)?.ok_or(Reason::NTooSmall)?;
    let (low, high) = limits(&sorted, how)?;
    let pulled = each(values, |value| value.clamp(low, high));
    let pairs = values.iter().zip(&pulled);
    Ok(Winsorised {
        low,
        high,
        changed: pairs.filter(|(before, after)| before != after).count(),
        values: pulled,
    })
}

fn limits(sorted: &Sorted, how: Winsorising) -> Result<(f64, f64), Reason> {
    let (Winsorising::Quantile { lower, upper } | Winsorising::Count { lower, upper }) = how;
    if ![lower, upper]
        .iter()
        .all(|share| (0.0..=1.0).contains(share))
    {
        return Err(Reason::InfeasibleBounds);
    }
    let n = sorted.count();
    match how {
        Winsorising::Quantile { lower, upper } => {
            let last = (n - 1) as f64;
            let low = at_place(sorted, last * lower);
            let high = at_place(sorted, last * (1.0 - upper));
            (low <= high).then_some((low, high))
        }
        Winsorising::Count { lower, upper } => {
            let smallest = (lower * n as f64) as usize;
            let largest = (n as f64 * upper) as usize;
            let low = sorted.as_slice().get(smallest).copied();
            let high = sorted.as_slice().iter().rev().nth(largest).copied();
            // Where the two ends overlap, the lower one has the say.
            low.zip(high).map(|(low, high)| (low, high.max(low)))
        }
    }
    .ok_or(Reason::InfeasibleBounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(values: &[Option<f64>], lower: f64, upper: f64) -> Result<Winsorised, Reason> {
        winsorise(values, Winsorising::Count { lower, upper })
    }

    #[test]
    fn limits_that_leave_no_value_are_refused() {
        let values = [Some(1.0), Some(2.0)];
        let refused = Err(Reason::InfeasibleBounds);
        assert_eq!(count(&values, 1.0, 0.0), refused);
        assert_eq!(count(&values, 0.0, 1.0), refused);
        assert_eq!(count(&values, f64::NAN, 0.0), refused);
        let crossing = Winsorising::Quantile {
            lower: 0.7,
            upper: 0.7,
        };
        assert_eq!(winsorise(&values, crossing), refused);
        assert_eq!(count(&[None], 0.1, 0.1), Err(Reason::NTooSmall));
    }

    #[test]
    fn a_share_below_one_value_changes_nothing() {
        let values = [3.0, 1.0, 2.0].map(Some);
        let result = count(&values, 0.3, 0.3).unwrap();
        assert_eq!((result.changed, result.low, result.high), (0, 1.0, 3.0));
    }

    #[test]
    fn what_is_missing_stays_missing_and_does_not_count() {
        let values = [None, Some(1.0), Some(2.0), Some(3.0), Some(9.0)];
        let result = count(&values, 0.0, 0.25).unwrap();
        let expected = [None, Some(1.0), Some(2.0), Some(3.0), Some(3.0)];
        assert_eq!(result.values, expected);
    }

    proptest! {
        #[test]
        fn by_count_it_is_the_same_as_setting_them_one_by_one(
            values in prop::collection::vec(0_i32..20, 1..30),
            lower in 0.0..0.5,
            upper in 0.0..0.5,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let n = values.len();
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
            let mut slow = values.clone();
            let smallest = (lower * n as f64) as usize;
            let largest = (upper * n as f64) as usize;
            order[..smallest].iter().for_each(|&i| slow[i] = values[order[smallest]]);
            order[n - largest..].iter().for_each(|&i| slow[i] = values[order[n - largest - 1]]);
            let values: Vec<Option<f64>> = values.into_iter().map(Some).collect();
            let fast = count(&values, lower, upper).unwrap();
            prop_assert_eq!(fast.values, slow.into_iter().map(Some).collect::<Vec<_>>());
        }
    }
}
