//! The status and dynamics indices of the Berlin social monitoring.

use crate::stats::Reason;
use crate::stats::normalise::{Direction, Divisor, zscore};

/// Indices and classes of every area; none where the area was left out or a value is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Mss {
    /// In standard deviations; high is worse.
    pub status_index: Vec<Option<f64>>,
    /// In standard deviations; high is worse.
    pub dynamic_index: Vec<Option<f64>>,
    /// Social status: 1 high, 2 middle, 3 low, 4 very low.
    pub status: Vec<Option<u8>>,
    /// Change: 1 positive, 3 stable, 5 negative.
    pub dynamic: Vec<Option<u8>>,
    /// Status times ten plus change: twelve groups from 11 to 45.
    pub combined: Vec<Option<u8>>,
}

/// Adds up standardised indicators of disadvantage and of its change, and cuts both into classes.
///
/// Areas with fewer than `min_population` inhabitants and areas marked in `outlier` are left out
/// before anything is standardised; an unknown population leaves none out.
///
/// # Method
/// `composite.mss` · MSS status and dynamics index · Status- und Dynamik-Index (MSS)
///
/// Der Status-Index zeigt, wie stark ein Gebiet im Vergleich zu den anderen benachteiligt ist, der
/// Dynamik-Index, wie es sich im Vergleich zu den anderen verändert hat. Hohe Werte sind ungünstig.
/// Beide messen nur den Abstand zum Durchschnitt der Stadt.
///
/// ```text
/// S = Σ z (sd durch n),   Index = S / sd(S)
/// Status:  < −1 hoch (1) · −1 … 1 mittel (2) · 1 … 1,5 niedrig (3) · > 1,5 sehr niedrig (4)
/// Dynamik: < −1 positiv (1) · −1 … 1 stabil (3) · > 1 negativ (5)
/// Gesamt:  Status · 10 + Dynamik
/// ```
///
/// # Units
/// Indicators in any units, high meaning worse; indices in standard deviations, every area counting
/// once. A value on a cut belongs to the class nearer the middle.
///
/// # Errors
/// [`Reason::ZeroVariance`] if an indicator or a sum does not vary among the areas taken in, or if
/// there are no indicators; [`Reason::MissingValue`] for what is no number or for columns of unequal
/// length.
///
/// # References
/// Senatsverwaltung für Stadtentwicklung, Bauen und Wohnen Berlin: Monitoring Soziale
/// Stadtentwicklung, editions 2013 to 2021.
///
/// ```
/// use teilraum::stats::composite::mss;
/// let (share, change) = ([5.0, 7.0, 12.0].map(Some), [0.0, 2.0, 1.0].map(Some));
/// let result = mss(&[&share], &[&change], &[Some(900.0); 3], &[false; 3], 300.0)?;
/// assert_eq!(result.combined, [11, 25, 33].map(Some)); // 12: 4/√(26/3) = 1.36
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn mss(
    status: &[&[Option<f64>]],
    dynamic: &[&[Option<f64>]],
    population: &[Option<f64>],
    outlier: &[bool],
    min_population: f64,
) -> Result<Mss, Reason> {
    if outlier.len() != population.len() {
        return Err(Reason::MissingValue);
    }
    let pairs = population.iter().zip(outlier);
    let small = |population: &Option<f64>| population.is_some_and(|count| count < min_population);
    let taken: Vec<bool> = pairs
        .map(|(count, outlier)| !outlier && !small(count))
        .collect();
    let status_index = index(status, &taken)?;
    let dynamic_index = index(dynamic, &taken)?;
    let status = classes(&status_index, status_class);
    let dynamic = classes(&dynamic_index, dynamic_class);
    let pairs = status.iter().zip(&dynamic);
    Ok(Mss {
        combined: pairs
            .map(|(status, dynamic)| Some((*status)? * 10 + (*dynamic)?))
            .collect(),
        status_index,
        dynamic_index,
        status,
        dynamic,
    })
}

fn index(indicators: &[&[Option<f64>]], taken: &[bool]) -> Result<Vec<Option<f64>>, Reason> {
    let mut sums: Vec<Option<f64>> = taken.iter().map(|taken| taken.then_some(0.0)).collect();
    for values in indicators {
        if values.len() != taken.len() {
            return Err(Reason::MissingValue);
        }
        let pairs = values.iter().zip(taken);
        let kept: Vec<_> = pairs
            .map(|(value, taken)| value.filter(|_| *taken))
            .collect();
        let scores = zscore(&kept, Divisor::Count, Direction::Up)?;
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum = sum.zip(score).map(|(sum, score)| sum + score);
        }
    }
    zscore(&sums, Divisor::Count, Direction::Up)
}

fn classes(index: &[Option<f64>], class: fn(f64) -> u8) -> Vec<Option<u8>> {
    index.iter().map(|value| value.map(class)).collect()
}

fn status_class(index: f64) -> u8 {
    match index {
        index if index < -1.0 => 1,
        index if index <= 1.0 => 2,
        index if index <= 1.5 => 3,
        _ => 4,
    }
}

fn dynamic_class(index: f64) -> u8 {
    match index {
        index if index < -1.0 => 1,
        index if index <= 1.0 => 3,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Option<f64>; 4] = [Some(500.0); 4];

    #[test]
    fn small_areas_and_outliers_do_not_shift_the_others() {
        let values = [1.0, 2.0, 4.0, 900.0].map(Some);
        let without = mss(
            &[&values[..3]],
            &[&values[..3]],
            &ALL[..3],
            &[false; 3],
            300.0,
        );
        let expected = without.unwrap().status_index;
        let outlier = [false, false, false, true];
        let marked = mss(&[&values], &[&values], &ALL, &outlier, 300.0).unwrap();
        let population = [Some(500.0), None, Some(300.0), Some(299.0)];
        let small = mss(&[&values], &[&values], &population, &[false; 4], 300.0).unwrap();
        assert_eq!(marked.status_index[..3], expected[..]);
        assert_eq!(small.status_index[..3], expected[..]);
        assert_eq!((small.status_index[3], small.combined[3]), (None, None));
    }

    #[test]
    fn a_value_on_a_cut_belongs_nearer_the_middle() {
        assert_eq!([-1.0, 1.0, 1.5].map(status_class), [2, 2, 3]);
        assert_eq!([-1.1, 1.1, 1.6].map(status_class), [1, 3, 4]);
        assert_eq!([-1.1, -1.0, 1.0, 1.1].map(dynamic_class), [1, 3, 3, 5]);
    }

    #[test]
    fn an_area_with_a_gap_has_no_index_but_counts_where_it_has_values() {
        let a = [Some(1.0), Some(2.0), Some(3.0), Some(6.0)];
        let b = [Some(1.0), None, Some(2.0), Some(3.0)];
        let result = mss(&[&a, &b], &[&a], &ALL, &[false; 4], 300.0).unwrap();
        assert_eq!(result.status_index[1], None);
        assert!(result.dynamic_index[1].is_some());
        assert_eq!(result.combined[1], None);
    }

    #[test]
    fn what_cannot_be_standardised_is_refused() {
        let flat = [Some(1.0); 4];
        let result = |columns: &[&[Option<f64>]]| mss(columns, columns, &ALL, &[false; 4], 300.0);
        assert_eq!(result(&[&flat]), Err(Reason::ZeroVariance));
        assert_eq!(result(&[]), Err(Reason::ZeroVariance));
        assert_eq!(result(&[&flat[..3]]), Err(Reason::MissingValue));
        let uneven = mss(&[], &[], &ALL, &[false; 3], 300.0);
        assert_eq!(uneven, Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn units_of_an_indicator_do_not_matter(
            values in prop::collection::vec(-9.0..9.0, 4),
            scale in 0.1..10.0,
        ) {
            let values: Vec<Option<f64>> = values.into_iter().map(Some).collect();
            let scaled: Vec<Option<f64>> = values.iter().map(|v| v.map(|v| v * scale)).collect();
            let of = |v: &[Option<f64>]| mss(&[v], &[v], &ALL, &[false; 4], 300.0);
            let (Ok(one), Ok(other)) = (of(&values), of(&scaled)) else { return Ok(()) };
            let pairs = one.status_index.iter().zip(&other.status_index);
            for (one, other) in pairs {
                prop_assert!((one.unwrap() - other.unwrap()).abs() < 1e-9);
            }
        }
    }
}
