//! What readers with a color-vision deficiency see.

use super::Rgb;

/// A full color-vision deficiency: one kind of cone is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deficiency {
    /// No long-wave (red) cones.
    Protanopia,
    /// No medium-wave (green) cones; the most common kind, with its milder forms.
    Deuteranopia,
    /// No short-wave (blue) cones.
    Tritanopia,
}

impl Deficiency {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// How `color` looks with this deficiency.
    ///
    /// # References
    /// Machado, G. M., Oliveira, M. M. and Fernandes, L. A. F. (2009): A physiologically-based model
    /// for simulation of color vision deficiency. IEEE Transactions on Visualization and Computer
    /// Graphics 15, 1291–1298; matrices for severity 1.0, on light intensities.
    #[must_use]
    pub fn simulate(self, color: Rgb) -> Rgb {
        let light = color.linear();
        let seen = self
            .matrix()
            .map(|row| row[0] * light[0] + row[1] * light[1] + row[2] * light[2]);
        Rgb::from_linear(seen)
    }

    const fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Oklab;

    #[test]
    fn grey_stays_grey() {
        for deficiency in Deficiency::ALL {
            let seen = deficiency.simulate(Rgb([128; 3]));
            assert!(
                seen.0.iter().all(|byte| byte.abs_diff(128) <= 1),
                "{deficiency:?} {seen}"
            );
        }
    }

    #[test]
    fn red_and_green_draw_near_without_their_cones() {
        let (red, green) = (Rgb([200, 60, 40]), Rgb([110, 130, 30]));
        let seen = |color| Oklab::from(Deficiency::Deuteranopia.simulate(color));
        let plain = Oklab::from(red).distance(Oklab::from(green));
        assert!(seen(red).distance(seen(green)) < plain / 2.0);
    }
}
