//! Student's t distribution.

use super::{Tails, beta, held, normal_cdf, normal_quantile, normal_two_sided, tails_of};

/// From here on the normal distribution is the same to nine digits and more.
const LARGE: f64 = 1e10;

/// The share of Student's t distribution below `t`.
///
/// # Units
/// Pure numbers; less than one degree of freedom counts as one.
///
/// ```
/// # use teilraum::stats::distribution::student_cdf;
/// // One degree of freedom: 1/2 + arctan(t)/π
/// assert!((student_cdf(1.0, 1.0) - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn student_cdf(t: f64, degrees: f64) -> f64 {
    if degrees > LARGE {
        return normal_cdf(t);
    }
    let half = 0.5 * student_two_sided(t, degrees);
    if t > 0.0 { 1.0 - half } else { half }
}

/// The share of Student's t distribution farther from 0 than `t`: the p value of a t test.
///
/// # Units
/// As for [`student_cdf`].
///
/// ```
/// # use teilraum::stats::distribution::student_two_sided;
/// // Two degrees of freedom: 1 − t/√(2 + t²)
/// assert!((student_two_sided(1.0, 2.0) - (1.0 - (1.0f64 / 3.0).sqrt())).abs() < 1e-15);
/// ```
#[must_use]
pub fn student_two_sided(t: f64, degrees: f64) -> f64 {
    if degrees > LARGE {
        return normal_two_sided(t);
    }
    let n = held(degrees, 1.0, LARGE);
    let t = held(t.abs(), 0.0, 1e140);
    let square = t * t;
    beta::tails(n / 2.0, 0.5, n / (n + square), square / (n + square)).lower
}

/// Where the share `p` of Student's t distribution lies below.
///
/// # Units
/// `p` is held between 10⁻¹⁰⁰ and 1 − 2⁻⁵³; less than one degree of freedom counts as one.
///
/// ```
/// # use teilraum::stats::distribution::student_quantile;
/// assert!((student_quantile(0.975, 10.0) - 2.228_138_851_986_274).abs() < 1e-13);
/// ```
#[must_use]
pub fn student_quantile(p: f64, degrees: f64) -> f64 {
    if degrees > LARGE {
        return normal_quantile(p);
    }
    let n = held(degrees, 1.0, LARGE);
    let tails = tails_of(p);
    let tail = tails.lower.min(tails.upper);
    if tail == 0.5 {
        return 0.0;
    }
    let outside = Tails {
        lower: 2.0 * tail,
        upper: 1.0 - 2.0 * tail,
    };
    let t = (n / beta::odds(n / 2.0, 0.5, outside)).sqrt();
    if tails.lower < tails.upper { -t } else { t }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values_are_met() {
        for (p, degrees, t) in [
            (0.975, 1.0, 12.706_204_736_174_694),
            (0.975, 2.0, 4.302_652_729_749_462),
            (0.95, 5.0, 2.015_048_373_333_023),
            (0.995, 30.0, 2.749_995_653_567_231),
            (0.975, 120.0, 1.979_930_405_082_422),
        ] {
            assert!(
                close(student_quantile(p, degrees), t, 1e-12),
                "{p} {degrees}"
            );
        }
    }

    #[test]
    fn many_degrees_of_freedom_pass_over_to_the_normal_distribution() {
        for t in [0.1, 1.0, 2.0, 6.0] {
            assert!(close(student_two_sided(t, 9e9), normal_two_sided(t), 1e-7));
        }
    }

    #[test]
    fn whatever_goes_in_a_number_comes_out() {
        let odd = [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -1.0,
            0.0,
            1e-320,
            0.3,
            1e9,
            1e300,
        ];
        for t in odd {
            for degrees in odd {
                assert!(
                    (0.0..=1.0).contains(&student_cdf(t, degrees)),
                    "{t} {degrees}"
                );
                assert!(
                    (0.0..=1.0).contains(&student_two_sided(t, degrees)),
                    "{t} {degrees}"
                );
                assert!(student_quantile(t, degrees).is_finite(), "{t} {degrees}");
            }
        }
    }

    #[test]
    fn a_million_degrees_of_freedom_keep_every_digit() {
        // Hill's expansion in 1/n; its next term is below 1e-17.
        let (z, n) = (normal_quantile(0.975), 1e6);
        let first = (z * z * z + z) / (4.0 * n);
        let second = z * (5.0 * z * z * z * z + 16.0 * z * z + 3.0) / (96.0 * n * n);
        assert!(close(student_quantile(0.975, n), z + first + second, 1e-14));
    }

    proptest! {
        #[test]
        fn the_quantile_undoes_the_distribution(
            degrees in prop_oneof![1.0..40.0, 40.0..1e5],
            p in prop_oneof![1e-4..0.9999, Just(1e-12), Just(1e-90)],
        ) {
            prop_assert!(close(student_cdf(student_quantile(p, degrees), degrees), p, 3e-12));
        }

        #[test]
        fn two_degrees_of_freedom_have_a_closed_form(t in -50.0..50.0_f64) {
            let plain = 0.5 * (1.0 + t / (2.0 + t * t).sqrt());
            prop_assert!((student_cdf(t, 2.0) - plain).abs() < 1e-14);
        }
    }
}
