//! Exact shares of a total.

use super::natural::Natural;
use crate::stats::Reason;

/// The exact share of everyone, in proportion to the weights as far as floors and caps allow.
///
/// Numbers count as the decimals that write them: 0.1 is a tenth. Where shares fall below their floor
/// or exceed their cap, those on the side with the larger total violation are set to their bound and
/// the rest is divided again, until none is violated. Whoever has no weight gets no more than the
/// floor.
///
/// # Method
/// `allocate` · allocation by weights · Mittelverteilung, Sitzzuteilung
///
/// Eine Summe (Geld, Stellen, Sitze) wird im Verhältnis der Gewichte aufgeteilt, etwa Bedarfsindex mal Einwohner.
/// Ganze Einheiten entstehen erst danach durch ein Rundungsverfahren; die Summe geht immer genau
/// auf. Was das Gewicht taugt, sagt die Rechnung nicht.
///
/// ```text
/// q = T·w / Σ w, mit Sockel und Deckel schrittweise;   dann
/// Hare-Niemeyer:  ⌊q⌋, Rest nach den größten Nachkommateilen
/// Sainte-Laguë:   nach q/1, q/3, q/5 …      D'Hondt:  nach q/1, q/2, q/3 …
/// ```
///
/// # Units
/// Total, floors and caps in one unit; weights in any, only their ratios count.
///
/// # Errors
/// [`Reason::InfeasibleBounds`] if the floors exceed the total, the caps fall short of it, a bound is
/// negative, a floor is above its cap, or there are not as many bounds as weights;
/// [`Reason::ZeroWeight`] if the weights sum to zero; [`Reason::NegativeValue`] if one is negative;
/// [`Reason::MissingValue`] for what is no number.
/// Disagree: bounds are met by repeated proportional division, not by clipping once.
///
/// # References
/// Balinski, M. L. and Young, H. P. (1982): Fair Representation. Meeting the Ideal of One Man, One
/// Vote. New Haven.
///
/// ```
/// use teilraum::stats::allocate::{Rounding, Shares};
/// let cap = [5.0, 10.0, 10.0];
/// let shares = Shares::new(10.0, &[8.0, 1.0, 1.0], None, Some(&cap))?;
/// assert_eq!(shares.values(), [5.0, 2.5, 2.5]);
/// assert_eq!(shares.units(Rounding::LargestRemainder)?, [5, 3, 2]); // ties: the earlier one
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug)]
pub struct Shares {
    /// Over the common denominator.
    pub(super) numerators: Vec<Natural>,
    pub(super) denominator: Natural,
    pub(super) total: Natural,
}

impl Shares {
    /// Divides `total` in proportion to `weights`.
    ///
    /// # Errors
    /// See the type.
    pub fn new(
        total: f64,
        weights: &[f64],
        floor: Option<&[f64]>,
        cap: Option<&[f64]>,
    ) -> Result<Self, Reason> {
        let n = weights.len();
        let floor = floor.map_or_else(|| vec![0.0; n], <[f64]>::to_vec);
        let cap = cap.map_or_else(|| vec![total; n], <[f64]>::to_vec);
        let pairs = || floor.iter().zip(&cap);
        if floor.len() != n || cap.len() != n || pairs().any(|(low, high)| low > high) {
            return Err(Reason::InfeasibleBounds);
        }
        let amounts: Vec<f64> = [total].into_iter().chain(floor).chain(cap).collect();
        let amounts = whole(&amounts, Reason::InfeasibleBounds)?;
        let weights = whole(weights, Reason::NegativeValue)?;
        let (total, bounds) = amounts.numbers.split_first().ok_or(Reason::MissingValue)?;
        let (floor, cap) = bounds.split_at(n);
        if sum(floor) > *total || sum(cap) < *total {
            return Err(Reason::InfeasibleBounds);
        }
        if sum(&weights.numbers).is_zero() {
            return Err(Reason::ZeroWeight);
        }
        let division = divide(total, &weights.numbers, floor, cap);
        let denominator = division.weight.times(&amounts.scale);
        Ok(Self {
            numerators: division.shares,
            total: total.times(&division.weight),
            denominator,
        })
    }

    /// The shares, each rounded only to a number of this machine.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        let ratio = |share: &Natural| share.ratio(&self.denominator);
        self.numerators.iter().map(ratio).collect()
    }

    /// The sum of the shares: the total, unless all that have weight are at their caps.
    #[must_use]
    pub fn sum(&self) -> f64 {
        sum(&self.numerators).ratio(&self.denominator)
    }
}

/// Decimals as whole numbers: each is its number divided by `scale`.
struct Whole {
    numbers: Vec<Natural>,
    scale: Natural,
}

fn whole(values: &[f64], negative: Reason) -> Result<Whole, Reason> {
    if values
        .iter()
        .any(|value| !value.is_finite() || value.abs() > 1e100)
    {
        return Err(Reason::MissingValue);
    }
    if values.iter().any(|&value| value < 0.0) {
        return Err(negative);
    }
    // The shortest decimal that reads back as the same number, never with an exponent.
    let texts: Vec<String> = values.iter().map(|value| value.abs().to_string()).collect();
    let decimals = |text: &str| {
        text.split_once('.')
            .map_or(0, |(_, decimals)| decimals.len())
    };
    let most = texts.iter().map(|text| decimals(text)).max().unwrap_or(0);
    let number = |text: &String| {
        let zeros = "0".repeat(most - decimals(text));
        Natural::of_digits(&(text.clone() + &zeros))
    };
    Ok(Whole {
        numbers: texts.iter().map(number).collect(),
        scale: Natural::of_digits(&format!("1{}", "0".repeat(most))),
    })
}

fn sum(numbers: &[Natural]) -> Natural {
    numbers
        .iter()
        .fold(Natural::default(), |sum, number| sum.plus(number))
}

/// Shares over the weight that was divided by last.
struct Division {
    shares: Vec<Natural>,
    weight: Natural,
}

/// Divides, sets those who violate a bound to it, and divides the rest again.
fn divide(total: &Natural, weights: &[Natural], floor: &[Natural], cap: &[Natural]) -> Division {
    let mut fixed: Vec<Option<&Natural>> = vec![None; weights.len()];
    loop {
        let given = fixed
            .iter()
            .flatten()
            .fold(Natural::default(), |sum, one| sum.plus(one));
        let rest = total.minus(&given);
        let open = fixed
            .iter()
            .zip(weights)
            .filter(|(fixed, _)| fixed.is_none());
        let weight = open.fold(Natural::default(), |sum, (_, weight)| sum.plus(weight));
        // Where no weight is left, shares of zero remain, over any weight.
        let weight = if weight.is_zero() {
            Natural::from(1)
        } else {
            weight
        };
        let pairs = fixed.iter().zip(weights);
        let shares: Vec<Natural> = pairs
            .map(|(fixed, own)| fixed.map_or_else(|| rest.times(own), |one| one.times(&weight)))
            .collect();
        let over: Vec<Natural> = differences(&shares, cap, &weight, Natural::minus);
        let under = differences(&shares, floor, &weight, |share, low| low.minus(share));
        let (all_over, all_under) = (sum(&over), sum(&under));
        if all_over.is_zero() && all_under.is_zero() {
            return Division { shares, weight };
        }
        let (violated, bounds) = if all_under >= all_over {
            (under, floor)
        } else {
            (over, cap)
        };
        for ((fixed, violation), bound) in fixed.iter_mut().zip(violated).zip(bounds) {
            if fixed.is_none() && !violation.is_zero() {
                *fixed = Some(bound);
            }
        }
    }
}

/// How far each share is beyond its bound, over the same weight; zero for those already at a bound.
fn differences(
    shares: &[Natural],
    bounds: &[Natural],
    weight: &Natural,
    beyond: impl Fn(&Natural, &Natural) -> Natural,
) -> Vec<Natural> {
    let pairs = shares.iter().zip(bounds);
    pairs
        .map(|(share, bound)| beyond(share, &bound.times(weight)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(total: f64, weights: &[f64], floor: &[f64], cap: &[f64]) -> Reason {
        Shares::new(total, weights, Some(floor), Some(cap)).unwrap_err()
    }

    #[test]
    fn bounds_that_cannot_be_met_are_refused() {
        let (one, nine) = ([1.0, 1.0], [9.0, 9.0]);
        assert_eq!(refused(1.0, &one, &one, &nine), Reason::InfeasibleBounds);
        assert_eq!(refused(19.0, &one, &one, &nine), Reason::InfeasibleBounds);
        assert_eq!(refused(10.0, &one, &nine, &one), Reason::InfeasibleBounds);
        assert_eq!(refused(10.0, &one, &[1.0], &nine), Reason::InfeasibleBounds);
        assert_eq!(
            refused(10.0, &one, &[-1.0, 1.0], &nine),
            Reason::InfeasibleBounds
        );
        assert_eq!(
            refused(-1.0, &one, &[-9.0; 2], &nine),
            Reason::InfeasibleBounds
        );
        assert_eq!(refused(3.0, &[], &[], &[]), Reason::InfeasibleBounds);
    }

    #[test]
    fn weights_that_cannot_be_used_are_refused() {
        let (none, nine) = ([0.0, 0.0], [9.0, 9.0]);
        assert_eq!(refused(5.0, &none, &none, &nine), Reason::ZeroWeight);
        assert_eq!(
            refused(5.0, &[1.0, -1.0], &none, &nine),
            Reason::NegativeValue
        );
        assert_eq!(
            refused(5.0, &[1.0, f64::NAN], &none, &nine),
            Reason::MissingValue
        );
        assert_eq!(
            Shares::new(0.0, &[], None, None).unwrap_err(),
            Reason::ZeroWeight
        );
    }

    #[test]
    fn whoever_has_no_weight_gets_no_more_than_the_floor() {
        let shares = Shares::new(10.0, &[1.0, 0.0], None, Some(&[5.0, 9.0])).unwrap();
        assert_eq!((shares.values(), shares.sum()), (vec![5.0, 0.0], 5.0));
        let shares = Shares::new(10.0, &[1.0, 0.0], Some(&[0.0, 3.0]), None).unwrap();
        assert_eq!(shares.values(), [7.0, 3.0]);
    }

    #[test]
    fn decimals_are_what_they_say() {
        let shares = Shares::new(0.3, &[0.1, 0.2], None, Some(&[0.1, 0.2])).unwrap();
        assert_eq!(shares.values(), [0.1, 0.2]);
        let tiny = Shares::new(1e100, &[5e-324, 5e-324], None, None).unwrap();
        assert_eq!(tiny.values(), [5e99, 5e99]);
    }
}
