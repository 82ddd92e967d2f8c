//! How much of an area lies in another, without building the common outline.
//!
//! [`Region`] holds the borders of an area as edges that know on which side the area lies;
//! [`overlap_area`] adds up what lies below pairs of edges. [`overlaps`] does it for two systems of
//! areas and is what [`interpolate`](crate::stats::interpolate) starts from.

mod integral;
mod region;
mod sweep;
mod window;

pub use region::Region;

use crate::stats::interpolate::Overlap;
use integral::below_both;
use sweep::{Span, sweep};
use window::Window;

/// Overlaps smaller than this share of the largest are rounding: borders that only touch.
const TOUCHING: f64 = 1e-12;

/// The area that two regions have in common.
///
/// An area is what lies below its upper edges less what lies below its lower edges. What two areas
/// share is therefore a sum over all pairs of their edges: plus or minus what lies below both,
/// where they stand above the same stretch of the x axis. Only the window where the bounding boxes
/// overlap is looked at, with its lower left corner as origin, so that little cancels.
///
/// # Units
/// Square units of the coordinates. Exact up to rounding, about 10⁻¹⁴ of the window's area.
///
/// ```
/// use teilraum::geom::{Region, overlap_area};
/// let square = |x: f64| vec![vec![[x, 0.0], [x + 2.0, 0.0], [x + 2.0, 2.0], [x, 2.0]]];
/// let (one, other) = (Region::new(&[square(0.0)])?, Region::new(&[square(1.5)])?);
/// assert_eq!(overlap_area(&one, &other), 1.0);
/// # Ok::<(), teilraum::geom::GeomError>(())
/// ```
#[must_use]
pub fn overlap_area(one: &Region, other: &Region) -> f64 {
    let Some(window) = Window::between(one, other) else {
        return 0.0;
    };
    let (ours, theirs) = (window.pieces(one), window.pieces(other));
    let mut sum = Sum::default();
    sweep(&ours, &theirs, |e, f| {
        sum.add(e.sign * f.sign * below_both(e, f));
    });
    sum.total().max(0.0)
}

/// The overlaps of every source with every target, by source, then target.
///
/// Areas that only touch have none: what is below 10⁻¹² of the largest overlap is left out.
///
/// # Units
/// Square units of the coordinates; sources and targets by their position.
#[must_use]
pub fn overlaps(sources: &[Region], targets: &[Region]) -> Vec<Overlap> {
    let (ours, theirs) = (boxes(sources), boxes(targets));
    let mut found = Vec::new();
    sweep(&ours, &theirs, |a, b| {
        let area = overlap_area(a.region, b.region);
        if area > 0.0 {
            found.push(Overlap {
                source: a.index,
                target: b.index,
                area,
            });
        }
    });
    let largest = found.iter().map(|one| one.area).fold(0.0, f64::max);
    found.retain(|one| one.area >= TOUCHING * largest);
    found.sort_unstable_by_key(|one| (one.source, one.target));
    found
}

/// A region and its place in the list.
struct Boxed<'a> {
    region: &'a Region,
    index: u32,
}

impl Span for Boxed<'_> {
    fn left(&self) -> f64 {
        self.region.min()[0]
    }

    fn right(&self) -> f64 {
        self.region.max()[0]
    }
}

/// The regions from left to right.
fn boxes(regions: &[Region]) -> Vec<Boxed<'_>> {
    let mut boxes: Vec<Boxed<'_>> = (0..)
        .zip(regions)
        .map(|(index, region)| Boxed { region, index })
        .collect();
    boxes.sort_by(|a, b| a.left().total_cmp(&b.left()));
    boxes
}

/// A sum that carries along what rounding drops (Neumaier 1974).
#[derive(Default)]
struct Sum {
    total: f64,
    dropped: f64,
}

impl Sum {
    fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.dropped += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    fn total(&self) -> f64 {
        self.total + self.dropped
    }
}

#[cfg(test)]
mod tests;
