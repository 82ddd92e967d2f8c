//! A finer band of outlines: the points to put between those of the bands before.
//!
//! Section `band`: the band's number, the number of arcs, and per arc the points to insert, each as
//! the number of points it leaves as they are and the step from the point before it in the finer
//! arc. So a band can only be read beside the topology that holds the bands before it.

use crate::model::{Borders, RefineBand, Topology};

use super::container::{self, Kind};
use super::cursor::Cursor;
use super::error::{FormatError, Place};
use super::section::{self, Tag};
use super::topology::step;

const BAND: Tag = Tag(*b"band");

/// As [`refine_borders`], beside lists of lists.
///
/// # Errors
/// As [`refine_borders`].
pub fn refine(file: &str, bytes: &[u8], before: &Topology) -> Result<RefineBand, FormatError> {
    refine_borders(file, bytes, &before.into())
}

/// Reads the band that follows those `before` holds.
///
/// # Errors
/// A damaged file, another band than the next one, other arcs than `before` has.
pub fn refine_borders(
    file: &str,
    bytes: &[u8],
    before: &Borders,
) -> Result<RefineBand, FormatError> {
    let payload = container::open(file, bytes, Kind::Refine)?;
    let sections = section::split(Place::file(file), &payload, &[BAND])?;
    let content = section::only(Place::file(file), &sections, BAND)?;
    let mut cursor = Cursor::new(file, BAND, content);
    let place = cursor.place();
    let band = cursor.u8()?;
    place.rule(band == before.bands, "band", before.bands, band)?;
    let count = cursor.count("arcs", 1)?;
    place.rule(
        count == before.arc_count(),
        "arcs",
        before.arc_count(),
        count,
    )?;
    let mut inserts = Vec::with_capacity(count);
    for (row, arc) in before.arcs().enumerate() {
        inserts.push(arc_inserts(&mut cursor, arc, row)?);
    }
    cursor.end()?;
    Ok(RefineBand { band, inserts })
}

type Inserts = Vec<(u32, [i32; 2])>;

fn arc_inserts(
    cursor: &mut Cursor<'_>,
    arc: &[[i32; 2]],
    row: usize,
) -> Result<Inserts, FormatError> {
    let count = cursor.count("points to insert", 3)?;
    let mut inserts = Vec::with_capacity(count);
    let mut kept = 0;
    let mut pen = [0, 0];
    for _ in 0..count {
        let place = cursor.place().row(row);
        let more = cursor.at_most("points kept", arc.len() as u64)?;
        kept += more;
        // Ends never change: at least one point stays before, and one after.
        let inside = kept >= 1 && kept < arc.len();
        place.rule(
            inside,
            "points kept",
            format_args!("1 to {}", arc.len().max(1) - 1),
            kept,
        )?;
        if more > 0 {
            pen = arc.get(kept - 1).copied().unwrap_or(pen);
        }
        pen = step(cursor, pen)?;
        inserts.push(((kept + inserts.len()) as u32, pen));
    }
    Ok(inserts)
}

/// Writes a band, for readers that hold `before`.
///
/// # Errors
/// A band that does not fit `before`, or more than a file may hold.
#[cfg(feature = "write")]
pub fn encode_refine(band: &RefineBand, before: &Topology) -> Result<Vec<u8>, FormatError> {
    use super::put;
    let place = Place::file("refine");
    let misfit = || place.invalid("band", "inserts that fit the bands before", band.band);
    let fits = band.band == before.bands && band.inserts.len() == before.arcs.len();
    fits.then_some(()).ok_or_else(misfit)?;
    let mut out = vec![band.band];
    put::varint(&mut out, band.inserts.len() as u64);
    for (arc, inserts) in before.arcs.iter().zip(&band.inserts) {
        put::varint(&mut out, inserts.len() as u64);
        let (mut kept, mut pen) = (0, [0, 0]);
        for (row, (at, point)) in inserts.iter().enumerate() {
            let now = (*at as usize).checked_sub(row).ok_or_else(misfit)?;
            let more = now
                .checked_sub(kept)
                .filter(|_| (1..arc.len()).contains(&now));
            let more = more.ok_or_else(misfit)?;
            if more > 0 {
                pen = *now
                    .checked_sub(1)
                    .and_then(|last| arc.get(last))
                    .ok_or_else(misfit)?;
            }
            put::varint(&mut out, more as u64);
            super::topology::put_step(&mut out, &mut pen, *point);
            kept = now;
        }
    }
    let mut payload = Vec::new();
    section::push(&mut payload, BAND, &out);
    container::seal(Kind::Refine, &payload)
}
