//! The schemes: which fills classes get.

use super::{Oklab, Rgb};
use crate::classify::Middle;

/// A family of fills. Darker is more in sequential schemes, and further from the middle in diverging
/// ones. None of them opposes red and green, none says good or bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Scheme {
    /// Sequential: pale yellow, green, blue.
    Lagoon,
    /// Sequential: cream, orange, purple.
    Heather,
    /// Sequential, one hue: blue.
    Azure,
    /// Diverging: brown below, blue-green above.
    ClayRiver,
    /// Diverging: blue below, orange above.
    SkyAmber,
}

impl Scheme {
    /// Every scheme, in the order menus list them.
    pub const ALL: [Self; 5] = [
        Self::Lagoon,
        Self::Heather,
        Self::Azure,
        Self::ClayRiver,
        Self::SkyAmber,
    ];

    /// The stable name used in links and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lagoon => "lagoon",
            Self::Heather => "heather",
            Self::Azure => "azure",
            Self::ClayRiver => "clay-river",
            Self::SkyAmber => "sky-amber",
        }
    }

    /// The scheme with the name `key`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.key() == key)
    }

    /// Whether the scheme has two arms, and so needs a midpoint to say anything.
    #[must_use]
    pub const fn is_diverging(self) -> bool {
        matches!(self, Self::ClayRiver | Self::SkyAmber)
    }

    pub(super) fn ramps(self) -> Ramps {
        match self {
            Self::Lagoon => Ramps::One(&LAGOON),
            Self::Heather => Ramps::One(&HEATHER),
            Self::Azure => Ramps::One(&AZURE),
            Self::ClayRiver => Ramps::Two {
                below: &CLAY,
                above: &RIVER,
            },
            Self::SkyAmber => Ramps::Two {
                below: &SKY,
                above: &AMBER,
            },
        }
    }
}

/// The fills of `k` classes, lowest class first.
///
/// Diverging schemes put their lightest fills around `middle` and share one step width between both
/// arms, so equally dark means equally many classes away. Without a middle they use their upper arm
/// alone. Sequential schemes ignore `middle`.
///
/// ```
/// use teilraum::classify::Middle;
/// use teilraum::color::{Scheme, colors};
/// let fills = colors(Scheme::SkyAmber, 3, Some(Middle::Break(1)));
/// // light blue | light amber, dark amber
/// let is_blue = |fill: teilraum::color::Rgb| fill.0[2] > fill.0[0];
/// assert_eq!(fills.iter().map(|fill| is_blue(*fill)).collect::<Vec<_>>(), [true, false, false]);
/// assert!(fills[1].luminance() > fills[2].luminance());
/// ```
#[must_use]
pub fn colors(scheme: Scheme, k: usize, middle: Option<Middle>) -> Vec<Rgb> {
    match (scheme.ramps(), middle) {
        (Ramps::One(ramp), _) | (Ramps::Two { above: ramp, .. }, None) => steps(ramp, k, k, 0),
        (Ramps::Two { below, above }, Some(Middle::Break(low))) => {
            let low = low.min(k);
            diverging(below, above, [low, k - low], None)
        }
        (Ramps::Two { below, above }, Some(Middle::Class(at))) => {
            let at = at.min(k.saturating_sub(1));
            diverging(
                below,
                above,
                [at, k.saturating_sub(at + 1)],
                Some(NEUTRAL.into()),
            )
        }
    }
}

fn diverging(
    below: &Ramp,
    above: &Ramp,
    [low, high]: [usize; 2],
    neutral: Option<Rgb>,
) -> Vec<Rgb> {
    let longest = low.max(high);
    // A neutral fill takes the place before the first step.
    let skip = usize::from(neutral.is_some());
    let mut fills = steps(below, low, longest, skip);
    fills.reverse();
    fills.extend(neutral);
    fills.extend(steps(above, high, longest, skip));
    fills
}

/// The first `count` of `of` even steps to the dark end of `ramp`, from its light end or, where the
/// first `skip` places are taken, from further in.
fn steps(ramp: &Ramp, count: usize, of: usize, skip: usize) -> Vec<Rgb> {
    let position = |step: usize| match of {
        0 | 1 => 0.5,
        _ => (step + skip) as f64 / (of - 1 + skip) as f64,
    };
    (0..count)
        .map(|step| at(ramp, position(step)).into())
        .collect()
}

/// The color at `position`, 0 (light) to 1 (dark), on straight lines between the control points.
pub(super) fn at(ramp: &Ramp, position: f64) -> Oklab {
    let [first, .., last] = ramp;
    let along = position.clamp(0.0, 1.0) * (ramp.len() - 1) as f64;
    let from = libm::floor(along);
    let point = |index: usize, otherwise: &Oklab| *ramp.get(index).unwrap_or(otherwise);
    point(from as usize, first).mix(point(from as usize + 1, last), along - from)
}

/// Control points from light to dark: lightness, chroma, hue in degrees. Lightness falls almost
/// evenly, from as light as a hue shows to as dark as keeps 3:1 to a #1a1a1a border.
pub(super) type Ramp = [Oklab; 5];

const fn ramp(points: [(f64, f64, f64); 5]) -> Ramp {
    let [a, b, c, d, e] = points;
    [point(a), point(b), point(c), point(d), point(e)]
}

const fn point((l, chroma, hue): (f64, f64, f64)) -> Oklab {
    Oklab::from_lch(l, chroma, hue)
}

pub(super) enum Ramps {
    One(&'static Ramp),
    Two {
        below: &'static Ramp,
        above: &'static Ramp,
    },
}

const LAGOON: Ramp = ramp([
    (0.965, 0.055, 105.0),
    (0.860, 0.110, 130.0),
    (0.745, 0.115, 165.0),
    (0.630, 0.105, 215.0),
    (0.525, 0.130, 258.0),
]);
const HEATHER: Ramp = ramp([
    (0.965, 0.042, 92.0),
    (0.860, 0.100, 68.0),
    (0.755, 0.150, 45.0),
    (0.645, 0.170, 12.0),
    (0.540, 0.165, 335.0),
]);
const AZURE: Ramp = ramp([
    (0.965, 0.018, 240.0),
    (0.865, 0.068, 240.0),
    (0.755, 0.115, 246.0),
    (0.640, 0.140, 253.0),
    (0.530, 0.155, 258.0),
]);
const CLAY: Ramp = ramp([
    (0.905, 0.055, 75.0),
    (0.811, 0.080, 70.0),
    (0.718, 0.105, 65.0),
    (0.624, 0.110, 58.0),
    (0.530, 0.110, 52.0),
]);
const RIVER: Ramp = ramp([
    (0.910, 0.050, 205.0),
    (0.811, 0.070, 212.0),
    (0.713, 0.095, 220.0),
    (0.614, 0.095, 225.0),
    (0.515, 0.090, 230.0),
]);
const SKY: Ramp = ramp([
    (0.910, 0.045, 245.0),
    (0.814, 0.080, 248.0),
    (0.718, 0.115, 252.0),
    (0.621, 0.125, 255.0),
    (0.525, 0.145, 258.0),
]);
const AMBER: Ramp = ramp([
    (0.900, 0.065, 78.0),
    (0.807, 0.100, 69.0),
    (0.715, 0.135, 62.0),
    (0.623, 0.142, 55.0),
    (0.530, 0.140, 48.0),
]);
/// The fill of a class that holds the midpoint.
pub(super) const NEUTRAL: Oklab = Oklab {
    l: 0.970,
    a: 0.0,
    b: 0.0,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Deficiency;

    const KINDS: std::ops::RangeInclusive<usize> = 2..=9;

    fn seen(color: Rgb, deficiency: Option<Deficiency>) -> Oklab {
        Oklab::from(deficiency.map_or(color, |deficiency| deficiency.simulate(color)))
    }

    fn eyes() -> impl Iterator<Item = Option<Deficiency>> {
        std::iter::once(None).chain(Deficiency::ALL.map(Some))
    }

    /// Every scheme with every number of classes and every place of the middle.
    fn palettes() -> Vec<(Scheme, Option<Middle>, Vec<Rgb>)> {
        let mut palettes = Vec::new();
        for (scheme, k) in Scheme::ALL
            .into_iter()
            .flat_map(|s| KINDS.map(move |k| (s, k)))
        {
            let mut middles = vec![None];
            if scheme.is_diverging() {
                middles.extend((0..=k).map(|low| Some(Middle::Break(low))));
                middles.extend((0..k).map(|class| Some(Middle::Class(class))));
            }
            for middle in middles {
                palettes.push((scheme, middle, colors(scheme, k, middle)));
            }
        }
        palettes
    }

    /// Neighbors with whether lightness must fall (true) or rise from the first to the second;
    /// `None` where the middle lies between them.
    fn falls(middle: Option<Middle>, first: usize) -> Option<bool> {
        match middle {
            None => Some(true),
            Some(Middle::Break(low)) if first + 1 == low => None,
            Some(Middle::Break(low)) => Some(first >= low),
            Some(Middle::Class(class)) => Some(first >= class),
        }
    }

    #[test]
    fn there_are_as_many_fills_as_classes() {
        for k in 0..12 {
            for middle in [None, Some(Middle::Break(4)), Some(Middle::Class(4))] {
                for scheme in Scheme::ALL {
                    let expected = k.max(usize::from(
                        scheme.is_diverging() && matches!(middle, Some(Middle::Class(_))),
                    ));
                    assert_eq!(colors(scheme, k, middle).len(), expected);
                }
            }
        }
    }

    #[test]
    fn every_fill_keeps_three_to_one_to_a_dark_border() {
        for (scheme, middle, fills) in palettes() {
            for fill in fills {
                assert!(fill.luminance() >= 0.10, "{scheme:?} {middle:?} {fill}");
                assert!(
                    fill.contrast(Rgb([0x1a; 3])) >= 3.0,
                    "{scheme:?} {middle:?} {fill}"
                );
            }
        }
    }

    #[test]
    fn neighbors_differ_for_every_eye() {
        for (scheme, middle, fills) in palettes() {
            let least = if fills.len() <= 5 { 0.075 } else { 0.04 };
            for eye in eyes() {
                for (first, pair) in fills.windows(2).enumerate() {
                    // On both sides of a middle fills are light whatever their number.
                    let least = falls(middle, first).map_or(0.06, |_| least);
                    let difference = seen(pair[0], eye).distance(seen(pair[1], eye));
                    assert!(
                        difference >= least,
                        "{scheme:?} {middle:?} {eye:?} {pair:?} {difference}"
                    );
                }
            }
        }
    }

    #[test]
    fn lightness_falls_from_the_middle_for_every_eye_and_in_greyscale() {
        for (scheme, middle, fills) in palettes() {
            for (first, pair) in fills.windows(2).enumerate() {
                let Some(falls) = falls(middle, first) else {
                    continue;
                };
                for eye in eyes() {
                    let [one, two] = [pair[0], pair[1]].map(|fill| seen(fill, eye).l);
                    assert_eq!(one > two, falls, "{scheme:?} {middle:?} {eye:?} {pair:?}");
                }
                let [one, two] = [pair[0], pair[1]].map(Rgb::luminance);
                assert_eq!(one > two, falls, "{scheme:?} {middle:?} greyscale {pair:?}");
            }
        }
    }

    #[test]
    fn steps_of_lightness_are_even() {
        for scheme in Scheme::ALL {
            let fills = colors(scheme, 9, None);
            let steps: Vec<f64> = fills
                .windows(2)
                .map(|pair| Oklab::from(pair[0]).l - Oklab::from(pair[1]).l)
                .collect();
            let (least, most) = steps
                .iter()
                .fold((1.0_f64, 0.0_f64), |(least, most), &step| {
                    (least.min(step), most.max(step))
                });
            assert!(most / least < 1.4, "{scheme:?} {steps:?}");
        }
    }

    /// No five fills can stand 3:1 apart from one another; borders, legend and table make up for
    /// that. What fills alone give is held here, so that nobody takes it away unseen.
    #[test]
    fn neighbors_of_up_to_five_classes_keep_their_contrast() {
        for (scheme, middle, fills) in palettes() {
            if fills.len() > 5 {
                continue;
            }
            for (first, pair) in fills.windows(2).enumerate() {
                let contrast = pair[0].contrast(pair[1]);
                // Across a middle both are light.
                let least = falls(middle, first).map_or(1.0, |_| 1.25);
                assert!(
                    contrast >= least,
                    "{scheme:?} {middle:?} {pair:?} {contrast}"
                );
            }
        }
    }

    #[test]
    fn control_points_lie_inside_srgb() {
        for ramp in [LAGOON, HEATHER, AZURE, CLAY, RIVER, SKY, AMBER] {
            for point in ramp {
                let light = point.linear();
                assert!(
                    light.iter().all(|part| (-0.003..=1.0).contains(part)),
                    "{point:?} {light:?}"
                );
            }
        }
    }

    #[test]
    fn keys_lead_back_to_their_scheme() {
        for scheme in Scheme::ALL {
            assert_eq!(Scheme::from_key(scheme.key()), Some(scheme));
        }
        assert_eq!(Scheme::from_key("rainbow"), None);
    }
}
