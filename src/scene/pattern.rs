//! Patterns as tiles of samples.

use teilraum_raster::{Ink, Tile};

use crate::color::Pattern;

/// The number of a pattern in tables; 0 is none.
pub(super) const fn number(pattern: Option<Pattern>) -> u8 {
    match pattern {
        None => 0,
        Some(pattern) => pattern as u8 + 1,
    }
}

/// Makes the tiles for `samples` samples per CSS pixel; quick if they are as `before`.
pub(super) fn prepare(ink: &mut Ink, before: &mut f64, samples: f64) {
    if *before != samples || ink.tiles.is_empty() {
        *before = samples;
        ink.tiles = Pattern::ALL.map(|pattern| tile(pattern, samples)).to_vec();
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
        let (mut ink, mut before) = (Ink::default(), 0.0);
        for samples in [1.0, 1.5, 4.0, 12.0] {
            prepare(&mut ink, &mut before, samples);
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
