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
}

impl Pattern {
    /// Every pattern.
    pub const ALL: [Self; 6] = [
        Self::Dots,
        Self::DenseHatch,
        Self::Hatch,
        Self::BackHatch,
        Self::Lines,
        Self::Grid,
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
        }
    }

    /// Side of the square that repeats, in CSS pixels.
    #[must_use]
    pub const fn tile_px(self) -> i32 {
        match self {
            Self::Dots => 8,
            Self::DenseHatch => 4,
            Self::Hatch => 9,
            Self::BackHatch | Self::Grid => 7,
            Self::Lines => 6,
        }
    }

    /// Whether the pixel at device coordinates `x`, `y` is inked, at `density` device pixels per CSS
    /// pixel (at least 1). Coordinates are those of the screen, not of the map: a pattern keeps its
    /// pitch at every zoom.
    ///
    /// ```
    /// use teilraum::color::Pattern;
    /// assert!(Pattern::Lines.covers(100, 0, 1));
    /// assert!(!Pattern::Lines.covers(100, 3, 1));
    /// ```
    #[must_use]
    pub fn covers(self, x: i32, y: i32, density: i32) -> bool {
        let unit = density.max(1);
        let tile = self.tile_px().saturating_mul(unit);
        // Reduced first, so that sums and differences cannot overflow.
        let (x, y) = (x.rem_euclid(tile), y.rem_euclid(tile));
        match self {
            Self::Dots => {
                let half = tile / 2;
                let staggered = if y < half { x } else { (x + half) % tile };
                staggered < 2 * unit && y % half < 2 * unit
            }
            Self::DenseHatch | Self::Hatch => (x + y) % tile < 2 * unit,
            Self::BackHatch => (x - y).rem_euclid(tile) < 2 * unit,
            Self::Lines => y < 2 * unit,
            Self::Grid => x < unit || y < unit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pattern: Pattern, density: i32) -> Vec<bool> {
        let side = 8 * 9 * 7 * density;
        (0..side)
            .flat_map(|y| (0..side).map(move |x| (x, y)))
            .map(|(x, y)| pattern.covers(x, y, density))
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
            let tile = pattern.tile_px();
            for (x, y) in (0..tile).flat_map(|x| (0..tile).map(move |y| (x, y))) {
                assert_eq!(
                    pattern.covers(x, y, 1),
                    pattern.covers(x - 5 * tile, y - tile, 1)
                );
            }
            assert_eq!(
                pattern.covers(i32::MIN, i32::MAX, 3),
                pattern.covers(i32::MIN, i32::MAX, 3)
            );
        }
    }
}
