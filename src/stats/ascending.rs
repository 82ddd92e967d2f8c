//! Sorting plain numbers.

/// Sorts `values`, negative zero before zero.
///
/// They are sorted as the whole numbers that their bits make up in the same order: the code that
/// sorts whole numbers is there anyway, and a second copy of it would be four kilobytes.
pub(crate) fn ascend(values: &mut [f64]) {
    let bits = values.iter().map(|value| turned(value.to_bits() as i64));
    let mut keys: Vec<i64> = bits.collect();
    keys.sort_unstable();
    for (value, key) in values.iter_mut().zip(keys) {
        *value = f64::from_bits(turned(key) as u64);
    }
}

/// Of a negative number every bit but the sign turned round, so that larger amounts come first; its
/// own inverse.
const fn turned(bits: i64) -> i64 {
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zeros_and_infinities_have_their_places() {
        let mut values = [0.0, f64::INFINITY, -1.0, -0.0, f64::NEG_INFINITY, 1e-320];
        ascend(&mut values);
        let bits = values.map(f64::to_bits);
        let expected = [f64::NEG_INFINITY, -1.0, -0.0, 0.0, 1e-320, f64::INFINITY];
        assert_eq!(bits, expected.map(f64::to_bits));
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(
            mut values in prop::collection::vec(prop::num::f64::ANY, 0..50),
        ) {
            let mut expected = values.clone();
            expected.sort_unstable_by(f64::total_cmp);
            ascend(&mut values);
            let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&values), bits(&expected));
        }
    }
}
