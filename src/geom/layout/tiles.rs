//! A hexagon for each area, all alike, on the land and near their places.
//!
//! As many cells as there are areas are chosen whose middles lie on the land. Areas and cells are then
//! halved again and again by the same rank along the longer side (as in a tree of k dimensions), which
//! keeps west west and north north however unevenly areas lie; `swaps` brings neighbours together
//! afterwards. It takes n log² n steps for the halving and a bounded number of rounds for the rest.

use super::adjacency::Adjacency;
use super::land::Land;
use super::swaps::Swaps;
use super::{Drawing, Layout, places};
use crate::geom::Outlines;
use crate::stats::{Job, Progress};

/// Half the width of a hexagon, and its corners about the middle, in grid steps.
const HALF: i32 = 7;
const ROW: i32 = 12;
const CORNERS: [[i32; 2]; 6] = [[7, -4], [7, 4], [0, 8], [-7, 4], [-7, -4], [0, -8]];
/// The cell on the other side of the edge from each corner to the next, as steps of the middle.
const BESIDE: [[i32; 2]; 6] = [[14, 0], [7, 12], [-7, 12], [-14, 0], [-7, -12], [7, -12]];
/// How often the size of cells is tried.
const TRIES: usize = 14;
/// Rough work of sorting one entry, in operations.
const SORT_WORK: usize = 20;

/// Lays out tiles, in steps.
#[derive(Clone, Debug)]
pub struct Tiles {
    outlines: Outlines,
    adjacency: Adjacency,
    /// Places with an outline, to be put in order.
    areas: Vec<u32>,
    targets: Vec<[f64; 2]>,
    origin_m: [f64; 2],
    step_m: f64,
    /// Middles of cells, to be put in order beside `areas`.
    cells: Vec<[i32; 2]>,
    /// The search for their size; `None` once they are found.
    fitting: Option<Fitting>,
    /// Parts still to be halved.
    parts: Vec<[usize; 2]>,
    swaps: Option<Swaps>,
    done: Option<Layout>,
}

impl Tiles {
    /// Nothing is chosen and nothing laid out yet. `None` if nothing has an outline.
    #[must_use]
    pub fn new(outlines: &Outlines) -> Option<Self> {
        let land = Land::of(outlines)?;
        let places = places(outlines);
        let with = |(place, at): (u32, &Option<[f64; 2]>)| at.map(|_| place);
        let areas: Vec<u32> = (0..).zip(&places).filter_map(with).collect();
        Some(Self {
            adjacency: Adjacency::of(outlines),
            targets: places.into_iter().map(Option::unwrap_or_default).collect(),
            origin_m: land.bounds.min_m,
            step_m: 1.0,
            parts: vec![[0, areas.len()]],
            fitting: Some(Fitting::new(land, areas.len())),
            areas,
            cells: Vec::new(),
            outlines: outlines.clone(),
            swaps: None,
            done: None,
        })
    }

    /// Halves one part by rank along its longer side; the work it took.
    fn halve(&mut self, [start, end]: [usize; 2]) -> usize {
        let Self {
            areas,
            cells,
            targets,
            ..
        } = self;
        let (Some(areas), Some(cells)) = (areas.get_mut(start..end), cells.get_mut(start..end))
        else {
            return 1;
        };
        let count = areas.len();
        if count < 2 {
            return 1;
        }
        let extent = |axis: usize| {
            let along = || cells.iter().map(|cell| cell[axis]);
            along().max().unwrap_or(0) - along().min().unwrap_or(0)
        };
        let axis = usize::from(extent(1) > extent(0));
        cells.sort_unstable_by_key(|cell| (cell[axis], cell[1 - axis]));
        let target = |place: &u32| targets.get(*place as usize).copied().unwrap_or_default();
        areas.sort_unstable_by(|one, other| {
            let [a, b] = [target(one), target(other)];
            a[axis].total_cmp(&b[axis]).then(one.cmp(other))
        });
        let middle = start + count / 2;
        self.parts.push([start, middle]);
        self.parts.push([middle, end]);
        2 * count * SORT_WORK
    }

    fn begin_swaps(&self) -> Swaps {
        let target = |place: &u32| {
            let at = self
                .targets
                .get(*place as usize)
                .copied()
                .unwrap_or_default();
            [0, 1].map(|axis| (at[axis] - self.origin_m[axis]) / self.step_m)
        };
        let parent = |place: &u32| self.outlines.parent(place + 1);
        Swaps::new(
            &self.cells,
            &BESIDE,
            self.areas.iter().map(target).collect(),
            self.areas.iter().map(parent).collect(),
            self.related(),
        )
    }

    /// Neighbours of each entry of `areas`, as entries.
    fn related(&self) -> Vec<Vec<u32>> {
        let mut entries = vec![u32::MAX; self.outlines.count()];
        for (entry, place) in (0..).zip(&self.areas) {
            if let Some(at) = entries.get_mut(*place as usize) {
                *at = entry;
            }
        }
        let entry = |place: &u32| {
            entries
                .get(*place as usize)
                .copied()
                .filter(|it| *it != u32::MAX)
        };
        let list = |place: &u32| {
            self.adjacency
                .get(*place)
                .iter()
                .filter_map(entry)
                .collect()
        };
        self.areas.iter().map(list).collect()
    }

    /// Draws the hexagons, each edge once.
    fn draw(&self, cell_of: &[u32]) -> Layout {
        let mut middles = vec![None; self.outlines.count()];
        for (place, cell) in self.areas.iter().zip(cell_of) {
            if let Some(middle) = middles.get_mut(*place as usize) {
                *middle = self.cells.get(*cell as usize).copied();
            }
        }
        let mut drawing = Drawing::new(&self.outlines);
        let mut edges: std::collections::BTreeMap<[[i32; 2]; 2], i32> =
            std::collections::BTreeMap::new();
        for middle in &middles {
            let mut ring = Vec::with_capacity(6);
            for (corner, next) in CORNERS.iter().zip(CORNERS.iter().cycle().skip(1)) {
                let Some(middle) = middle else { break };
                let at = |corner: &[i32; 2]| [middle[0] + corner[0], middle[1] + corner[1]];
                let [from, to] = [at(corner), at(next)];
                ring.push(match edges.remove(&[to, from]) {
                    Some(arc) => !arc,
                    None => {
                        let arc = drawing.arc([from, to]);
                        edges.insert([from, to], arc);
                        arc
                    }
                });
            }
            drawing.area(&ring, *middle);
        }
        let lists = self.beside(&middles);
        drawing.finish(self.origin_m, self.step_m, lists)
    }

    /// Whose tiles touch.
    fn beside(&self, middles: &[Option<[i32; 2]>]) -> Vec<Vec<u32>> {
        let first = self.outlines.first_area();
        let with = |(place, at): (u32, &Option<[i32; 2]>)| at.map(|at| (at, first + place));
        let by_cell: std::collections::BTreeMap<[i32; 2], u32> =
            (0..).zip(middles).filter_map(with).collect();
        let list = |at: &Option<[i32; 2]>| {
            let cells = at.iter().flat_map(|at| {
                BESIDE
                    .iter()
                    .map(move |step| [at[0] + step[0], at[1] + step[1]])
            });
            let mut list: Vec<u32> = cells
                .filter_map(|cell| by_cell.get(&cell).copied())
                .collect();
            list.sort_unstable();
            list
        };
        middles.iter().map(list).collect()
    }
}

impl Job for Tiles {
    type Output = Layout;

    fn step(&mut self, work: u32) -> Progress<Layout> {
        let mut left = work as usize;
        if let Some(done) = &self.done {
            return Progress::Done(done.clone());
        }
        while let Some(mut fitting) = self.fitting.take() {
            left = left.saturating_sub(fitting.work());
            match fitting.step() {
                Some(grid) => (self.step_m, self.cells) = (grid.step_m, grid.cells),
                None => self.fitting = Some(fitting),
            }
            if left == 0 {
                return Progress::Running {
                    done: 0,
                    of: self.areas.len() as u32 * 4,
                };
            }
        }
        while let Some(part) = self.parts.pop() {
            left = left.saturating_sub(self.halve(part));
            if left == 0 {
                let done = (self.areas.len() - self.parts.len().min(self.areas.len())) as u32;
                return Progress::Running {
                    done,
                    of: self.areas.len() as u32 * 4,
                };
            }
        }
        let mut swaps = self.swaps.take().unwrap_or_else(|| self.begin_swaps());
        let share = swaps.share();
        // Drawing is a step of its own.
        if share >= Swaps::ROUNDS {
            let layout = self.draw(swaps.cell_of());
            self.done = Some(layout.clone());
            return Progress::Done(layout);
        }
        swaps.step(left);
        self.swaps = Some(swaps);
        Progress::Running {
            done: 1 + share,
            of: 2 + Swaps::ROUNDS,
        }
    }
}

/// The search for the size of cells, by halving: exactly as many cells as areas, most of whose middles
/// lie on the land.
#[derive(Clone, Debug)]
struct Fitting {
    land: Land,
    count: usize,
    low: f64,
    high: f64,
    best: Option<Grid>,
    tries: usize,
}

impl Fitting {
    fn new(land: Land, count: usize) -> Self {
        let [width, height] = land.bounds.size_m();
        let all = (width * height).max(1.0);
        let cell_steps = f64::from(2 * HALF * ROW);
        let step = |area: f64| (area / (count.max(1) as f64 * cell_steps)).sqrt();
        let middle = step(land.area(256).max(all / 1000.0));
        Self {
            land,
            count,
            low: middle * 0.6,
            high: middle * 1.4,
            best: None,
            tries: 0,
        }
    }

    /// Rough work of one try, in operations.
    fn work(&self) -> usize {
        (self.count + self.land.size()) * SORT_WORK
    }

    /// One try; the cells at the end.
    fn step(&mut self) -> Option<Grid> {
        if self.tries < TRIES {
            self.tries += 1;
            let tried = Grid::on_land(&self.land, f64::midpoint(self.low, self.high));
            if tried.cells.len() < self.count {
                self.high = tried.step_m;
            } else {
                self.low = tried.step_m;
                self.best = Some(tried);
            }
            return None;
        }
        let best = self.best.take();
        let mut best = best.unwrap_or_else(|| Grid::anywhere(&self.land, self.count));
        best.shed(self.count);
        Some(best)
    }
}

/// Cells of one size.
#[derive(Clone, Debug)]
struct Grid {
    step_m: f64,
    cells: Vec<[i32; 2]>,
}

impl Grid {
    fn on_land(land: &Land, step_m: f64) -> Self {
        let [width, height] = land.bounds.size_m();
        let row_m = f64::from(ROW) * step_m;
        let count = (height / row_m) as usize + 1;
        let mut cells = Vec::new();
        let rows = land.rows(land.bounds.min_m[1], row_m, count);
        for (row, ends) in (0_i32..).zip(&rows) {
            for column in 0..(width / (f64::from(2 * HALF) * step_m)) as i32 + 1 {
                let x = 2 * HALF * column + HALF * (row % 2);
                let x_m = land.bounds.min_m[0] + f64::from(x) * step_m;
                let before = ends.partition_point(|end| *end <= x_m);
                if before % 2 == 1 {
                    cells.push([x, ROW * row]);
                }
            }
        }
        Self { step_m, cells }
    }

    /// Where the land is too torn to hold cells: a full rectangle.
    fn anywhere(land: &Land, count: usize) -> Self {
        let [width, height] = land.bounds.size_m();
        let columns = ((count as f64 * width / height.max(1.0)).sqrt().ceil() as usize)
            .clamp(1, count.max(1));
        let step_m = (width / (columns as f64 * f64::from(2 * HALF))).max(1e-3);
        let cell = |at: usize| {
            let [column, row] = [(at % columns) as i32, (at / columns) as i32];
            [2 * HALF * column + HALF * (row % 2), ROW * row]
        };
        let cells = (0..count).map(cell).collect();
        Self { step_m, cells }
    }

    /// Leaves out the loneliest cells until `count` are left.
    fn shed(&mut self, count: usize) {
        let known: std::collections::BTreeSet<[i32; 2]> = self.cells.iter().copied().collect();
        let friends = |cell: &[i32; 2]| {
            let beside = BESIDE
                .iter()
                .map(|step| [cell[0] + step[0], cell[1] + step[1]]);
            beside.filter(|it| known.contains(it)).count()
        };
        let mut ranked: Vec<(usize, [i32; 2])> = self
            .cells
            .iter()
            .map(|cell| (friends(cell), *cell))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(count);
        self.cells = ranked.into_iter().map(|(_, cell)| cell).collect();
    }
}
