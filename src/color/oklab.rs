//! A color space in which equal distances look about equal.

use super::Rgb;

/// A color in OKLab.
///
/// # Units
/// `l`: perceived lightness, 0 to 1. `a` (green to red) and `b` (blue to yellow): about −0.4 to 0.4.
///
/// # References
/// Ottosson, B. (2020): A perceptual color space for image processing.
/// <https://bottosson.github.io/posts/oklab/>
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklab {
    /// Lightness.
    pub l: f64,
    /// Green to red.
    pub a: f64,
    /// Blue to yellow.
    pub b: f64,
}

impl Oklab {
    /// From lightness, chroma and hue in degrees. Reckoned while compiling, so that no trigonometry
    /// comes into the browser for a handful of constants.
    #[must_use]
    pub const fn from_lch(l: f64, chroma: f64, hue_degrees: f64) -> Self {
        let hue = hue_degrees.to_radians();
        Self {
            l,
            a: chroma * sine(hue + std::f64::consts::FRAC_PI_2),
            b: chroma * sine(hue),
        }
    }

    /// The color between `self` (0) and `other` (1), on a straight line.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let between = |from: f64, to: f64| from + share * (to - from);
        Self {
            l: between(self.l, other.l),
            a: between(self.a, other.a),
            b: between(self.b, other.b),
        }
    }

    /// Euclidean distance; about 0.02 is just noticeable.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        let (l, a, b) = (self.l - other.l, self.a - other.a, self.b - other.b);
        (l * l + a * a + b * b).sqrt()
    }

    /// Light intensities; outside 0 to 1 where sRGB has no such color.
    #[must_use]
    pub fn linear(self) -> [f64; 3] {
        let Self { l, a, b } = self;
        let cube = |x: f64| x * x * x;
        let long = cube(l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let medium = cube(l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let short = cube(l - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
    }
}

/// The sine by its power series, exact to 12 digits for angles of up to three half turns.
const fn sine(angle: f64) -> f64 {
    let (mut term, mut sum, mut odd) = (angle, angle, 1.0);
    while odd < 60.0 {
        term *= -angle * angle / ((odd + 1.0) * (odd + 2.0));
        sum += term;
        odd += 2.0;
    }
    sum
}

impl From<Rgb> for Oklab {
    fn from(color: Rgb) -> Self {
        let [red, green, blue] = color.linear();
        let long = 0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue;
        let medium = 0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue;
        let short = 0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue;
        let [long, medium, short] = [long, medium, short].map(libm::cbrt);
        Self {
            l: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            a: 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short,
            b: 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short,
        }
    }
}

impl From<Oklab> for Rgb {
    fn from(color: Oklab) -> Self {
        Self::from_linear(color.linear())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_black_and_red_are_where_the_publication_puts_them() {
        let near = |color: [u8; 3], l: f64, a: f64, b: f64| {
            assert!(
                Oklab::from(Rgb(color)).distance(Oklab { l, a, b }) < 1e-3,
                "{color:?}"
            );
        };
        near([255; 3], 1.0, 0.0, 0.0);
        near([0; 3], 0.0, 0.0, 0.0);
        near([255, 0, 0], 0.628, 0.225, 0.126);
    }

    #[test]
    fn the_sine_is_that_of_the_library_all_around() {
        for degrees in -90..=450 {
            let angle = f64::from(degrees).to_radians();
            assert!((sine(angle) - libm::sin(angle)).abs() < 1e-11, "{degrees}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_color(bytes: [u8; 3]) {
            prop_assert_eq!(Rgb::from(Oklab::from(Rgb(bytes))), Rgb(bytes));
        }
    }
}
