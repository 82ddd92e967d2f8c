//! How cells without a number look: grey grounds with patterns, outside every color scheme.

use super::{Pattern, Rgb};
use crate::model::ValueState;

/// The look of a state without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The ground.
    pub color: Rgb,
    /// The pattern over it.
    pub pattern: Pattern,
    /// The color of the pattern, at least 3:1 to the ground.
    pub ink: Rgb,
}

const INK: Rgb = Rgb([0x6b; 3]);
/// Plain light grey at first sight.
const GREY: Rgb = Rgb([0xd1; 3]);
/// Near white, so that lines stand out.
const PALE: Rgb = Rgb([0xf0; 3]);

/// The look of `state`; `None` for numbers (zero among them), which have a class and its fill.
///
/// Every state has its own pattern: a grey alone would be mistaken for a pale class by readers with
/// a color-vision deficiency.
#[must_use]
pub const fn look_of(state: ValueState) -> Option<Look> {
    let (color, pattern) = match state {
        ValueState::Value | ValueState::Zero | ValueState::RoundedToZero => return None,
        ValueState::Missing => (GREY, Pattern::Dots),
        ValueState::Suppressed => (PALE, Pattern::DenseHatch),
        ValueState::UnknownOrSecret => (PALE, Pattern::Hatch),
        ValueState::Pending => (PALE, Pattern::Lines),
        ValueState::NotApplicable => (PALE, Pattern::BackHatch),
        ValueState::Unreliable => (PALE, Pattern::Grid),
    };
    Some(Look {
        color,
        pattern,
        ink: INK,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Oklab, Scheme, colors};
    use std::collections::BTreeSet;

    fn looks() -> Vec<Look> {
        ValueState::ALL.into_iter().filter_map(look_of).collect()
    }

    #[test]
    fn exactly_the_states_without_a_number_have_a_look() {
        for state in ValueState::ALL {
            assert_eq!(look_of(state).is_none(), state.is_number(), "{state:?}");
        }
    }

    #[test]
    fn every_look_has_its_own_pattern_that_stands_out() {
        let patterns: BTreeSet<Pattern> = looks().iter().map(|look| look.pattern).collect();
        assert_eq!(patterns.len(), looks().len());
        assert!(
            looks()
                .iter()
                .all(|look| look.color.contrast(look.ink) >= 3.0)
        );
    }

    #[test]
    fn the_grey_of_missing_values_is_no_color_of_a_class() {
        let grey = Oklab::from(GREY);
        for (scheme, k) in Scheme::ALL
            .into_iter()
            .flat_map(|s| (2..=9).map(move |k| (s, k)))
        {
            for fill in colors(scheme, k, None) {
                let difference = grey.distance(fill.into());
                assert!(difference >= 0.05, "{scheme:?} {k} {fill} {difference}");
            }
        }
    }
}
