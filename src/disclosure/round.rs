//! Rounding to a base (3er-, 5er-, 10er-Rundung).

/// What becomes of a count halfway between two multiples; only an even base knows that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// The larger multiple.
    Up,
    /// The even multiple.
    Even,
}

/// A rounded count and what readers can infer from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// What is printed.
    pub value: u64,
    /// The least count that may stand behind it.
    pub lo: u64,
    /// The greatest count that may stand behind it.
    pub hi: u64,
}

fn nearest(count: u64, base: u64, ties: Ties) -> u64 {
    let (multiple, rest) = (count / base, count % base);
    let up = match (2 * rest).cmp(&base) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => ties == Ties::Up || !multiple.is_multiple_of(2),
    };
    (multiple + u64::from(up)).saturating_mul(base)
}

/// The nearest multiple of `base`. Each count is rounded for itself, totals too, so rounded parts
/// need not add up to the rounded total; rates are to be computed from rounded counts only.
///
/// A base below 2 changes nothing.
///
/// # Method
/// `sdc.round` · rounding · Rundungsverfahren
///
/// Jede Anzahl wird auf ein Vielfaches von 3, 5 oder 10 gerundet, auch die Summen, und zwar jede für sich.
/// Darum ergeben gerundete Teile nicht immer die gerundete Summe. Quoten werden aus gerundeten Anzahlen
/// berechnet.
///
/// ```text
/// gerundet = b · round(n/b);   Abweichung höchstens b/2
/// ```
///
/// # Units
/// Those of the count. The change is at most half the base.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::{Ties, round};
/// let five = round(7, 5, Ties::Up);
/// assert_eq!((five.value, five.lo, five.hi), (5, 3, 7));
/// assert_eq!(round(15, 10, Ties::Up).value, 20);
/// assert_eq!(round(25, 10, Ties::Even).value, 20);
/// ```
#[must_use]
pub fn round(count: u64, base: u64, ties: Ties) -> Rounded {
    let base = base.max(1);
    let value = nearest(count, base, ties);
    let half = base / 2;
    let (mut lo, mut hi) = (value.saturating_sub(half), value.saturating_add(half));
    if nearest(lo, base, ties) != value {
        lo += 1;
    }
    if nearest(hi, base, ties) != value {
        hi = hi.saturating_sub(1);
    }
    Rounded { value, lo, hi }
}

/// Rounds up with probability r / base, where r is the rest, and down else: unbiased.
///
/// `key` decides and must belong to the cell for ever (a keyed hash of its name), so that the same
/// cell is rounded alike in every table and release. Keys are secret. A multiple of the base stays.
///
/// # Units
/// Those of the count. The change is less than the base.
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::round_at_random;
/// let drawn = round_at_random(7, 5, 0x5eed);
/// assert!(drawn.value == 5 || drawn.value == 10);
/// assert_eq!(drawn, round_at_random(7, 5, 0x5eed));
/// assert_eq!(round_at_random(10, 5, 1).value, 10);
/// ```
#[must_use]
pub fn round_at_random(count: u64, base: u64, key: u64) -> Rounded {
    let base = base.max(1);
    let (multiple, rest) = (count / base, count % base);
    // The high bits of the product are the share of the base that the mixed key stands for.
    let drawn = (u128::from(mixed(key)) * u128::from(base)) >> 64;
    let value = (multiple + u64::from(drawn < u128::from(rest))).saturating_mul(base);
    Rounded {
        value,
        lo: value.saturating_sub(base - 1),
        hi: value.saturating_add(base - 1),
    }
}

/// Spreads a key over all 64 bits (the finalizer of SplitMix64), so that keys that are merely
/// counted up still draw evenly.
const fn mixed(key: u64) -> u64 {
    let mut z = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn exactly_the_counts_inferred_round_to_the_value(
            count in 0_u64..300, base in 1_u64..20, even in any::<bool>(),
        ) {
            let ties = if even { Ties::Even } else { Ties::Up };
            let rounded = round(count, base, ties);
            for other in 0..400 {
                let alike = round(other, base, ties).value == rounded.value;
                prop_assert_eq!(alike, (rounded.lo..=rounded.hi).contains(&other), "{}", other);
            }
        }

        #[test]
        fn random_rounding_stays_within_what_readers_infer(
            count in 0_u64..300, base in 1_u64..20, key in any::<u64>(),
        ) {
            let drawn = round_at_random(count, base, key);
            prop_assert!((drawn.lo..=drawn.hi).contains(&count));
            prop_assert!(drawn.value.is_multiple_of(base));
        }
    }

    #[test]
    fn random_rounding_is_unbiased_over_many_keys() {
        for rest in 0..5 {
            let up = (0..10_000).filter(|key| round_at_random(20 + rest, 5, *key).value == 25);
            let share = up.count() as f64 / 10_000.0;
            assert!((share - rest as f64 / 5.0).abs() < 0.02, "{rest}: {share}");
        }
    }
}
