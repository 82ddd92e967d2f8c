//! How areas, borders and marks look.

use teilraum_raster::mix;

use crate::color::{self, Pattern};
use crate::model::AreaIx;

/// Red, green, blue, 0 to 255, sRGB.
pub type Rgb = [u8; 3];

/// How one area looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Look {
    /// Color of the area.
    pub fill: Rgb,
    /// Drawn over it; `None` for a plain fill.
    pub pattern: Option<Pattern>,
    /// Color of the pattern.
    pub ink: Rgb,
    /// Whether it steps back because a filter leaves it out.
    pub dim: bool,
}

impl Look {
    /// A plain fill.
    #[must_use]
    pub const fn plain(fill: Rgb) -> Self {
        Self {
            fill,
            pattern: None,
            ink: [0; 3],
            dim: false,
        }
    }
}

/// The look of a state without a number.
impl From<color::Look> for Look {
    fn from(look: color::Look) -> Self {
        Self {
            fill: look.color.0,
            pattern: Some(look.pattern),
            ink: look.ink.0,
            dim: false,
        }
    }
}

/// Colors besides the areas' own; system colors where the reader forces them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// Around the land; `None` leaves it transparent.
    pub page: Option<Rgb>,
    /// What dim areas fade towards.
    pub dim: Rgb,
    /// Between areas.
    pub area: Rgb,
    /// Between areas of different parents.
    pub parent: Rgb,
    /// Along the coast.
    pub coast: Rgb,
    /// Land around the areas.
    pub ground: Rgb,
}

/// What land around the areas tends to where colors are the map's own.
pub(crate) const GREY: Rgb = [128; 3];
/// How much of that it shows, of 255: enough to be seen beside the page, too little to be taken for
/// a class.
const GROUND: u8 = 38;

/// The color of land around the areas on a page: hardly more than the page's own.
#[must_use]
pub fn ground_on(page: Rgb, ink: Rgb) -> Rgb {
    mix(page, ink, GROUND)
}

impl Default for Colors {
    fn default() -> Self {
        Self {
            page: None,
            dim: [255, 255, 255],
            area: [89, 89, 89],
            parent: [38, 38, 38],
            coast: [89, 89, 89],
            ground: ground_on([255; 3], GREY),
        }
    }
}

/// Widths of borders in CSS pixels, for the picture at rest and SVG.
///
/// While the map moves borders are whole device pixels of about the same width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// Between areas.
    pub area_css: f64,
    /// Between areas of different parents.
    pub parent_css: f64,
    /// Along the coast, outside the land.
    pub coast_css: f64,
}

impl Default for Widths {
    fn default() -> Self {
        Self {
            area_css: 0.75,
            parent_css: 1.75,
            coast_css: 1.0,
        }
    }
}

/// An outline around one area: a line on a wider halo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Around which area.
    pub area: AreaIx,
    /// Color of the line.
    pub ink: Rgb,
    /// Width of the line in CSS pixels.
    pub ink_css: f64,
    /// Color of the halo.
    pub halo: Rgb,
    /// Width of the halo in CSS pixels, line included; 0 for none.
    pub halo_css: f64,
}

impl Mark {
    /// The chosen area: a strong line on a halo, both visible on any fill.
    #[must_use]
    pub const fn selected(area: AreaIx, ink: Rgb, halo: Rgb) -> Self {
        Self {
            area,
            ink,
            ink_css: 2.5,
            halo,
            halo_css: 6.0,
        }
    }

    /// An area pointed at or compared with: a thinner line on a thinner halo.
    #[must_use]
    pub const fn pointed(area: AreaIx, ink: Rgb, halo: Rgb) -> Self {
        Self {
            area,
            ink,
            ink_css: 1.5,
            halo,
            halo_css: 3.0,
        }
    }
}

/// Everything the painter must know besides geometry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// One look per area of the level, in its order.
    pub looks: Vec<Look>,
    /// Colors around them.
    pub colors: Colors,
    /// Widths of borders.
    pub widths: Widths,
    /// Outlines in painting order; put the chosen area last.
    pub marks: Vec<Mark>,
}
