//! The points next to a point, without looking at all of them.

use std::ops::Range;

/// Points in a balanced tree: every node is the middle of its range along its longest side.
///
/// Bentley, J. L. (1975): Multidimensional binary search trees used for associative searching.
/// Communications of the ACM 18, 509–517.
#[derive(Clone, Debug)]
pub(super) struct KdTree {
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    at: [f64; 3],
    /// Number of the point.
    point: u32,
    /// Which coordinate divides what is before from what is after.
    axis: u8,
}

impl KdTree {
    /// Indexes points with finite coordinates.
    pub fn new(points: &[[f64; 3]]) -> Self {
        let node = |(&at, point)| Node { at, point, axis: 0 };
        let mut nodes: Vec<Node> = points.iter().zip(0..).map(node).collect();
        divide(&mut nodes);
        Self { nodes }
    }

    /// The square of the distance from `from` to the `k`-th nearest point other than `but`.
    pub fn kth(&self, from: [f64; 3], but: u32, k: usize) -> f64 {
        let mut nearest: Vec<f64> = Vec::with_capacity(k + 1);
        let mut bound = f64::INFINITY;
        self.visit(
            0..self.nodes.len(),
            from,
            &mut bound,
            &mut |node, square, bound| {
                if node.point == but || square >= *bound {
                    return;
                }
                let place = nearest.partition_point(|other| *other <= square);
                nearest.insert(place, square);
                if nearest.len() >= k {
                    nearest.truncate(k);
                    *bound = nearest.last().copied().unwrap_or(0.0);
                }
            },
        );
        nearest.last().copied().unwrap_or(0.0)
    }

    /// The points other than `but` within a distance of `from`, in no particular order.
    pub fn within(&self, from: [f64; 3], but: u32, distance: f64) -> Vec<u32> {
        let mut found = Vec::new();
        let mut bound = distance * distance;
        self.visit(
            0..self.nodes.len(),
            from,
            &mut bound,
            &mut |node, square, bound| {
                if node.point != but && square <= *bound {
                    found.push(node.point);
                }
            },
        );
        found
    }

    /// Hands out the nodes that may lie within `bound`, with their squared distances; the visitor
    /// may lower the bound.
    fn visit(
        &self,
        range: Range<usize>,
        from: [f64; 3],
        bound: &mut f64,
        visitor: &mut impl FnMut(&Node, f64, &mut f64),
    ) {
        let middle = range.start + range.len() / 2;
        let Some(node) = self.nodes.get(middle).filter(|_| !range.is_empty()) else {
            return;
        };
        let apart = [0, 1, 2].map(|axis| from[axis] - node.at[axis]);
        let square = apart[0] * apart[0] + apart[1] * apart[1] + apart[2] * apart[2];
        visitor(node, square, bound);
        let to_plane = apart[usize::from(node.axis)];
        let (before, after) = (range.start..middle, middle + 1..range.end);
        let (near, far) = if to_plane < 0.0 {
            (before, after)
        } else {
            (after, before)
        };
        self.visit(near, from, bound, visitor);
        if to_plane * to_plane <= *bound {
            self.visit(far, from, bound, visitor);
        }
    }
}

fn divide(nodes: &mut [Node]) {
    if nodes.len() < 2 {
        return;
    }
    let axis = longest_side(nodes);
    let middle = nodes.len() / 2;
    let (before, node, after) =
        nodes.select_nth_unstable_by(middle, |one, other| one.at[axis].total_cmp(&other.at[axis]));
    node.axis = axis as u8;
    divide(before);
    divide(after);
}

fn longest_side(nodes: &[Node]) -> usize {
    let side = |axis: usize| {
        let along = || nodes.iter().map(|node| node.at[axis]);
        along().fold(f64::NEG_INFINITY, f64::max) - along().fold(f64::INFINITY, f64::min)
    };
    let sides = [side(0), side(1), side(2)];
    let longer = |one: usize, other: usize| {
        if sides[other] > sides[one] {
            other
        } else {
            one
        }
    };
    longer(longer(0, 1), 2)
}
