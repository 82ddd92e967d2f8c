//! Values as positions among the others.

use super::known;
use crate::stats::{Reason, Sorted};

/// Which of five definitions; under ties they give five numbers, so the choice belongs to the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PercentileRank {
    /// The share of lower values.
    Strict,
    /// The share of values not higher.
    Weak,
    /// Half way between strict and weak.
    #[default]
    Mean,
    /// The average rank of the equal values, counted from the lowest, divided by n.
    Rank,
    /// The number of lower values divided by n − 1, as a spreadsheet's PERCENTRANK.INC; a single
    /// value has none.
    Inclusive,
}

/// Which share of the areas lies below each value.
///
/// # Method
/// `normalise.percentile_rank` · percentile rank · Prozentrang
///
/// Der Prozentrang sagt, welcher Anteil der Gebiete einen niedrigeren Wert hat. Er kennt nur die
/// Reihenfolge: Wie groß die Abstände sind, sagt er nicht.
///
/// ```text
/// streng  #(<x)/n      schwach  #(≤x)/n      Mitte  (streng + schwach)/2
/// Rang    mittlerer Rang/n                   einschließend  #(<x)/(n − 1)
/// ```
///
/// # Units
/// Values in any unit; out come shares from 0 to 1. n counts the known values.
///
/// # Errors
/// [`Reason::MissingValue`] if a value is no number. Missing values stay missing.
/// Disagree: the kind has to be named with the result; [`PercentileRank::Mean`] is the default.
///
/// # References
/// OECD and JRC (2008): Handbook on Constructing Composite Indicators. Methodology and User Guide.
/// Paris, section 5.
///
/// ```
/// use teilraum::stats::normalise::{PercentileRank, percentile_rank};
/// let ranks = percentile_rank(&[10.0, 20.0, 20.0, 40.0].map(Some), PercentileRank::Mean)?;
/// assert_eq!(ranks, [0.125, 0.5, 0.5, 0.875].map(Some)); // 20: (1/4 + 3/4)/2
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn percentile_rank(
    values: &[Option<f64>],
    kind: PercentileRank,
) -> Result<Vec<Option<f64>>, Reason> {
    let Some(sorted) = known(values)? else {
        return Ok(values.to_vec());
    };
    let rank = |value: &Option<f64>| value.and_then(|value| rank(&sorted, value, kind));
    Ok(values.iter().map(rank).collect())
}

fn rank(sorted: &Sorted, value: f64, kind: PercentileRank) -> Option<f64> {
    let values = sorted.as_slice();
    let lower = values.partition_point(|&other| other < value) as f64;
    let not_higher = values.partition_point(|&other| other <= value) as f64;
    let n = values.len() as f64;
    match kind {
        PercentileRank::Strict => Some(lower / n),
        PercentileRank::Weak => Some(not_higher / n),
        PercentileRank::Mean => Some((lower + not_higher) / (2.0 * n)),
        PercentileRank::Rank => Some((lower + not_higher + 1.0) / (2.0 * n)),
        PercentileRank::Inclusive => (n > 1.0).then(|| lower / (n - 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KINDS: [PercentileRank; 5] = [
        PercentileRank::Strict,
        PercentileRank::Weak,
        PercentileRank::Mean,
        PercentileRank::Rank,
        PercentileRank::Inclusive,
    ];

    #[test]
    fn under_ties_the_five_definitions_give_five_numbers() {
        let values = [10.0, 20.0, 20.0, 40.0, 50.0].map(Some);
        let of_20 = KINDS.map(|kind| percentile_rank(&values, kind).unwrap()[1]);
        assert_eq!(of_20, [0.2, 0.6, 0.4, 0.5, 0.25].map(Some));
    }

    #[test]
    fn a_single_value_has_no_inclusive_rank() {
        let values = [None, Some(4.0)];
        let ranks = percentile_rank(&values, PercentileRank::Inclusive);
        assert_eq!(ranks, Ok(vec![None, None]));
        let ranks = percentile_rank(&values, PercentileRank::Rank);
        assert_eq!(ranks, Ok(vec![None, Some(1.0)]));
    }

    proptest! {
        #[test]
        fn counting_one_by_one_gives_the_same(
            values in prop::collection::vec(prop::option::weighted(0.8, 0_i32..8), 0..30),
        ) {
            let values: Vec<Option<f64>> = values.iter().map(|v| v.map(f64::from)).collect();
            let known: Vec<f64> = values.iter().copied().flatten().collect();
            let weak = percentile_rank(&values, PercentileRank::Weak).unwrap();
            let average = percentile_rank(&values, PercentileRank::Rank).unwrap();
            for (i, value) in values.iter().enumerate() {
                let Some(value) = value else { continue };
                let count = known.iter().filter(|&other| other <= value).count() as f64;
                prop_assert_eq!(weak[i], Some(count / known.len() as f64));
                let equal: Vec<f64> = {
                    let mut sorted = known.clone();
                    sorted.sort_by(f64::total_cmp);
                    let places = sorted.iter().enumerate().filter(|(_, other)| *other == value);
                    places.map(|(place, _)| place as f64 + 1.0).collect()
                };
                let mean = equal.iter().sum::<f64>() / equal.len() as f64;
                prop_assert!((average[i].unwrap() - mean / known.len() as f64).abs() < 1e-12);
            }
        }
    }
}
