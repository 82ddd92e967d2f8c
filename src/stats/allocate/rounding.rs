//! From exact shares to whole units.

use super::Shares;
use super::natural::Natural;
use crate::stats::Reason;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// How shares become whole units with the same sum. Ties go to the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Hare-Niemeyer: everyone's whole units, then one more each by the largest remainders. Never a
    /// whole unit off; but with a larger total somebody may get less (the Alabama paradox).
    LargestRemainder,
    /// Divisors 1, 3, 5 …: a larger total never takes anything from anybody.
    SainteLague,
    /// Divisors 1, 2, 3 …: the same, in favour of the large ones.
    DHondt,
}

impl Shares {
    /// Whole units that sum to the total.
    ///
    /// # Errors
    /// [`Reason::Infeasible`] if the total is no whole number or 2⁵³ or more, or if the shares do not
    /// sum to it because all that have weight are at their caps.
    pub fn units(&self, rounding: Rounding) -> Result<Vec<u64>, Reason> {
        let total = self
            .total
            .divided_by(&self.denominator)
            .ok_or(Reason::Infeasible)?;
        let whole = self.denominator.times(&Natural::from(total)) == self.total;
        let all = self
            .numerators
            .iter()
            .fold(Natural::default(), |sum, one| sum.plus(one));
        if !whole || total >= 1 << 53 || all != self.total {
            return Err(Reason::Infeasible);
        }
        match rounding {
            Rounding::LargestRemainder => self.largest_remainder(total),
            Rounding::SainteLague => self.divisors(total, 2),
            Rounding::DHondt => self.divisors(total, 1),
        }
    }

    fn largest_remainder(&self, total: u64) -> Result<Vec<u64>, Reason> {
        let floor = |share: &Natural| share.divided_by(&self.denominator);
        let units: Option<Vec<u64>> = self.numerators.iter().map(floor).collect();
        let mut units = units.ok_or(Reason::Infeasible)?;
        let remainder = |(share, &units): (&Natural, &u64)| {
            share.minus(&self.denominator.times(&Natural::from(units)))
        };
        let remainders = self
            .numerators
            .iter()
            .zip(&units)
            .map(remainder)
            .enumerate();
        let mut order: Vec<(usize, Natural)> = remainders.collect();
        // Stable: equal remainders keep their order.
        order.sort_by(|(_, one), (_, other)| other.cmp(one));
        let left = total.saturating_sub(units.iter().sum());
        for (place, _) in order.iter().take(left as usize) {
            if let Some(units) = units.get_mut(*place) {
                *units += 1;
            }
        }
        Ok(units)
    }

    /// The `total` largest quotients of shares and divisors 1, 1 + `step`, 1 + 2·`step` …, a unit for
    /// each.
    ///
    /// Starts from all quotients of at least 1/`step` (that is q units, or q rounded for step 2), at most half
    /// a unit each away from the total, and then adds or takes back the next ones.
    fn divisors(&self, total: u64, step: u64) -> Result<Vec<u64>, Reason> {
        let start = |share: &Natural| {
            let doubled = share.times(&Natural::from(step));
            let shifted = doubled.plus(&self.denominator.times(&Natural::from(step - 1)));
            shifted.divided_by(&self.denominator.times(&Natural::from(step)))
        };
        let units: Option<Vec<u64>> = self.numerators.iter().map(start).collect();
        let mut units = units.ok_or(Reason::Infeasible)?;
        let given: u64 = units.iter().sum();
        let next = |place: usize, units: u64| {
            let share = self.numerators.get(place)?;
            let divisor = units.checked_mul(step)?.checked_add(1)?;
            let about = share.ratio(&self.denominator) / divisor as f64;
            Some(Quotient {
                share,
                divisor,
                place,
                about,
            })
        };
        let pairs = || units.iter().copied().enumerate();
        if given <= total {
            let open = pairs().filter_map(|(place, units)| next(place, units));
            let mut heap: BinaryHeap<Quotient<'_>> = open.collect();
            for _ in given..total {
                let Some(place) = heap.pop().map(|quotient| quotient.place) else {
                    break;
                };
                if let Some(units) = units.get_mut(place) {
                    *units += 1;
                    heap.extend(next(place, *units));
                }
            }
        } else {
            let last = |place, units: u64| next(place, units.checked_sub(1)?).map(Reverse);
            let taken = pairs().filter_map(|(place, units)| last(place, units));
            let mut heap: BinaryHeap<Reverse<Quotient<'_>>> = taken.collect();
            for _ in total..given {
                let Some(place) = heap.pop().map(|quotient| quotient.0.place) else {
                    break;
                };
                if let Some(units) = units.get_mut(place) {
                    *units -= 1;
                    heap.extend(last(place, *units));
                }
            }
        }
        Ok(units)
    }
}

/// A share divided by a divisor; of equal ones the earlier is the larger.
struct Quotient<'a> {
    share: &'a Natural,
    divisor: u64,
    place: usize,
    /// The quotient, right to far more than [`CLEAR`].
    about: f64,
}

/// Quotients that differ by a larger share than this need not be compared digit by digit.
const CLEAR: f64 = 1e-9;

impl Ord for Quotient<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if (self.about - other.about).abs() > CLEAR * (self.about + other.about) {
            return self.about.total_cmp(&other.about);
        }
        let one = self.share.times(&Natural::from(other.divisor));
        let two = other.share.times(&Natural::from(self.divisor));
        one.cmp(&two).then(other.place.cmp(&self.place))
    }
}

impl PartialOrd for Quotient<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Quotient<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quotient<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Rounding; 3] = [
        Rounding::LargestRemainder,
        Rounding::SainteLague,
        Rounding::DHondt,
    ];

    fn units(total: f64, weights: &[f64], rounding: Rounding) -> Vec<u64> {
        let shares = Shares::new(total, weights, None, None).unwrap();
        shares.units(rounding).unwrap()
    }

    #[test]
    fn three_methods_seat_a_council_in_three_ways() {
        let votes = [53.0, 24.0, 23.0, 9.0];
        let seats = ALL.map(|rounding| units(17.0, &votes, rounding));
        assert_eq!(seats, [[8, 4, 4, 1], [8, 4, 4, 1], [9, 4, 3, 1]]);
    }

    #[test]
    fn ties_go_to_the_earlier_one() {
        for rounding in ALL {
            assert_eq!(units(10.0, &[1.0; 4], rounding), [3, 3, 2, 2]);
            assert_eq!(units(1.0, &[0.1; 3], rounding), [1, 0, 0]);
        }
    }

    #[test]
    fn a_budget_of_billions_is_divided_at_once() {
        let weights: Vec<f64> = (1..200).map(f64::from).collect();
        for rounding in ALL {
            let units = units(9e15, &weights, rounding);
            assert_eq!(units.iter().sum::<u64>(), 9_000_000_000_000_000);
        }
    }

    #[test]
    fn what_is_not_whole_cannot_be_given_in_whole_units() {
        let half = Shares::new(2.5, &[1.0], None, None).unwrap();
        assert_eq!(half.units(Rounding::DHondt), Err(Reason::Infeasible));
        let capped = Shares::new(10.0, &[1.0, 0.0], None, Some(&[5.0, 9.0])).unwrap();
        assert_eq!(capped.units(Rounding::SainteLague), Err(Reason::Infeasible));
        let huge = Shares::new(1e17, &[1.0], None, None).unwrap();
        assert_eq!(
            huge.units(Rounding::LargestRemainder),
            Err(Reason::Infeasible)
        );
        assert_eq!(units(0.0, &[1.0, 2.0], Rounding::DHondt), [0, 0]);
    }

    /// Unit after unit to the highest quotient; weights are whole, without bounds.
    fn slow_divisors(total: u32, weights: &[u32], step: u32) -> Vec<u64> {
        let mut units = vec![0_u64; weights.len()];
        for _ in 0..total {
            let better = |one: usize, other: usize| {
                let divisor = |k: usize| u64::from(step) * units[k] + 1;
                u64::from(weights[other]) * divisor(one) > u64::from(weights[one]) * divisor(other)
            };
            let best = (1..weights.len()).fold(0, |best, k| if better(best, k) { k } else { best });
            units[best] += 1;
        }
        units
    }

    fn slow_remainders(total: u32, weights: &[u32]) -> Vec<u64> {
        let all: u32 = weights.iter().sum();
        let mut units: Vec<u64> = weights.iter().map(|w| u64::from(total * w / all)).collect();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|&k| (Reverse(total * weights[k] % all), k));
        let left = u64::from(total) - units.iter().sum::<u64>();
        order
            .iter()
            .take(left as usize)
            .for_each(|&k| units[k] += 1);
        units
    }

    proptest! {
        #[test]
        fn giving_unit_after_unit_gives_the_same(
            total in 0_u32..80,
            weights in prop::collection::vec(0_u32..20, 1..12),
        ) {
            prop_assume!(weights.iter().any(|&weight| weight > 0));
            // Tenths, which no machine number holds, are as exact as whole numbers.
            let tenths: Vec<f64> = weights.iter().map(|&w| f64::from(w) / 10.0).collect();
            let fast = |rounding| units(f64::from(total), &tenths, rounding);
            prop_assert_eq!(fast(Rounding::DHondt), slow_divisors(total, &weights, 1));
            prop_assert_eq!(fast(Rounding::SainteLague), slow_divisors(total, &weights, 2));
            prop_assert_eq!(fast(Rounding::LargestRemainder), slow_remainders(total, &weights));
        }

        #[test]
        fn bounds_hold_and_the_sum_is_exact(
            weights in prop::collection::vec(1_u32..900, 2..9),
            low in 0_u32..4,
            room in 0_u32..9,
        ) {
            let n = weights.len();
            let weights: Vec<f64> = weights.iter().map(|&w| f64::from(w) / 100.0).collect();
            let (low, high) = (f64::from(low), f64::from(low + room));
            let total = ((low + high) * n as f64 / 2.0).floor();
            let shares = Shares::new(total, &weights, Some(&vec![low; n]), Some(&vec![high; n]));
            let shares = shares.unwrap();
            prop_assert!((shares.sum() - total).abs() < 1e-9);
            for value in shares.values() {
                prop_assert!(value >= low - 1e-12 && value <= high + 1e-12);
            }
            let units = shares.units(Rounding::LargestRemainder).unwrap();
            prop_assert_eq!(units.iter().sum::<u64>(), total as u64);
        }
    }
}
