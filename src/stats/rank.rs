//! Competition ranks: 1 is the highest, equals share the better rank.

/// The rank of every value: one more than the number of higher values ("1 2 2 4").
///
/// Values are published integers, so ties are exactly those a reader sees.
///
/// ```
/// assert_eq!(teilraum::stats::ranks(&[50, 80, 50, 20]), [2, 1, 2, 4]);
/// ```
#[must_use]
pub fn ranks(units: &[i64]) -> Vec<u32> {
    let mut descending = units.to_vec();
    descending.sort_unstable();
    descending.reverse();
    let higher = |unit: &i64| descending.partition_point(|other| other > unit);
    units.iter().map(|unit| higher(unit) as u32 + 1).collect()
}

/// The rank `unit` has, or would have, among `units`.
///
/// ```
/// assert_eq!(teilraum::stats::rank_of(50, &[50, 80, 50, 20]), 2);
/// ```
#[must_use]
pub fn rank_of(unit: i64, units: &[i64]) -> u32 {
    units.iter().filter(|&&other| other > unit).count() as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_agree_and_the_highest_is_first(
            units in prop::collection::vec(-5_i64..5, 0..30),
        ) {
            let all = ranks(&units);
            let one_by_one: Vec<u32> = units.iter().map(|&unit| rank_of(unit, &units)).collect();
            prop_assert_eq!(&all, &one_by_one);
            prop_assert_eq!(all.iter().min().copied(), (!units.is_empty()).then_some(1));
        }
    }
}
