//! Intervals of shares, counts, rates and means (`ci.*`).
//!
//! An interval is a service to readers of figures that came about by chance, samples and rare
//! events; a complete register count has none.

mod count;
mod mean_t;
mod rate;
mod wilson;

pub(crate) use count::byar;
pub use count::{CountIntervals, CountMethod};
pub use mean_t::{MeanInterval, mean_t};
pub use rate::rate;
pub use wilson::wilson;

use super::Reason;
use super::distribution::normal_quantile;

/// Two limits, in the unit of what lies between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// Both limits in another unit.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        Self {
            lower: self.lower * by,
            upper: self.upper * by,
        }
    }
}

/// A value with its limits, all in the same unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// What it is uncertain by.
    pub interval: Interval,
}

impl Estimate {
    /// Value and limits in another unit.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        Self {
            value: self.value * by,
            interval: self.interval.scaled(by),
        }
    }

    /// The same, if every number of it may leave the engine.
    pub(crate) fn finite(self) -> Result<Self, Reason> {
        let Interval { lower, upper } = self.interval;
        let usable = [self.value, lower, upper].iter().all(|v| v.is_finite());
        usable.then_some(self).ok_or(Reason::Infeasible)
    }
}

/// How often intervals made in the same way hold the true value.
///
/// ```
/// # use teilraum::stats::interval::Confidence;
/// assert!((Confidence::new(0.95)?.z() - 1.96).abs() < 0.001);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    level: f64,
    z: f64,
}

impl Confidence {
    /// A level between 0 and 1, such as 0.95.
    ///
    /// # Errors
    /// [`Reason::Infeasible`] if it is not between 0 and 1, both excluded.
    pub fn new(level: f64) -> Result<Self, Reason> {
        if level > 0.0 && level < 1.0 {
            let z = normal_quantile(1.0 - (1.0 - level) / 2.0);
            Ok(Self { level, z })
        } else {
            Err(Reason::Infeasible)
        }
    }

    /// The level itself.
    #[must_use]
    pub fn level(self) -> f64 {
        self.level
    }

    /// How many standard deviations of the normal distribution lie on either side.
    #[must_use]
    pub fn z(self) -> f64 {
        self.z
    }

    /// The share left below the lower limit, and above the upper one.
    pub(crate) fn tail(self) -> f64 {
        (1.0 - self.level) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_share_is_a_level() {
        for level in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(Confidence::new(level), Err(Reason::Infeasible));
        }
    }
}
