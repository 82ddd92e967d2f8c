//! Outlines around chosen areas.

use teilraum_raster::{Coverage, pixels_from_units};

use super::{IdBuffer, Mark, Style};
use crate::geom::{Outlines, arc_of};

/// Rows painted together, so that memory stays small.
const BAND: i32 = 32;

/// Paints marks; keeps its memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    coverage: Coverage,
    /// Borders of the marked area in pixels, one after the other.
    points: Vec<[f32; 2]>,
    /// One-past-last point of each border.
    ends: Vec<usize>,
    /// The area they are of; 0 for none.
    of: u32,
}

impl Marks {
    /// Forgets where borders lay: they are of another picture.
    pub(super) fn begin(&mut self) {
        self.of = 0;
    }

    /// Paints all marks over some rows; `rgba` starts with the first of them.
    pub(super) fn paint_rows(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: [i32; 2],
        rgba: &mut [u8],
    ) {
        for mark in &style.marks {
            let Some(id) = outlines.id(mark.area) else {
                continue;
            };
            let Some(area) = ids.pixel_box(outlines, id) else {
                continue;
            };
            let margin = (mark.halo_css.max(mark.ink_css) * ids.density) as i32 + 2;
            let first = (area.rows[0] - margin).max(rows[0]);
            let last = (area.rows[1] + margin).min(rows[1]);
            if first >= last {
                continue;
            }
            self.collect(outlines, ids, id);
            let mut band = first;
            while band < last {
                let end = (band + BAND).min(last);
                self.paint_band(mark, ids, [band, end], rows[0], rgba);
                band = end;
            }
        }
    }

    /// Projects the borders of one area, unless they are those of the last call.
    fn collect(&mut self, outlines: &Outlines, ids: &IdBuffer, id: u32) {
        if std::mem::replace(&mut self.of, id) == id {
            return;
        }
        let projection = ids.projection(outlines, 1);
        self.points.clear();
        self.ends.clear();
        for reference in outlines.rings(id).flatten() {
            let Some(arc) = outlines.arcs().get(arc_of(*reference)) else {
                continue;
            };
            let points = outlines.arc_points(arc).iter();
            self.points
                .extend(points.map(|point| pixels_from_units(projection.point(*point), 1)));
            self.ends.push(self.points.len());
        }
    }

    fn paint_band(
        &mut self,
        mark: &Mark,
        ids: &IdBuffer,
        rows: [i32; 2],
        top: i32,
        rgba: &mut [u8],
    ) {
        let lines = [(mark.halo, mark.halo_css), (mark.ink, mark.ink_css)];
        for (color, width_css) in lines {
            if width_css > 0.0 {
                let width_px = (width_css * ids.density) as f32;
                self.cover(ids.camera.width_px as i32, rows, width_px);
                for row in rows[0]..rows[1] {
                    self.coverage.lay(color, 255, row, top, rgba);
                }
            }
        }
    }

    fn cover(&mut self, width: i32, rows: [i32; 2], width_px: f32) {
        self.coverage.reset(width, rows);
        let mut start = 0;
        for &end in &self.ends {
            let points = self.points.get(start..end).unwrap_or_default();
            self.coverage.polyline(points, width_px);
            start = end;
        }
    }
}
