//! Where two regions can overlap.

use super::Region;
use super::integral::Piece;
use super::region::Edge;

/// The rectangle that two bounding boxes share.
pub(super) struct Window {
    origin: [f64; 2],
    width: f64,
    height: f64,
}

impl Window {
    /// `None` where the boxes do not overlap.
    pub fn between(one: &Region, other: &Region) -> Option<Self> {
        let (a, b) = (one.min(), other.min());
        let origin = [a[0].max(b[0]), a[1].max(b[1])];
        let (a, b) = (one.max(), other.max());
        let (width, height) = (a[0].min(b[0]) - origin[0], a[1].min(b[1]) - origin[1]);
        (width > 0.0 && height > 0.0).then_some(Self {
            origin,
            width,
            height,
        })
    }

    /// The region's border within the window, seen from its lower left corner, by left end. What
    /// lies below the window is left out; what lies above is drawn along its upper side.
    pub fn pieces(&self, region: &Region) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let reach = self.origin[0] + self.width;
        let before = region.edges().partition_point(|e| e.start[0] < reach);
        for edge in region.edges().iter().take(before) {
            if edge.end[0] > self.origin[0] {
                self.clip(edge, &mut pieces);
            }
        }
        pieces.sort_by(|a, b| a.start[0].total_cmp(&b.start[0]));
        pieces
    }

    fn clip(&self, edge: &Edge, into: &mut Vec<Piece>) {
        let local = |at: [f64; 2]| [at[0] - self.origin[0], at[1] - self.origin[1]];
        let whole = Piece {
            start: local(edge.start),
            end: local(edge.end),
            sign: edge.sign,
        };
        let (x0, x1) = (whole.start[0].max(0.0), whole.end[0].min(self.width));
        if x0 >= x1 {
            return;
        }
        let cut = self.cuts(&whole, x0, x1);
        for stretch in cut.windows(2) {
            if let [a, b] = *stretch
                && a < b
            {
                self.push(&whole, a, b, into);
            }
        }
    }

    /// Where the piece enters and leaves the height of the window, between both ends.
    fn cuts(&self, piece: &Piece, x0: f64, x1: f64) -> [f64; 4] {
        let (start, end) = (piece.start, piece.end);
        let rise = end[1] - start[1];
        let crossing = |level: f64| {
            let crosses = (start[1] < level) != (end[1] < level);
            let x = start[0] + (level - start[1]) / rise * (end[0] - start[0]);
            if crosses { x.clamp(x0, x1) } else { x0 }
        };
        let (low, high) = (crossing(0.0), crossing(self.height));
        [x0, low.min(high), low.max(high), x1]
    }

    /// The piece from `a` to `b`, which lies below, within or above the window as a whole.
    fn push(&self, whole: &Piece, a: f64, b: f64, into: &mut Vec<Piece>) {
        let middle = whole.height(a + 0.5 * (b - a));
        if middle <= 0.0 {
            return;
        }
        let held = |x: f64| {
            let y = if middle >= self.height {
                self.height
            } else {
                whole.height(x).clamp(0.0, self.height)
            };
            [x, y]
        };
        into.push(Piece {
            start: held(a),
            end: held(b),
            sign: whole.sign,
        });
    }
}
