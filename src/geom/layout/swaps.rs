//! Brings neighbours together by exchanging the tiles of areas.
//!
//! What is made small: the squared distances between the tiles of neighbours, those of one parent
//! counting more, and with less weight the squared distance of each tile from its area's place. Every
//! exchange makes that sum smaller, so it ends; the rounds are bounded all the same.

use std::collections::BTreeMap;

/// What two neighbours of one parent count, against two of different ones.
const SAME_PARENT: f64 = 3.0;
/// What the distance from the true place counts.
const HOME: f64 = 0.15;
/// Rough work of judging one exchange, in operations.
const WORK: usize = 60;
/// An exchange must gain at least so much, in squared grid steps.
const LEAST_GAIN: f64 = 1e-6;

/// Exchanges under way.
#[derive(Clone, Debug)]
pub(super) struct Swaps {
    /// Middles of cells.
    cells: Vec<[f64; 2]>,
    /// The cells beside each.
    beside: Vec<Vec<u32>>,
    targets: Vec<[f64; 2]>,
    parents: Vec<u32>,
    related: Vec<Vec<u32>>,
    cell_of: Vec<u32>,
    area_of: Vec<u32>,
    round: u32,
    at: usize,
    changed: bool,
}

impl Swaps {
    pub(super) const ROUNDS: u32 = 40;

    /// Areas lie on the cells of the same place in the lists.
    pub(super) fn new(
        cells: &[[i32; 2]],
        steps: &[[i32; 2]],
        targets: Vec<[f64; 2]>,
        parents: Vec<u32>,
        related: Vec<Vec<u32>>,
    ) -> Self {
        let known: BTreeMap<[i32; 2], u32> = cells.iter().copied().zip(0..).collect();
        let beside = |cell: &[i32; 2]| {
            let all = steps
                .iter()
                .map(|step| [cell[0] + step[0], cell[1] + step[1]]);
            all.filter_map(|it| known.get(&it).copied()).collect()
        };
        let count = cells.len() as u32;
        Self {
            beside: cells.iter().map(beside).collect(),
            cells: cells.iter().map(|cell| cell.map(f64::from)).collect(),
            targets,
            parents,
            related,
            cell_of: (0..count).collect(),
            area_of: (0..count).collect(),
            round: 0,
            at: 0,
            changed: false,
        }
    }

    /// The cell of each area.
    pub(super) fn cell_of(&self) -> &[u32] {
        &self.cell_of
    }

    /// How many rounds are done.
    pub(super) fn share(&self) -> u32 {
        self.round
    }

    /// Goes on for about so much work; true when no exchange is left that gains.
    pub(super) fn step(&mut self, work: usize) -> bool {
        let mut left = work.max(1);
        while self.round < Self::ROUNDS {
            let Some(others) = self.beside.get(self.at) else {
                let settled = !self.changed;
                (self.round, self.at, self.changed) = (self.round + 1, 0, false);
                if settled {
                    self.round = Self::ROUNDS;
                }
                continue;
            };
            if left == 0 {
                return false;
            }
            let others = others.clone();
            let cell = self.at as u32;
            left = left.saturating_sub(others.len().max(1) * WORK);
            for other in others.into_iter().filter(|other| *other > cell) {
                self.try_swap(cell, other);
            }
            self.at += 1;
        }
        true
    }

    fn try_swap(&mut self, one: u32, other: u32) {
        let area = |cell: u32| self.area_of.get(cell as usize).copied();
        let (Some(a), Some(b)) = (area(one), area(other)) else {
            return;
        };
        let before = self.cost(a) + self.cost(b);
        self.put(a, other);
        self.put(b, one);
        if self.cost(a) + self.cost(b) + LEAST_GAIN < before {
            self.changed = true;
        } else {
            self.put(a, one);
            self.put(b, other);
        }
    }

    fn put(&mut self, area: u32, cell: u32) {
        if let (Some(of), Some(at)) = (
            self.cell_of.get_mut(area as usize),
            self.area_of.get_mut(cell as usize),
        ) {
            (*of, *at) = (cell, area);
        }
    }

    fn place(&self, area: u32) -> [f64; 2] {
        let cell = self.cell_of.get(area as usize).copied().unwrap_or(0);
        self.cells.get(cell as usize).copied().unwrap_or_default()
    }

    /// What an area's tile costs where it lies.
    fn cost(&self, area: u32) -> f64 {
        let at = self.place(area);
        let squared =
            |to: [f64; 2]| (to[0] - at[0]) * (to[0] - at[0]) + (to[1] - at[1]) * (to[1] - at[1]);
        let parent = self.parents.get(area as usize);
        let home = self
            .targets
            .get(area as usize)
            .map_or(0.0, |target| squared(*target));
        let related = self
            .related
            .get(area as usize)
            .map_or(&[][..], Vec::as_slice);
        let pulls = related.iter().map(|other| {
            let same = self.parents.get(*other as usize) == parent;
            squared(self.place(*other)) * if same { SAME_PARENT } else { 1.0 }
        });
        HOME * home + pulls.sum::<f64>()
    }
}
