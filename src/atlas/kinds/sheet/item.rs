//! What a sheet is made of: few primitives that an SVG and a canvas can both draw.

use crate::color::Pattern;
use crate::text::advance::width;

/// How much wider bold letters are than the table of advances says.
const BOLD: f64 = 1.08;

/// From where a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// To the right.
    Start,
    /// To both sides.
    Middle,
    /// To the left.
    End,
}

/// The square of a pattern that repeats.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Tile {
    /// Side of the square.
    pub side: f64,
    /// Its ink as SVG path data.
    pub path: String,
    /// Color of the ink.
    pub ink: String,
}

impl Tile {
    /// The pattern as large as on a screen.
    #[must_use]
    pub fn of(pattern: Pattern, ink: String) -> Self {
        let [side, _] = pattern.measures(1.0);
        Self {
            side: f64::from(side),
            path: pattern.path(1.0),
            ink,
        }
    }
}

/// One primitive; lengths in CSS pixels from the upper left corner of the sheet.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Item {
    /// A line of text.
    Text {
        /// Where it is anchored.
        x: f64,
        /// Its base line.
        y: f64,
        /// Height of the letters.
        size: f64,
        /// Whether the letters are bold.
        bold: bool,
        /// From where it runs.
        anchor: Anchor,
        /// Color.
        color: String,
        /// Color around the letters, for names on the map; empty for none.
        halo: String,
        /// The text.
        text: String,
    },
    /// A rectangle, plain or with a pattern.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Fill; empty for none.
        fill: String,
        /// Pattern over the fill.
        tile: Option<Tile>,
        /// Outline; empty for none.
        stroke: String,
    },
    /// A circle.
    Circle {
        /// Middle.
        x: f64,
        /// Middle.
        y: f64,
        /// Radius.
        radius: f64,
        /// Fill; empty for none.
        fill: String,
        /// Outline; empty for none.
        stroke: String,
    },
    /// A closed shape of straight lines.
    Polygon {
        /// Its corners.
        points: Vec<[f64; 2]>,
        /// Fill; empty for none.
        fill: String,
        /// Outline; empty for none.
        stroke: String,
    },
    /// Lines, or a filled shape, that begin at a corner of their own.
    Path {
        /// The corner.
        x: f64,
        /// The corner.
        y: f64,
        /// SVG path data.
        d: String,
        /// Width of the line, with round ends; 0 fills the path instead.
        width: f64,
        /// Length of dashes and gaps; 0 for none.
        dash: f64,
        /// Color of the line, or of what is filled.
        color: String,
        /// The box it stays within.
        #[serde(skip)]
        within: [f64; 4],
    },
    /// Colors that flow from left to right.
    Ramp {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Shares of the width, from 0 to 1, with their colors.
        stops: Vec<(f64, String)>,
    },
    /// A map, with what lies over its areas.
    Map {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Which of the sheet's maps.
        at: usize,
    },
}

impl Item {
    /// The box it stays within: left, top, right, bottom.
    #[must_use]
    pub fn extent(&self) -> [f64; 4] {
        match self {
            Self::Text {
                x,
                y,
                size,
                bold,
                anchor,
                text,
                ..
            } => {
                let wide = measured(text, *size, *bold);
                let left = match anchor {
                    Anchor::Start => *x,
                    Anchor::Middle => x - wide / 2.0,
                    Anchor::End => x - wide,
                };
                [left, y - size, left + wide, y + size * 0.25]
            }
            Self::Rect {
                x,
                y,
                width,
                height,
                ..
            }
            | Self::Ramp {
                x,
                y,
                width,
                height,
                ..
            }
            | Self::Map {
                x,
                y,
                width,
                height,
                ..
            } => [*x, *y, x + width, y + height],
            Self::Polygon { points, .. } => points.iter().fold(
                [f64::MAX, f64::MAX, f64::MIN, f64::MIN],
                |[left, top, right, bottom], [x, y]| {
                    [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)]
                },
            ),
            Self::Path { within, .. } => *within,
            Self::Circle { x, y, radius, .. } => [x - radius, y - radius, x + radius, y + radius],
        }
    }
}

/// How wide a text is at most.
#[must_use]
pub fn measured(text: &str, size: f64, bold: bool) -> f64 {
    width(text, size) * if bold { BOLD } else { 1.0 }
}

/// Lines no wider than `room`; a word that is wider alone is cut.
#[must_use]
pub fn wrapped(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let fits = |text: &str| measured(text, size, bold) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t']).filter(|it| !it.is_empty()) {
        // Letters that only allow a hyphen are not for a line of fixed words.
        let word: String = word.chars().filter(|it| *it != '\u{ad}').collect();
        let joined = if line.is_empty() {
            word.clone()
        } else {
            format!("{line} {word}")
        };
        if fits(&joined) {
            line = joined;
            continue;
        }
        lines.extend(Some(std::mem::take(&mut line)).filter(|it| !it.is_empty()));
        for letter in word.chars() {
            line.push(letter);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    lines.extend(Some(line).filter(|it| !it.is_empty()));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(
            wrapped("über 20 000 bis 22 000", 10.0, false, 70.0),
            ["über 20 000", "bis 22 000"]
        );
        assert_eq!(wrapped("", 10.0, false, 80.0), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_no_letter_is_lost(
            text in "[a-zäöüßA-Z0-9 #&=.%/-]{0,120}", room in 20.0_f64..400.0, bold: bool,
        ) {
            let lines = wrapped(&text, 12.0, bold, room);
            for line in &lines {
                prop_assert!(measured(line, 12.0, bold) <= room, "{line}");
            }
            let letters = |text: &str| text.chars().filter(|it| *it != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
