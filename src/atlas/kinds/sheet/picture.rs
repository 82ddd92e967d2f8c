//! The pixels of a sheet's map, finely painted in steps.

use crate::geom::Outlines;
use crate::scene::{
    Camera, Colors, IdBuffer, Mark, Painter, Progress, RefinePaint, Rgb, SceneError, Style,
};

use super::super::super::Atlas;
use super::super::super::map::Pixels;
use super::super::multiples::{SmallMaps, SmallSize};
use super::Sheet;

/// The chosen area's outline, as the sheet's legend shows it.
const SELECTION: Rgb = [0x8f, 0x1d, 0x45];
const WHITE: Rgb = [255; 3];

/// A sheet's map while it is painted.
pub struct SheetPicture {
    outlines: Outlines,
    style: Style,
    ids: IdBuffer,
    fine: RefinePaint,
    rgba: Vec<u8>,
}

impl SheetPicture {
    /// Begins to paint the map `at` of `sheet`, `scale` pixels per CSS pixel; `None` without it.
    ///
    /// # Errors
    /// [`SceneError`] if the picture is beyond what can be painted.
    pub fn begin(
        atlas: &Atlas,
        small: &SmallMaps,
        (sheet, at): (&Sheet, usize),
        scale: f64,
    ) -> Result<Option<Self>, SceneError> {
        let Some((outlines, style, ids)) = scene(atlas, small, sheet, at, scale)? else {
            return Ok(None);
        };
        let mut fine = RefinePaint::new();
        let camera = ids.camera();
        let mut rgba = vec![0; camera.width_px as usize * camera.height_px as usize * 4];
        Painter::new().paint(outlines, &ids, &style, &mut rgba)?;
        fine.restart(outlines, &ids, &style)?;
        Ok(Some(Self {
            // Files that arrive meanwhile must not change what is being painted.
            outlines: outlines.clone(),
            style,
            ids,
            fine,
            rgba,
        }))
    }

    /// Paints some more rows.
    ///
    /// # Errors
    /// None that [`SheetPicture::begin`] would not have found.
    pub fn step(&mut self, rows: u32) -> Result<Progress, SceneError> {
        let Self {
            outlines,
            style,
            ids,
            fine,
            rgba,
        } = self;
        fine.step(outlines, ids, style, rows, rgba)
    }

    /// The pixels.
    #[must_use]
    pub fn pixels(&self) -> Pixels<'_> {
        let camera = self.ids.camera();
        (camera.width_px, camera.height_px, &self.rgba)
    }
}

/// What the map `at` of a sheet shows, in the colors of paper.
pub(super) fn scene<'a>(
    atlas: &'a Atlas,
    small: &SmallMaps,
    sheet: &Sheet,
    at: usize,
    scale: f64,
) -> Result<Option<(&'a Outlines, Style, IdBuffer)>, SceneError> {
    let Some(map) = sheet.maps.get(at) else {
        return Ok(None);
    };
    let found = match map.small {
        Some(which) => {
            let size = SmallSize {
                css_px: map.size,
                density: scale,
            };
            small.scene(atlas, which, size)
        }
        None => large(atlas, map.size, scale),
    };
    let Some((outlines, camera, mut style)) = found else {
        return Ok(None);
    };
    style.colors = Colors {
        page: Some(WHITE),
        ..Colors::default()
    };
    for mark in &mut style.marks {
        *mark = Mark::selected(mark.area, SELECTION, WHITE);
    }
    let mut ids = IdBuffer::new();
    ids.raster(outlines, &camera, scale)?;
    Ok(Some((outlines, style, ids)))
}

fn large(atlas: &Atlas, size: [u32; 2], scale: f64) -> Option<(&Outlines, Camera, Style)> {
    let (outlines, style) = atlas.map.drawn()?;
    let camera = atlas.sheet_camera(outlines, size, scale)?;
    Some((outlines, camera, style.clone()))
}
