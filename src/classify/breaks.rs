//! Class bounds on the grid of published values, and the one rule of which class a value is in.

use crate::stats::Reason;

/// Upper bounds of classes, in units of the last published decimal, strictly ascending.
///
/// Class j holds b(j−1) < x ≤ b(j). The rule is total: what lies below belongs to the first class,
/// what lies above the last bound to the last, so values of other periods always have a class.
/// Legends therefore leave the first class open below and the last open above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaks {
    upper: Vec<i64>,
    asked: u8,
}

/// What a class holds: `over` < x ≤ `up_to`; `None` where it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassRange {
    /// The bound below, exclusive.
    pub over: Option<i64>,
    /// The bound above, inclusive.
    pub up_to: Option<i64>,
}

/// Where a meaningful middle (0 for balances) lies among the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// Between classes: so many classes lie at or below it, the others above. May be none or all.
    Break(usize),
    /// Inside this class.
    Class(usize),
}

impl Breaks {
    /// Puts raw upper bounds, computed on published values as floats, on the grid.
    ///
    /// Bounds are floored: as published values are integers, x ≤ 7.4 and x ≤ 7 hold for the same.
    /// Bounds that coincide merge; [`asked`](Self::asked) against [`count`](Self::count) shows it.
    /// The last bound is at least `max`, the largest value.
    #[must_use]
    pub fn on_grid(raw: &[f64], asked: u8, max: i64) -> Self {
        let scale = raw
            .iter()
            .fold(1.0, |largest: f64, bound| largest.max(bound.abs()));
        let mut upper: Vec<i64> = raw.iter().map(|bound| floor(*bound, scale)).collect();
        upper.sort_unstable();
        match upper.last_mut() {
            Some(last) => *last = max.max(*last),
            None => upper.push(max),
        }
        upper.dedup();
        Self { upper, asked }
    }

    /// Bounds as a bundle or a link carries them.
    ///
    /// # Errors
    /// [`Reason::InfeasibleBounds`] if there are none, or they are not strictly ascending.
    pub fn from_units(upper: &[i64], asked: u8) -> Result<Self, Reason> {
        if upper.is_empty() || !upper.is_sorted_by(|a, b| a < b) {
            return Err(Reason::InfeasibleBounds);
        }
        Ok(Self {
            upper: upper.to_vec(),
            asked,
        })
    }

    /// The class of a published value, 0 for the lowest.
    ///
    /// ```
    /// # use teilraum::classify::Breaks;
    /// let breaks = Breaks::from_units(&[10, 20, 30], 3)?;
    /// let classes = [-5, 10, 11, 20, 30, 99].map(|unit| breaks.class_of(unit));
    /// assert_eq!(classes, [0, 0, 1, 1, 2, 2]);
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    #[must_use]
    pub fn class_of(&self, unit: i64) -> usize {
        let class = self.upper.partition_point(|bound| *bound < unit);
        class.min(self.upper.len().saturating_sub(1))
    }

    /// How many classes there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.upper.len()
    }

    /// How many classes were asked for; more than [`count`](Self::count) where bounds coincide.
    #[must_use]
    pub fn asked(&self) -> u8 {
        self.asked
    }

    /// The upper bounds, ascending, each inclusive.
    #[must_use]
    pub fn upper(&self) -> &[i64] {
        &self.upper
    }

    /// What class `class` holds. A class that does not exist is open on both sides.
    #[must_use]
    pub fn range(&self, class: usize) -> ClassRange {
        let inner = self.upper.split_last().map_or(&[][..], |(_, inner)| inner);
        ClassRange {
            over: class
                .checked_sub(1)
                .and_then(|below| inner.get(below))
                .copied(),
            up_to: inner.get(class).copied(),
        }
    }

    /// How many of `units`, which ascend, each class holds.
    #[must_use]
    pub fn counts(&self, units: &[i64]) -> Vec<u32> {
        let last = self.upper.len().saturating_sub(1);
        let mut before = 0;
        let held = |(class, bound): (usize, &i64)| {
            // What lies above the last bound belongs to the last class.
            let upto = match class == last {
                true => units.len(),
                false => units.partition_point(|unit| unit <= bound),
            };
            (upto - std::mem::replace(&mut before, upto)) as u32
        };
        self.upper.iter().enumerate().map(held).collect()
    }

    /// Where `midpoint` lies among the classes.
    ///
    /// A midpoint below the first bound counts as below all classes: classes cut with a midpoint
    /// have it as a bound unless all their values lie on one side.
    ///
    /// ```
    /// # use teilraum::classify::{Breaks, Middle};
    /// let breaks = Breaks::from_units(&[-10, 0, 30], 3)?;
    /// assert_eq!(breaks.middle(0), Middle::Break(2));
    /// assert_eq!(breaks.middle(15), Middle::Class(2));
    /// assert_eq!(breaks.middle(-40), Middle::Break(0));
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    #[must_use]
    pub fn middle(&self, midpoint: i64) -> Middle {
        let at_or_below = self.upper.partition_point(|bound| *bound <= midpoint);
        let is_bound = self.upper.contains(&midpoint);
        if is_bound || at_or_below == 0 || at_or_below == self.upper.len() {
            Middle::Break(at_or_below)
        } else {
            Middle::Class(at_or_below)
        }
    }
}

/// ⌊bound⌋, except that a bound a few last bits below an integer is that integer: the exact bounds
/// of the schemes are fractions with small denominators, never that close without being equal.
fn floor(bound: f64, scale: f64) -> i64 {
    let slack = (16.0 * f64::EPSILON * scale).min(1e-3);
    let nearest = libm::round(bound);
    let floored = if (bound - nearest).abs() <= slack {
        nearest
    } else {
        libm::floor(bound)
    };
    floored as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds_that_coincide_on_the_grid_merge_visibly() {
        let breaks = Breaks::on_grid(&[1.2, 1.8, 3.0], 3, 3);
        assert_eq!(
            (breaks.upper(), breaks.asked(), breaks.count()),
            (&[1, 3][..], 3, 2)
        );
    }

    #[test]
    fn a_bound_one_bit_below_an_integer_is_that_integer() {
        let bound = 0.1 + 0.7; // 0.7999999999999999
        assert_eq!(Breaks::on_grid(&[bound * 10.0, 9.0], 2, 9).upper(), [8, 9]);
        assert_eq!(Breaks::on_grid(&[-0.1, 9.0], 2, 9).upper(), [-1, 9]);
    }

    #[test]
    fn the_outer_classes_are_open() {
        let breaks = Breaks::from_units(&[5, 9], 2).unwrap();
        assert_eq!(
            breaks.range(0),
            ClassRange {
                over: None,
                up_to: Some(5)
            }
        );
        assert_eq!(
            breaks.range(1),
            ClassRange {
                over: Some(5),
                up_to: None
            }
        );
        let single = Breaks::from_units(&[5], 2).unwrap();
        assert_eq!(
            single.range(0),
            ClassRange {
                over: None,
                up_to: None
            }
        );
    }

    #[test]
    fn bounds_out_of_order_are_refused() {
        for wrong in [&[][..], &[3, 3], &[3, 1]] {
            assert_eq!(Breaks::from_units(wrong, 2), Err(Reason::InfeasibleBounds));
        }
    }

    proptest! {
        #[test]
        fn flooring_changes_no_membership(
            mut raw in prop::collection::vec(-500.0..500.0, 1..9),
            units in prop::collection::vec(-500_i64..=500, 1..60),
        ) {
            raw.sort_by(f64::total_cmp);
            let max = units.iter().copied().max().unwrap();
            let last = raw.len() - 1;
            raw[last] = raw[last].max(max as f64);
            let breaks = Breaks::on_grid(&raw, raw.len() as u8, max);
            // Merging renumbers classes, so compare which values share one.
            let raw_class = |unit: i64| raw.partition_point(|bound| *bound < unit as f64);
            for pair in units.windows(2) {
                prop_assert_eq!(
                    raw_class(pair[0]) == raw_class(pair[1]),
                    breaks.class_of(pair[0]) == breaks.class_of(pair[1])
                );
            }
        }

        #[test]
        fn counts_are_those_of_one_value_after_the_other(
            mut upper in prop::collection::vec(-20_i64..20, 1..7),
            mut units in prop::collection::vec(-25_i64..25, 0..60),
        ) {
            upper.sort_unstable();
            upper.dedup();
            units.sort_unstable();
            let breaks = Breaks::from_units(&upper, 5).unwrap();
            let mut expected = vec![0; upper.len()];
            for unit in &units {
                expected[breaks.class_of(*unit)] += 1;
            }
            prop_assert_eq!(breaks.counts(&units), expected);
        }

        #[test]
        fn flooring_twice_is_flooring_once(raw in prop::collection::vec(-1e6..1e6, 1..9)) {
            let once = Breaks::on_grid(&raw, 5, 0);
            let again: Vec<f64> = once.upper().iter().map(|&bound| bound as f64).collect();
            prop_assert_eq!(Breaks::on_grid(&again, 5, 0), once);
        }
    }
}
