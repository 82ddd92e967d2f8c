//! Hatches and dots in device pixels: they keep their pitch at every zoom and in print.

use super::Pattern;

/// Pitch of the wide hatch and of the dots, in CSS pixels.
pub(super) const WIDE_CSS: f64 = 8.0;
/// Pitch of the close hatch, in CSS pixels.
pub(super) const CLOSE_CSS: f64 = 5.0;
/// Width of hatch lines, in CSS pixels, measured along a row or column.
pub(super) const LINE_CSS: f64 = 1.5;
/// Side of a dot, in CSS pixels.
pub(super) const DOT_CSS: f64 = 2.0;

/// Where the ink of patterns lies, on a screen of some sample pitch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Ink {
    wide: u32,
    close: u32,
    line: u32,
    dot: u32,
}

impl Ink {
    /// For `samples` samples per CSS pixel.
    pub(super) fn new(samples: f64) -> Self {
        let whole = |css: f64| (libm::round(css * samples) as u32).max(1);
        Self {
            wide: whole(WIDE_CSS).max(4),
            close: whole(CLOSE_CSS).max(3),
            line: whole(LINE_CSS),
            dot: whole(DOT_CSS),
        }
    }

    /// Whether a sample is ink.
    pub(super) fn covers(&self, pattern: Pattern, column: u32, row: u32) -> bool {
        match pattern {
            Pattern::None => false,
            Pattern::HatchA => (column + row) % self.wide < self.line,
            Pattern::HatchB => (column + self.close - row % self.close) % self.close < self.line,
            Pattern::HatchC => row % self.wide < self.line,
            Pattern::HatchD => (column + row) % self.close < self.line,
            Pattern::Grid => row % self.wide < self.line || column % self.wide < self.line,
            Pattern::Dots => {
                // Every other row of dots is shifted by half a pitch.
                let shift = if (row / self.wide).is_multiple_of(2) {
                    0
                } else {
                    self.wide / 2
                };
                row % self.wide < self.dot && (column + shift) % self.wide < self.dot
            }
        }
    }
}
