//! Which pixels are border, and how strongly they may show.

use super::ids::reset;
use super::raster::Cell;

/// What a pixel shows besides its area; the higher wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kind {
    /// Fill only.
    None = 0,
    /// Between areas of one parent.
    Area = 1,
    /// Between areas of different parents.
    Parent = 2,
    /// The pixel outside along the coast, so that small islands keep theirs.
    Coast = 3,
}

/// Number of kinds.
pub(super) const KINDS: usize = 4;

/// Borders never cover more of the land than this.
const MOST_SHARE: f64 = 0.15;
/// At this share borders have faded away.
const GONE_SHARE: f64 = 0.30;

/// Border pixels of a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Borders {
    /// A [`Kind`] per pixel.
    pub(super) kinds: Vec<u8>,
    /// Pixels of each kind.
    counts: [u32; KINDS],
    /// Opacity of each kind, of 255.
    strengths: [u8; KINDS],
    land: u32,
}

/// Pixels a border reaches to both sides of where ids change.
#[derive(Clone, Copy)]
struct Reach {
    /// To the left of or above the change.
    before: usize,
    /// To the right or below.
    after: usize,
}

impl Reach {
    fn of(width: f64) -> Self {
        let width = (libm::round(width) as usize).max(1);
        Self {
            before: width.div_ceil(2),
            after: width / 2,
        }
    }
}

impl Borders {
    /// Finds all border pixels of `cells` and how strongly they are to be painted.
    pub(super) fn trace<C: Cell>(
        &mut self,
        cells: &[C],
        size: [usize; 2],
        pixels: &[u32],
        parents: &[u32],
        density: f64,
    ) {
        reset(&mut self.kinds, cells.len());
        self.land = pixels.iter().skip(1).sum();
        self.counts = [0; KINDS];
        let mut tracer = Tracer {
            cells,
            kinds: &mut self.kinds,
            counts: &mut self.counts,
            size,
            parents,
            area: Reach::of(0.75 * density),
            parent: Reach::of(1.75 * density),
            coast: Reach::of(density),
        };
        if size[0] > 0 {
            tracer.along_rows();
            tracer.along_columns();
        }
        self.fade();
    }

    /// Sets the strengths such that what borders cover stays within [`MOST_SHARE`].
    fn fade(&mut self) {
        self.strengths = [0, 255, 255, 255];
        let land = f64::from(self.land.max(1));
        let parents = f64::from(self.counts[Kind::Parent as usize]) / land;
        let areas = f64::from(self.counts[Kind::Area as usize]) / land;
        let parent_strength = faded(parents, MOST_SHARE, parents);
        let left = MOST_SHARE - parents * parent_strength;
        let area_strength = faded(areas, left, areas + parents);
        self.strengths[Kind::Parent as usize] = (parent_strength * 255.0) as u8;
        self.strengths[Kind::Area as usize] = (area_strength * 255.0) as u8;
    }

    pub(super) fn strength(&self, kind: Kind) -> u8 {
        self.strengths[kind as usize]
    }

    /// What borders cover of the land, strengths counted in.
    pub(super) fn share(&self) -> f64 {
        let covered = |kind: Kind| {
            f64::from(self.counts[kind as usize]) * f64::from(self.strength(kind)) / 255.0
        };
        (covered(Kind::Area) + covered(Kind::Parent)) / f64::from(self.land.max(1))
    }
}

/// Strength of borders of a share of the land: enough to stay in the budget, and fading out
/// altogether as everything becomes border.
fn faded(share: f64, budget: f64, all: f64) -> f64 {
    let fitting = if share > budget {
        budget.max(0.0) / share
    } else {
        1.0
    };
    let fading = ((GONE_SHARE - all) / (GONE_SHARE - MOST_SHARE)).clamp(0.0, 1.0);
    fitting * fading
}

/// Where a pixel lies along the axis of a change.
struct Place {
    /// From one pixel to the next in the list of pixels.
    step: usize,
    /// Its place in the row or column.
    at: usize,
    /// Length of the row or column.
    len: usize,
}

struct Tracer<'a, C> {
    cells: &'a [C],
    kinds: &'a mut [u8],
    counts: &'a mut [u32; KINDS],
    size: [usize; 2],
    parents: &'a [u32],
    area: Reach,
    parent: Reach,
    coast: Reach,
}

/// Pixels compared together.
const STRIDE: usize = 16;

impl<C: Cell> Tracer<'_, C> {
    fn along_rows(&mut self) {
        let width = self.size[0];
        for (row, start) in self.cells.chunks_exact(width).zip((0..).step_by(width)) {
            let right = row.get(1..).unwrap_or_default();
            self.compare(row, right, start, |at| Place {
                step: 1,
                at: at - start,
                len: width,
            });
        }
    }

    fn along_columns(&mut self) {
        let [width, height] = self.size;
        let below = self.cells.get(width..).unwrap_or_default();
        let place = |at| Place {
            step: width,
            at: at / width,
            len: height,
        };
        self.compare(self.cells, below, 0, place);
    }

    /// Marks where two lists differ; `start` is where the first begins on the screen.
    #[inline]
    fn compare(&mut self, one: &[C], other: &[C], start: usize, place: impl Fn(usize) -> Place) {
        let (chunks, rest) = other.as_chunks::<STRIDE>();
        let (one_chunks, one_rest) = one.as_chunks::<STRIDE>();
        let mut at = start;
        for (a, b) in one_chunks.iter().zip(chunks) {
            if a != b {
                self.mark_all(a, b, at, &place);
            }
            at += STRIDE;
        }
        // What is left of the shorter list lies within the next chunk of the longer one.
        let last = one_chunks.get(chunks.len()).map_or(one_rest, |chunk| chunk);
        self.mark_all(last, rest, at, &place);
    }

    fn mark_all(&mut self, one: &[C], other: &[C], at: usize, place: &impl Fn(usize) -> Place) {
        for ((&one, &other), at) in one.iter().zip(other).zip(at..) {
            if one != other {
                self.mark(one.id(), other.id(), at, place(at));
            }
        }
    }

    /// Marks the pixels around a change between `at` and the pixel one step on.
    fn mark(&mut self, one: u32, other: u32, at: usize, place: Place) {
        let parent = |id: u32| self.parents.get(id as usize).copied().unwrap_or(0);
        let (kind, reach) = if one == 0 || other == 0 {
            // The whole width lies outside.
            let width = self.coast.before + self.coast.after;
            let before = if one == 0 { width } else { 0 };
            (
                Kind::Coast,
                Reach {
                    before,
                    after: width - before,
                },
            )
        } else if parent(one) != parent(other) {
            (Kind::Parent, self.parent)
        } else {
            (Kind::Area, self.area)
        };
        let before = reach.before.min(place.at + 1);
        let after = reach.after.min(place.len - 1 - place.at);
        for shift in 0..before + after {
            self.mark_pixel(at + place.step * (shift + 1) - place.step * before, kind);
        }
    }

    fn mark_pixel(&mut self, at: usize, kind: Kind) {
        let Some(id) = self.cells.get(at).map(|cell| cell.id()) else {
            return;
        };
        let fits = (kind == Kind::Coast) == (id == 0);
        if let Some(known) = self.kinds.get_mut(at)
            && fits
            && *known < kind as u8
        {
            self.counts[*known as usize] = self.counts[*known as usize].saturating_sub(1);
            self.counts[kind as usize] += 1;
            *known = kind as u8;
        }
    }
}
