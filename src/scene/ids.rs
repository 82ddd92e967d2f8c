//! Which area each pixel belongs to.

use teilraum_raster::{
    Cells, Kind, Ledger, Mask, PixelBox, Projection, REACH_PX, Sieve, Stray, Window,
};

use super::borders::{Borders, Settled};
use super::project::{Grid, projection, reaches};
use super::tiny::{Given, give_pixels, given_otherwise, take_back};
use super::{Camera, SceneError, ground};
use crate::geom::Outlines;

/// The most pixels of one picture: 8192 × 8192.
const MAX_PIXELS: u32 = 1 << 26;

/// An area with so few pixels keeps them free of borders.
const SMALL: u32 = 4;

/// Ids of a screen: 0 outside, else an area's id in [`Outlines`].
///
/// Reuse one buffer for all frames: after the first frame of a size nothing is allocated.
#[derive(Clone, Debug, PartialEq)]
pub struct IdBuffer {
    pub(super) camera: Camera,
    pub(super) density: f64,
    /// The camera that points were last projected anew for, and the whole pixels the picture has
    /// moved since: points round as they did, so that moving gives what drawing anew gives.
    anchor: Camera,
    moved_px: [i32; 2],
    pub(super) cells: Cells,
    /// Number of areas of the outlines.
    pub(super) areas: usize,
    /// Pixels of each id.
    pub(super) counts: Vec<u32>,
    /// Tells where each id can be.
    sieve: Sieve,
    /// Where other ids are shown than borders say.
    pub(super) strays: Vec<Stray>,
    /// Pixels given to areas that no center fell into, by id.
    pub(super) given: Vec<Given>,
    /// Place and id before of the pixels given, in the same order.
    pub(super) before: Vec<(u32, u32)>,
    /// Pixels that had been given before the last move, where they are after it, by falling id.
    pub(super) taken: Vec<Given>,
    pub(super) unseen: u32,
    pub(super) borders: Borders,
    /// Where land lies beneath the areas.
    pub(super) beneath: Mask,
}

/// What borders are looked for in, without borrowing the borders.
macro_rules! settled {
    ($ids:ident) => {
        Settled {
            cells: &$ids.cells,
            size: $ids.size().map(|px| px as usize),
            pixels: &$ids.counts,
            density: $ids.density,
        }
    };
}

/// The cells, and what is taken down while they are settled.
macro_rules! ledger {
    ($ids:ident, $outlines:ident) => {
        (
            &mut $ids.cells,
            &mut Ledger {
                boxes: $outlines.boxes(),
                sieve: &$ids.sieve,
                counts: &mut $ids.counts,
                strays: &mut $ids.strays,
            },
        )
    };
}

impl Default for IdBuffer {
    fn default() -> Self {
        let camera = Camera {
            center_m: [0.0; 2],
            px_per_m: 1.0,
            width_px: 0,
            height_px: 0,
        };
        Self {
            camera,
            density: 1.0,
            anchor: camera,
            moved_px: [0; 2],
            cells: Cells::default(),
            areas: 0,
            counts: Vec::new(),
            sieve: Sieve::default(),
            strays: Vec::new(),
            given: Vec::new(),
            before: Vec::new(),
            taken: Vec::new(),
            unseen: 0,
            borders: Borders::default(),
            beneath: Mask::default(),
        }
    }
}

impl IdBuffer {
    /// An empty buffer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes the ids of what `camera` shows; `density` is device pixels per CSS pixel.
    ///
    /// Areas too small to own a pixel center get the pixel at their label point, as long as no
    /// other area loses its last one: see [`IdBuffer::unseen`].
    ///
    /// # Errors
    /// [`SceneError::Camera`], [`SceneError::TooFar`] or [`SceneError::TooManyPixels`]; the buffer
    /// is then unchanged.
    pub fn raster(
        &mut self,
        outlines: &Outlines,
        camera: &Camera,
        density: f64,
    ) -> Result<(), SceneError> {
        check(outlines, camera, density)?;
        self.camera = *camera;
        self.density = density;
        self.anchor = *camera;
        self.moved_px = [0; 2];
        self.areas = outlines.count();
        let size = self.size();
        self.cells.reset(self.areas, (size[0] * size[1]) as usize);
        let projection = self.projection(outlines, 1);
        Window::of_rows(size[0], [0, size[1]]).trace(&mut self.cells, &outlines.net(), &projection);
        self.settle(outlines, &projection);
        self.borders.trace(outlines, &settled!(self));
        self.lay_ground(outlines);
        Ok(())
    }

    /// Moves the picture right and down by whole pixels and completes it: what it shows then is
    /// what drawing anew would give, but only what comes in from beyond the edges is looked up.
    ///
    /// `outlines` must be those of the last [`IdBuffer::raster`].
    ///
    /// # Errors
    /// [`SceneError::TooFar`] if the map would reach too far; the buffer is then unchanged.
    pub fn pan(&mut self, outlines: &Outlines, by_px: [i32; 2]) -> Result<(), SceneError> {
        let camera = self.camera.panned(by_px.map(f64::from));
        check(outlines, &camera, self.density)?;
        check_areas(self, outlines)?;
        self.camera = camera;
        let moved = |axis: usize| self.moved_px[axis].saturating_add(by_px[axis]);
        self.moved_px = [moved(0), moved(1)];
        take_back(self, by_px);
        let projection = self.projection(outlines, 1);
        let size = self.size();
        self.sieve.prepare(&projection, size[0], [0, size[1]]);
        let (cells, ledger) = ledger!(self, outlines);
        let mut changed = cells.shift(size, by_px, &outlines.net(), &projection, ledger);
        give_pixels(self, outlines);
        changed.extend(given_otherwise(self));
        self.borders
            .shift(outlines, &settled!(self), by_px, &changed);
        self.lay_ground(outlines);
        Ok(())
    }

    /// Finds out which pixels land around the areas lies beneath.
    fn lay_ground(&mut self, outlines: &Outlines) {
        let mut beneath = std::mem::take(&mut self.beneath);
        let rows = [0, self.size()[1]];
        ground::mark(&mut beneath, outlines, self, 1, rows);
        self.beneath = beneath;
    }

    /// Turns traces into ids and works out what follows from them.
    fn settle(&mut self, outlines: &Outlines, projection: &Projection) {
        let size = self.size();
        self.sieve.prepare(projection, size[0], [0, size[1]]);
        self.counts.clear();
        self.counts.resize(self.areas + 1, 0);
        let (cells, ledger) = ledger!(self, outlines);
        cells.settle(size[0] as usize, ledger);
        give_pixels(self, outlines);
    }

    pub(super) fn size(&self) -> [i32; 2] {
        [self.camera.width_px as i32, self.camera.height_px as i32]
    }

    /// How points of a grid come to the screen, with `oversample` samples per pixel and axis.
    pub(super) fn projection(&self, grid: impl Into<Grid>, oversample: u32) -> Projection {
        let samples = self.moved_px.map(|px| px.saturating_mul(oversample as i32));
        projection(grid.into(), &self.anchor, oversample).shifted(samples)
    }

    /// Where an area can be on the screen.
    pub(super) fn pixel_box(&self, outlines: &Outlines, id: u32) -> Option<PixelBox> {
        let bounds = outlines.boxes().get(id as usize)?;
        Some(self.projection(outlines, 1).pixel_box(bounds))
    }

    /// The camera of the ids.
    #[must_use]
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// Device pixels per CSS pixel.
    #[must_use]
    pub fn density(&self) -> f64 {
        self.density
    }

    /// The id at a pixel; `None` off the screen.
    #[must_use]
    pub fn get(&self, column: u32, row: u32) -> Option<u32> {
        if column >= self.camera.width_px {
            return None;
        }
        let at = row as usize * self.camera.width_px as usize + column as usize;
        self.cells.get(at)
    }

    /// How many pixels an id owns.
    #[must_use]
    pub fn pixels(&self, id: u32) -> u32 {
        self.counts.get(id as usize).copied().unwrap_or(0)
    }

    /// Areas on the screen that own no pixel because there are too few.
    ///
    /// Where they are many, the map [is crowded](IdBuffer::is_crowded).
    #[must_use]
    pub fn unseen(&self) -> u32 {
        self.unseen
    }

    /// Whether so many areas own no pixel that the rest shows no pattern: more than one in 50, or
    /// in 100 where it was so before, so that a map at rest between both does not flicker.
    #[must_use]
    pub fn is_crowded(&self, before: bool) -> bool {
        let share = if before { 100 } else { 50 };
        let land = self.byte_count() as u64 / 4 - u64::from(self.pixels(0));
        u64::from(self.unseen) > 8 && u64::from(self.unseen) * share > land
    }

    /// Share of land pixels covered by borders as they are painted, fading included: at most 0.15.
    #[must_use]
    pub fn border_share(&self) -> f64 {
        self.borders.share()
    }

    /// How strongly borders between areas are painted, from 0 (too dense) to 1.
    #[must_use]
    pub fn border_strength(&self) -> f64 {
        f64::from(self.borders.strength(Kind::Area)) / 255.0
    }

    /// Whether an area has so few pixels that borders stay off them.
    pub(super) fn stays_free(&self, id: u32) -> bool {
        id != 0 && self.pixels(id) <= SMALL
    }

    /// Bytes of the picture.
    pub(super) fn byte_count(&self) -> usize {
        self.bytes_of([0, self.camera.height_px])
    }

    /// Bytes of some of its rows.
    pub(super) const fn bytes_of(&self, [first, last]: [u32; 2]) -> usize {
        self.camera.width_px as usize * last.saturating_sub(first) as usize * 4
    }
}

/// Checks that ids and outlines belong together.
pub(super) fn check_areas(ids: &IdBuffer, outlines: &Outlines) -> Result<(), SceneError> {
    if outlines.count() == ids.areas {
        return Ok(());
    }
    Err(SceneError::OtherOutlines {
        expected: outlines.count(),
        found: ids.areas,
    })
}

fn check(outlines: &Outlines, camera: &Camera, density: f64) -> Result<(), SceneError> {
    if !camera.is_usable() || !density.is_finite() || density <= 0.0 {
        return Err(SceneError::Camera {
            found: format!("{camera:?} at density {density}"),
        });
    }
    let (width, height) = (camera.width_px, camera.height_px);
    if u64::from(width) * u64::from(height) > u64::from(MAX_PIXELS) {
        return Err(SceneError::TooManyPixels {
            width,
            height,
            limit: MAX_PIXELS,
        });
    }
    if !reaches(outlines.bounds(), camera) {
        return Err(SceneError::TooFar {
            limit_px: REACH_PX as u32,
            found: format!("{camera:?}"),
        });
    }
    Ok(())
}
