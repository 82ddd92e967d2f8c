//! Rates that give their count away.

/// The smallest whole number ≥ part/of, for of > 0.
const fn ceil(part: i128, of: i128) -> i128 {
    -((-part).div_euclid(of))
}

/// The counts x, 0 ≤ x, for which x / `denominator` · `scale` rounds half away from zero to
/// `printed`: the least and the greatest. `None` if there is none, or if scale or denominator is 0.
///
/// 2·scale·x ≥ (2·printed − 1)·n and 2·scale·x < (2·printed + 1)·n, in whole numbers.
///
/// # Units
/// `printed` in units of its last decimal: "12.3 %" is 123 with a `scale` of 1000.
///
/// ```
/// # use teilraum::disclosure::counts_behind;
/// assert_eq!(counts_behind(123, 1000, 1000), Some((123, 123)));
/// assert_eq!(counts_behind(12, 100, 1000), Some((115, 124)));
/// assert_eq!(counts_behind(123, 1000, 8), None); // eighths give 12.5 %, never 12.3 %
/// ```
#[must_use]
pub fn counts_behind(printed: u64, scale: u64, denominator: u64) -> Option<(u64, u64)> {
    let (printed, n) = (i128::from(printed), i128::from(denominator));
    let step = 2 * i128::from(scale);
    if step == 0 || n == 0 {
        return None;
    }
    let least = ceil(((2 * printed - 1).checked_mul(n))?, step).max(0);
    let most = ceil((2 * printed + 1).checked_mul(n)?, step) - 1;
    let pair = (u64::try_from(least).ok()?, u64::try_from(most).ok()?);
    (pair.0 <= pair.1).then_some(pair)
}

/// The count that a printed rate and its known denominator give away, if only one is possible.
///
/// With the rate rounded to ±δ that is so whenever \[(r−δ)·n, (r+δ)·n) holds a single whole number,
/// and always if 2·δ·n ≤ 1.
///
/// # Units
/// As in [`counts_behind`].
///
/// # References
/// Hundepool, A. et al. (2012): Statistical Disclosure Control. Wiley, chapter 5.
///
/// ```
/// # use teilraum::disclosure::pinned;
/// assert_eq!(pinned(13, 1000, 157), Some(2)); // 1.3 % of 157 persons are two
/// assert_eq!(pinned(13, 1000, 15_700), None);
/// ```
#[must_use]
pub fn pinned(printed: u64, scale: u64, denominator: u64) -> Option<u64> {
    let (least, most) = counts_behind(printed, scale, denominator)?;
    (least == most).then_some(least)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Half away from zero, straight from the definition.
    fn printed(x: u64, scale: u64, n: u64) -> u64 {
        (2 * x * scale + n) / (2 * n)
    }

    proptest! {
        #[test]
        fn exactly_the_counts_that_print_alike_stand_behind_a_rate(
            scale in prop::sample::select(vec![100_u64, 1000, 100_000]),
            n in 1_u64..400,
            x in 0_u64..400,
        ) {
            let shown = printed(x, scale, n);
            let (least, most) = counts_behind(shown, scale, n).unwrap();
            for other in 0..1000 {
                let alike = printed(other, scale, n) == shown;
                prop_assert_eq!(alike, (least..=most).contains(&other), "{} of {}", other, n);
            }
        }
    }
}
