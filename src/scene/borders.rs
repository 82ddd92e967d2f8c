//! How strongly borders may show.

use teilraum_raster::{Cells, KINDS, Kind, Kinds, Patch, Screen};

use crate::geom::Outlines;

/// Borders never cover more of the land than this.
const MOST_SHARE: f64 = 0.15;
/// At this share borders have faded away.
const GONE_SHARE: f64 = 0.30;

/// Widths of whole-pixel borders in CSS pixels, by kind.
const WIDTHS_CSS: [f64; KINDS] = [0.0, 0.75, 1.75, 1.0];

/// Border pixels of a screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Borders {
    pub(super) kinds: Kinds,
    /// Opacity of each kind, of 255.
    strengths: [u8; KINDS],
    land: u32,
    patch: Patch,
}

/// A screen of ids.
#[derive(Clone, Copy)]
pub(super) struct Settled<'a> {
    pub(super) cells: &'a Cells,
    /// Columns and rows.
    pub(super) size: [usize; 2],
    /// Pixels of each id.
    pub(super) pixels: &'a [u32],
    /// Device pixels per CSS pixel.
    pub(super) density: f64,
}

impl<'a> Settled<'a> {
    fn screen(&self, outlines: &'a Outlines) -> Screen<'a> {
        let width = |css: f64| (libm::round(css * self.density) as usize).max(1);
        Screen {
            cells: self.cells,
            size: self.size,
            parents: outlines.parents(),
            widths: WIDTHS_CSS.map(width),
        }
    }
}

impl Borders {
    /// Finds all border pixels and how strongly they are to be painted.
    pub(super) fn trace(&mut self, outlines: &Outlines, ids: &Settled<'_>) {
        self.kinds.trace(&ids.screen(outlines));
        self.fade(ids);
    }

    /// The same for a picture moved by whole pixels, in which `changed` cells are not what they
    /// were.
    pub(super) fn shift(
        &mut self,
        outlines: &Outlines,
        ids: &Settled<'_>,
        by_px: [i32; 2],
        changed: &[usize],
    ) {
        let screen = ids.screen(outlines);
        self.kinds.shift(&screen, by_px, changed, &mut self.patch);
        self.fade(ids);
    }

    /// Sets the strengths such that what borders cover stays within [`MOST_SHARE`].
    fn fade(&mut self, ids: &Settled<'_>) {
        let outside = ids.pixels.first().copied().unwrap_or(0);
        self.land = ((ids.size[0] * ids.size[1]) as u32).saturating_sub(outside);
        self.strengths = [0, 255, 255, 255];
        let land = f64::from(self.land.max(1));
        let counts = self.kinds.counts;
        let parents = f64::from(counts[Kind::Parent as usize]) / land;
        let areas = f64::from(counts[Kind::Area as usize]) / land;
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
            let count = self.kinds.counts[kind as usize];
            f64::from(count) * f64::from(self.strength(kind)) / 255.0
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
