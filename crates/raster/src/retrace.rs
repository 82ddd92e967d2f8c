//! Border pixels of a screen that has moved: looked for only where ids are not as they were.

use crate::borders::{Kinds, Screen, tally};
use crate::cells::Cells;

/// First and one-past-last columns and rows of a part of a screen.
type Part = [[usize; 2]; 2];

/// Memory for parts of a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    cells: Cells,
    kinds: Kinds,
}

impl Kinds {
    /// Moves the kinds right and down with the ids and finds those that are not what they were:
    /// near the edges, and near the cells that are `changed` besides.
    pub fn shift(
        &mut self,
        screen: &Screen<'_>,
        by: [i32; 2],
        changed: &[usize],
        patch: &mut Patch,
    ) {
        let [width, height] = screen.size;
        let reach = screen.reach();
        // What came in, as far as it shows, and where an edge is now or was.
        let inner = [0, 1].map(|axis| {
            let (came, len) = (by[axis].unsigned_abs() as usize + reach, screen.size[axis]);
            [came, len.saturating_sub(came)]
        });
        let [columns, rows] = inner;
        let known = self.list.len() == width * height;
        if !known || columns[0] >= columns[1] || rows[0] >= rows[1] {
            self.trace(screen);
            return;
        }
        let edges = |[columns, rows]: Part| {
            [
                [[0, width], [0, rows[0]]],
                [[0, width], [rows[1], height]],
                [[0, columns[0]], rows],
                [[columns[1], width], rows],
            ]
        };
        let before = [0, 1].map(|axis| {
            let back = -by[axis] as isize;
            inner[axis].map(|at| at.saturating_add_signed(back))
        });
        for part in edges(before) {
            self.forget(width, part);
        }
        self.move_list(width, by);
        let around = changed.iter().map(|at| {
            let near =
                |at: usize, len: usize| [at.saturating_sub(reach), (at + reach + 1).min(len)];
            [near(*at % width, width), near(*at / width, height)]
        });
        for part in edges(inner) {
            self.retrace(screen, part, patch);
        }
        for part in around {
            self.forget(width, part);
            self.retrace(screen, part, patch);
        }
    }

    /// Takes the pixels of a part out of the counts.
    fn forget(&mut self, width: usize, [columns, rows]: Part) {
        for row in rows[0]..rows[1] {
            let part = row * width + columns[0]..row * width + columns[1];
            let kinds = self.list.get(part).unwrap_or_default();
            tally(kinds, |kind, found| {
                self.counts[kind] = self.counts[kind].saturating_sub(found);
            });
        }
    }

    fn move_list(&mut self, width: usize, by: [i32; 2]) {
        let offset = by[1] as isize * width as isize + by[0] as isize;
        let distance = offset.unsigned_abs().min(self.list.len());
        if offset > 0 {
            let kept = self.list.len() - distance;
            self.list.copy_within(..kept, distance);
        } else {
            self.list.copy_within(distance.., 0);
        }
    }

    /// Finds and counts the kinds of a part by those of a patch of screen that is so much larger that its
    /// edges do not show.
    fn retrace(&mut self, screen: &Screen<'_>, part: Part, patch: &mut Patch) {
        let reach = screen.reach();
        let around = [0, 1].map(|axis| {
            let [first, last] = part[axis];
            [
                first.saturating_sub(reach),
                (last + reach).min(screen.size[axis]),
            ]
        });
        let width = screen.size[0];
        let size = around.map(|[first, last]| last - first);
        patch.cells.copy_part(screen.cells, width, around);
        patch.kinds.mark(&Screen {
            cells: &patch.cells,
            size,
            ..*screen
        });
        let [columns, rows] = part;
        for row in rows[0]..rows[1] {
            let from = (row - around[1][0]) * size[0] + columns[0] - around[0][0];
            let to = row * width + columns[0];
            let len = columns[1] - columns[0];
            let found = patch.kinds.list.get(from..from + len);
            if let (Some(found), Some(list)) = (found, self.list.get_mut(to..to + len)) {
                list.copy_from_slice(found);
                tally(found, |kind, found| self.counts[kind] += found);
            }
        }
    }
}
