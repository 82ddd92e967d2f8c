//! The picture at rest: smooth edges, smooth borders, a few rows at a time.

use teilraum_raster::{
    Cells, Coverage, Kind, Lanes, Ledger, MOST_ACROSS, Mask, Outside, PATTERNED, PixelBox,
    Projection, SampleTable, Sieve, Window, lanes, over, pixels_from_units,
};

use super::ground;
use super::marks::Marks;
use super::paint::{check, check_style};
use super::palette::shown;
use super::pattern::{number, prepare};
use super::tiny::Given;
use super::{IdBuffer, SceneError, Style};
use crate::geom::{Arc, GridBox, Outlines};

/// Rows painted together, so that memory stays small.
const STRIP: u32 = 16;

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
    next_row: u32,
    /// Samples per pixel and axis.
    across: u32,
    projection: Projection,
    /// Tells where each id can be, in samples.
    sieve: Sieve,
    /// How far lines reach beyond their middle, in pixels.
    margin: i32,
    table: SampleTable,
    /// Samples per CSS pixel that the table's ink is for.
    ink_samples: f64,
    outside: Outside,
    cells: Cells,
    sums: Vec<Lanes>,
    points: Vec<[f32; 2]>,
    lines: [Coverage; 3],
    /// Where land lies beneath the areas, in samples.
    beneath: Mask,
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
        check_style(outlines, ids, style)?;
        self.next_row = 0;
        self.marks.begin();
        self.across = samples_across(ids.density);
        self.projection = ids.projection(outlines, self.across);
        self.fill_table(style, ids.density);
        let width = ids.camera.width_px as i32 * self.across as i32;
        self.sieve.prepare(&self.projection, width, [0, 0]);
        let widest = style.widths.area_css.max(style.widths.parent_css);
        self.margin = (widest.max(2.0 * style.widths.coast_css) * ids.density) as i32 + 2;
        Ok(())
    }

    /// Works out the colors of samples; `density` is device pixels per CSS pixel.
    fn fill_table(&mut self, style: &Style, density: f64) {
        let Self {
            table, ink_samples, ..
        } = self;
        table.across = self.across.clamp(2, MOST_ACROSS);
        let samples = density * f64::from(table.across);
        prepare(&mut table.ink, ink_samples, samples);
        table.fills.clear();
        table.inks.clear();
        table.fills.push(0);
        table.inks.push((0, 0));
        for look in &style.looks {
            let (fill, ink) = shown(look, style.colors.dim);
            let mark = look.pattern.map_or(0, |_| PATTERNED);
            table.fills.push(lanes(fill) | mark);
            table.inks.push((lanes(ink), number(look.pattern)));
        }
        self.outside = Outside {
            page: style.colors.page,
            coast: style.colors.coast,
            ground: style.colors.ground,
        };
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
        for _ in 0..rows.div_ceil(STRIP).max(1) {
            let Some(rows) = self.next_rows(ids) else {
                break;
            };
            let range = ids.bytes_of([0, rows[0]])..ids.bytes_of([0, rows[1]]);
            let strip = rgba.get_mut(range).unwrap_or_default();
            self.paint_strip(outlines, ids, style, rows, strip);
        }
        let of = ids.camera.height_px;
        let done = self.next_row;
        let more = Progress::More { done, of };
        Ok(if done < of { more } else { Progress::Done })
    }

    /// Paints the next rows into `rgba`, which gets their size: the first and the one past the last;
    /// `None` once all are painted.
    ///
    /// Arguments must be those of [`RefinePaint::restart`].
    ///
    /// # Errors
    /// [`SceneError`] when looks or areas do not fit the ids.
    pub fn rows(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rgba: &mut Vec<u8>,
    ) -> Result<Option<[u32; 2]>, SceneError> {
        check_style(outlines, ids, style)?;
        let rows = self.next_rows(ids);
        if let Some(rows) = rows {
            rgba.resize(ids.bytes_of(rows), 0);
            self.paint_strip(outlines, ids, style, rows, rgba);
        }
        Ok(rows)
    }

    /// How many rows are painted.
    #[must_use]
    pub const fn done(&self) -> u32 {
        self.next_row
    }

    /// Goes on to the next strip.
    fn next_rows(&mut self, ids: &IdBuffer) -> Option<[u32; 2]> {
        let first = self.next_row;
        self.next_row = (first + STRIP).min(ids.camera.height_px);
        (first < self.next_row).then_some([first, self.next_row])
    }

    fn paint_strip(
        &mut self,
        outlines: &Outlines,
        ids: &IdBuffer,
        style: &Style,
        rows: [u32; 2],
        strip: &mut [u8],
    ) {
        if strip.is_empty() {
            return;
        }
        let rows = rows.map(|row| row as i32);
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
        let reach = self.margin * self.across as i32;
        let (projection, samples) = (self.projection, rows.map(|row| row * self.across as i32));
        let samples_wide = width * self.across as i32;
        let near = |bounds: &GridBox| {
            let PixelBox { columns, rows } = projection.pixel_box(bounds);
            rows[0] - reach < samples[1]
                && rows[1] + reach > samples[0]
                && columns[0] - reach < samples_wide
                && columns[1] + reach > 0
        };
        for arc in outlines.net().arcs_in(near) {
            let Some(line) = line_of(outlines, arc) else {
                continue;
            };
            if ids.borders.strength(LINES[line]) == 0 || !near(&arc.bounds) {
                continue;
            }
            let points = outlines.arc_points(arc).iter();
            self.points.clear();
            self.points.extend(
                points.map(|point| pixels_from_units(projection.point(*point), self.across)),
            );
            self.lines[line].polyline(&self.points, widths[line]);
        }
    }

    /// Fills the pixels with the means of their samples.
    fn sample(&mut self, outlines: &Outlines, ids: &IdBuffer, rows: [i32; 2], strip: &mut [u8]) {
        let across = self.across as i32;
        let pixels = ids.camera.width_px as usize;
        let width = ids.camera.width_px as i32 * across;
        let samples = rows.map(|row| row * across);
        let net = outlines.net();
        ground::mark(&mut self.beneath, outlines, ids, self.across, rows);
        let Self {
            projection,
            sieve,
            table,
            cells,
            sums,
            lines,
            beneath,
            outside,
            ..
        } = self;
        cells.reset(ids.areas, (width * (samples[1] - samples[0])) as usize);
        Window::of_rows(width, samples).trace(cells, &net, projection);
        sieve.prepare_rows(projection, samples);
        let ledger = &mut Ledger {
            boxes: net.boxes,
            sieve,
            counts: &mut [],
            strays: &mut Vec::new(),
        };
        cells.settle(width as usize, ledger);
        sums.clear();
        sums.resize(pixels * (rows[1] - rows[0]) as usize, 0);
        table.add(cells, pixels, samples[0] as u32, sums);
        let out = strip.chunks_exact_mut(pixels * 4);
        for ((sums, out), row) in sums.chunks_exact(pixels).zip(out).zip(rows[0]..) {
            let coast = lines[0].row(row);
            outside.write_row(sums, table.across, coast, (beneath, row), out);
        }
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
                    self.lines[line].lay(color, strength, row, rows[0], strip);
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

/// Repeats the pixels that were given to areas too small for one.
fn paint_given(ids: &IdBuffer, style: &Style, rows: [i32; 2], strip: &mut [u8]) {
    let width = ids.camera.width_px as usize;
    let range = rows[0] as usize * width..rows[1] as usize * width;
    for &Given { at, id } in &ids.given {
        let at = at as usize;
        let look = style.looks.get((id as usize).wrapping_sub(1));
        if let Some(look) = look.filter(|_| range.contains(&at)) {
            let start = (at - range.start) * 4;
            let (fill, _) = shown(look, style.colors.dim);
            if let Some(pixel) = strip.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
                over(pixel, fill, 255);
            }
        }
    }
}
