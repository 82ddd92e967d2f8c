//! Putting the points of a finer band into a topology.

use super::GeomError;
use crate::model::{ArcPoints, RefineBand, Topology};

/// Merges the next finer band into `topology`.
///
/// Ends of arcs stay where they are, so neighbours still meet and never gape. The topology is
/// changed only if the whole band fits.
///
/// # Errors
/// [`GeomError::BandOrder`] if bands in between are missing, [`GeomError::BandArcs`] or
/// [`GeomError::BandPosition`] if the band belongs to another topology.
///
/// ```
/// use teilraum::{geom::refine, model::{RefineBand, Topology}};
/// let arcs = vec![vec![[0, 0], [8, 0]]];
/// let mut topology = Topology { bands: 1, arcs, ..Topology::default() };
/// let band = RefineBand { band: 1, inserts: vec![vec![(1, [4, 2])]] };
/// refine(&mut topology, &band)?;
/// assert_eq!(topology.arcs, [[[0, 0], [4, 2], [8, 0]]]);
/// # Ok::<(), teilraum::geom::GeomError>(())
/// ```
pub fn refine(topology: &mut Topology, band: &RefineBand) -> Result<(), GeomError> {
    check(topology, band)?;
    for (arc, inserts) in topology.arcs.iter_mut().zip(&band.inserts) {
        if !inserts.is_empty() {
            *arc = merged(arc, inserts);
        }
    }
    topology.bands = topology.bands.saturating_add(1);
    Ok(())
}

fn check(topology: &Topology, band: &RefineBand) -> Result<(), GeomError> {
    if band.band != topology.bands {
        return Err(GeomError::BandOrder {
            expected: topology.bands,
            found: band.band,
        });
    }
    if band.inserts.len() != topology.arcs.len() {
        return Err(GeomError::BandArcs {
            band: band.band,
            expected: topology.arcs.len(),
            found: band.inserts.len(),
        });
    }
    for (at, (arc, inserts)) in topology.arcs.iter().zip(&band.inserts).enumerate() {
        check_arc(band.band, at, arc, inserts)?;
    }
    Ok(())
}

/// Positions must ascend and leave the arc's first and last point alone.
fn check_arc(
    band: u8,
    arc: usize,
    points: &ArcPoints,
    inserts: &[(u32, [i32; 2])],
) -> Result<(), GeomError> {
    let last = (points.len() + inserts.len()).saturating_sub(2);
    let mut next = 1;
    for &(found, _) in inserts {
        let position = found as usize;
        if points.len() < 2 || position < next || position > last {
            return Err(GeomError::BandPosition {
                band,
                arc,
                last,
                found,
            });
        }
        next = position + 1;
    }
    Ok(())
}

fn merged(points: &ArcPoints, inserts: &[(u32, [i32; 2])]) -> ArcPoints {
    let mut old = points.iter();
    let mut new = inserts.iter().peekable();
    let mut out = Vec::with_capacity(points.len() + inserts.len());
    while out.len() < points.len() + inserts.len() {
        let point = match new.next_if(|(position, _)| *position as usize == out.len()) {
            Some((_, point)) => Some(point),
            None => old.next(),
        };
        let Some(point) = point else { break };
        out.push(*point);
    }
    out
}
