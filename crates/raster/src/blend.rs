//! Colors laid over colors.

use crate::Coverage;

/// `base` with `share` of 255 of `ink` over it, rounded.
#[inline]
#[must_use]
pub fn mix(base: [u8; 3], ink: [u8; 3], share: u8) -> [u8; 3] {
    let share = u32::from(share);
    let channel = |base: u8, ink: u8| {
        let sum = u32::from(base) * (255 - share) + u32::from(ink) * share;
        ((sum + 127) / 255) as u8
    };
    [
        channel(base[0], ink[0]),
        channel(base[1], ink[1]),
        channel(base[2], ink[2]),
    ]
}

/// The product of two shares of 255.
const fn scaled(cover: u8, strength: u8) -> u8 {
    ((cover as u32 * strength as u32 + 127) / 255) as u8
}

/// Lays a color over a pixel that need not be opaque.
#[inline]
pub fn over(pixel: &mut [u8; 4], color: [u8; 3], cover: u8) {
    let [r, g, b, alpha] = *pixel;
    let base = [r, g, b];
    let behind = u32::from(alpha) * (255 - u32::from(cover)) / 255;
    let mixed = match alpha {
        255 => mix(base, color, cover),
        0 => color,
        _ => {
            // What shows of the color, of what shows at all.
            let all = (u32::from(cover) + behind).max(1);
            mix(base, color, (u32::from(cover) * 255 / all).min(255) as u8)
        }
    };
    let alpha = (u32::from(cover) + behind).min(255) as u8;
    *pixel = [mixed[0], mixed[1], mixed[2], alpha];
}

impl Coverage {
    /// Lays a color over one row of pixels; `rgba` starts with row `top`.
    pub fn lay(&self, color: [u8; 3], strength: u8, row: i32, top: i32, rgba: &mut [u8]) {
        let covered = self.row(row);
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        let start = (row - top).max(0) as usize * covered.len();
        let pixels = pixels.get_mut(start..start + covered.len());
        for (pixel, cover) in pixels.unwrap_or_default().iter_mut().zip(covered) {
            if *cover > 0 {
                over(pixel, color, scaled(*cover, strength));
            }
        }
    }
}
