//! Sorting plain numbers.

/// Fewer numbers than this are sorted by comparing.
const BY_DIGIT: usize = 256;
/// Bits of a digit.
const DIGIT: u32 = 11;
/// With more digits than this, comparing is no slower.
const MOST_DIGITS: u32 = 4;

/// Sorts whole numbers. Many numbers of a narrow range, as published values are, are dealt out digit by
/// digit, which takes the same time per number however many there are.
///
/// ```
/// let mut units = vec![30, -2, 7];
/// teilraum::stats::sort_units(&mut units);
/// assert_eq!(units, [-2, 7, 30]);
/// ```
pub fn sort_units(units: &mut Vec<i64>) {
    let low = units.iter().copied().min().unwrap_or_default();
    let high = units.iter().copied().max().unwrap_or_default();
    let bits = u64::BITS - high.wrapping_sub(low).cast_unsigned().leading_zeros();
    let digits = bits.div_ceil(DIGIT);
    if units.len() < BY_DIGIT || digits > MOST_DIGITS {
        units.sort_unstable();
        return;
    }
    let mut dealt = vec![0; units.len()];
    for digit in 0..digits {
        deal(units, &mut dealt, low, digit * DIGIT);
        std::mem::swap(units, &mut dealt);
    }
}

/// Puts `units` into `dealt` in the order of one digit of their distance to `low`; equal ones keep
/// their order.
fn deal(units: &[i64], dealt: &mut [i64], low: i64, shift: u32) {
    let mask = (1 << DIGIT) - 1;
    let digit = |unit: i64| (unit.wrapping_sub(low).cast_unsigned() >> shift & mask) as usize;
    let mut places = [0_u32; 1 << DIGIT];
    for unit in units {
        places[digit(*unit)] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += std::mem::replace(place, before);
    }
    for unit in units {
        let place = &mut places[digit(*unit)];
        if let Some(slot) = dealt.get_mut(*place as usize) {
            *slot = *unit;
        }
        *place += 1;
    }
}

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
        fn digit_by_digit_is_as_by_comparing(
            low in any::<i64>(),
            range in prop::sample::select(vec![1_i64, 900, 5_000, 1 << 22, 1 << 34, 1 << 50]),
            draws in prop::collection::vec(any::<u32>(), 250..400),
        ) {
            let unit = |draw: &u32| low.saturating_add(i64::from(*draw).wrapping_mul(977) % range);
            let mut units: Vec<i64> = draws.iter().map(unit).collect();
            let mut expected = units.clone();
            expected.sort_unstable();
            sort_units(&mut units);
            prop_assert_eq!(units, expected);
        }

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
