//! How the values of some areas in one period compare: ranks, quartiles, what chance leaves open.

use crate::model::CellRef;
use crate::stats::{Sorted, quantile};

use super::chance::{Limits, possible_ranks};

/// The numbers of some areas in one period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Ascending.
    numbers: Vec<i64>,
    /// Lower limits and upper limits, each ascending; empty where no chance variation is declared.
    limits: [Vec<i64>; 2],
}

impl Standing {
    /// Sorts out the cells that hold a number. Limits stand beside each where chance variation is
    /// declared; a number without any counts as certain then.
    pub fn of(cells: impl IntoIterator<Item = (CellRef, Option<Limits>)>, chance: bool) -> Self {
        let mut standing = Self::default();
        for (cell, limits) in cells {
            if !cell.state.is_number() {
                continue;
            }
            standing.numbers.push(cell.value);
            if chance {
                let [lower, upper] = limits.unwrap_or([cell.value; 2]);
                standing.limits[0].push(lower);
                standing.limits[1].push(upper);
            }
        }
        let [lower, upper] = &mut standing.limits;
        for list in [&mut standing.numbers, lower, upper] {
            list.sort_unstable();
        }
        standing
    }

    /// How many areas have a number.
    #[must_use]
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The rank of `value`, 1 for the highest; equal values share one.
    #[must_use]
    pub fn rank(&self, value: i64) -> usize {
        let not_above = self.numbers.partition_point(|other| *other <= value);
        self.numbers.len() - not_above + 1
    }

    /// The best and the worst rank that chance leaves one of the numbers, which has these limits.
    #[must_use]
    pub fn ranks(&self, limits: Limits) -> [usize; 2] {
        possible_ranks(&self.limits, limits)
    }

    /// The lowest and the highest number; `None` without any.
    #[must_use]
    pub fn ends(&self) -> Option<[i64; 2]> {
        Some([*self.numbers.first()?, *self.numbers.last()?])
    }

    /// Lower quartile, median and upper quartile, in units of the last decimal; `None` without
    /// numbers.
    #[must_use]
    pub fn quartiles(&self) -> Option<[f64; 3]> {
        let sorted = Sorted::of_units(&self.numbers).ok()?;
        Some([1, 2, 3].map(|part| quantile(&sorted, part, 4)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Flags, ValueState};

    fn cell(value: Option<i64>) -> CellRef {
        CellRef {
            state: value.map_or(ValueState::Suppressed, |_| ValueState::Value),
            flags: Flags::NONE,
            value: value.unwrap_or_default(),
            note: None,
        }
    }

    fn standing(values: &[Option<i64>]) -> Standing {
        Standing::of(values.iter().map(|value| (cell(*value), None)), false)
    }

    #[test]
    fn equal_values_share_a_rank_and_gaps_take_none() {
        let standing = standing(&[Some(5), None, Some(7), Some(5), Some(1)]);
        assert_eq!(standing.count(), 4);
        assert_eq!([7, 5, 1].map(|value| standing.rank(value)), [1, 2, 4]);
        assert_eq!(standing.ends(), Some([1, 7]));
    }

    #[test]
    fn quartiles_lie_between_neighbours() {
        let four = standing(&[Some(10), Some(50), Some(20), Some(30)]);
        assert_eq!(four.quartiles(), Some([17.5, 25.0, 35.0]));
        assert_eq!(standing(&[None]).quartiles(), None);
        assert_eq!(standing(&[]).ends(), None);
    }

    #[test]
    fn what_has_no_limits_counts_as_certain() {
        let cells = [
            (cell(Some(10)), Some([8, 12])),
            (cell(Some(11)), None),
            (cell(Some(13)), None),
        ];
        let standing = Standing::of(cells, true);
        assert_eq!(standing.ranks([13, 13]), [1, 1]);
        assert_eq!(standing.ranks([8, 12]), [2, 3]);
        assert_eq!(standing.ranks([11, 11]), [2, 3]);
    }
}
