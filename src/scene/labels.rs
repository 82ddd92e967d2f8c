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
/// Cells of the grid along its longer side, at most.
const MOST_CELLS: f64 = 512.0;
const NONE: u32 = u32::MAX;

/// A name on its way into the plan, or in it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Name {
    at_m: [f32; 2],
    half_css: [f32; 2],
    /// Shown from this many CSS pixels per metre on.
    from: f32,
    /// The next name of the same cell.
    next: u32,
}

/// From which scale on each name of a level is shown; made in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelPlan {
    opens: f64,
    share: f64,
    low_m: [f64; 2],
    cell_m: [f64; 2],
    columns: usize,
    rows: usize,
    /// Per cell: the name put there last.
    heads: Vec<u32>,
    names: Vec<Name>,
    /// Places by rank of their land.
    ranked: Vec<Vec<u32>>,
    count: u32,
    /// Rank and position in it of the name to be placed next.
    next: [usize; 2],
}

impl LabelPlan {
    /// A plan for `count` candidates, for scales of at least `opens` CSS pixels per metre.
    ///
    /// A name is shown only where the land is at least `share` of its size; none may be larger
    /// than `largest_css`.
    #[must_use]
    pub fn new(bounds: Bounds, count: u32, opens: f64, share: f64, largest_css: [f64; 2]) -> Self {
        let size_m = bounds.size_m();
        let cell = |axis: usize| {
            let reach_m = largest_css[axis] / opens.max(f64::MIN_POSITIVE);
            (reach_m * 1.01).max(size_m[axis] / MOST_CELLS).max(1.0)
        };
        let cell_m = [cell(0), cell(1)];
        let cells = |axis: usize| (size_m[axis] / cell_m[axis]) as usize + 1;
        let (columns, rows) = (cells(0), cells(1));
        Self {
            opens,
            share,
            low_m: bounds.min_m,
            cell_m,
            columns,
            rows,
            heads: vec![NONE; columns * rows],
            names: Vec::new(),
            ranked: vec![Vec::new(); RANKS],
            count,
            next: [RANKS, 0],
        }
    }

    /// Goes on with up to `work` names; true while there are more.
    ///
    /// `candidate` gives the candidate at a place, the same each time; `None` for one without a
    /// name. Names placed early stay whatever comes later.
    pub fn step(&mut self, work: u32, candidate: &dyn Fn(u32) -> Option<Candidate>) -> bool {
        for _ in 0..work {
            let measured = self.names.len() as u32;
            if measured < self.count {
                self.measure(measured, candidate(measured));
            } else if !self.place_next() {
                return false;
            }
        }
        true
    }

    fn measure(&mut self, place: u32, candidate: Option<Candidate>) {
        let from = candidate.map_or(f64::INFINITY, |it| it.fits_from(self.share));
        let found = candidate.filter(|_| from.is_finite());
        self.names.push(Name {
            at_m: found.map_or([0.0; 2], |it| it.at_m.map(|m| m as f32)),
            half_css: found.map_or([0.0; 2], |it| it.name_css.map(|css| (css / 2.0) as f32)),
            from: f32::INFINITY,
            next: NONE,
        });
        if let Some(it) = found
            && let Some(name) = self.names.last_mut()
        {
            name.from = from.max(self.opens) as f32;
            if let Some(rank) = self.ranked.get_mut(it.rank()) {
                rank.push(place);
            }
        }
    }

    /// Places the name whose turn it is; false after the last.
    fn place_next(&mut self) -> bool {
        let [rank, position] = self.next;
        let Some(ranked) = rank.checked_sub(1).and_then(|rank| self.ranked.get(rank)) else {
            return false;
        };
        let Some(&place) = ranked.get(position) else {
            self.next = [rank - 1, 0];
            return true;
        };
        self.next = [rank, position + 1];
        let Some(mut name) = self.names.get(place as usize).copied() else {
            return true;
        };
        let cell = self.cell_of(name.at_m.map(f64::from));
        let mut from = name.from;
        self.each_near([cell, cell], |_, other| {
            let parted = parted_from(&name, other);
            if other.from < parted {
                from = from.max(parted);
            }
        });
        name.from = from;
        if let Some(head) = self.heads.get_mut(cell[1] * self.columns + cell[0]) {
            name.next = std::mem::replace(head, place);
        }
        if let Some(kept) = self.names.get_mut(place as usize) {
            *kept = name;
        }
        true
    }

    fn cell_of(&self, at_m: [f64; 2]) -> [usize; 2] {
        let cell = |axis: usize, cells: usize| {
            (((at_m[axis] - self.low_m[axis]) / self.cell_m[axis]) as usize).min(cells - 1)
        };
        [cell(0, self.columns), cell(1, self.rows)]
    }

    /// Every name placed in these cells or beside them, with its place.
    fn each_near(&self, [low, high]: [[usize; 2]; 2], mut see: impl FnMut(u32, &Name)) {
        for row in low[1].saturating_sub(1)..=(high[1] + 1).min(self.rows - 1) {
            for column in low[0].saturating_sub(1)..=(high[0] + 1).min(self.columns - 1) {
                let mut at = self.heads.get(row * self.columns + column).copied();
                while let Some((place, name)) = at.and_then(|it| Some((it, self.name(it)?))) {
                    see(place, name);
                    at = Some(name.next);
                }
            }
        }
    }

    fn name(&self, place: u32) -> Option<&Name> {
        self.names.get(place as usize)
    }

    /// The names shown by place, each with its middle in CSS pixels.
    ///
    /// A name that does not lie on the screen as a whole is left out.
    #[must_use]
    pub fn shown(&self, camera: &Camera, density: f64) -> Vec<(u32, [f64; 2])> {
        let scale = camera.px_per_m / density;
        let screen = [camera.width_px, camera.height_px].map(f64::from);
        let corner = |x: f64, y: f64| self.cell_of(camera.map_from_screen([x, y]));
        let mut found = Vec::new();
        let cells = [corner(0.0, screen[1]), corner(screen[0], 0.0)];
        self.each_near(cells, |place, name| {
            let at = camera.screen_from_map(name.at_m.map(f64::from));
            let inside = |axis: usize| {
                let half = f64::from(name.half_css[axis]) * density;
                at[axis] - half >= 0.0 && at[axis] + half <= screen[axis]
            };
            if scale >= f64::from(name.from) && inside(0) && inside(1) {
                found.push((place, at.map(|px| px / density)));
            }
        });
        found.sort_unstable_by_key(|(place, _)| *place);
        found
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
