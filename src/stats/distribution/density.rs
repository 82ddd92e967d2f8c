//! Densities as saddle points, exact where differences of large logarithms would cancel.

use std::f64::consts::TAU;

/// x^a·e^(−x)/Γ(a + 1), for a > 0 and x > 0.
pub(super) fn poisson(a: f64, x: f64) -> f64 {
    libm::exp(-stirling(a) - deviance(a, x)) / (TAU * a).sqrt()
}

/// x^a·y^b/B(a, b), for positive numbers with x + y = 1.
pub(super) fn beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling(n) - stirling(a) - stirling(b);
    let exponent = exponent - deviance(a, n * x) - deviance(b, n * y);
    // In two roots, so that no product overflows.
    libm::exp(exponent) * (a / TAU).sqrt() * (b / n).sqrt()
}

/// How far Stirling's formula is off: ln Γ(a + 1) − ln(√(2πa)·(a/e)^a).
///
/// The asymptotic series wants a large number; smaller ones get there in steps of one.
fn stirling(a: f64) -> f64 {
    let (mut a, mut off) = (a, 0.0);
    while a < 16.0 {
        off += nearer(a);
        a += 1.0;
    }
    let r = 1.0 / (a * a);
    let tail = 1.0 / 1260.0 - r * (1.0 / 1680.0 - r * (1.0 / 1188.0));
    off + (1.0 / 12.0 - r * (1.0 / 360.0 - r * tail)) / a
}

/// How much less Stirling's formula is off for the next number: (a + ½)·ln(1 + 1/a) − 1.
///
/// From one on by its series in 1/(2a + 1)², in which nothing cancels.
fn nearer(a: f64) -> f64 {
    if a < 1.0 {
        return (a + 0.5) * libm::log(1.0 + 1.0 / a) - 1.0;
    }
    let root = 1.0 / (2.0 * a + 1.0);
    let (mut sum, mut power, mut odd) = (0.0, root * root, 3.0);
    while power > 1e-18 {
        sum += power / odd;
        power *= root * root;
        odd += 2.0;
    }
    sum
}

/// Half the deviance of `a` events where `x` are expected: a·ln(a/x) + x − a.
fn deviance(a: f64, x: f64) -> f64 {
    if (a - x).abs() > 0.1 * (a + x) {
        return a * libm::log(a / x) + x - a;
    }
    let v = (a - x) / (a + x);
    let (mut sum, mut term) = ((a - x) * v, 2.0 * a * v);
    // At most twenty terms: each is at least a hundred times smaller than the one before.
    for odd in (3..43).step_by(2) {
        term *= v * v;
        sum += term / f64::from(odd);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::close;
    use super::*;

    #[test]
    fn small_counts_agree_with_their_factorials() {
        assert!(close(poisson(2.0, 3.0), 4.5 * libm::exp(-3.0), 1e-14));
        assert!(close(poisson(1.0, 0.25), 0.25 * libm::exp(-0.25), 1e-14));
        // 17 events need the series: 20^17·e^(−20)/17!
        let factorial: f64 = (1..=17).map(f64::from).product();
        let expected = (0..17).fold(libm::exp(-20.0), |e, _| e * 20.0) / factorial;
        assert!(close(poisson(17.0, 20.0), expected, 1e-13));
    }

    #[test]
    fn beta_agrees_with_its_polynomial() {
        // x²y³/B(2, 3) = 12·x²·y³
        assert!(close(beta(2.0, 3.0, 0.3, 0.7), 12.0 * 0.09 * 0.343, 1e-14));
    }

    #[test]
    fn both_forms_of_stirlings_error_meet() {
        let below = stirling(16.0 - 1e-9);
        assert!(close(below, stirling(16.0), 1e-10));
        for a in [1e-9_f64, 0.01, 0.5, 1.0, 7.25, 15.0] {
            let power = (a + 0.5) * libm::log(a) - a + 0.5 * libm::log(TAU);
            let expected = libm::lgamma(a + 1.0) - power;
            assert!((stirling(a) - expected).abs() < 4e-14, "{a}");
        }
    }
}
