//! The picture at rest: smooth edges, smooth borders, a few rows at a time.

use super::borders::Kind;
use super::ids::{Cells, reset, with_cells};
use super::marks::{Marks, over, over_row};
use super::paint::check;
use super::palette::shown;
use super::project::{PixelBox, Projection};
use super::raster::{Cell, Window};
use super::samples::SampleTable;
use super::stroke::{Coverage, pixels_from_units};
use super::{IdBuffer, SceneError, Style};
use crate::geom::{Arc, Outlines};

/// Rows painted together, so that memory stays small.
const STRIP: i32 = 16;

/// Whether more steps follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// Rows painted so far, of all.
    More {
        /// Rows done.
        done: u32,
        /// Rows of the picture.
        of: u32,
    },
    /// Every row is painted.
    Done,
}

/// Paints a scene with at least 4 samples per pixel and lines of any width, in steps.
///
/// The result does not depend on how many rows each step takes. Memory is bounded by 16 rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefinePaint {
    next_row: i32,
    /// Samples per pixel and axis.
    across: u32,
    projection: Projection,
    /// Where each id can be, in samples.
    boxes: Vec<PixelBox>,
    /// Per border: the first and one-past-last row of pixels it can touch.
    arc_rows: Vec<[i32; 2]>,
    table: SampleTable,
    cells: Option<Cells>,
    sums: Vec<u64>,
    points: Vec<[f32; 2]>,
    lines: [Coverage; 3],
    marks: Marks,
}

/// Kinds with a line, in painting order.
const LINES: [Kind; 3] = [Kind::Coast, Kind::Area, Kind::Parent];

impl RefinePaint {
    /// A painter without memory yet; call [`RefinePaint::restart`] first.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a picture of what `ids` shows.
    ///
    /// # Errors
    /// [`SceneError`] when looks or areas do not fit the ids.
    pub fn restart(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
    ) -> Result<(), SceneError> {
        super::paint::check_style(outlines, ids, style)?;
        self.next_row = 0;
        self.across = samples_across(ids.density);
        self.projection = Projection::new(outlines, &ids.camera, self.across);
        self.table.prepare(style, self.across, ids.density);
        self.boxes.clear();
        let boxes = outlines.boxes().iter();
        self.boxes
            .extend(boxes.map(|grid| self.projection.pixel_box(grid)));
        let pixels = Projection::new(outlines, &ids.camera, 1);
        let widest = style.widths.area_css.max(style.widths.parent_css);
        let margin = (widest.max(2.0 * style.widths.coast_css) * ids.density) as i32 + 2;
        self.arc_rows.clear();
        self.arc_rows.extend(outlines.arcs().iter().map(|arc| {
            let [top, bottom] = pixels.pixel_box(&arc.bounds).rows;
            [top - margin, bottom + margin]
        }));
        Ok(())
    }

    /// Paints up to `rows` further rows, rounded up to whole strips of 16.
    ///
    /// Arguments must be those of [`RefinePaint::restart`]; rows not yet reached keep what they
    /// show.
    ///
    /// # Errors
    /// [`SceneError`] when the number of bytes, looks or areas does not fit the ids.
    pub fn step(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: u32,
        rgba: &mut [u8],
    ) -> Result<Progress, SceneError> {
        check(outlines, ids, style, rgba)?;
        let height = ids.camera.height_px as i32;
        let strips = rows.div_ceil(STRIP as u32).max(1);
        for _ in 0..strips {
            let strip = [self.next_row, (self.next_row + STRIP).min(height)];
            if strip[0] >= height {
                return Ok(Progress::Done);
            }
            self.paint_strip(outlines, ids, style, strip, rgba);
            self.next_row = strip[1];
        }
        if self.next_row >= height {
            return Ok(Progress::Done);
        }
        Ok(Progress::More {
            done: self.next_row as u32,
            of: ids.camera.height_px,
        })
    }

    fn paint_strip(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: [i32; 2],
        rgba: &mut [u8],
    ) {
        let bytes = ids.camera.width_px as usize * 4;
        let range = rows[0] as usize * bytes..rows[1] as usize * bytes;
        let Some(strip) = rgba.get_mut(range) else {
            return;
        };
        if bytes == 0 {
            return;
        }
        self.draw_lines(outlines, ids, style, rows);
        self.sample(outlines, ids, rows, strip);
        paint_given(ids, style, rows, strip);
        self.paint_lines(ids, style, rows, strip);
        self.marks.paint_rows(outlines, ids, style, rows, strip);
    }

    /// Finds how much of each pixel the borders cover.
    fn draw_lines(&mut self, outlines: &Outlines, ids: &IdBuffer, style: &Style, rows: [i32; 2]) {
        let width = ids.camera.width_px as i32;
        for line in &mut self.lines {
            line.reset(width, rows);
        }
        let widths = [
            2.0 * style.widths.coast_css,
            style.widths.area_css,
            style.widths.parent_css,
        ]
        .map(|css| (css * ids.density) as f32);
        for (arc, touched) in outlines.arcs().iter().zip(&self.arc_rows) {
            let Some(line) = line_of(outlines, arc) else {
                continue;
            };
            let passes = touched[0] < rows[1] && touched[1] > rows[0];
            if !passes || ids.borders.strength(LINES[line]) == 0 {
                continue;
            }
            let points = outlines.arc_points(arc).iter();
            self.points.clear();
            self.points.extend(
                points.map(|point| pixels_from_units(self.projection.point(*point), self.across)),
            );
            self.lines[line].polyline(&self.points, widths[line]);
        }
    }

    /// Fills the pixels with the means of their samples.
    fn sample(&mut self, outlines: &Outlines, ids: &IdBuffer, rows: [i32; 2], strip: &mut [u8]) {
        let across = self.across as i32;
        let width = ids.camera.width_px as i32 * across;
        let samples = [rows[0] * across, rows[1] * across];
        let cells = self.cells.get_or_insert(Cells::Narrow(Vec::new()));
        cells.reset(ids.areas, (width * (samples[1] - samples[0])) as usize);
        let Self {
            projection,
            boxes,
            table,
            sums,
            lines,
            arc_rows,
            ..
        } = self;
        with_cells!(cells, cells => {
            let mut window = Window { cells, width, rows: samples };
            for (arc, touched) in outlines.arcs().iter().zip(&*arc_rows) {
                let passes = touched[0] < rows[1] && touched[1] > rows[0];
                if passes && arc.sides[0] != arc.sides[1] {
                    window.toggle_arc(outlines, arc, projection);
                }
            }
            window.settle(boxes, |_, _| {});
            average(table, cells, &lines[0], across as usize, rows, sums, strip);
        });
    }

    /// Lays the borders between areas over the land.
    fn paint_lines(&mut self, ids: &IdBuffer, style: &Style, rows: [i32; 2], strip: &mut [u8]) {
        let colors = [style.colors.area, style.colors.parent];
        for row in rows[0]..rows[1] {
            let start = row as usize * ids.camera.width_px as usize;
            self.keep_free(ids, row, start);
            for (line, color) in (1..).zip(colors) {
                let strength = ids.borders.strength(LINES[line]);
                if strength > 0 {
                    over_row(&self.lines[line], color, strength, row, rows[0], strip);
                }
            }
        }
    }

    /// Takes borders off areas of few pixels.
    fn keep_free(&mut self, ids: &IdBuffer, row: i32, start: usize) {
        let [_, area, parent] = &mut self.lines;
        for line in [area, parent] {
            for (cover, at) in line.row_mut(row).iter_mut().zip(start..) {
                if *cover > 0
                    && let Some(id) = ids.cells.get(at)
                    && ids.stays_free(id)
                {
                    *cover = 0;
                }
            }
        }
    }
}

/// 16 samples per pixel on plain screens, at least 4 on dense ones, whose pixels are smaller.
fn samples_across(density: f64) -> u32 {
    if density < 1.5 {
        4
    } else if density < 2.5 {
        3
    } else {
        2
    }
}

/// Which of [`LINES`] a border gets.
fn line_of(outlines: &Outlines, arc: &Arc) -> Option<usize> {
    let [one, other] = arc.sides;
    if one == other {
        return None;
    }
    if one == 0 || other == 0 {
        return Some(0);
    }
    let differ = outlines.parent(one) != outlines.parent(other);
    Some(if differ { 2 } else { 1 })
}

fn average<C: Cell>(
    table: &SampleTable,
    cells: &[C],
    coast: &Coverage,
    across: usize,
    rows: [i32; 2],
    sums: &mut Vec<u64>,
    strip: &mut [u8],
) {
    let width = coast.row(rows[0]).len();
    let pixel_rows = cells.chunks_exact(width * across * across);
    let out = strip.chunks_exact_mut(width * 4);
    for ((samples, out), row) in pixel_rows.zip(out).zip(rows[0]..) {
        reset(sums, width);
        let first = row as u32 * across as u32;
        for (samples, at) in samples.chunks_exact(width * across).zip(first..) {
            table.add_row(samples, at, sums);
        }
        table.write_row(sums, coast.row(row), out);
    }
}

/// Repeats the pixels that were given to areas too small for one.
fn paint_given(ids: &IdBuffer, style: &Style, rows: [i32; 2], strip: &mut [u8]) {
    let width = ids.camera.width_px as usize;
    let range = rows[0] as usize * width..rows[1] as usize * width;
    for &(at, id) in &ids.given {
        let at = at as usize;
        let look = style.looks.get((id as usize).wrapping_sub(1));
        if let Some(look) = look.filter(|_| range.contains(&at)) {
            let start = (at - range.start) * 4;
            let (fill, _) = shown(look, style.colors.dim);
            let pixel = strip.get_mut(start..start + 4).unwrap_or_default();
            over(pixel, fill, 255);
        }
    }
}
