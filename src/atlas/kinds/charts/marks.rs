//! What a chart is made of: paths and texts, each with the part it plays.
//!
//! Lengths and widths are in CSS pixels and final; colors are not in it. The page gives each part a
//! color in its style sheet, so that a dark page, forced colors and paper need no other picture, and
//! a sheet to save has colors of its own.

use std::fmt::Write as _;

use crate::text::advance;

use super::super::sheet::Anchor;

/// Size of a chart's letters.
pub(in crate::atlas::kinds) const FONT: f64 = 13.0;
/// Height of a line of them.
pub(super) const LINE: f64 = 18.0;
/// How far the base line of a text lies below its middle.
pub(super) const BASE: f64 = FONT * 0.35;

/// Which part something plays; it decides the color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Lines at the marks of an axis.
    Grid,
    /// Letters at the axes.
    Tick,
    /// The middle half of the areas.
    Half,
    /// Where the series breaks.
    Break,
    /// The period on the map.
    Now,
    /// What chance may make of a value.
    Interval,
    /// Any area.
    Dot,
    /// The median of the areas.
    Median,
    /// An area that the chosen one lies in.
    Parent,
    /// The area of the coarsest level.
    Whole,
    /// An area compared with the chosen one.
    Compared,
    /// The chosen area.
    Chosen,
}

/// One piece of a chart, in drawing order.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Mark {
    /// A line, or a filled shape.
    Path {
        /// The part it plays.
        part: Part,
        /// SVG path data.
        d: String,
        /// Width of the line; 0 fills the path instead.
        width: f64,
        /// Length of dashes and gaps; 0 for none.
        dash: f64,
        /// The box it stays within: left, top, right, bottom.
        #[serde(skip)]
        within: [f64; 4],
    },
    /// A line of letters.
    Text {
        /// The part it plays.
        part: Part,
        /// Where it is anchored.
        x: f64,
        /// Its base line.
        y: f64,
        /// From where it runs.
        anchor: Anchor,
        /// Whether the letters are bold.
        bold: bool,
        /// The text.
        text: String,
    },
}

/// A chart, ready to draw.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct ChartPicture {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// What it is made of.
    pub marks: Vec<Mark>,
}

impl ChartPicture {
    /// A line through `points`.
    pub(super) fn line(&mut self, part: Part, (width, dash): (f64, f64), points: &[[f64; 2]]) {
        self.path(part, (width, dash), &[points], false);
    }

    /// A filled shape.
    pub(super) fn area(&mut self, part: Part, points: &[[f64; 2]]) {
        self.path(part, (0.0, 0.0), &[points], true);
    }

    /// Straight lines, all alike.
    pub(super) fn lines(&mut self, part: Part, width: f64, ends: &[[[f64; 2]; 2]]) {
        let lines: Vec<&[[f64; 2]]> = ends.iter().map(<[_; 2]>::as_slice).collect();
        self.path(part, (width, 0.0), &lines, false);
    }

    /// Round dots, all alike: lines of no length with round ends.
    pub(super) fn dots(&mut self, part: Part, radius: f64, centers: &[[f64; 2]]) {
        let dots: Vec<[[f64; 2]; 2]> = centers.iter().map(|at| [*at; 2]).collect();
        self.lines(part, 2.0 * radius, &dots);
    }

    fn path(
        &mut self,
        part: Part,
        (width, dash): (f64, f64),
        pieces: &[&[[f64; 2]]],
        closed: bool,
    ) {
        let mut d = String::new();
        let mut within = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for piece in pieces {
            for (at, [x, y]) in piece.iter().enumerate() {
                let _ = write!(
                    d,
                    "{}{} {}",
                    ['L', 'M'][usize::from(at == 0)],
                    tenth(*x),
                    tenth(*y)
                );
                let [left, top, right, bottom] = within;
                within = [left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)];
            }
            if closed {
                d.push('Z');
            }
        }
        if d.is_empty() {
            return;
        }
        let [left, top, right, bottom] = within;
        let half = width / 2.0;
        self.marks.push(Mark::Path {
            part,
            d,
            width,
            dash,
            within: [left - half, top - half, right + half, bottom + half],
        });
    }

    /// A text whose middle is at the height `y`.
    pub(super) fn text(&mut self, part: Part, [x, y]: [f64; 2], anchor: Anchor, text: &str) {
        self.marks.push(Mark::Text {
            part,
            x,
            y: y + BASE,
            anchor,
            bold: part == Part::Chosen,
            text: text.to_owned(),
        });
    }

    /// A text about the place `x`, moved so far that it stays between `left` and `right`.
    pub(super) fn text_about(
        &mut self,
        part: Part,
        [x, y]: [f64; 2],
        [left, right]: [f64; 2],
        text: &str,
    ) {
        let half = measured(text) / 2.0;
        let middle = x.min(right - half).max(left + half);
        self.text(part, [middle, y], Anchor::Middle, text);
    }
}

/// A tenth of a pixel is finer than anybody sees.
fn tenth(value: f64) -> f64 {
    libm::round(value * 10.0) / 10.0 + 0.0
}

/// How wide a text is at most, bold or not.
pub(super) fn measured(text: &str) -> f64 {
    advance::width(text, FONT) * 1.08
}

/// `text` in lines no wider than `room`, broken after spaces and hyphens; a longer piece is cut.
pub(super) fn lines_of(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for piece in text.split_inclusive([' ', '-']) {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() || measured(&format!("{line}{piece}")) <= room {
            line.push_str(piece);
        } else {
            lines.push(piece.to_owned());
        }
    }
    lines
        .iter()
        .map(|line| cut(line.trim_end(), room))
        .collect()
}

/// As much of `text` as fits, with an ellipsis where it does not.
pub(super) fn cut(text: &str, room: f64) -> String {
    if measured(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if measured(&format!("{kept}{letter}…")) > room {
            break;
        }
        kept.push(letter);
    }
    kept + "…"
}

/// Middles of boxes of these heights, moved apart so that none touch, from `top` to `bottom`; they
/// come ascending and stay in order.
pub(super) fn apart(boxes: &[(f64, f64)], [top, bottom]: [f64; 2]) -> Vec<f64> {
    let mut free = top;
    let mut moved: Vec<f64> = Vec::with_capacity(boxes.len());
    for (middle, height) in boxes {
        let at = middle.max(free + height / 2.0);
        free = at + height / 2.0;
        moved.push(at);
    }
    let mut ceiling = bottom;
    for (at, (_, height)) in moved.iter_mut().zip(boxes).rev() {
        *at = at.min(ceiling - height / 2.0);
        ceiling = *at - height / 2.0;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order_and_do_not_touch() {
        let boxes = [(10.0, 18.0), (12.0, 36.0), (95.0, 18.0)];
        assert_eq!(apart(&boxes, [0.0, 100.0]), [10.0, 37.0, 91.0]);
        assert_eq!(apart(&[], [0.0, 100.0]), [0.0; 0]);
    }

    #[test]
    fn a_long_name_breaks_at_its_hyphen_and_is_cut_only_where_it_must() {
        assert_eq!(
            lines_of("Ludwigslust-Parchim", 130.0),
            ["Ludwigslust-", "Parchim"]
        );
        assert_eq!(lines_of("Jena", 130.0), ["Jena"]);
        let cut = lines_of("Nichterwerbsfähige", 60.0);
        assert!(cut.len() == 1 && cut[0].ends_with('…') && measured(&cut[0]) <= 60.0);
    }

    #[test]
    fn dots_are_lines_of_no_length_and_keep_their_box() {
        let mut picture = ChartPicture::default();
        picture.dots(Part::Dot, 2.0, &[[5.0, 5.0], [9.04, 5.0]]);
        picture.dots(Part::Dot, 2.0, &[]);
        let [
            Mark::Path {
                d, width, within, ..
            },
        ] = picture.marks.as_slice()
        else {
            panic!("one path: {:?}", picture.marks);
        };
        assert_eq!((d.as_str(), *width), ("M5 5L5 5M9 5L9 5", 4.0));
        assert_eq!(*within, [3.0, 3.0, 11.04, 7.0]);
    }
}
