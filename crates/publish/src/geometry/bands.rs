//! Bands of detail: a coarse base that paints first, and the vertices that each finer band adds.

use teilraum::model::{ArcPoints, RefineBand, Topology};

use super::exact::{self, Point};
use super::simplify::Simplifier;

/// The base arcs, the finer bands, and per band (base first) the largest distance in grid steps
/// from a vertex to the simplified arc.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// Arcs of the coarsest band.
    pub base: Vec<ArcPoints>,
    /// What the finer bands insert.
    pub finer: Vec<RefineBand>,
    /// Largest deviation per band, the base first; never less than that of a finer band.
    pub deviation: Vec<f64>,
}

// A vertex may go while its triangle is within two square pixels of the band. That alone lets thin
// spits go that are long enough to be missed, so no point may move by more than 0.6 pixels either.
const TRIANGLE_PX2: f64 = 2.0;
const REACH_PX: f64 = 0.6;

/// Splits `arcs` into one band per entry of `detail` (grid steps per pixel, coarsest first) and a
/// last one with every vertex.
#[must_use]
pub fn split(arcs: &[ArcPoints], detail: &[f64]) -> Bands {
    let mut simplifier = Simplifier::new(arcs);
    // From fine to coarse, so that each band is a part of the finer one.
    let mut kept: Vec<Vec<Vec<bool>>> = vec![simplifier.kept()];
    for steps_per_px in detail.iter().rev() {
        let limit = steps_per_px * steps_per_px * TRIANGLE_PX2 * 2.0;
        simplifier.drop_below(limit as i64, steps_per_px * REACH_PX);
        kept.push(simplifier.kept());
    }
    kept.reverse();
    let finer = (1..).zip(kept.windows(2)).map(|(band, pair)| match pair {
        [coarse, fine] => refine_band(band, arcs, coarse, fine),
        _ => RefineBand::default(),
    });
    Bands {
        finer: finer.collect(),
        deviation: falling(kept.iter().map(|kept| deviation(arcs, kept)).collect()),
        base: kept.first().map_or_else(Vec::new, |kept| {
            arcs.iter()
                .zip(kept)
                .map(|(arc, kept)| only(arc, kept))
                .collect()
        }),
    }
}

/// With fewer vertices a line may by chance be nearer to those left out; no band is told to be nearer
/// than a finer one.
fn falling(mut deviation: Vec<f64>) -> Vec<f64> {
    let mut finer = 0.0_f64;
    for told in deviation.iter_mut().rev() {
        finer = finer.max(*told);
        *told = finer;
    }
    deviation
}

fn only(arc: &[Point], kept: &[bool]) -> ArcPoints {
    let pairs = arc.iter().zip(kept);
    pairs
        .filter(|(_, kept)| **kept)
        .map(|(point, _)| *point)
        .collect()
}

fn refine_band(
    band: u8,
    arcs: &[ArcPoints],
    coarse: &[Vec<bool>],
    fine: &[Vec<bool>],
) -> RefineBand {
    let inserts = arcs
        .iter()
        .zip(coarse.iter().zip(fine))
        .map(|(arc, (coarse, fine))| {
            let refined = arc
                .iter()
                .zip(coarse.iter().zip(fine))
                .filter(|(_, (_, fine))| **fine);
            let placed = (0_u32..).zip(refined);
            let new = placed.filter(|(_, (_, (coarse, _)))| !**coarse);
            new.map(|(at, (point, _))| (at, *point)).collect()
        });
    RefineBand {
        band,
        inserts: inserts.collect(),
    }
}

/// Largest distance in grid steps from any vertex to the segment that replaces it.
fn deviation(arcs: &[ArcPoints], kept: &[Vec<bool>]) -> f64 {
    let pairs = arcs.iter().zip(kept);
    pairs
        .map(|(arc, kept)| arc_deviation(arc, kept))
        .fold(0.0, f64::max)
}

fn arc_deviation(arc: &[Point], kept: &[bool]) -> f64 {
    let (mut largest, mut skipped) = (0.0_f64, Vec::<Point>::new());
    let mut from = None;
    for (point, kept) in arc.iter().zip(kept) {
        if !kept {
            skipped.push(*point);
            continue;
        }
        let from = from.replace(*point).unwrap_or(*point);
        for between in skipped.drain(..) {
            largest = largest.max(exact::distance_to_segment(between, from, *point));
        }
    }
    largest
}

/// Merges the next finer band into a topology; `false`, and nothing changed, where it does not fit.
pub fn refine(topology: &mut Topology, band: &RefineBand) -> bool {
    if band.band != topology.bands || band.inserts.len() != topology.arcs.len() {
        return false;
    }
    let pairs = topology.arcs.iter().zip(&band.inserts);
    let refined: Option<Vec<ArcPoints>> = pairs.map(|(arc, new)| merged(arc, new)).collect();
    let Some(refined) = refined else { return false };
    topology.arcs = refined;
    topology.bands += 1;
    true
}

/// An arc with its inserts; `None` where a position leaves a hole.
fn merged(arc: &[Point], inserts: &[(u32, Point)]) -> Option<ArcPoints> {
    let mut refined = Vec::with_capacity(arc.len() + inserts.len());
    let mut old = arc.iter();
    for (at, point) in inserts {
        while refined.len() < *at as usize {
            refined.push(*old.next()?);
        }
        refined.push(*point);
    }
    refined.extend(old);
    Some(refined)
}
