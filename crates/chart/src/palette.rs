//! The colours of a chart; the edge takes them from the page's theme.

use plotters::style::RGBColor;

/// Colours as red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: [u8; 3],
    /// Letters.
    pub text: [u8; 3],
    /// Axis and grid lines.
    pub grid: [u8; 3],
    /// The chosen area.
    pub area: [u8; 3],
    /// Its parents.
    pub parent: [u8; 3],
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            background: [255, 255, 255],
            text: [26, 36, 44],
            grid: [208, 214, 220],
            area: [176, 32, 32],
            parent: [92, 104, 116],
        }
    }
}

pub(crate) fn rgb([red, green, blue]: [u8; 3]) -> RGBColor {
    RGBColor(red, green, blue)
}
