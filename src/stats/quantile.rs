//! Quantiles, type 7.

use super::Sorted;

/// The quantile at `part`/`of` (1/2 is the median), interpolated between neighbours.
///
/// With h = (n−1)·part/of: q = x⌊h⌋ + (h−⌊h⌋)·(x⌊h⌋₊₁ − x⌊h⌋). The fraction is taken as two
/// integers so that h is exact: the quantile at 2/3 of seven values *is* the fifth. A fraction above
/// one, or `of` zero, means the maximum.
///
/// # Units
/// Those of the values.
///
/// # References
/// Hyndman, R. J. and Fan, Y. (1996): Sample quantiles in statistical packages. The American
/// Statistician 50, 361–365, definition 7.
///
/// ```
/// # use teilraum::stats::{Sorted, quantile};
/// let sorted = Sorted::new(&[10.0, 20.0, 30.0, 50.0])?;
/// assert_eq!(quantile(&sorted, 1, 2), 25.0); // h = 1.5
/// assert_eq!(quantile(&sorted, 2, 3), 30.0); // h = 2
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[must_use]
pub fn quantile(sorted: &Sorted, part: u32, of: u32) -> f64 {
    let values = sorted.as_slice();
    let scaled = (values.len() as u64 - 1) * u64::from(part);
    let (Some(whole), Some(rest)) = (
        scaled.checked_div(u64::from(of)),
        scaled.checked_rem(u64::from(of)),
    ) else {
        return sorted.max();
    };
    let low = values.get(whole as usize).copied();
    match (low, values.get(whole as usize + 1).copied()) {
        (Some(low), Some(high)) => {
            let fraction = rest as f64 / f64::from(of);
            // Rounding may step over the neighbour by the last bit.
            (low + fraction * (high - low)).min(high)
        }
        _ => sorted.max(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_are_minimum_and_maximum() {
        let sorted = Sorted::new(&[3.0, 1.0, 2.0]).unwrap();
        assert_eq!(quantile(&sorted, 0, 4), 1.0);
        assert_eq!(quantile(&sorted, 4, 4), 3.0);
        assert_eq!(quantile(&sorted, 9, 4), 3.0);
        assert_eq!(quantile(&sorted, 1, 0), 3.0);
    }

    proptest! {
        #[test]
        fn a_larger_part_never_gives_a_smaller_quantile(
            values in prop::collection::vec(-1e6..1e6, 1..40),
            of in 1_u32..20,
        ) {
            let sorted = Sorted::new(&values).unwrap();
            let all: Vec<f64> = (0..=of).map(|part| quantile(&sorted, part, of)).collect();
            prop_assert!(all.is_sorted());
            prop_assert_eq!(all[of as usize], sorted.max());
        }
    }
}
