//! The pixels of a sheet's map, finely painted in steps.

use crate::geom::Outlines;
use crate::scene::{
    Colors, IdBuffer, Mark, Painter, Progress, RefinePaint, Rgb, SceneError, Style,
};

use super::super::super::Atlas;
use super::super::super::map::Pixels;
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
    /// Begins to paint the map of `sheet`, `scale` pixels per CSS pixel; `None` without a map.
    ///
    /// # Errors
    /// [`SceneError`] if the picture is beyond what can be painted.
    pub fn begin(atlas: &Atlas, sheet: &Sheet, scale: f64) -> Result<Option<Self>, SceneError> {
        let Some((outlines, style, ids)) = scene(atlas, sheet, scale)? else {
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

/// What a sheet's map shows, in the colors of paper.
pub(super) fn scene<'a>(
    atlas: &'a Atlas,
    sheet: &Sheet,
    scale: f64,
) -> Result<Option<(&'a Outlines, Style, IdBuffer)>, SceneError> {
    let Some((outlines, style)) = atlas.map.drawn() else {
        return Ok(None);
    };
    let Some(camera) = atlas.sheet_camera(outlines, sheet.map, scale) else {
        return Ok(None);
    };
    let marks = style.marks.iter();
    let style = Style {
        colors: Colors {
            page: Some(WHITE),
            ..Colors::default()
        },
        marks: marks
            .map(|mark| Mark::selected(mark.area, SELECTION, WHITE))
            .collect(),
        ..style.clone()
    };
    let mut ids = IdBuffer::new();
    ids.raster(outlines, &camera, scale)?;
    Ok(Some((outlines, style, ids)))
}
