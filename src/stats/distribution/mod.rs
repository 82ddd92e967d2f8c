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

/// Finds where a distribution has the tails `wanted`, from the start `at` upward or downward.
///
/// `look` gives the tails at a point and the density with respect to the logarithm of the point.
/// It has to be log-concave in that logarithm: then so are both tails, and Newton's method on the
/// logarithm of the smaller one comes to its end from any start.
fn invert(wanted: Tails, mut at: f64, look: impl Fn(f64) -> (Tails, f64)) -> f64 {
    for _ in 0..100 {
        let (found, density) = look(at);
        let step = if wanted.lower <= wanted.upper {
            libm::log(wanted.lower / found.lower) * found.lower / density
        } else {
            libm::log(found.upper / wanted.upper) * found.upper / density
        };
        // Far out a tail underflows; from there the way back is taken in strides.
        let back = if wanted.lower <= wanted.upper {
            1.0
        } else {
            -1.0
        };
        let step = if step.is_nan() {
            back
        } else {
            step.clamp(-50.0, 50.0)
        };
        at = (at * libm::exp(step)).clamp(1e-290, 1e290);
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
