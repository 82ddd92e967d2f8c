//! The normal distribution.

use super::tails_of;
use std::f64::consts::{PI, SQRT_2};

/// The share of the standard normal distribution below `z`.
///
/// # Units
/// `z` in standard deviations; a share from 0 to 1. What is no number counts as 0.
///
/// ```
/// # use teilraum::stats::distribution::normal_cdf;
/// assert_eq!(normal_cdf(0.0), 0.5);
/// ```
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-number(z) / SQRT_2)
}

/// The share of the standard normal distribution farther from 0 than `z`: the p value of a z test.
///
/// # Units
/// `z` in standard deviations; a share from 0 to 1. What is no number counts as 0.
///
/// ```
/// # use teilraum::stats::distribution::normal_two_sided;
/// assert!((normal_two_sided(-1.959_963_984_540_054) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(number(z).abs() / SQRT_2)
}

/// Where the share `p` of the standard normal distribution lies below.
///
/// # Units
/// A share; held between 10⁻¹⁰⁰ and 1 − 2⁻⁵³, so that the result, in standard deviations, is finite.
///
/// ```
/// # use teilraum::stats::distribution::normal_quantile;
/// assert!((normal_quantile(0.025) + 1.959_963_984_540_054).abs() < 1e-14);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let tails = tails_of(p);
    if tails.lower <= 0.5 {
        -above(tails.lower)
    } else {
        above(tails.upper)
    }
}

/// Where at most half of the distribution lies above.
fn above(tail: f64) -> f64 {
    // Hastings (1955), right to 0.003; two of Halley's steps leave only rounding, three are safe.
    let t = (-2.0 * libm::log(tail)).sqrt();
    let mut z = t - (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t));
    for _ in 0..3 {
        let density = libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt();
        let newton = (normal_cdf(-z) - tail) / density;
        z += newton / (1.0 - 0.5 * z * newton);
    }
    z
}

fn number(z: f64) -> f64 {
    if z.is_nan() { 0.0 } else { z }
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values_are_met() {
        for (p, z) in [
            (0.5, 0.0),
            (0.9, 1.281_551_565_544_600_5),
            (0.975, 1.959_963_984_540_054),
            (0.995, 2.575_829_303_548_900_4),
            (0.999, 3.090_232_306_167_813_5),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-14, "{p}");
        }
        assert!(close(normal_cdf(-5.0), 2.866_515_718_791_939e-7, 1e-13));
        assert!(close(normal_cdf(1.0), 0.841_344_746_068_542_9, 1e-15));
    }

    #[test]
    fn whatever_goes_in_a_number_comes_out() {
        for odd in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -1.0,
            2.0,
            1e-320,
        ] {
            assert!(normal_quantile(odd).is_finite());
            assert!((0.0..=1.0).contains(&normal_cdf(odd)));
            assert!((0.0..=1.0).contains(&normal_two_sided(odd)));
        }
    }

    proptest! {
        #[test]
        fn the_quantile_undoes_the_distribution(exponent in -99.0..-0.31) {
            let p = libm::pow(10.0, exponent);
            prop_assert!(close(normal_cdf(normal_quantile(p)), p, 1e-12));

        }
    }
}
