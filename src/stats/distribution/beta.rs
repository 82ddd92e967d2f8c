//! The incomplete beta function.

use super::{Tails, density, held, invert};

/// The regularised incomplete beta function: the share of the beta distribution below `x`.
///
/// # Units
/// Pure numbers; shapes are held between 10⁻¹⁰ and 10¹⁰.
///
/// # References
/// DiDonato, A. R., Morris, A. H. (1992): Significant digit computation of the incomplete beta
/// function ratios. ACM Transactions on Mathematical Software 18, 360–373.
///
/// ```
/// # use teilraum::stats::distribution::beta_lower;
/// // Shapes 2 and 1: x²
/// assert!((beta_lower(2.0, 1.0, 0.3) - 0.09).abs() < 1e-15);
/// ```
#[must_use]
pub fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
    let shape = |shape| held(shape, 1e-10, 1e10);
    let x = held(x, 0.0, 1.0);
    tails(shape(a), shape(b), x, 1.0 - x).lower
}

/// Both tails at x = 1 − y; two numbers, for near 0 and near 1 one of them alone would cancel.
pub(super) fn tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 {
        return Tails {
            lower: 0.0,
            upper: 1.0,
        };
    }
    if y <= 0.0 {
        return Tails {
            lower: 1.0,
            upper: 0.0,
        };
    }
    let (x, y) = (x.max(1e-290), y.max(1e-290));
    let density = density::beta(a, b, x, y);
    if x * (a + b + 2.0) < a + 1.0 {
        let lower = (density / fraction(a, b, x, y)).clamp(0.0, 1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    } else {
        let upper = (density / fraction(b, a, y, x)).clamp(0.0, 1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }
}

/// The odds x/(1 − x) below which the distribution has the share `p`.
pub(super) fn odds(a: f64, b: f64, p: Tails) -> f64 {
    invert(p, a / b, |odds| {
        let (x, y) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        (tails(a, b, x, y), density::beta(a, b, x, y))
    })
}

/// The continued fraction of DiDonato and Morris (1992), by Lentz; for x ≤ (a + 1)/(a + b + 2).
///
/// Every part of it is a sum that does not cancel, even with `x` next to 1 and a large `a`.
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let below = a * y - b * x + 1.0;
    let mut value = a * below / (a + 1.0);
    let (mut c, mut d, mut m) = (value, 0.0, 0.0);
    loop {
        m += 1.0;
        let at = a + 2.0 * m - 1.0;
        let share = m * (b - m) * x / at;
        let above = (a + m - 1.0) * (a + b + m - 1.0) * x / at * share;
        let below = m + share + (a + m) * (below + m * (1.0 + y)) / (at + 2.0);
        d = 1.0 / (below + above * d);
        c = below + above / c;
        let factor = c * d;
        value *= factor;
        // Some hundred rounds at most; the bound only makes the end certain.
        if (factor - 1.0).abs() < 1e-16 || m > 1e5 {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{close, tails_of};
    use super::*;
    use proptest::prelude::*;

    fn quantile(a: f64, b: f64, p: f64) -> f64 {
        let odds = odds(a, b, tails_of(p));
        odds / (1.0 + odds)
    }

    /// P(at least `k` of `n`), term by term.
    fn at_least(k: u32, n: u32, share: f64) -> f64 {
        let mut term = (0..n).fold(1.0, |term, _| term * (1.0 - share));
        let mut sum = 0.0;
        for i in 0..=n {
            sum += if i >= k { term } else { 0.0 };
            term *= share / (1.0 - share) * f64::from(n - i) / f64::from(i + 1);
        }
        sum
    }

    #[test]
    fn whatever_goes_in_a_number_comes_out() {
        let odd = [
            f64::NAN,
            f64::INFINITY,
            -1.0,
            0.0,
            1e-320,
            0.5,
            1.0,
            1e8,
            1e300,
        ];
        for a in odd {
            for b in odd {
                for x in odd {
                    let share = beta_lower(a, b, x);
                    assert!((0.0..=1.0).contains(&share), "I({a}, {b}, {x}) = {share}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn whole_shapes_count_successes(k in 1u32..30, more in 0u32..30, share in 0.02..0.98) {
            let (a, b) = (f64::from(k), f64::from(more + 1));
            let plain = at_least(k, k + more, share);
            prop_assert!(close(beta_lower(a, b, share), plain, 1e-12));
        }

        #[test]
        fn the_quantile_undoes_the_distribution(
            a in 0.5..50.0, b in 0.5..50.0, p in 0.001..0.999,
        ) {
            let x = quantile(a, b, p);
            prop_assert!(close(beta_lower(a, b, x), p, 1e-12));
        }

        #[test]
        fn the_mirrored_distribution_has_the_other_tail(
            a in 0.5..1e4, b in 0.5..1e4, x in 0.1..0.9,
        ) {
            let one = beta_lower(a, b, x) + beta_lower(b, a, 1.0 - x);
            prop_assert!((one - 1.0).abs() < 1e-11);
        }
    }
}
