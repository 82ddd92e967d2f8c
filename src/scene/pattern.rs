//! Where the ink of patterns lies: one square of each, worked out ahead of the pixels.

use crate::color::Pattern;

/// The square that repeats.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tile {
    side: u32,
    inked: Vec<bool>,
}

/// Where the ink of patterns lies, on a screen of some sample pitch.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ink {
    samples: f64,
    /// In the order of [`Pattern::ALL`].
    tiles: Vec<Tile>,
}

/// The number of a pattern in tables; 0 is none.
pub(super) const fn number(pattern: Option<Pattern>) -> u8 {
    match pattern {
        None => 0,
        Some(pattern) => pattern as u8 + 1,
    }
}

impl Ink {
    /// For `samples` samples per CSS pixel; quick if they are as before.
    pub(super) fn prepare(&mut self, samples: f64) {
        if self.samples != samples || self.tiles.is_empty() {
            self.samples = samples;
            self.tiles.clear();
            self.tiles
                .extend(Pattern::ALL.map(|pattern| tile(pattern, samples)));
        }
    }

    /// Whether a sample is ink of the pattern with this [`number`].
    #[inline]
    pub(super) fn covers(&self, number: u8, column: u32, row: u32) -> bool {
        let tile = usize::from(number)
            .checked_sub(1)
            .and_then(|at| self.tiles.get(at));
        tile.is_some_and(|tile| {
            let at = row % tile.side * tile.side + column % tile.side;
            tile.inked.get(at as usize).copied().unwrap_or(false)
        })
    }
}

fn tile(pattern: Pattern, samples: f64) -> Tile {
    let [side, _] = pattern.measures(samples);
    let inked = (0..side).flat_map(|y| (0..side).map(move |x| pattern.covers(x, y, samples)));
    Tile {
        side: side.max(1) as u32,
        inked: inked.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order_of_the_tiles() {
        assert_eq!(number(None), 0);
        for (pattern, at) in Pattern::ALL.into_iter().zip(1..) {
            assert_eq!(number(Some(pattern)), at);
        }
    }

    #[test]
    fn tiles_hold_what_patterns_cover() {
        let mut ink = Ink::default();
        for samples in [1.0, 1.5, 4.0, 12.0] {
            ink.prepare(samples);
            for pattern in Pattern::ALL {
                for (x, y) in (100..160).flat_map(|x| (7..60).map(move |y| (x, y))) {
                    let covered = ink.covers(number(Some(pattern)), x, y);
                    assert_eq!(covered, pattern.covers(x as i32, y as i32, samples));
                }
            }
        }
        assert!(!ink.covers(0, 0, 0) && !ink.covers(200, 0, 0));
    }
}
