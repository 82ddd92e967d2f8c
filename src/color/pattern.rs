//! Patterns of cells without a number, the same on canvas, in SVG and in print.

/// What is drawn over the ground of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Sparse dots.
    Dots,
    /// Close lines rising to the right.
    DenseHatch,
    /// Wide lines rising to the right.
    Hatch,
    /// Lines falling to the right.
    BackHatch,
    /// Horizontal lines.
    Lines,
    /// Fine squares.
    Grid,
    /// Upright lines; no state's, but for numbers that are uncertain.
    Uprights,
}

impl Pattern {
    /// Every pattern.
    pub const ALL: [Self; 7] = [
        Self::Dots,
        Self::DenseHatch,
        Self::Hatch,
        Self::BackHatch,
        Self::Lines,
        Self::Grid,
        Self::Uprights,
    ];

    /// The stable name used for SVG ids and styles.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dots => "dots",
            Self::DenseHatch => "dense-hatch",
            Self::Hatch => "hatch",
            Self::BackHatch => "back-hatch",
            Self::Lines => "lines",
            Self::Grid => "grid",
            Self::Uprights => "uprights",
        }
    }

    /// Side of the square that repeats, in CSS pixels.
    #[must_use]
    pub const fn tile_css(self) -> i32 {
        match self {
            Self::Dots => 8,
            Self::DenseHatch => 4,
            Self::Hatch => 9,
            Self::BackHatch | Self::Grid => 7,
            Self::Lines | Self::Uprights => 6,
        }
    }

    /// Width of the lines along a row, or side of the dots, in CSS pixels.
    #[must_use]
    pub const fn line_css(self) -> i32 {
        match self {
            Self::Grid | Self::Uprights => 1,
            _ => 2,
        }
    }

    /// Side of the square that repeats and width of the lines, in whole units; `unit` is units per
    /// CSS pixel.
    #[must_use]
    pub fn measures(self, unit: f64) -> [i32; 2] {
        let whole = |css: f64| libm::round(css * unit.clamp(0.25, 4096.0)) as i32;
        let side = match self {
            // Both halves of the square hold a row of dots.
            Self::Dots => 2 * whole(f64::from(self.tile_css()) / 2.0),
            _ => whole(f64::from(self.tile_css())),
        };
        let side = side.max(4);
        [side, whole(f64::from(self.line_css())).clamp(1, side / 2)]
    }

    /// Whether the pixel `x`, `y` is inked, at `unit` pixels per CSS pixel. Coordinates are those of
    /// the screen, not of the map: a pattern keeps its pitch at every zoom.
    ///
    /// ```
    /// use teilraum::color::Pattern;
    /// assert!(Pattern::Lines.covers(100, 0, 1.0));
    /// assert!(!Pattern::Lines.covers(100, 3, 1.0));
    /// ```
    #[must_use]
    pub fn covers(self, x: i32, y: i32, unit: f64) -> bool {
        let [side, line] = self.measures(unit);
        // Reduced first, so that sums and differences cannot overflow.
        let (x, y) = (x.rem_euclid(side), y.rem_euclid(side));
        match self {
            Self::Dots => {
                let half = side / 2;
                let staggered = if y < half { x } else { (x + half) % side };
                staggered < line && y % half < line
            }
            Self::DenseHatch | Self::Hatch => (x + y) % side < line,
            Self::BackHatch => (x - y).rem_euclid(side) < line,
            Self::Lines => y < line,
            Self::Uprights => x < line,
            Self::Grid => x < line || y < line,
        }
    }

    /// The ink of one square as SVG path data, in whole units: what [`Pattern::covers`] inks.
    #[must_use]
    pub fn path(self, unit: f64) -> String {
        let [side, line] = self.measures(unit);
        let (rest, half) = (side - line, side / 2);
        match self {
            Self::Dots => {
                format!("M0 0h{line}v{line}H0zM{half} {half}h{line}v{line}h-{line}z")
            }
            Self::DenseHatch | Self::Hatch => {
                format!("M0 0h{line}L0 {line}zM{side} 0v{line}l-{rest} {rest}H0z")
            }
            Self::BackHatch => {
                format!("M0 0h{line}l{rest} {rest}v{line}zM0 {rest}v{line}h{line}z")
            }
            Self::Lines => format!("M0 0h{side}v{line}H0z"),
            Self::Uprights => format!("M0 0h{line}v{side}H0z"),
            Self::Grid => format!("M0 0h{side}v{line}H{line}V{side}H0z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pattern: Pattern, density: i32) -> Vec<bool> {
        let side = 8 * 9 * 7 * density;
        let unit = f64::from(density);
        (0..side)
            .flat_map(|y| (0..side).map(move |x| (x, y)))
            .map(|(x, y)| pattern.covers(x, y, unit))
            .collect()
    }

    #[test]
    fn a_denser_screen_inks_the_same_share() {
        for pattern in Pattern::ALL {
            let share = |density| {
                let picture = picture(pattern, density);
                picture.iter().filter(|inked| **inked).count() as f64 / picture.len() as f64
            };
            assert!((share(1) - share(2)).abs() < 1e-9, "{pattern:?}");
            assert!((0.05..=0.5).contains(&share(1)), "{pattern:?} {}", share(1));
        }
    }

    #[test]
    fn no_two_patterns_are_alike() {
        let pictures: Vec<Vec<bool>> = Pattern::ALL
            .iter()
            .map(|pattern| picture(*pattern, 1))
            .collect();
        for (at, one) in pictures.iter().enumerate() {
            assert!(
                pictures.iter().skip(at + 1).all(|other| other != one),
                "{:?}",
                Pattern::ALL[at]
            );
        }
    }

    #[test]
    fn patterns_repeat_on_both_sides_of_the_origin() {
        for pattern in Pattern::ALL {
            let tile = pattern.tile_css();
            for (x, y) in (0..tile).flat_map(|x| (0..tile).map(move |y| (x, y))) {
                assert_eq!(
                    pattern.covers(x, y, 1.0),
                    pattern.covers(x - 5 * tile, y - tile, 1.0)
                );
            }
            for unit in [f64::NAN, -1.0, 0.0, 1e300] {
                let _: bool = pattern.covers(i32::MIN, i32::MAX, unit);
            }
        }
    }

    #[test]
    fn screens_between_whole_densities_keep_lines_and_gaps() {
        for pattern in Pattern::ALL {
            for unit in [0.5, 0.8, 1.1, 1.25, 1.5, 1.75, 2.6] {
                let [side, line] = pattern.measures(unit);
                assert!(1 <= line && 2 * line <= side, "{pattern:?} {unit}");
                let square = || (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
                let inked = square()
                    .filter(|(x, y)| pattern.covers(*x, *y, unit))
                    .count();
                let expected = match pattern {
                    Pattern::Dots => 2 * line * line,
                    Pattern::Grid => line * (2 * side - line),
                    _ => line * side,
                };
                assert_eq!(inked as i32, expected, "{pattern:?} {unit}");
            }
        }
    }
}
