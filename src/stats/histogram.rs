//! How published values spread over their range.

use super::Reason;

/// Counts of published values in bins of equal width.
///
/// A bin is a whole number of units of the last decimal, so every bin can hold equally many
/// different published values. Bins of a fractional width would alternate between, say, two and
/// three of them and show a comb that is not in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    start: i64,
    width: i64,
    counts: Vec<u32>,
}

impl Histogram {
    /// Counts `units`, which ascend, in at most `bins` bins from the smallest to the largest.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] without values, [`Reason::Infeasible`] without bins or if the range
    /// does not fit into 63 bits.
    ///
    /// ```
    /// let histogram = teilraum::stats::Histogram::of(&[0, 1, 2, 3, 9], 5)?;
    /// assert_eq!(histogram.counts(), [2, 2, 0, 0, 1]); // 0–1, 2–3, 4–5, 6–7, 8–9
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    pub fn of(units: &[i64], bins: u16) -> Result<Self, Reason> {
        let (Some(&min), Some(&max)) = (units.first(), units.last()) else {
            return Err(Reason::NTooSmall);
        };
        let places = max.checked_sub(min).and_then(|range| range.checked_add(1));
        let (Some(places), true) = (places, bins > 0) else {
            return Err(Reason::Infeasible);
        };
        let width = ceiling(places, i64::from(bins));
        let mut histogram = Self {
            start: min,
            width,
            counts: vec![0; ceiling(places, width) as usize],
        };
        let mut before = 0;
        for bin in 0..histogram.counts.len() {
            let (_, high) = histogram.span(bin);
            let upto = units.partition_point(|unit| *unit <= high);
            if let Some(count) = histogram.counts.get_mut(bin) {
                *count = (upto - before) as u32;
            }
            before = upto;
        }
        Ok(histogram)
    }

    /// How many values each bin holds, from the lowest on.
    #[must_use]
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// First and last value that falls into bin `bin`, both inclusive.
    #[must_use]
    pub fn span(&self, bin: usize) -> (i64, i64) {
        let low = self
            .start
            .saturating_add(self.width.saturating_mul(bin as i64));
        (low, low.saturating_add(self.width - 1))
    }

    /// The bin `unit` falls into; `None` outside the range.
    #[must_use]
    pub fn bin_of(&self, unit: i64) -> Option<usize> {
        let offset = unit.checked_sub(self.start)?;
        let bin = usize::try_from(offset.div_euclid(self.width)).ok()?;
        (bin < self.counts.len()).then_some(bin)
    }
}

/// ⌈a/b⌉ for positive numbers.
fn ceiling(a: i64, b: i64) -> i64 {
    (a - 1) / b + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_fill_one_bin() {
        assert_eq!(Histogram::of(&[7, 7, 7], 20).unwrap().counts(), [3]);
    }

    #[test]
    fn nothing_to_count_or_to_count_in_is_refused() {
        assert_eq!(Histogram::of(&[], 5), Err(Reason::NTooSmall));
        assert_eq!(Histogram::of(&[1], 0), Err(Reason::Infeasible));
        assert_eq!(
            Histogram::of(&[i64::MIN, i64::MAX], 5),
            Err(Reason::Infeasible)
        );
    }

    proptest! {
        #[test]
        fn every_value_lies_in_the_bin_that_counts_it(
            mut units in prop::collection::vec(-1000_i64..1000, 1..60),
            bins in 1_u16..40,
        ) {
            units.sort_unstable();
            let histogram = Histogram::of(&units, bins).unwrap();
            prop_assert!(histogram.counts().len() <= usize::from(bins));
            prop_assert_eq!(histogram.counts().iter().sum::<u32>() as usize, units.len());
            let mut counts = vec![0; histogram.counts().len()];
            for unit in units {
                let bin = histogram.bin_of(unit).unwrap();
                counts[bin] += 1;
                let (low, high) = histogram.span(bin);
                prop_assert!(low <= unit && unit <= high);
            }
            prop_assert_eq!(histogram.counts(), counts);
        }
    }
}
