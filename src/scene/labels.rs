//! Which names stand on the map at which scale.
//!
//! Every name keeps its size on the screen while the land under it grows. So two names whose
//! places differ overlap below one scale and never above it, and a single number says it all: the
//! scale from which on a name is shown. It is the least at which the name fits its area and meets
//! no name of higher rank, larger areas ranking first (Been, Daiches & Yap 2006, "Dynamic Map
//! Labeling", active ranges).
//!
//! From this follows, and tests hold: no two names overlap; panning changes nothing but what the
//! edge of the screen cuts off; a name once shown stays while zooming in.

use super::Camera;
use crate::geom::Bounds;

/// What wants its name on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where the middle of its name goes, in metres of the map plane.
    pub at_m: [f64; 2],
    /// Width and height of its land.
    pub land_m: [f64; 2],
    /// Width and height of its name in CSS pixels, with the space to be kept free around it.
    pub name_css: [f64; 2],
}

impl Candidate {
    /// The least scale, in CSS pixels per metre, at which the land is `share` of the name's size.
    #[must_use]
    pub fn fits_from(&self, share: f64) -> f64 {
        let axis = |axis: usize| self.name_css[axis] * share / self.land_m[axis];
        let scale = axis(0).max(axis(1));
        if scale.is_nan() { f64::INFINITY } else { scale }
    }

    /// Rank by size of the land: half a power of two of its square metres.
    fn rank(&self) -> usize {
        let square_m = self.land_m[0] * self.land_m[1];
        if square_m >= 1.0 {
            // Exponent and first bit of the fraction, counted from one square metre.
            ((square_m.to_bits() >> 51) as usize - 2 * 1023).min(RANKS - 1)
        } else {
            0
        }
    }
}

const RANKS: usize = 128;
/// Cells of the finest grid along its longer side, at most.
const MOST_CELLS: f64 = 512.0;
const NONE: u32 = u32::MAX;

/// A name on its way into the plan, or in it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Name {
    at_m: [f32; 2],
    half_css: [f32; 2],
    /// Shown from this many CSS pixels per metre on.
    from: f32,
    /// The next name of the same rank; once placed, of the same cell of the same grid.
    next: u32,
}

const UNKNOWN: Name = Name {
    at_m: [0.0; 2],
    half_css: [0.0; 2],
    from: f32::INFINITY,
    next: NONE,
};

/// From which scale on each name of a level is shown; made in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelPlan {
    opens: f64,
    share: f64,
    /// The coarsest first, each for names shown from twice the scale of the one before on: so no
    /// cell gets many names, however many there are.
    grids: Vec<Grid>,
    names: Vec<Name>,
    /// How many names are still to be measured, last place first.
    unmeasured: u32,
    /// Per rank of the land: the first name still to be placed.
    ranked: Vec<u32>,
    /// The rank whose turn it is, plus one.
    rank: usize,
}

/// Where the names are that are shown from a scale on.
#[derive(Clone, Debug, PartialEq)]
struct Grid {
    /// That scale, in CSS pixels per metre.
    opens: f64,
    low_m: [f64; 2],
    /// No name shown from `opens` on reaches beyond the cells beside its own.
    cell_m: [f64; 2],
    columns: usize,
    rows: usize,
    /// Per cell: the name put there last.
    heads: Vec<u32>,
}

impl Grid {
    fn new(bounds: Bounds, opens: f64, largest_css: [f64; 2]) -> Self {
        let size_m = bounds.size_m();
        let cell = |axis: usize| {
            let reach_m = largest_css[axis] / opens.max(f64::MIN_POSITIVE);
            (reach_m * 1.01).max(size_m[axis] / MOST_CELLS).max(1.0)
        };
        let cell_m = [cell(0), cell(1)];
        let columns = (size_m[0] / cell_m[0]) as usize + 1;
        let rows = (size_m[1] / cell_m[1]) as usize + 1;
        Self {
            opens,
            low_m: bounds.min_m,
            cell_m,
            columns,
            rows,
            heads: vec![NONE; columns * rows],
        }
    }

    fn cell_of(&self, at_m: [f64; 2]) -> [usize; 2] {
        let cell = |axis: usize, cells: usize| {
            (((at_m[axis] - self.low_m[axis]) / self.cell_m[axis]) as usize).min(cells - 1)
        };
        [cell(0, self.columns), cell(1, self.rows)]
    }

    /// Every name of `names` put between two points or in the cells beside, with its place.
    fn each_near(&self, names: &[Name], between_m: [[f64; 2]; 2], see: &mut dyn FnMut(u32, &Name)) {
        let [low, high] = between_m.map(|at_m| self.cell_of(at_m));
        for row in low[1].saturating_sub(1)..=(high[1] + 1).min(self.rows - 1) {
            for column in low[0].saturating_sub(1)..=(high[0] + 1).min(self.columns - 1) {
                let mut at = self.heads.get(row * self.columns + column).copied();
                while let Some((place, name)) =
                    at.and_then(|it| Some((it, names.get(it as usize)?)))
                {
                    see(place, name);
                    at = Some(name.next);
                }
            }
        }
    }
}

/// Grids for names shown from `opens` on, up to one whose cells cannot be made smaller.
fn grids(bounds: Bounds, opens: f64, largest_css: [f64; 2]) -> Vec<Grid> {
    let mut grids = vec![Grid::new(bounds, opens, largest_css)];
    while let Some(last) = grids.last() {
        let finer = Grid::new(bounds, last.opens * 2.0, largest_css);
        if finer.cell_m == last.cell_m || !finer.opens.is_finite() {
            break;
        }
        grids.push(finer);
    }
    grids
}

impl LabelPlan {
    /// A plan for `count` candidates, for scales of at least `opens` CSS pixels per metre.
    ///
    /// A name is shown only where the land is at least `share` of its size; none may be larger
    /// than `largest_css`.
    #[must_use]
    pub fn new(bounds: Bounds, count: u32, opens: f64, share: f64, largest_css: [f64; 2]) -> Self {
        Self {
            opens,
            share,
            grids: grids(bounds, opens, largest_css),
            names: vec![UNKNOWN; count as usize],
            unmeasured: count,
            ranked: vec![NONE; RANKS],
            rank: RANKS,
        }
    }

    /// Goes on with up to `work` names; true while there are more.
    ///
    /// `candidate` gives the candidate at a place, the same each time; `None` for one without a
    /// name. Names placed early stay whatever comes later.
    pub fn step(&mut self, work: u32, candidate: &dyn Fn(u32) -> Option<Candidate>) -> bool {
        for _ in 0..work {
            if let Some(place) = self.unmeasured.checked_sub(1) {
                self.unmeasured = place;
                if let Some(candidate) = candidate(place) {
                    self.measure(place, &candidate);
                }
            } else if !self.place_next() {
                return false;
            }
        }
        true
    }

    fn measure(&mut self, place: u32, candidate: &Candidate) {
        let from = candidate.fits_from(self.share).max(self.opens);
        let head = self.ranked.get_mut(candidate.rank());
        let (Some(name), Some(head)) = (self.names.get_mut(place as usize), head) else {
            return;
        };
        if from.is_finite() {
            let [at, css] = [candidate.at_m, candidate.name_css];
            *name = Name {
                at_m: [at[0] as f32, at[1] as f32],
                half_css: [css[0] as f32 / 2.0, css[1] as f32 / 2.0],
                from: from as f32,
                next: *head,
            };
            *head = place;
        }
    }

    /// Places the name whose turn it is; false after the last.
    fn place_next(&mut self) -> bool {
        let Some(rank) = self.rank.checked_sub(1) else {
            return false;
        };
        let place = self.ranked.get(rank).copied().unwrap_or(NONE);
        let Some(mut name) = self.names.get(place as usize).copied() else {
            self.rank = rank;
            return true;
        };
        if let Some(head) = self.ranked.get_mut(rank) {
            *head = name.next;
        }
        let at_m = name.at_m.map(f64::from);
        let mut from = name.from;
        for grid in &self.grids {
            grid.each_near(&self.names, [at_m; 2], &mut |_, other| {
                let parted = parted_from(&name, other);
                if other.from < parted {
                    from = from.max(parted);
                }
            });
        }
        name.from = from;
        let own = self
            .grids
            .iter()
            .rposition(|grid| grid.opens <= f64::from(from));
        if let Some(grid) = self.grids.get_mut(own.unwrap_or(0)) {
            let cell = grid.cell_of(at_m);
            if let Some(head) = grid.heads.get_mut(cell[1] * grid.columns + cell[0]) {
                name.next = std::mem::replace(head, place);
            }
        }
        if let Some(kept) = self.names.get_mut(place as usize) {
            *kept = name;
        }
        true
    }

    /// Gives `see` the place of each name shown and its middle in CSS pixels, in no order that
    /// means anything.
    ///
    /// A name that does not lie on the screen as a whole is left out.
    pub fn each_shown(&self, camera: &Camera, density: f64, see: &mut dyn FnMut(u32, [f64; 2])) {
        let scale = camera.px_per_m / density;
        let screen = [f64::from(camera.width_px), f64::from(camera.height_px)];
        let corners = [[0.0, screen[1]], [screen[0], 0.0]].map(|at| camera.map_from_screen(at));
        for grid in self.grids.iter().take_while(|grid| grid.opens <= scale) {
            grid.each_near(&self.names, corners, &mut |place, name| {
                let at = camera.screen_from_map(name.at_m.map(f64::from));
                let inside = |axis: usize| {
                    let half = f64::from(name.half_css[axis]) * density;
                    at[axis] - half >= 0.0 && at[axis] + half <= screen[axis]
                };
                if scale >= f64::from(name.from) && inside(0) && inside(1) {
                    see(place, [at[0] / density, at[1] / density]);
                }
            });
        }
    }
}

/// The scale from which on two names lie apart.
fn parted_from(one: &Name, other: &Name) -> f32 {
    let axis = |axis: usize| {
        let apart = f64::from(one.at_m[axis]) - f64::from(other.at_m[axis]);
        (f64::from(one.half_css[axis]) + f64::from(other.half_css[axis])) / apart.abs()
    };
    // A little later, so that rounding never lets them touch.
    (axis(0).min(axis(1)) * (1.0 + 1e-6)) as f32
}
