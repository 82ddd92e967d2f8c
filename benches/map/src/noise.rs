//! Numbers that follow from a place and a seed alone, so that borders and values can be made in any
//! order and come out the same.

use teilraum::stats::Random;

/// A number in [0, 1) for a place.
#[must_use]
pub fn at(seed: u64, x: i64, y: i64) -> f64 {
    let place = (x as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (y as u64).rotate_left(32);
    Random::stream(seed, place).unit()
}

/// A number in [−1, 1) for a place.
#[must_use]
pub fn around(seed: u64, x: i64, y: i64) -> f64 {
    2.0 * at(seed, x, y) - 1.0
}

/// Smooth noise in [0, 1): numbers on a lattice of width 1, blended between.
#[must_use]
pub fn smooth(seed: u64, [x, y]: [f64; 2]) -> f64 {
    let (column, row) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (u, v) = (ease(x - column), ease(y - row));
    let corner = |dx: i64, dy: i64| at(seed, column as i64 + dx, row as i64 + dy);
    let low = corner(0, 0) * (1.0 - u) + corner(1, 0) * u;
    let high = corner(0, 1) * (1.0 - u) + corner(1, 1) * u;
    low * (1.0 - v) + high * v
}

/// Smooth noise of several widths, each half as wide and as strong as the one before; in [0, 1).
#[must_use]
pub fn layered(seed: u64, [x, y]: [f64; 2], layers: u32) -> f64 {
    let (mut sum, mut total, mut strength, mut scale) = (0.0, 0.0, 1.0, 1.0);
    for layer in 0..u64::from(layers) {
        sum += strength * smooth(seed.wrapping_add(layer), [x * scale, y * scale]);
        total += strength;
        strength /= 2.0;
        scale *= 2.0;
    }
    sum / total
}
