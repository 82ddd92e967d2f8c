//! Colors by id, worked out once per style.

use teilraum_raster::{KINDS, Kind, mix};

use super::pattern::number;
use super::{Colors, Look, Rgb, Style};

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
const fn packed([r, g, b]: Rgb, alpha: u8) -> u32 {
    u32::from_le_bytes([r, g, b, alpha])
}

/// Colors of borders by kind.
pub(super) fn line_colors(colors: &Colors) -> [u32; KINDS] {
    let mut lines = [0; KINDS];
    lines[Kind::Area as usize] = packed(colors.area, 255);
    lines[Kind::Parent as usize] = packed(colors.parent, 255);
    lines[Kind::Coast as usize] = packed(colors.coast, 255);
    lines
}

/// Colors by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Palette {
    /// Fills; in the last byte the number of a pattern, if there is one.
    pub(super) fills: Vec<u32>,
    /// Colors of patterns.
    pub(super) inks: Vec<u32>,
}

impl Palette {
    /// Fills the table; outside pixels get the page's color or nothing.
    pub(super) fn fill(&mut self, style: &Style) {
        let colors = &style.colors;
        self.fills.clear();
        self.inks.clear();
        self.fills
            .push(colors.page.map_or(0, |page| packed(page, 255)));
        self.inks.push(0);
        for look in &style.looks {
            let (fill, ink) = shown(look, colors.dim);
            let alpha = match number(look.pattern) {
                0 => 255,
                number => number,
            };
            self.fills.push(packed(fill, alpha));
            self.inks.push(packed(ink, 255));
        }
    }
}
