//! Which scheme an indicator gets unless somebody chooses.

use super::Scheme;
use crate::model::{MeasureKind, Polarity};

/// The scheme for an indicator.
///
/// A midpoint asks for a diverging scheme, nothing else does. Otherwise polarity chooses the hue, so
/// that a reader who goes from "income" to "unemployment" notices that more now means something else;
/// in all of them darker is more. Plain counts follow the size of the area and judge nothing, like
/// neutral indicators.
#[must_use]
pub fn default_scheme(kind: MeasureKind, polarity: Polarity, midpoint: Option<i64>) -> Scheme {
    match (midpoint, kind, polarity) {
        (Some(_), ..) => Scheme::ClayRiver,
        (None, MeasureKind::Count, _) | (None, _, Polarity::Neutral) => Scheme::Azure,
        (None, _, Polarity::HighGood) => Scheme::Lagoon,
        (None, _, Polarity::LowGood) => Scheme::Heather,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_midpoint_asks_for_two_arms() {
        for polarity in [Polarity::HighGood, Polarity::LowGood, Polarity::Neutral] {
            for kind in [MeasureKind::Count, MeasureKind::Share, MeasureKind::Rate] {
                assert!(default_scheme(kind, polarity, Some(0)).is_diverging());
                assert!(!default_scheme(kind, polarity, None).is_diverging());
            }
        }
    }
}
