//! Where land lies: a patchwork of hexagons laid like bricks, the highest of which are land.
//!
//! Six neighbours are what areas of administrations have on average. Some areas lie inside another,
//! some in the sea, and some consist of two parts.

use std::collections::BTreeSet;

use crate::noise;
use crate::plan::Plan;

/// Width of the country in metres; its height is about four fifths of it.
pub const WIDTH_M: f64 = 800_000.0;
/// Metres per grid step.
pub const STEP_M: f64 = 10.0;
/// Part of the hexagons that is land.
const LAND: f64 = 0.74;
/// Height of a row by the width of a hexagon: half the square root of three.
const ROW: f64 = 0.866;
/// How far a corner may lie from its place, by the width of a hexagon.
const JITTER: f64 = 0.16;

/// A hexagon: row and column.
pub type Cell = [i32; 2];
/// A corner of hexagons: line and place in it.
pub type Corner = [i32; 2];

/// The hexagons, and what each is part of.
#[derive(Clone, Debug)]
pub struct Land {
    /// Rows and columns.
    pub size: [i32; 2],
    /// Width of a hexagon in grid steps.
    pub width: f64,
    seed: u64,
    /// Per hexagon: the area it belongs to, counted among the areas.
    pub owner: Vec<Option<u32>>,
    /// Per area: the hexagon it is, or lies in.
    pub home: Vec<Cell>,
    /// Per area: its parent, ascending.
    pub parent: Vec<u32>,
    /// How many parents there are.
    pub parents: u32,
    /// Areas inside another one, and in the sea: a hexagon with an outline of its own within.
    pub inner: Vec<Inner>,
}

/// An outline inside a hexagon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inner {
    /// The hexagon.
    pub cell: Cell,
    /// The area that it is, or is a part of.
    pub area: u32,
}

/// What an area is before areas have numbers.
#[derive(Clone, Copy)]
enum Kind {
    Hexagon,
    Inner,
}

impl Land {
    /// Lays out the country of `plan`.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let enclaves = (plan.areas / 200).max(2);
        let islets = (plan.areas / 300).max(2);
        let mut land = Self::empty(plan, plan.areas - enclaves - islets);
        let (chosen, sea) = land.highest(plan.areas - enclaves - islets);
        let mut areas: Vec<(Cell, Kind)> = chosen.iter().map(|c| (*c, Kind::Hexagon)).collect();
        let enclosed = land.some_of(&chosen, enclaves, 1);
        let open: Vec<Cell> = land.far_out(&sea, &chosen);
        let lonely = land.some_of(&open, islets, 2);
        let short = (enclaves + islets) as usize - enclosed.len() - lonely.len();
        let spare: BTreeSet<Cell> = enclosed.iter().copied().collect();
        let rest: Vec<Cell> = chosen
            .iter()
            .copied()
            .filter(|c| !spare.contains(c))
            .collect();
        let more = land.some_of(&rest, short as u32, 3);
        for cell in enclosed.into_iter().chain(lonely).chain(more) {
            areas.push((cell, Kind::Inner));
        }
        land.number(plan, areas);
        land.second_parts(&sea, islets);
        land
    }

    fn empty(plan: &Plan, hexagons: u32) -> Self {
        let cells = f64::from(hexagons) / LAND;
        // Rows are lower than hexagons are wide, and the country is wider than high.
        let columns = (cells * ROW / 0.8).sqrt().ceil() as i32 + 2;
        let rows = (cells / f64::from(columns - 2)).ceil() as i32 + 2;
        Self {
            size: [rows, columns],
            width: WIDTH_M / STEP_M / f64::from(columns),
            seed: plan.seed,
            owner: vec![None; rows as usize * columns as usize],
            home: Vec::new(),
            parent: Vec::new(),
            parents: 0,
            inner: Vec::new(),
        }
    }

    fn place(&self, [row, column]: Cell) -> Option<usize> {
        let [rows, columns] = self.size;
        let inside = (0..rows).contains(&row) && (0..columns).contains(&column);
        inside.then(|| row as usize * columns as usize + column as usize)
    }

    /// The area that a hexagon belongs to.
    #[must_use]
    pub fn owner(&self, cell: Cell) -> Option<u32> {
        self.owner.get(self.place(cell)?).copied().flatten()
    }

    /// All hexagons, row by row.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        let [rows, columns] = self.size;
        (0..rows).flat_map(move |row| (0..columns).map(move |column| [row, column]))
    }

    /// The six hexagons around one, counter-clockwise from the lower left.
    #[must_use]
    pub fn around([row, column]: Cell) -> [Cell; 6] {
        let shift = row.rem_euclid(2);
        [
            [row - 1, column - 1 + shift],
            [row - 1, column + shift],
            [row, column + 1],
            [row + 1, column + shift],
            [row + 1, column - 1 + shift],
            [row, column - 1],
        ]
    }

    /// The corners of a hexagon, counter-clockwise; side `n` runs from corner `n` to the next one
    /// and has hexagon `n` of [`Land::around`] on its other side.
    #[must_use]
    pub fn corners([row, column]: Cell) -> [Corner; 6] {
        let left = 2 * column + row.rem_euclid(2);
        [
            [row, left],
            [row, left + 1],
            [row, left + 2],
            [row + 1, left + 2],
            [row + 1, left + 1],
            [row + 1, left],
        ]
    }

    /// Where a corner lies on the grid.
    #[must_use]
    pub fn point(&self, [line, place]: Corner) -> [i32; 2] {
        let upwards = (place - line).rem_euclid(2) == 0;
        let lift = if upwards { ROW / 6.0 } else { -ROW / 6.0 };
        let jitter = |axis: u64| {
            JITTER * noise::around(self.seed ^ (axis + 11), i64::from(line), i64::from(place))
        };
        let x = f64::from(place) / 2.0 + jitter(0);
        let y = f64::from(line) * ROW + lift + jitter(1);
        [x, y].map(|value| (value * self.width).round() as i32)
    }

    /// The middle of a hexagon, from (0, 0) to about (1, 0.8).
    #[must_use]
    pub fn middle(&self, [row, column]: Cell) -> [f64; 2] {
        let shift = f64::from(row.rem_euclid(2)) / 2.0;
        let x = f64::from(column) + 0.5 + shift;
        let y = (f64::from(row) + 0.5) * ROW;
        [x, y].map(|value| value / f64::from(self.size[1]))
    }

    /// How high a hexagon lies: hills of several widths, low towards the edge of the map.
    fn height(&self, cell: Cell) -> f64 {
        let [x, y] = self.middle(cell);
        let [row, column] = cell;
        let edge = [
            row,
            column,
            self.size[0] - 1 - row,
            self.size[1] - 1 - column,
        ];
        if edge.contains(&0) {
            return f64::NEG_INFINITY;
        }
        let (dx, dy) = (2.0 * x - 1.0, 2.0 * y / 0.8 - 1.0);
        let bay = noise::layered(self.seed ^ 3, [x * 5.0, y * 5.0], 4);
        1.2 * bay - (dx * dx * dx * dx + dy * dy * dy * dy) * 0.8
    }

    /// The `count` highest hexagons in order of place, and the others.
    fn highest(&self, count: u32) -> (Vec<Cell>, Vec<Cell>) {
        let mut ranked: Vec<(f64, Cell)> = self.cells().map(|c| (self.height(c), c)).collect();
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let split = ranked.split_at((count as usize).min(ranked.len()));
        let in_order = |part: &[(f64, Cell)]| {
            let mut cells: Vec<Cell> = part.iter().map(|(_, cell)| *cell).collect();
            cells.sort_unstable();
            cells
        };
        (in_order(split.0), in_order(split.1))
    }

    /// About `count` of `cells`, chosen by the seed and in order of place.
    fn some_of(&self, cells: &[Cell], count: u32, purpose: u64) -> Vec<Cell> {
        let draw = |cell: &Cell| {
            noise::at(
                self.seed ^ (purpose << 8),
                i64::from(cell[0]),
                i64::from(cell[1]),
            )
        };
        let mut drawn: Vec<(f64, Cell)> = cells.iter().map(|cell| (draw(cell), *cell)).collect();
        drawn.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let mut chosen: Vec<Cell> = drawn.iter().map(|it| it.1).take(count as usize).collect();
        chosen.sort_unstable();
        chosen
    }

    /// The hexagons of the sea without land around them.
    fn far_out(&self, sea: &[Cell], land: &[Cell]) -> Vec<Cell> {
        let land: BTreeSet<Cell> = land.iter().copied().collect();
        let lonely = |cell: &&Cell| Self::around(**cell).iter().all(|one| !land.contains(one));
        sea.iter().filter(lonely).copied().collect()
    }

    /// Gives the areas their numbers: by parent, then by place.
    fn number(&mut self, plan: &Plan, areas: Vec<(Cell, Kind)>) {
        let seeds = Seeds::of(plan);
        let drawn: Vec<u32> = areas
            .iter()
            .map(|(c, _)| seeds.nearest(self.middle(*c)))
            .collect();
        let used: BTreeSet<u32> = drawn.iter().copied().collect();
        let numbers: std::collections::BTreeMap<u32, u32> = used.into_iter().zip(0..).collect();
        self.parents = numbers.len() as u32;
        let parent = |drawn: &u32| numbers.get(drawn).copied().unwrap_or(0);
        let mut order: Vec<_> = drawn.iter().map(parent).zip(areas).collect();
        order.sort_by_key(|(parent, (cell, kind))| (*parent, *cell, matches!(kind, Kind::Inner)));
        for (area, (parent, (cell, kind))) in (0_u32..).zip(order) {
            self.home.push(cell);
            self.parent.push(parent);
            match kind {
                Kind::Inner => self.inner.push(Inner { cell, area }),
                Kind::Hexagon => {
                    let place = self.place(cell).and_then(|at| self.owner.get_mut(at));
                    if let Some(owner) = place {
                        *owner = Some(area);
                    }
                }
            }
        }
    }

    /// Gives some areas on the coast an island before it.
    fn second_parts(&mut self, sea: &[Cell], count: u32) {
        let taken: BTreeSet<Cell> = self.inner.iter().map(|inner| inner.cell).collect();
        let ashore = |cell: &Cell| {
            let mut owners = Self::around(*cell).into_iter();
            let area = owners.find_map(|one| self.owner(one))?;
            (!taken.contains(cell)).then_some((*cell, area))
        };
        let found: Vec<(Cell, u32)> = sea.iter().filter_map(ashore).collect();
        let cells: Vec<Cell> = found.iter().map(|(cell, _)| *cell).collect();
        let chosen: BTreeSet<Cell> = self.some_of(&cells, count, 4).into_iter().collect();
        let chosen = found.into_iter().filter(|(cell, _)| chosen.contains(cell));
        self.inner
            .extend(chosen.map(|(cell, area)| Inner { cell, area }));
    }
}

/// The places that parents grow around: one in each field of a coarse lattice.
struct Seeds {
    columns: i64,
    rows: i64,
    seed: u64,
}

impl Seeds {
    fn of(plan: &Plan) -> Self {
        // Fields in the sea get no parent.
        let fields = f64::from(plan.parents) / LAND;
        let columns = (fields / 0.8).sqrt().round().max(2.0);
        Self {
            columns: columns as i64,
            rows: (columns * 0.8).round().max(1.0) as i64,
            seed: plan.seed ^ 77,
        }
    }

    /// The number of the field whose place is nearest, the way there bent a little.
    fn nearest(&self, [x, y]: [f64; 2]) -> u32 {
        let scale = self.columns as f64;
        let bend = |axis: u64| noise::layered(self.seed ^ axis, [x * scale, y * scale], 3) - 0.5;
        let (x, y) = (x * scale + bend(5), y * scale + bend(6));
        let (column, row) = (x.floor() as i64, y.floor() as i64);
        let mut best = (f64::INFINITY, 0);
        for row in row - 1..=row + 1 {
            for column in column - 1..=column + 1 {
                let (column, row) = (
                    column.clamp(0, self.columns - 1),
                    row.clamp(0, self.rows - 1),
                );
                let jitter = |axis: u64| noise::at(self.seed ^ axis, column, row) * 0.7 + 0.15;
                let (dx, dy) = (column as f64 + jitter(1) - x, row as f64 + jitter(2) - y);
                let found = (dx * dx + dy * dy, row * self.columns + column);
                if found < best {
                    best = found;
                }
            }
        }
        best.1 as u32
    }
}
