//! Colors by id, worked out once per style.

use teilraum_raster::{KINDS, Kind, mix, stride};

use super::pattern::number;
use super::{Colors, IdBuffer, Look, Rgb, Style};

/// How far dim areas fade, of 255.
const DIM: u8 = 200;

/// Fill and ink of a look after dimming.
pub(super) fn shown(look: &Look, dim: Rgb) -> (Rgb, Rgb) {
    if look.dim {
        (mix(look.fill, dim, DIM), mix(look.ink, dim, DIM))
    } else {
        (look.fill, look.ink)
    }
}

/// Packs a color as the four bytes of a pixel.
pub(super) const fn packed([r, g, b]: Rgb, alpha: u8) -> u32 {
    u32::from_le_bytes([r, g, b, alpha])
}

/// Colors by kind of pixel and id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Palette {
    /// Pixels by kind, [`stride`] apart, then id; in the last byte the number of a pattern, if there is one.
    pub(super) colors: Vec<u32>,
    /// Per id: color of the pattern.
    pub(super) inks: Vec<u32>,
    /// Ids, outside included.
    pub(super) ids: usize,
}

impl Palette {
    /// Fills the table for pixels that are no border; outside ones get the page's color or nothing.
    pub(super) fn fill(&mut self, style: &Style) {
        let colors = &style.colors;
        self.ids = style.looks.len() + 1;
        // What is not written here is of ids that are not there, or of lines, which follow.
        self.colors.resize(stride(self.ids) * KINDS, 0);
        self.inks.clear();
        self.inks.push(0);
        if let Some(outside) = self.colors.first_mut() {
            *outside = colors.page.map_or(0, |page| packed(page, 255));
        }
        for (color, look) in self.colors.iter_mut().skip(1).zip(&style.looks) {
            let (fill, ink) = shown(look, colors.dim);
            let alpha = match number(look.pattern) {
                0 => 255,
                number => number,
            };
            *color = packed(fill, alpha);
            self.inks.push(packed(ink, 255));
        }
    }

    /// Fills the table for borders, as strong as they are now, over the areas that are on the
    /// screen.
    pub(super) fn line(&mut self, colors: &Colors, ids: &IdBuffer) {
        let stride = stride(self.ids);
        let split = stride.min(self.colors.len());
        let (fills, lines) = self.colors.split_at_mut(split);
        for (kind, color) in [(Kind::Area, colors.area), (Kind::Parent, colors.parent)] {
            let strength = ids.borders.strength(kind);
            let lined = lines.iter_mut().skip(stride * (kind as usize - 1));
            let pixels = lined.zip(&*fills).zip(&ids.counts).zip(0..);
            for (((lined, fill), _), id) in pixels.filter(|((_, count), _)| **count > 0) {
                *lined = if id == 0 || strength == 0 || ids.stays_free(id) {
                    *fill
                } else {
                    let [r, g, b, _] = fill.to_le_bytes();
                    packed(mix([r, g, b], color, strength), 255)
                };
            }
        }
        // Only outside pixels are coast.
        if let Some(coast) = lines.get_mut(stride * (Kind::Coast as usize - 1)) {
            *coast = packed(colors.coast, 255);
        }
    }
}
