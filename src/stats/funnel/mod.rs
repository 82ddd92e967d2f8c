//! Funnel plots (`funnel.*`).
//!
//! A funnel shows around a common baseline how far areas of a size stray by chance alone. There is
//! no correction for overdispersion: where areas differ for many small reasons, more than one in
//! twenty lies outside the inner funnel.

mod proportion;
mod rate;

pub use proportion::ProportionFunnel;
pub use rate::{RateFunnel, RateLimits};

/// Where an area lies in a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// Below the outer funnel (99.8 %).
    Low3,
    /// Below the inner funnel (95 %).
    Low2,
    /// Inside.
    Within,
    /// Above the inner funnel.
    High2,
    /// Above the outer funnel.
    High3,
}

impl Position {
    /// The stable name used in message keys, exports and reference cases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low3 => "low_3s",
            Self::Low2 => "low_2s",
            Self::Within => "within",
            Self::High2 => "high_2s",
            Self::High3 => "high_3s",
        }
    }
}

/// The share above the upper line of the inner and of the outer funnel.
const TAILS: [f64; 2] = [0.025, 0.001];
