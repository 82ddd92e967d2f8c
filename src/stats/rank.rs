//! Competition ranks: 1 is the highest, equals share the better rank.

/// The rank that `unit` has, or would have, among `ascending`: one more than the number of higher
/// values ("1 2 2 4").
///
/// Values are published integers, so ties are exactly those a reader sees.
///
/// ```
/// use teilraum::stats::rank_among;
/// let ranks = [50, 80, 50, 20].map(|unit| rank_among(unit, &[20, 50, 50, 80]));
/// assert_eq!(ranks, [2, 1, 2, 4]);
/// ```
#[must_use]
pub fn rank_among(unit: i64, ascending: &[i64]) -> u32 {
    let not_higher = ascending.partition_point(|other| *other <= unit);
    (ascending.len() - not_higher) as u32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_as_counting_the_higher_ones(
            mut units in prop::collection::vec(-5_i64..5, 0..30),
            unit in -6_i64..6,
        ) {
            let higher = units.iter().filter(|other| **other > unit).count();
            units.sort_unstable();
            prop_assert_eq!(rank_among(unit, &units), higher as u32 + 1);
        }
    }
}
