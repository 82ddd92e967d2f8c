//! Painting small maps: ids once per size, colors once per map.

use crate::geom::Outlines;
use crate::scene::{Camera, IdBuffer, Painter, Progress, RefinePaint, SceneError, Style, Widths};
use crate::state::CameraState;

use super::super::super::Atlas;
use super::super::super::map::{Pixels, looks};
use super::SmallMaps;

/// Space around the land, in CSS pixels.
const PADDING_CSS_PX: f64 = 4.0;

/// Thinner than on the large map, so that colors prevail.
const WIDTHS: Widths = Widths {
    area_css: 0.3,
    parent_css: 0.75,
    coast_css: 0.6,
};

/// What ids have been rastered of, so that they are rastered again only for something else.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Of {
    first_area: u32,
    points: usize,
    labels: usize,
    camera: Camera,
    density: f64,
}

/// Ids, painter and pixels that all small maps share.
#[derive(Default)]
pub(super) struct Canvas {
    of: Option<Of>,
    ids: IdBuffer,
    painter: Painter,
    rgba: Vec<u8>,
    fine: RefinePaint,
    /// Which map is being painted finely.
    refining: Option<usize>,
    /// How often ids have been rastered.
    rasters: u32,
}

/// How large a small map is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallSize {
    /// Width and height in CSS pixels.
    pub css_px: [u32; 2],
    /// Device pixels per CSS pixel.
    pub density: f64,
}

impl SmallMaps {
    /// Paints the map `at`: width, height, four bytes per pixel; `None` before it has rows.
    ///
    /// # Errors
    /// [`SceneError`] if the size is beyond what can be painted.
    pub fn paint(
        &mut self,
        atlas: &Atlas,
        at: usize,
        size: SmallSize,
    ) -> Result<Option<Pixels<'_>>, SceneError> {
        let Some((outlines, camera, style)) = self.scene(atlas, at, size) else {
            return Ok(None);
        };
        self.canvas.refining = None;
        self.canvas.paint(outlines, camera, size.density, &style)?;
        Ok(self.canvas.pixels())
    }

    /// Paints some more rows of the map `at` with smooth edges and thin borders; the pixels once all
    /// are done.
    ///
    /// # Errors
    /// [`SceneError`] if the size is beyond what can be painted.
    pub fn refine(
        &mut self,
        atlas: &Atlas,
        at: usize,
        size: SmallSize,
        rows: u32,
    ) -> Result<Progress, SceneError> {
        let Some((outlines, camera, style)) = self.scene(atlas, at, size) else {
            return Ok(Progress::Done);
        };
        if self.canvas.refining != Some(at) {
            self.canvas.paint(outlines, camera, size.density, &style)?;
            self.canvas
                .fine
                .restart(outlines, &self.canvas.ids, &style)?;
            self.canvas.refining = Some(at);
        }
        let Canvas {
            fine, ids, rgba, ..
        } = &mut self.canvas;
        let progress = fine.step(outlines, ids, &style, rows, rgba)?;
        if progress == Progress::Done {
            self.canvas.refining = None;
        }
        Ok(progress)
    }

    /// The pixels as painted last.
    #[must_use]
    pub fn pixels(&self) -> Option<Pixels<'_>> {
        self.canvas.pixels()
    }

    /// What the map `at` paints, from where, and how.
    pub(in crate::atlas::kinds) fn scene<'a>(
        &self,
        atlas: &'a Atlas,
        at: usize,
        size: SmallSize,
    ) -> Option<(&'a Outlines, Camera, Style)> {
        let (outlines, style) = atlas.map.drawn()?;
        let (view, shown) = self.map(atlas, at)?;
        if view.level_ix != outlines.level() {
            return None;
        }
        let style = Style {
            looks: looks(outlines, &view, shown),
            widths: WIDTHS,
            ..style.clone()
        };
        let wanted = atlas.state.as_ref().and_then(|it| it.camera);
        let camera = camera(outlines, wanted, size.css_px, size.density)?;
        Some((outlines, camera, style))
    }

    /// Height over width of what the maps show.
    #[must_use]
    pub fn aspect(&self, atlas: &Atlas) -> f64 {
        let bounds = atlas
            .map
            .drawn()
            .and_then(|(outlines, _)| outlines.bounds());
        let size = bounds.map(|bounds| bounds.size_m());
        let ratio = size.map_or(1.0, |[width, height]| height / width.max(f64::MIN_POSITIVE));
        if ratio.is_finite() {
            ratio.clamp(0.6, 1.6)
        } else {
            1.0
        }
    }

    /// How often ids have been rastered so far.
    #[must_use]
    pub fn rasters(&self) -> u32 {
        self.canvas.rasters
    }
}

impl Canvas {
    fn paint(
        &mut self,
        outlines: &Outlines,
        camera: Camera,
        density: f64,
        style: &Style,
    ) -> Result<(), SceneError> {
        let of = Of {
            first_area: outlines.first_area(),
            points: outlines.point_count(),
            labels: outlines.labels().iter().flatten().count(),
            camera,
            density,
        };
        if self.of != Some(of) {
            self.of = None;
            self.ids.raster(outlines, &camera, density)?;
            self.of = Some(of);
            self.rasters = self.rasters.wrapping_add(1);
        }
        let bytes = camera.width_px as usize * camera.height_px as usize * 4;
        self.rgba.resize(bytes, 0);
        self.painter
            .paint(outlines, &self.ids, style, &mut self.rgba)
    }

    fn pixels(&self) -> Option<Pixels<'_>> {
        let camera = self.of?.camera;
        Some((camera.width_px, camera.height_px, &self.rgba))
    }
}

/// The camera of the large map on a picture of another size; without one, everything.
pub(in crate::atlas::kinds) fn camera(
    outlines: &Outlines,
    wanted: Option<CameraState>,
    size_css_px: [u32; 2],
    density: f64,
) -> Option<Camera> {
    let density = density.clamp(0.5, 4.0);
    let px = |css: u32| (f64::from(css) * density).round().clamp(1.0, 8192.0) as u32;
    let [width, height] = size_css_px.map(px);
    let whole = Camera::fit(outlines.bounds()?, width, height, PADDING_CSS_PX * density);
    Some(wanted.map_or(whole, |wanted| Camera {
        center_m: [f64::from(wanted.x_m), f64::from(wanted.y_m)],
        px_per_m: f64::from(width) / f64::from(wanted.width_m.max(1)),
        ..whole
    }))
}
