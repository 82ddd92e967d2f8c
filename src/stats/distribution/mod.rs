//! Distribution functions and quantiles that the tests and intervals rest on.
//!
//! Every function is total: whatever goes in, a finite number comes out, never NaN. Quantiles are
//! found by iteration on the distribution function, so there are no tables of coefficients; what
//! they need of the functions erf, gamma, log and exp comes from one portable library, so that
//! all targets agree in the last bit. Relative accuracy is 10⁻¹² or better for up to a million
//! degrees of freedom (or events).
//!
//! ```
//! use teilraum::stats::distribution::{normal_quantile, student_two_sided};
//! assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
//! assert!((student_two_sided(1.0, 1.0) - 0.5).abs() < 1e-14);
//! ```

mod beta;
mod chi_squared;
mod density;
mod gamma;
mod normal;
mod student;

pub use beta::beta_lower;
pub use chi_squared::{chi_squared_cdf, chi_squared_quantile, chi_squared_upper};
pub use gamma::{gamma_lower, gamma_quantile, gamma_upper};
pub use normal::{normal_cdf, normal_quantile, normal_two_sided};
pub use student::{student_cdf, student_quantile, student_two_sided};

/// Both tails of a distribution at one point: what lies below and what lies above.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tails {
    lower: f64,
    upper: f64,
}

/// `value` within bounds; what is no number counts as the lower one.
fn held(value: f64, low: f64, high: f64) -> f64 {
    if value > low { value.min(high) } else { low }
}

/// The two tails that a quantile leaves, held where the quantiles are finite.
///
/// What is no probability counts as the nearest one, what is no number as the smallest.
fn tails_of(p: f64) -> Tails {
    let lower = held(p, 1e-100, 1.0 - f64::EPSILON / 2.0);
    Tails {
        lower,
        upper: 1.0 - lower,
    }
}

/// Finds where a distribution has the tails `wanted`, starting near `at`.
///
/// `look` gives the tails at a point and the density with respect to the logarithm of the point.
/// It has to be log-concave in that logarithm: then so are both tails, and Newton's method on the
/// logarithm of the smaller one comes to its end from anywhere. What it cannot use, for a tail has
/// underflowed, is halved away.
fn invert(wanted: Tails, mut at: f64, look: impl Fn(f64) -> (Tails, f64)) -> f64 {
    let (mut low, mut high) = (1e-290, 1e290);
    for _ in 0..100 {
        let (found, density) = look(at);
        // Differences of logarithms, for the ratio could overflow.
        let (lack, tail) = if wanted.lower <= wanted.upper {
            (
                libm::log(wanted.lower) - libm::log(found.lower),
                found.lower,
            )
        } else {
            (
                libm::log(found.upper) - libm::log(wanted.upper),
                found.upper,
            )
        };
        if lack > 0.0 {
            low = at;
        } else {
            high = at;
        }
        let step = lack * tail / density;
        let next = at * libm::exp(step);
        at = if low <= next && next <= high {
            next
        } else {
            low.sqrt() * high.sqrt()
        };
        // The error left is about the square of the step.
        if step.abs() < 1e-10 {
            break;
        }
    }
    at
}

#[cfg(test)]
fn close(a: f64, b: f64, within: f64) -> bool {
    (a - b).abs() <= within * b.abs()
}
