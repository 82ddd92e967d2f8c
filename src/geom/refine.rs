//! Putting the points of a finer band into a topology.

use std::sync::Arc;

use super::GeomError;
use crate::model::{Borders, RefineBand, Topology};

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
    let mut borders = Borders::from(&*topology);
    refine_borders(&mut borders, band)?;
    *topology = borders.to_topology();
    Ok(())
}

/// As [`refine`], for packed borders.
///
/// # Errors
/// As [`refine`].
pub fn refine_borders(borders: &mut Borders, band: &RefineBand) -> Result<(), GeomError> {
    check(borders, band)?;
    let more: usize = band.inserts.iter().map(Vec::len).sum();
    let mut points = Vec::with_capacity(borders.points.len() + more);
    let mut ends = Vec::with_capacity(borders.arc_count());
    for (arc, inserts) in borders.arcs().zip(&band.inserts) {
        merge(arc, inserts, &mut points);
        ends.push(points.len() as u32);
    }
    borders.points = Arc::new(points);
    borders.arc_ends = ends;
    borders.bands = borders.bands.saturating_add(1);
    Ok(())
}

fn check(borders: &Borders, band: &RefineBand) -> Result<(), GeomError> {
    if band.band != borders.bands {
        return Err(GeomError::BandOrder {
            expected: borders.bands,
            found: band.band,
        });
    }
    if band.inserts.len() != borders.arc_count() {
        return Err(GeomError::BandArcs {
            band: band.band,
            expected: borders.arc_count(),
            found: band.inserts.len(),
        });
    }
    for (at, (arc, inserts)) in borders.arcs().zip(&band.inserts).enumerate() {
        check_arc(band.band, at, arc, inserts)?;
    }
    Ok(())
}

/// Positions must ascend and leave the arc's first and last point alone.
fn check_arc(
    band: u8,
    arc: usize,
    points: &[[i32; 2]],
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

/// Appends the points of an arc with what a band inserts.
fn merge(points: &[[i32; 2]], inserts: &[(u32, [i32; 2])], out: &mut Vec<[i32; 2]>) {
    let (mut taken, first) = (0, out.len());
    for (position, point) in inserts {
        let until = (*position as usize + first).saturating_sub(out.len()) + taken;
        out.extend_from_slice(points.get(taken..until).unwrap_or_default());
        out.push(*point);
        taken = until;
    }
    out.extend_from_slice(points.get(taken..).unwrap_or_default());
}
