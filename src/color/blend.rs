//! Colors without steps: what a map without classes paints.

use super::Rgb;
use super::scheme::{NEUTRAL, Ramps, at};

/// `count` fills at even places from one end of a scheme to the other.
///
/// With `around` a diverging scheme runs from the dark end of its lower arm over a neutral middle to
/// the dark end of its upper one; without it, from light to dark, as sequential schemes always do.
///
/// ```
/// use teilraum::color::{Scheme, blend};
/// let fills = blend(Scheme::ClayRiver, 5, true);
/// assert!(fills[2].luminance() > fills[1].luminance());
/// assert!(fills[2].luminance() > fills[3].luminance());
/// ```
#[must_use]
pub fn blend(scheme: super::Scheme, count: usize, around: bool) -> Vec<Rgb> {
    let last = count.saturating_sub(1).max(1) as f64;
    let place = |index: usize| index as f64 / last;
    let fill = |place: f64| match scheme.ramps() {
        Ramps::One(ramp) => at(ramp, place),
        Ramps::Two { above, .. } if !around => at(above, place),
        Ramps::Two { below, above } => {
            let from_middle = 2.0 * place - 1.0;
            let arm = if from_middle < 0.0 { below } else { above };
            // The neutral middle is one more control point before the light end of the arm.
            let along = from_middle.abs() * arm.len() as f64;
            match along < 1.0 {
                true => NEUTRAL.mix(at(arm, 0.0), along),
                false => at(arm, (along - 1.0) / (arm.len() - 1) as f64),
            }
        }
    };
    (0..count).map(|index| fill(place(index)).into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Oklab, Scheme};

    #[test]
    fn neighboring_places_are_not_told_apart_and_nothing_jumps() {
        for (scheme, around) in Scheme::ALL
            .into_iter()
            .flat_map(|it| [(it, false), (it, true)])
        {
            for pair in blend(scheme, 1024, around).windows(2) {
                let [one, two] = [pair[0], pair[1]].map(Oklab::from);
                assert!(one.distance(two) < 0.01, "{scheme:?} {pair:?}");
            }
        }
    }

    #[test]
    fn the_ends_are_those_of_the_classes() {
        for scheme in Scheme::ALL {
            let (fills, classes) = (
                blend(scheme, 101, false),
                crate::color::colors(scheme, 5, None),
            );
            assert_eq!(
                [fills[0], fills[50], fills[100]],
                [classes[0], classes[2], classes[4]]
            );
        }
    }

    #[test]
    fn lightness_falls_from_the_middle_outwards() {
        for scheme in [Scheme::ClayRiver, Scheme::SkyAmber] {
            let fills = blend(scheme, 201, true);
            let light: Vec<f64> = fills.iter().map(|it| Oklab::from(*it).l).collect();
            assert!(
                light[..101]
                    .windows(2)
                    .all(|pair| pair[0] <= pair[1] + 1e-3)
            );
            assert!(
                light[100..]
                    .windows(2)
                    .all(|pair| pair[0] >= pair[1] - 1e-3)
            );
        }
    }

    #[test]
    fn none_and_one_are_no_trouble() {
        assert_eq!(blend(Scheme::Lagoon, 0, true).len(), 0);
        assert_eq!(blend(Scheme::SkyAmber, 1, true).len(), 1);
    }
}
