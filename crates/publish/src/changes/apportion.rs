//! Parting a whole number by weights so that the parts add up to it: largest remainder.
//!
//! # References
//! Hare–Niemeyer: each part is rounded down, then one unit each goes to the largest remainders; of
//! equal ones the earlier part comes first. Whole numbers throughout.

/// Parts of `total` in proportion to `weights`, in their order; a negative total has negative parts.
///
/// `None` if no weight is above 0, or if the products do not fit.
///
/// ```
/// use teilraum_publish::changes::apportion;
/// assert_eq!(apportion(10, &[1, 1, 1]), Some(vec![4, 3, 3]));
/// assert_eq!(apportion(-10, &[3, 1]), Some(vec![-8, -2]));
/// assert_eq!(apportion(7, &[0]), None);
/// ```
#[must_use]
pub fn apportion(total: i64, weights: &[i128]) -> Option<Vec<i64>> {
    let sum = weights
        .iter()
        .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?;
    if sum <= 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let size = i128::from(total.unsigned_abs());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let product = size.checked_mul(*weight)?;
        parts.push(product / sum);
        remainders.push((-(product % sum), at));
    }
    let given: i128 = parts.iter().sum();
    remainders.sort_unstable();
    for (_, at) in remainders
        .into_iter()
        .take(usize::try_from(size - given).ok()?)
    {
        *parts.get_mut(at)? += 1;
    }
    let signed = |part: i128| i64::try_from(part * i128::from(total.signum())).ok();
    parts.into_iter().map(signed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_add_up_and_are_less_than_one_off(
            total in -1_000_000_000_000_i64..1_000_000_000_000,
            weights in proptest::collection::vec(0_i128..1_000_000_000_000, 1..8),
        ) {
            let sum: i128 = weights.iter().sum();
            prop_assume!(sum > 0);
            let parts = apportion(total, &weights).unwrap();
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(total) * weight;
                prop_assert!((i128::from(*part) * sum - exact).abs() < sum);
            }
        }
    }
}
