//! Colors by id, worked out once per repaint.

use super::borders::{KINDS, Kind};
use super::pattern::number;
use super::{IdBuffer, Look, Rgb, Style};

/// How far dim areas fade, of 255.
const DIM: u8 = 200;

/// `base` with `share` of 255 of `ink` over it, rounded.
pub(super) fn mix(base: Rgb, ink: Rgb, share: u8) -> Rgb {
    let share = u32::from(share);
    let channel = |base: u8, ink: u8| {
        let sum = u32::from(base) * (255 - share) + u32::from(ink) * share;
        ((sum + 127) / 255) as u8
    };
    [
        channel(base[0], ink[0]),
        channel(base[1], ink[1]),
        channel(base[2], ink[2]),
    ]
}

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
    /// Pixels by kind, then id; below [`PLAIN`] in the last byte a pattern's number.
    pub(super) entries: Vec<u32>,
    /// Per id: color of the pattern.
    pub(super) inks: Vec<u32>,
    /// Ids, outside included.
    pub(super) ids: usize,
}

/// Last byte of an entry: less, but not 0, is the number of a pattern.
pub(super) const PLAIN: u32 = 16;

impl Palette {
    /// Fills the table; outside pixels get the page's color or nothing.
    pub(super) fn fill(&mut self, style: &Style, ids: &IdBuffer) {
        let colors = &style.colors;
        let page = colors.page.map_or(0, |page| packed(page, 255));
        self.ids = style.looks.len() + 1;
        self.entries.clear();
        self.inks.clear();
        self.inks.push(0);
        self.entries.push(page);
        for look in &style.looks {
            let (fill, ink) = shown(look, colors.dim);
            let alpha = match number(look.pattern) {
                0 => 255,
                number => number,
            };
            self.entries.push(packed(fill, alpha));
            self.inks.push(packed(ink, 255));
        }
        for (kind, color) in [(Kind::Area, colors.area), (Kind::Parent, colors.parent)] {
            let strength = ids.borders.strength(kind);
            self.entries.push(page);
            for (look, id) in style.looks.iter().zip(1..) {
                let plain = self.entries.get(id as usize).copied().unwrap_or(page);
                let (fill, _) = shown(look, colors.dim);
                let lined = packed(mix(fill, color, strength), 255);
                self.entries.push(if ids.stays_free(id) || strength == 0 {
                    plain
                } else {
                    lined
                });
            }
        }
        self.entries.push(packed(colors.coast, 255));
        self.entries.resize(self.ids * KINDS, page);
    }
}
