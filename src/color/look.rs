//! How cells without a number look: grey grounds with patterns, outside every color scheme.

use super::{Oklab, Pattern, Rgb};
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

/// The ink of a hatch over the fill of a class: its hue, lighter on dark fills and darker on light ones,
/// at least 3:1 to it.
///
/// ```
/// use teilraum::color::{Rgb, ink_on};
/// let (dark, pale) = (Rgb([0x2c, 0x68, 0xb5]), Rgb([0xe7, 0xf5, 0xff]));
/// assert!(ink_on(dark).luminance() > dark.luminance());
/// assert!(ink_on(pale).luminance() < pale.luminance());
/// ```
#[must_use]
pub fn ink_on(fill: Rgb) -> Rgb {
    let color = Oklab::from(fill);
    let way = if fill.luminance() < DARK { 1.0 } else { -1.0 };
    let step = |steps: u8| -> Rgb {
        let rest = 1.0 - f64::from(steps) / 50.0;
        Oklab {
            l: (color.l + way * f64::from(steps) / 50.0).clamp(0.0, 1.0),
            a: color.a * rest,
            b: color.b * rest,
        }
        .into()
    };
    let mut inks = (10..50).map(step);
    let end = if way > 0.0 { 255 } else { 0 };
    inks.find(|ink| ink.contrast(fill) >= 3.2)
        .unwrap_or(Rgb([end; 3]))
}

/// Fills below this luminance leave room for a lighter ink.
const DARK: f64 = 0.26;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Scheme, bivariate, colors};
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
    fn hatches_stand_out_from_every_fill_and_are_no_states() {
        let schemes = Scheme::ALL.into_iter();
        let fills = schemes.flat_map(|scheme| (2..=9).flat_map(move |k| colors(scheme, k, None)));
        let fields = (0..9).map(|at| bivariate([at / 3, 3], [at % 3, 3]));
        for fill in fills.chain(fields) {
            let contrast = ink_on(fill).contrast(fill);
            assert!(contrast >= 3.0, "{fill} {} {contrast}", ink_on(fill));
        }
        assert!(looks().iter().all(|look| look.pattern != Pattern::Uprights));
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
