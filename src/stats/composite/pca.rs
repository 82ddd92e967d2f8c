//! Weights taken from what the indicators have in common.

use super::eigen::eigen;
use crate::stats::normalise::{Direction, Divisor, each, known, zscore};
use crate::stats::{Reason, Sorted, Summary};

/// The first principal component of some indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Pca {
    /// The eigenvalues of the correlation matrix, descending; they sum to the number of indicators.
    pub eigenvalues: Vec<f64>,
    /// The share of all variance that the first component carries.
    pub explained: f64,
    /// The correlation of each indicator with the component.
    pub loadings: Vec<f64>,
    /// The weight of each indicator; they sum to one.
    pub weights: Vec<f64>,
    /// The component for every area that has all indicators, with mean zero.
    pub scores: Vec<Option<f64>>,
}

impl Pca {
    /// Whether a second component carries more than one indicator does on its own, so that one
    /// number does not do justice to these indicators.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.eigenvalues.get(1).is_some_and(|&second| second > 1.0)
    }

    /// The indicators, by position, that the component takes the other way round than they are meant.
    #[must_use]
    pub fn contradicting(&self, directions: &[Direction]) -> Vec<usize> {
        let pairs = self.loadings.iter().zip(directions).enumerate();
        let against = |&(_, (&loading, direction)): &(usize, (&f64, &Direction))| match direction {
            Direction::Up => loading < 0.0,
            Direction::Down => loading > 0.0,
        };
        pairs
            .filter(against)
            .map(|(position, _)| position)
            .collect()
    }
}

/// Takes the weights of an index from the first principal component of its indicators.
///
/// The sign of a component means nothing, so it is set: the scores rise with `anchor`, one of the
/// indicators or any other.
///
/// # Method
/// `composite.pca` · PCA weights · Hauptkomponentengewichte
///
/// Die Gewichte folgen daraus, wie stark die Merkmale miteinander zusammenhängen. Sie sagen nicht,
/// welches Merkmal wichtig ist: Ein Merkmal, das mit keinem anderen zusammenhängt, bekommt kaum Gewicht.
///
/// ```text
/// R·e = λ₁·e   (R: Korrelationen, z mit n − 1)
/// Ladung e·√λ₁,   Gewicht e²,   Wert Σ z·e,   erklärt λ₁ / p
/// ```
///
/// # Units
/// Indicators in any units; scores in standard deviations of the indicators. Areas with a missing
/// indicator take no part and have no score.
///
/// # Errors
/// [`Reason::ZeroVariance`] if an indicator does not vary among the areas that have all,
/// [`Reason::NTooSmall`] without indicators or with fewer than two such areas,
/// [`Reason::MissingValue`] for what is no number or for columns of unequal length.
///
/// # References
/// Jolliffe, I. T. (2002): Principal Component Analysis, 2nd ed. New York, section 2.3. OECD and JRC
/// (2008): Handbook on Constructing Composite Indicators. Paris, section 6.1.
///
/// ```
/// use teilraum::stats::composite::pca;
/// let (a, b) = ([1.0, 2.0, 3.0].map(Some), [6.0, 4.0, 2.0].map(Some)); // b falls as a rises
/// let first = pca(&[&a, &b], &a)?;
/// assert!((first.eigenvalues[0] - 2.0).abs() < 1e-12 && (first.explained - 1.0).abs() < 1e-12);
/// assert!((first.weights[0] - 0.5).abs() < 1e-12 && first.loadings[1] < 0.0);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn pca(indicators: &[&[Option<f64>]], anchor: &[Option<f64>]) -> Result<Pca, Reason> {
    let standard = standardised(indicators, anchor.len())?;
    let found = eigen(correlations(&standard));
    let first = found.first().ok_or(Reason::NTooSmall)?;
    let score = |area: usize| {
        let z = standard.iter().map(|z| z.get(area).copied().flatten());
        z.zip(&first.vector)
            .map(|(z, e)| Some(z? * e))
            .sum::<Option<f64>>()
    };
    let scores: Vec<Option<f64>> = (0..anchor.len()).map(score).collect();
    let sign = sign(&scores, anchor, &first.vector)?;
    let value = first.value.max(0.0);
    Ok(Pca {
        eigenvalues: found.iter().map(|eigen| eigen.value).collect(),
        explained: value / found.len() as f64,
        loadings: first
            .vector
            .iter()
            .map(|e| sign * e * value.sqrt())
            .collect(),
        weights: first.vector.iter().map(|e| e * e).collect(),
        scores: each(&scores, |score| sign * score),
    })
}

/// The indicators of the areas that have all of them, in standard deviations.
fn standardised(
    indicators: &[&[Option<f64>]],
    areas: usize,
) -> Result<Vec<Vec<Option<f64>>>, Reason> {
    if indicators.iter().any(|values| values.len() != areas) {
        return Err(Reason::MissingValue);
    }
    let complete = |area: &usize| {
        let mut values = indicators.iter().map(|values| values.get(*area));
        values.all(|value| value.is_some_and(Option::is_some))
    };
    let complete: Vec<bool> = (0..areas).map(|area| complete(&area)).collect();
    if complete.iter().filter(|complete| **complete).count() < 2 {
        return Err(Reason::NTooSmall);
    }
    let column = |values: &&[Option<f64>]| {
        let pairs = values.iter().zip(&complete);
        let kept: Vec<_> = pairs
            .map(|(value, complete)| value.filter(|_| *complete))
            .collect();
        zscore(&kept, Divisor::CountLessOne, Direction::Up)
    };
    indicators.iter().map(column).collect()
}

fn correlations(standard: &[Vec<Option<f64>>]) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = standard
        .iter()
        .map(|z| z.iter().copied().flatten().collect())
        .collect();
    let correlation = |a: &Vec<f64>, b: &Vec<f64>| {
        let products = a.iter().zip(b).map(|(a, b)| a * b);
        products.sum::<f64>() / (a.len() as f64 - 1.0)
    };
    let row = |a| columns.iter().map(|b| correlation(a, b)).collect();
    columns.iter().map(row).collect()
}

/// 1 or −1, so that the scores rise with the anchor; if neither, so that the largest entry of the
/// vector is positive.
fn sign(scores: &[Option<f64>], anchor: &[Option<f64>], vector: &[f64]) -> Result<f64, Reason> {
    let mean = known(anchor)?.map_or(0.0, |anchor: Sorted| Summary::of(&anchor).mean);
    let pairs = scores.iter().zip(anchor);
    let products = pairs.filter_map(|(score, anchor)| Some((*score)? * ((*anchor)? - mean)));
    let together: f64 = products.sum();
    if together != 0.0 {
        return Ok(together.signum());
    }
    let largest = vector
        .iter()
        .copied()
        .max_by(|a, b| a.abs().total_cmp(&b.abs()));
    Ok(largest.map_or(1.0, f64::signum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn areas_with_a_gap_take_no_part() {
        let a = [Some(1.0), Some(2.0), None, Some(4.0)];
        let b = [Some(2.0), Some(1.0), Some(900.0), Some(5.0)];
        let with_gap = pca(&[&a, &b], &a).unwrap();
        let (a, b) = ([1.0, 2.0, 4.0].map(Some), [2.0, 1.0, 5.0].map(Some));
        let without = pca(&[&a, &b], &a).unwrap();
        assert_eq!(with_gap.eigenvalues, without.eigenvalues);
        assert_eq!(with_gap.scores[2], None);
        assert_eq!(with_gap.scores[3], without.scores[2]);
    }

    #[test]
    fn what_cannot_be_analysed_is_refused() {
        let (a, flat) = ([1.0, 2.0].map(Some), [3.0, 3.0].map(Some));
        assert_eq!(pca(&[&a, &flat], &a), Err(Reason::ZeroVariance));
        assert_eq!(pca(&[], &a), Err(Reason::NTooSmall));
        assert_eq!(pca(&[&a[..1]], &a[..1]), Err(Reason::NTooSmall));
        assert_eq!(pca(&[&a], &a[..1]), Err(Reason::MissingValue));
        let nan = [Some(1.0), Some(f64::NAN)];
        assert_eq!(pca(&[&nan], &a), Err(Reason::MissingValue));
        assert_eq!(pca(&[&a], &nan), Err(Reason::MissingValue));
    }

    #[test]
    fn an_indicator_against_its_meaning_is_named() {
        let (a, b) = ([1.0, 2.0, 4.0].map(Some), [5.0, 4.0, 1.0].map(Some));
        let first = pca(&[&a, &b], &a).unwrap();
        let up = [Direction::Up; 2];
        assert_eq!(first.contradicting(&up), [1]);
        assert!(
            first
                .contradicting(&[Direction::Up, Direction::Down])
                .is_empty()
        );
        assert!(!first.has_second_factor());
    }

    proptest! {
        #[test]
        fn the_first_component_varies_as_its_eigenvalue_says_and_rises_with_the_anchor(
            rows in prop::collection::vec(prop::collection::vec(-9.0..9.0, 4), 8..30),
        ) {
            let column = |k: usize| rows.iter().map(|row| Some(row[k])).collect::<Vec<_>>();
            let columns: Vec<Vec<Option<f64>>> = (0..4).map(column).collect();
            let slices: Vec<&[Option<f64>]> = columns.iter().map(Vec::as_slice).collect();
            let first = pca(&slices, slices[2]).unwrap();
            let squares: f64 = first.scores.iter().flatten().map(|s| s * s).sum();
            let variance = squares / (rows.len() as f64 - 1.0);
            prop_assert!((variance - first.eigenvalues[0]).abs() < 1e-9);
            prop_assert!(first.loadings[2] >= -1e-9);
            prop_assert!((first.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((first.eigenvalues.iter().sum::<f64>() - 4.0).abs() < 1e-9);
        }
    }
}
