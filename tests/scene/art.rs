//! Topologies from pictures made of letters, and large random ones.
//!
//! Each cell of the picture is a square of grid steps; equal letters form one area, `.` is
//! outside. Every side between different letters is one arc, bent at random if asked.

use std::collections::BTreeMap;

use teilraum::model::{LevelIx, Topology};

/// A reproducible random number generator (Steele, Lea & Flood 2014, "SplitMix").
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from `-reach` to `reach`.
    pub fn within(&mut self, reach: i32) -> i32 {
        let span = 2 * reach as u64 + 1;
        (self.next() % span) as i32 - reach
    }
}

/// How arcs are made.
#[derive(Clone, Copy, Debug)]
pub struct Bends {
    /// Grid steps per cell.
    pub cell: i32,
    /// How far corners are moved, in grid steps.
    pub jitter: i32,
    /// Points between the ends of an arc.
    pub points: i32,
    pub seed: u64,
}

/// Straight arcs.
pub const STRAIGHT: Bends = Bends {
    cell: 100,
    jitter: 0,
    points: 0,
    seed: 0,
};

/// A picture: rows of area numbers from the north, 0 outside.
#[derive(Clone, Debug)]
pub struct Picture {
    pub width: usize,
    pub cells: Vec<u32>,
}

impl Picture {
    /// From rows of letters; areas are numbered in the order of their letters.
    pub fn drawn(rows: &[&str]) -> Self {
        let letters: Vec<u8> = rows.iter().flat_map(|row| row.bytes()).collect();
        let mut sorted: Vec<u8> = letters.iter().copied().filter(|l| *l != b'.').collect();
        sorted.sort_unstable();
        sorted.dedup();
        let number = |letter: &u8| sorted.binary_search(letter).map_or(0, |at| at as u32 + 1);
        Self {
            width: rows.first().map_or(0, |row| row.len()),
            cells: letters.iter().map(number).collect(),
        }
    }

    /// Every cell its own area.
    pub fn tiles(width: usize, height: usize) -> Self {
        Self {
            width,
            cells: (1..=(width * height) as u32).collect(),
        }
    }

    pub fn count(&self) -> u32 {
        self.cells.iter().copied().max().unwrap_or(0)
    }

    fn height(&self) -> usize {
        self.cells.len() / self.width
    }

    fn at(&self, column: i32, row: i32) -> u32 {
        let [Ok(column), Ok(row)] = [column, row].map(usize::try_from) else {
            return 0;
        };
        let cell = (column < self.width).then_some(row * self.width + column);
        cell.and_then(|cell| self.cells.get(cell))
            .copied()
            .unwrap_or(0)
    }

    /// The topology of the picture as level 0, one metre per grid step, first area `first_area`.
    pub fn topology(&self, bends: Bends, first_area: u32) -> Topology {
        let mut build = Build::new(bends);
        for row in 0..=self.height() as i32 {
            for column in 0..=self.width as i32 {
                let here = self.at(column, row);
                let (left, above) = (self.at(column - 1, row), self.at(column, row - 1));
                // Sides run such that the area on their left comes first.
                if left != here {
                    build.side([column, row + 1], [column, row], [left, here]);
                }
                if above != here {
                    build.side([column, row], [column + 1, row], [above, here]);
                }
            }
        }
        let outlines = (1..=self.count()).map(|area| build.rings(area)).collect();
        Topology {
            origin_m: [0.0, 0.0],
            step_m: 1.0,
            bands: 1,
            arcs: build.arcs,
            levels: vec![(LevelIx(0), first_area, outlines)],
        }
    }
}

type Node = [i32; 2];

struct Build {
    bends: Bends,
    random: Random,
    arcs: Vec<Vec<[i32; 2]>>,
    nodes: BTreeMap<Node, [i32; 2]>,
    /// Per area: sides from node to node with the area on the left.
    sides: BTreeMap<u32, Vec<(Node, Node, i32)>>,
}

impl Build {
    fn new(bends: Bends) -> Self {
        Self {
            bends,
            random: Random(bends.seed),
            arcs: Vec::new(),
            nodes: BTreeMap::new(),
            sides: BTreeMap::new(),
        }
    }

    fn place(&mut self, node: Node) -> [i32; 2] {
        let Bends { cell, jitter, .. } = self.bends;
        let random = &mut self.random;
        *self.nodes.entry(node).or_insert_with(|| {
            let [x, y] = [random.within(jitter), random.within(jitter)];
            // Rows count from the north, the grid's y to the north.
            [node[0] * cell + x, -node[1] * cell + y]
        })
    }

    fn side(&mut self, from: Node, to: Node, [left, right]: [u32; 2]) {
        let (a, b) = (self.place(from), self.place(to));
        let steps = self.bends.points + 1;
        let mut arc = vec![a];
        for step in 1..steps {
            // Bends stay in a narrow lens around the side, so that sides cannot cross.
            let room = self.bends.cell * step.min(steps - step) / steps / 4;
            let along = |axis: usize| a[axis] + (b[axis] - a[axis]) * step / steps;
            let off = self.random.within(room.max(0));
            arc.push(if from[0] == to[0] {
                [along(0) + off, along(1)]
            } else {
                [along(0), along(1) + off]
            });
        }
        arc.push(b);
        let number = self.arcs.len() as i32;
        self.arcs.push(arc);
        if left > 0 {
            self.sides.entry(left).or_default().push((from, to, number));
        }
        if right > 0 {
            self.sides
                .entry(right)
                .or_default()
                .push((to, from, !number));
        }
    }

    /// Links the sides of an area to rings.
    fn rings(&self, area: u32) -> Vec<Vec<i32>> {
        let mut open = self.sides.get(&area).cloned().unwrap_or_default();
        let mut rings = Vec::new();
        while let Some((start, mut end, first)) = open.pop() {
            let mut ring = vec![first];
            while end != start {
                let next = open.iter().position(|side| side.0 == end).unwrap();
                let (_, to, number) = open.swap_remove(next);
                ring.push(number);
                end = to;
            }
            rings.push(ring);
        }
        rings
    }
}
