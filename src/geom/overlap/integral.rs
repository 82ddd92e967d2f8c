//! The area below two edges at once.

use super::sweep::Span;

/// A straight piece of a border, from left to right, above the x axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// Left end.
    pub start: [f64; 2],
    /// Right end.
    pub end: [f64; 2],
    /// 1 where the area lies below the piece, −1 where it lies above.
    pub sign: f64,
}

impl Piece {
    /// Height above `x`, within the heights of the ends.
    pub fn height(&self, x: f64) -> f64 {
        let ([x0, y0], [x1, y1]) = (self.start, self.end);
        if x <= x0 {
            y0
        } else if x >= x1 {
            y1
        } else {
            (y0 + (x - x0) / (x1 - x0) * (y1 - y0)).clamp(y0.min(y1), y0.max(y1))
        }
    }
}

impl Span for Piece {
    fn left(&self) -> f64 {
        self.start[0]
    }

    fn right(&self) -> f64 {
        self.end[0]
    }
}

/// The area above the x axis and below both pieces.
///
/// ∫ min(e, f) dx = ∫ f dx + ∫ min(e − f, 0) dx. The difference is a straight line; where it
/// changes its sign, what counts of it is a triangle.
pub(super) fn below_both(e: &Piece, f: &Piece) -> f64 {
    let left = e.left().max(f.left());
    let right = e.right().min(f.right());
    let width = right - left;
    if width <= 0.0 {
        return 0.0;
    }
    let (e0, e1) = (e.height(left), e.height(right));
    let (f0, f1) = (f.height(left), f.height(right));
    let (d0, d1) = (e0 - f0, e1 - f1);
    if d0 <= 0.0 && d1 <= 0.0 {
        0.5 * width * (e0 + e1)
    } else if d0 >= 0.0 && d1 >= 0.0 {
        0.5 * width * (f0 + f1)
    } else {
        let under = d0.min(d1);
        0.5 * width * ((f0 + f1) - under * under / (d0 - d1).abs())
    }
}
