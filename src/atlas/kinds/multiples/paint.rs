//! Painting small maps: ids once per size, colors once per map.

use crate::geom::Outlines;
use crate::scene::{Camera, IdBuffer, Painter, SceneError, Style};
use crate::state::CameraState;

use super::super::super::Atlas;
use super::super::super::map::{Pixels, looks};
use super::SmallMaps;

/// Space around the land, in CSS pixels.
const PADDING_CSS_PX: f64 = 4.0;

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
    /// How often ids have been rastered.
    rasters: u32,
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
        size_css_px: [u32; 2],
        density: f64,
    ) -> Result<Option<Pixels<'_>>, SceneError> {
        let Some((outlines, style)) = atlas.map.drawn() else {
            return Ok(None);
        };
        let Some(map) = self.maps.get(at) else {
            return Ok(None);
        };
        let Some((view, shown)) = self.map(atlas, at) else {
            return Ok(None);
        };
        if view.level_ix != outlines.level() {
            return Ok(None);
        }
        let style = Style {
            looks: looks(outlines, &view, shown),
            ..style.clone()
        };
        let density = density.clamp(0.5, 4.0);
        let wanted = map.plate.state.camera.or(atlas.state.as_ref().and_then(|it| it.camera));
        let Some(camera) = camera(outlines, wanted, size_css_px, density) else {
            return Ok(None);
        };
        self.canvas.paint(outlines, camera, density, &style)
    }

    /// Height over width of what the maps show.
    #[must_use]
    pub fn aspect(&self, atlas: &Atlas) -> f64 {
        let bounds = atlas.map.drawn().and_then(|(outlines, _)| outlines.bounds());
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
    ) -> Result<Option<Pixels<'_>>, SceneError> {
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
            .paint(outlines, &self.ids, style, &mut self.rgba)?;
        Ok(Some((camera.width_px, camera.height_px, &self.rgba)))
    }
}

/// The camera of the large map on a picture of another size; without one, everything.
pub(in crate::atlas::kinds) fn camera(
    outlines: &Outlines,
    wanted: Option<CameraState>,
    size_css_px: [u32; 2],
    density: f64,
) -> Option<Camera> {
    let px = |css: u32| (f64::from(css) * density).round().clamp(1.0, 8192.0) as u32;
    let [width, height] = size_css_px.map(px);
    let whole = Camera::fit(outlines.bounds()?, width, height, PADDING_CSS_PX * density);
    Some(wanted.map_or(whole, |wanted| Camera {
        center_m: [f64::from(wanted.x_m), f64::from(wanted.y_m)],
        px_per_m: f64::from(width) / f64::from(wanted.width_m.max(1)),
        ..whole
    }))
}
