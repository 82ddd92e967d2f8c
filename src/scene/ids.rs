//! Which area each pixel belongs to.

use super::borders::{Borders, Kind};
use super::project::{PixelBox, Projection, REACH_PX, reaches};
use super::raster::{Cell, Window};
use super::{Camera, SceneError, tiny};
use crate::geom::Outlines;

/// The most pixels of one picture: 8192 × 8192.
const MAX_PIXELS: u32 = 1 << 26;

/// An area with so few pixels keeps them free of borders.
const SMALL: u32 = 4;

/// Pixels of ids, 16 bits each while they fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cells {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// Runs one expression for either width of cells.
macro_rules! with_cells {
    ($cells:expr, $name:ident => $body:expr) => {
        match $cells {
            $crate::scene::ids::Cells::Narrow($name) => $body,
            $crate::scene::ids::Cells::Wide($name) => $body,
        }
    };
}
pub(super) use with_cells;

impl Cells {
    /// Cleared cells that hold ids up to `count`, keeping the memory where possible.
    pub(super) fn reset(&mut self, count: usize, len: usize) {
        let narrow = u16::try_from(count).is_ok();
        match self {
            Self::Narrow(cells) if narrow => reset(cells, len),
            Self::Wide(cells) if !narrow => reset(cells, len),
            _ if narrow => *self = Self::Narrow(vec![0; len]),
            _ => *self = Self::Wide(vec![0; len]),
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<u32> {
        with_cells!(self, cells => cells.get(at).map(|cell| cell.id()))
    }
}

/// Clears and resizes without giving memory back.
pub(super) fn reset<T: Clone + Default>(list: &mut Vec<T>, len: usize) {
    list.clear();
    list.resize(len, T::default());
}

/// Ids of a screen: 0 outside, else an area's id in [`Outlines`].
///
/// Reuse one buffer for all frames: after the first frame of a size nothing is allocated.
#[derive(Clone, Debug, PartialEq)]
pub struct IdBuffer {
    pub(super) camera: Camera,
    pub(super) density: f64,
    pub(super) cells: Cells,
    /// Number of areas of the outlines.
    pub(super) areas: usize,
    /// Pixels of each id.
    pub(super) counts: Vec<u32>,
    /// Where each id can be.
    pub(super) boxes: Vec<PixelBox>,
    /// Pixels given to areas that no center fell into: (position, id), by id.
    pub(super) given: Vec<(u32, u32)>,
    pub(super) unseen: u32,
    pub(super) borders: Borders,
}

impl Default for IdBuffer {
    fn default() -> Self {
        Self {
            camera: Camera {
                center_m: [0.0; 2],
                px_per_m: 1.0,
                width_px: 0,
                height_px: 0,
            },
            density: 1.0,
            cells: Cells::Narrow(Vec::new()),
            areas: 0,
            counts: Vec::new(),
            boxes: Vec::new(),
            given: Vec::new(),
            unseen: 0,
            borders: Borders::default(),
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
        let (width, height) = (camera.width_px, camera.height_px);
        check(outlines, camera, density)?;
        self.camera = *camera;
        self.density = density;
        self.areas = outlines.count();
        let projection = Projection::new(outlines, camera, 1);
        self.boxes.clear();
        let boxes = outlines
            .boxes()
            .iter()
            .map(|grid| projection.pixel_box(grid));
        self.boxes.extend(boxes);
        reset(&mut self.counts, self.areas + 1);
        self.cells
            .reset(self.areas, width as usize * height as usize);
        let Self {
            cells,
            counts,
            boxes,
            ..
        } = self;
        with_cells!(cells, cells => {
            let mut window = Window { cells, width: width as i32, rows: [0, height as i32] };
            window.toggle_all(outlines, &projection);
            window.settle(boxes, |id, length| {
                if let Some(count) = counts.get_mut(id as usize) {
                    *count += length;
                }
            });
        });
        tiny::give_pixels(self, outlines, &projection);
        self.trace_borders(outlines);
        Ok(())
    }

    fn trace_borders(&mut self, outlines: &Outlines) {
        let Self {
            cells,
            counts,
            borders,
            camera,
            density,
            ..
        } = self;
        let size = [camera.width_px as usize, camera.height_px as usize];
        with_cells!(cells, cells => {
            borders.trace(cells, size, counts, outlines.parents(), *density);
        });
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
    /// More than a handful means: show the parent level, and say so.
    #[must_use]
    pub fn unseen(&self) -> u32 {
        self.unseen
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
        self.camera.width_px as usize * self.camera.height_px as usize * 4
    }
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
    if !reaches(outlines, camera) {
        return Err(SceneError::TooFar {
            limit_px: REACH_PX as u32,
            found: format!("{camera:?}"),
        });
    }
    Ok(())
}
