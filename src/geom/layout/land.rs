//! Which points lie on land, row by row.

use crate::geom::{Bounds, Outlines};

/// The coast of a level.
#[derive(Clone, Debug)]
pub(super) struct Land {
    /// From point to point, in metres.
    pieces: Vec<[[f64; 2]; 2]>,
    pub bounds: Bounds,
}

impl Land {
    /// `None` if nothing has an outline.
    pub(super) fn of(outlines: &Outlines) -> Option<Self> {
        let mut pieces = Vec::new();
        for arc in outlines.arcs().iter().filter(|arc| arc.sides.contains(&0)) {
            for pair in outlines.arc_points(arc).windows(2) {
                if let [from, to] = pair {
                    pieces.push([outlines.map_from_grid(*from), outlines.map_from_grid(*to)]);
                }
            }
        }
        let bounds = outlines.bounds()?;
        Some(Self { pieces, bounds })
    }

    /// How many pieces the coast has.
    pub(super) fn size(&self) -> usize {
        self.pieces.len()
    }

    /// Where rows at `first + i * step` enter and leave the land, ascending, two by two.
    pub(super) fn rows(&self, first: f64, step: f64, count: usize) -> Vec<Vec<f64>> {
        let mut rows = vec![Vec::new(); count];
        for [from, to] in &self.pieces {
            let (low, high) = if from[1] <= to[1] {
                (from, to)
            } else {
                (to, from)
            };
            let rise = high[1] - low[1];
            // Half open, so that a corner counts once.
            let start = ((low[1] - first) / step).ceil().max(0.0) as usize;
            let end = (((high[1] - first) / step).ceil().max(0.0) as usize).min(count);
            for row in start..end {
                let share = (first + row as f64 * step - low[1]) / rise;
                if let Some(row) = rows.get_mut(row) {
                    row.push(low[0] + share * (high[0] - low[0]));
                }
            }
        }
        for row in &mut rows {
            row.sort_by(f64::total_cmp);
        }
        rows
    }

    /// The land in square metres, measured along so many rows.
    pub(super) fn area(&self, count: usize) -> f64 {
        let step = self.bounds.size_m()[1] / count.max(1) as f64;
        let rows = self.rows(self.bounds.min_m[1] + step / 2.0, step, count);
        let inside = |row: &Vec<f64>| row.chunks_exact(2).map(|it| it[1] - it[0]).sum::<f64>();
        rows.iter().map(inside).sum::<f64>() * step
    }
}
