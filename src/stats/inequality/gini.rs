//! The Gini coefficient, of units or of people.

use crate::stats::Reason;
use crate::stats::checked::{finite, number, same_length};

/// How unequal the values are, with and without the correction for few units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gini {
    /// The coefficient of the units at hand: from 0 to (n − 1)/n.
    pub gini: f64,
    /// Multiplied by n/(n − 1), so that it reaches 1; none for a single unit.
    pub corrected: Option<f64>,
    /// How many units had a value.
    pub n: usize,
}

/// How unequally a total is spread over units: 0 all the same, towards 1 one has everything.
///
/// Half the mean distance of all pairs, relative to the mean. The sorted values are walked once:
/// every gap between neighbours counts for all pairs that it separates.
///
/// # Method
/// `inequality.gini` · Gini coefficient · Gini-Koeffizient
///
/// Sagt, wie ungleich ein Gesamtbetrag verteilt ist: 0 heißt, alle haben gleich viel, ein Wert nahe 1
/// heißt, fast alles liegt bei wenigen. Die Zahl sagt nicht, wo die Ungleichheit entsteht, oben oder unten.
///
/// ```text
/// G = [2·Σ i·x₍ᵢ₎ − (n + 1)·Σx] / (n·Σx)
/// gewichtet: G = ΣΣ wᵢwⱼ|xᵢ − xⱼ| / (2W²μ)
/// berichtigt: G·n/(n − 1)
/// ```
///
/// # Units
/// Amounts of zero or more in any unit; the result has none. Where packages disagree (negative
/// values, all zeros) there is no value; the correction is reported beside, never instead.
///
/// # Errors
/// Missing values are left out. [`Reason::NegativeValue`] below zero, [`Reason::ZeroTotal`] if
/// nothing is left or all of it is zero, [`Reason::MissingValue`] if a number is none.
///
/// # References
/// Gini, C. (1912): Variabilità e mutabilità. Bologna.
///
/// ```
/// # use teilraum::stats::inequality::gini;
/// // Distances of all pairs 0, 2, 2, 0: mean 1, half of it 0.5, over the mean 2.
/// let gini = gini(&[Some(1.0), None, Some(3.0)])?;
/// assert_eq!((gini.gini, gini.corrected, gini.n), (0.25, Some(0.5), 2));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn gini(values: &[Option<f64>]) -> Result<Gini, Reason> {
    let known = values.iter().flatten();
    let units: Vec<_> = known
        .map(|&value| Ok((number(value)?, 1.0)))
        .collect::<Result<_, Reason>>()?;
    let n = units.len();
    let gini = of(units)?;
    let corrected = (n > 1).then(|| gini * n as f64 / (n as f64 - 1.0));
    Ok(Gini { gini, corrected, n })
}

/// The [`gini`] coefficient of people who all have the value of their unit.
///
/// Units with a missing value or weight, or without people (weight of zero or less), are left out.
///
/// # Errors
/// As [`gini`]; [`Reason::MissingValue`] also if the lengths differ.
///
/// ```
/// # use teilraum::stats::inequality::{gini, gini_weighted};
/// let people = gini_weighted(&[Some(1.0), Some(3.0)], &[Some(2.0), Some(1.0)])?;
/// assert!((people - gini(&[Some(1.0), Some(1.0), Some(3.0)])?.gini).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn gini_weighted(values: &[Option<f64>], weights: &[Option<f64>]) -> Result<f64, Reason> {
    same_length(values, weights)?;
    let pairs = values.iter().zip(weights);
    let units = pairs
        .filter_map(|(&value, &weight)| {
            Some((
                value?,
                weight.filter(|&weight| weight.is_nan() || weight > 0.0)?,
            ))
        })
        .map(|(value, weight)| Ok((number(value)?, number(weight)?)))
        .collect::<Result<_, Reason>>()?;
    of(units)
}

/// The coefficient of (value, weight) with weights above zero.
fn of(mut units: Vec<(f64, f64)>) -> Result<f64, Reason> {
    if units.iter().any(|&(value, _)| value < 0.0) {
        return Err(Reason::NegativeValue);
    }
    // Weights too, so that the sums do not depend on the order of the input.
    units.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let people: f64 = units.iter().map(|&(_, weight)| weight).sum();
    let share = |amount: f64| amount / people;
    let mean: f64 = units
        .iter()
        .map(|&(value, weight)| value * share(weight))
        .sum();
    if units.is_empty() || mean == 0.0 {
        return Err(Reason::ZeroTotal);
    }
    let mut below = 0.0;
    let gaps = units.windows(2).map(|pair| match *pair {
        [(value, weight), (next, _)] => {
            below += weight;
            (next - value) * share(below) * share(people - below)
        }
        _ => 0.0,
    });
    finite(gaps.sum::<f64>() / mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    fn unweighted(values: &[f64]) -> Result<f64, Reason> {
        gini(&known(values)).map(|gini| gini.gini)
    }

    /// All pairs, as defined.
    fn slow(values: &[f64], weights: &[f64]) -> f64 {
        let units: Vec<_> = values.iter().zip(weights).collect();
        let people: f64 = weights.iter().sum();
        let total: f64 = units.iter().map(|(x, w)| **x * **w).sum();
        let pairs = units.iter().flat_map(|(x, w)| {
            units
                .iter()
                .map(move |(y, v)| **w * **v * (**x - **y).abs())
        });
        pairs.sum::<f64>() / (2.0 * people * total)
    }

    #[test]
    fn equal_values_are_not_unequal_at_all() {
        assert_eq!(unweighted(&[0.1; 7]), Ok(0.0));
        assert_eq!(gini(&known(&[4.0])).unwrap().corrected, None);
    }

    #[test]
    fn one_who_has_everything_is_one_after_the_correction() {
        let gini = gini(&known(&[0.0, 0.0, 0.0, 8.0])).unwrap();
        assert_eq!((gini.gini, gini.corrected), (0.75, Some(1.0)));
    }

    #[test]
    fn debts_nothing_and_no_numbers_are_refused() {
        assert_eq!(unweighted(&[1.0, -1.0]), Err(Reason::NegativeValue));
        assert_eq!(unweighted(&[0.0, 0.0]), Err(Reason::ZeroTotal));
        assert_eq!(unweighted(&[]), Err(Reason::ZeroTotal));
        assert_eq!(unweighted(&[1.0, f64::NAN]), Err(Reason::MissingValue));
        assert_eq!(
            gini_weighted(&known(&[1.0]), &[]),
            Err(Reason::MissingValue)
        );
    }

    #[test]
    fn units_without_people_or_value_do_not_count() {
        let values = [Some(1.0), Some(-5.0), None, Some(3.0), Some(2.0)];
        let weights = [Some(1.0), Some(0.0), Some(9.0), Some(1.0), None];
        assert_eq!(gini_weighted(&values, &weights), Ok(0.25));
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let gini = gini_weighted(&known(&[0.0, 1e100]), &known(&[1e100, 1e100])).unwrap();
        assert!((gini - 0.5).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn walking_the_gaps_equals_all_pairs(
            units in prop::collection::vec((0_u32..9, 1_u32..9), 1..30),
        ) {
            let (values, weights): (Vec<f64>, Vec<f64>) = units.iter()
                .map(|&(x, w)| (f64::from(x), f64::from(w))).unzip();
            prop_assume!(values.iter().any(|&x| x > 0.0));
            let fast = gini_weighted(&known(&values), &known(&weights)).unwrap();
            prop_assert!((fast - slow(&values, &weights)).abs() < 1e-12);
            let ones = vec![1.0; values.len()];
            prop_assert!((unweighted(&values).unwrap() - slow(&values, &ones)).abs() < 1e-12);
        }

        #[test]
        fn neither_unit_nor_order_nor_cloning_matters(
            values in prop::collection::vec(0.5..1e3, 2..20), factor in 1e-3..1e3_f64,
        ) {
            let gini = unweighted(&values).unwrap();
            let scaled: Vec<f64> = values.iter().rev().map(|x| x * factor).collect();
            prop_assert!((unweighted(&scaled).unwrap() - gini).abs() < 1e-12);
            let twice = [values.clone(), values].concat();
            prop_assert!((unweighted(&twice).unwrap() - gini).abs() < 1e-12);
        }

        #[test]
        fn a_gift_to_all_makes_it_smaller(values in prop::collection::vec(0.0..1e3, 2..20)) {
            prop_assume!(unweighted(&values).is_ok_and(|gini| gini > 1e-9));
            let richer: Vec<f64> = values.iter().map(|x| x + 10.0).collect();
            prop_assert!(unweighted(&richer).unwrap() < unweighted(&values).unwrap());
        }
    }
}
