//! The incomplete gamma function and the gamma distribution.

use super::{Tails, density, held, invert, normal_cdf, normal_quantile, tails_of};

/// From here on the cube root of a gamma variate is normal to the last digits.
const LARGE: f64 = 1e9;

/// The regularised lower incomplete gamma function P(a, x): the share of the gamma distribution of
/// shape `a` and scale 1 below `x`. It is also the probability of `a` or more events where `x` are
/// expected.
///
/// # Units
/// Pure numbers. No shape (0 or less) puts everything at 0, so the share is 1.
///
/// # References
/// NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2.
///
/// ```
/// # use teilraum::stats::distribution::gamma_lower;
/// // P(1, x) = 1 − e^(−x)
/// assert!((gamma_lower(1.0, std::f64::consts::LN_2) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn gamma_lower(shape: f64, x: f64) -> f64 {
    tails(shape, x).lower
}

/// The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact also where it is
/// small. It is also the probability of fewer than `a` events where `x` are expected.
///
/// # Units
/// As for [`gamma_lower`].
///
/// ```
/// # use teilraum::stats::distribution::gamma_upper;
/// // No event where 2 are expected: e^(−2)
/// assert!((gamma_upper(1.0, 2.0) - 0.135_335_283_236_612_7).abs() < 1e-15);
/// ```
#[must_use]
pub fn gamma_upper(shape: f64, x: f64) -> f64 {
    tails(shape, x).upper
}

/// Where the share `p` of the gamma distribution of shape `a` and scale 1 lies below.
///
/// # Units
/// `p` is held between 10⁻¹⁰⁰ and 1 − 2⁻⁵³. No shape (0 or less) gives 0.
///
/// ```
/// # use teilraum::stats::distribution::gamma_quantile;
/// // The upper exact limit of no event, 95 %: −ln 0.025
/// assert!((gamma_quantile(1.0, 0.975) - 3.688_879_454_113_935).abs() < 1e-14);
/// ```
#[must_use]
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let Some(a) = usable(shape) else { return 0.0 };
    let root = 1.0 - 1.0 / (9.0 * a) + normal_quantile(p) / (3.0 * a.sqrt());
    // Wilson and Hilferty's cube is a good start, but not where it comes near zero.
    let start = a * (root * root * root).max(0.01);
    if a >= LARGE {
        return start;
    }
    invert(tails_of(p), start, |x| {
        (tails_at(a, x), a * density::poisson(a, x))
    })
}

/// The shape within bounds, or nothing where there is none.
fn usable(shape: f64) -> Option<f64> {
    (shape > 1e-10).then(|| shape.min(1e50))
}

fn tails(shape: f64, x: f64) -> Tails {
    let x = held(x, 0.0, 1e100);
    match usable(shape) {
        None => of_lower(1.0),
        Some(_) if x <= 0.0 => of_lower(0.0),
        Some(a) if a >= LARGE => {
            let z = 3.0 * a.sqrt() * (libm::pow(x / a, 1.0 / 3.0) - 1.0 + 1.0 / (9.0 * a));
            Tails {
                lower: normal_cdf(z),
                upper: normal_cdf(-z),
            }
        }
        Some(a) => tails_at(a, x.max(1e-290)),
    }
}

fn tails_at(a: f64, x: f64) -> Tails {
    let density = density::poisson(a, x);
    if x < a + 1.0 {
        of_lower(density * series(a, x))
    } else {
        let upper = (density * a * fraction(a, x)).clamp(0.0, 1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }
}

fn of_lower(lower: f64) -> Tails {
    let lower = lower.clamp(0.0, 1.0);
    Tails {
        lower,
        upper: 1.0 - lower,
    }
}

/// 1 + x/(a+1) + x²/((a+1)(a+2)) + …, below x = a + 1.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, a);
    while term > sum * 1e-17 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum
}

/// 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))) by Lentz, from x = a + 1 on.
fn fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut d = 1.0 / b;
    let (mut c, mut value, mut n) = (1e300, d, 0.0);
    loop {
        n += 1.0;
        let numerator = n * (a - n);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let factor = c * d;
        value *= factor;
        // Some hundred rounds at most; the bound only makes the end certain.
        if (factor - 1.0).abs() < 1e-16 || n > 1e5 {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    /// P(N < k) for a Poisson variate, term by term.
    fn fewer_than(k: u32, expected: f64) -> f64 {
        let mut term = libm::exp(-expected);
        let mut sum = 0.0;
        for n in 1..=k {
            sum += term;
            term *= expected / f64::from(n);
        }
        sum
    }

    #[test]
    fn limits_of_the_distribution_are_met() {
        assert_eq!(gamma_lower(0.0, 3.0), 1.0);
        assert_eq!(gamma_upper(2.0, 0.0), 1.0);
        assert_eq!(gamma_quantile(0.0, 0.5), 0.0);
        // A half is the error function: P(1/2, x²) = erf(x).
        assert!(close(gamma_lower(0.5, 1.44), libm::erf(1.2), 1e-14));
        assert!(close(gamma_upper(0.5, 36.0), libm::erfc(6.0), 1e-13));
    }

    #[test]
    fn large_shapes_pass_over_to_the_cube_root() {
        for p in [0.001, 0.025, 0.5, 0.975] {
            let below = gamma_quantile(LARGE * (1.0 - f64::EPSILON), p);
            assert!(close(gamma_quantile(LARGE, p), below, 1e-14), "{p}");
            assert!(close(gamma_lower(LARGE, below), p, 1e-9), "{p}");
        }
    }

    #[test]
    fn whatever_goes_in_a_number_comes_out() {
        let odd = [
            f64::NAN,
            f64::INFINITY,
            -1.0,
            0.0,
            1e-320,
            1e-9,
            0.5,
            1e8,
            1e300,
        ];
        for a in odd {
            for x in odd {
                assert!((0.0..=1.0).contains(&gamma_lower(a, x)), "P({a}, {x})");
                assert!((0.0..=1.0).contains(&gamma_upper(a, x)), "Q({a}, {x})");
                assert!(gamma_quantile(a, x).is_finite(), "quantile({a}, {x})");
            }
        }
    }

    proptest! {
        #[test]
        fn whole_shapes_count_poisson_events(k in 1u32..60, expected in 0.01..80.0) {
            let plain = fewer_than(k, expected);
            prop_assert!(close(gamma_upper(f64::from(k), expected), plain, 1e-12));
        }

        #[test]
        fn the_quantile_undoes_the_distribution(
            shape in prop_oneof![0.3..40.0, 40.0..1e6],
            p in prop_oneof![0.001..0.999, Just(1e-9), Just(1.0 - 1e-9)],
        ) {
            let x = gamma_quantile(shape, p);
            prop_assert!(close(gamma_lower(shape, x), p, 1e-12 * shape.sqrt().max(1.0)));
            prop_assert!(close(gamma_upper(shape, x), 1.0 - p, 1e-12 * shape.sqrt().max(1.0)));
        }

        #[test]
        fn the_next_shape_follows_from_the_recurrence(a in 0.5..1e5, share in 0.7..1.4) {
            let x = a * share;
            let next = gamma_lower(a, x) - density::poisson(a, x);
            prop_assert!((gamma_lower(a + 1.0, x) - next).abs() < 1e-13);
        }
    }
}
