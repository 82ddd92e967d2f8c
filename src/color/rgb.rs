//! sRGB, its luminance and contrast.

use std::fmt;

/// An sRGB color, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Light intensities of red, green and blue, 0 to 1.
    ///
    /// # References
    /// IEC 61966-2-1:1999.
    #[must_use]
    pub fn linear(self) -> [f64; 3] {
        self.0.map(|byte| {
            let encoded = f64::from(byte) / 255.0;
            if encoded <= 0.04045 {
                encoded / 12.92
            } else {
                libm::pow((encoded + 0.055) / 1.055, 2.4)
            }
        })
    }

    /// The nearest color to light intensities; those outside 0 to 1 are clipped.
    #[must_use]
    pub fn from_linear(linear: [f64; 3]) -> Self {
        Self(linear.map(|intensity| {
            let encoded = if intensity <= 0.003_130_8 {
                12.92 * intensity
            } else {
                1.055 * libm::pow(intensity, 1.0 / 2.4) - 0.055
            };
            libm::round(encoded.clamp(0.0, 1.0) * 255.0) as u8
        }))
    }

    /// Relative luminance, 0 (black) to 1 (white).
    ///
    /// # References
    /// WCAG 2.2, "relative luminance".
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio, 1 (equal) to 21 (black on white), the same in both directions.
    ///
    /// # References
    /// WCAG 2.2, "contrast ratio".
    ///
    /// ```
    /// use teilraum::color::Rgb;
    /// assert_eq!(Rgb([0; 3]).contrast(Rgb([255; 3])), 21.0);
    /// ```
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Rgb;
    use proptest::prelude::*;

    #[test]
    fn a_grey_of_luminance_one_tenth_keeps_three_to_one_on_black() {
        let grey = Rgb([0x5a; 3]);
        assert!((grey.luminance() - 0.1).abs() < 0.003);
        assert!(grey.contrast(Rgb([0; 3])) >= 3.0);
    }

    proptest! {
        #[test]
        fn light_and_back_is_the_same_color(bytes: [u8; 3]) {
            prop_assert_eq!(Rgb::from_linear(Rgb(bytes).linear()), Rgb(bytes));
        }
    }
}
