//! The χ² distribution.

use super::{gamma_lower, gamma_quantile, gamma_upper};

/// The share of the χ² distribution below `x`.
///
/// # Units
/// Pure numbers. With no degrees of freedom everything lies at 0.
///
/// ```
/// # use teilraum::stats::distribution::chi_squared_cdf;
/// // Two degrees of freedom: 1 − e^(−x/2)
/// assert!((chi_squared_cdf(2.0 * std::f64::consts::LN_2, 2.0) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn chi_squared_cdf(x: f64, degrees: f64) -> f64 {
    gamma_lower(degrees / 2.0, x / 2.0)
}

/// The share of the χ² distribution above `x`: the p value of a χ² test.
///
/// # Units
/// As for [`chi_squared_cdf`].
///
/// ```
/// # use teilraum::stats::distribution::chi_squared_upper;
/// assert!((chi_squared_upper(3.841_458_820_694_124, 1.0) - 0.05).abs() < 1e-15);
/// ```
#[must_use]
pub fn chi_squared_upper(x: f64, degrees: f64) -> f64 {
    gamma_upper(degrees / 2.0, x / 2.0)
}

/// Where the share `p` of the χ² distribution lies below.
///
/// # Units
/// `p` is held between 10⁻¹⁰⁰ and 1 − 2⁻⁵³. With no degrees of freedom the result is 0.
///
/// ```
/// # use teilraum::stats::distribution::chi_squared_quantile;
/// assert!((chi_squared_quantile(0.95, 1.0) - 3.841_458_820_694_124).abs() < 1e-13);
/// ```
#[must_use]
pub fn chi_squared_quantile(p: f64, degrees: f64) -> f64 {
    2.0 * gamma_quantile(degrees / 2.0, p)
}

#[cfg(test)]
mod tests {
    use super::super::{close, normal_quantile};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_values_are_met() {
        for (p, degrees, x) in [
            (0.95, 2.0, 5.991_464_547_107_979),
            (0.95, 10.0, 18.307_038_053_275_146),
            (0.99, 5.0, 15.086_272_469_388_987),
            (0.05, 100.0, 77.929_465_165_017_32),
        ] {
            assert!(
                close(chi_squared_quantile(p, degrees), x, 1e-13),
                "{p} {degrees}"
            );
        }
    }

    proptest! {
        #[test]
        fn one_degree_of_freedom_is_a_squared_normal_variate(p in 0.001..0.999) {
            let z = normal_quantile(0.5 + p / 2.0);
            prop_assert!(close(chi_squared_quantile(p, 1.0), z * z, 1e-11));
        }
    }
}
