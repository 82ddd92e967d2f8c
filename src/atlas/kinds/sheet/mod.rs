//! A view as a picture to save: title, map, legend, source, date, link on one sheet.
//!
//! [`Atlas::sheet`] lays it out once, as a list of primitives ([`Item`]); [`Atlas::sheet_svg`] writes
//! them as SVG with the map as paths, and the browser draws the same list on a canvas, with the map's
//! pixels from [`SheetPicture`]. Text is measured by the table of advances, so that it fits whichever
//! font is there. Colors are those of white paper, whatever the page looks like.
//!
//! `chart` lays out a chart instead of maps, `one` the large map with names and with what lies over its areas, `several` small maps
//! beside each other; both put the `legend`, whose more graphic parts are `keys`, beside them in a
//! `flow`, and the `foot` below.

mod chart;
mod flow;
mod foot;
mod item;
mod keys;
mod legend;
mod one;
mod picture;
mod several;
mod svg;

pub use item::{Anchor, Item, Tile, measured, wrapped};
pub use picture::SheetPicture;

use crate::scene::Overlay;

use super::super::Atlas;
use super::super::view::View;
use super::multiples::SmallMaps;
use flow::{Flow, Kind};

/// Text.
const INK: &str = "#1d2430";
/// Quieter text.
const SOFT: &str = "#535b68";
/// Outlines of swatches.
const LINE: &str = "#857f72";
/// The chosen area.
const ACCENT: &str = "#8f1d45";
/// The paper.
const PAPER: &str = "#ffffff";
/// Around names on the map, and how wide from edge to edge.
const HALO: &str = "#ffffff";
const HALO_CSS: f64 = 3.0;

/// Width of a sheet in CSS pixels.
const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 32.0;
/// Between the map and the legend.
const GUTTER: f64 = 28.0;
const MAP_WIDTH: f64 = 620.0;
/// Least and greatest height over width of the map.
const MAP_ASPECT: [f64; 2] = [0.6, 1.3];
/// Longest name of a file, without its ending.
const LONGEST_NAME: usize = 80;

/// What the page knows and the engine does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct SheetOrder {
    /// The day on which the picture is made, as `YYYY-MM-DD`.
    pub date: String,
    /// The whole address of the view.
    pub link: String,
}

/// A view on one sheet.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Sheet {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// What to call the file, without its ending: `verfuegbares-einkommen-kreise-2018`.
    pub name: String,
    /// Title of the view.
    pub title: String,
    /// What the picture shows, in words.
    pub desc: String,
    /// What it is made of, in drawing order.
    pub items: Vec<Item>,
    /// The maps that items refer to.
    pub maps: Vec<SheetMap>,
}

/// A map on a sheet.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct SheetMap {
    /// Width and height in CSS pixels.
    pub size: [u32; 2],
    /// Which of the small maps; `None` for the large one.
    pub small: Option<usize>,
    /// What lies over its areas.
    #[serde(skip)]
    pub over: Overlay,
}

impl Atlas {
    /// The present view on a sheet, with `small` maps if they are those of the view; `None` while
    /// it is not complete.
    #[must_use]
    pub fn sheet(&self, small: &SmallMaps, order: &SheetOrder) -> Option<Sheet> {
        let view = self.view()?;
        let answer = self.answer();
        if !answer.complete {
            return None;
        }
        match small.answer(self) {
            Some(maps) => several::sheet(self, &view, &maps, small, order),
            None => one::sheet(self, &view, &answer, order),
        }
    }
}

/// Head, maps, legend and foot as they follow one another.
struct Parts {
    head: Flow,
    left: Flow,
    right: Flow,
    foot: Flow,
}

impl Parts {
    /// A head with title and subtitle, and a column below it for the legend.
    fn new(view: &View<'_>, title: &str, subtitle: &str) -> Self {
        let mut head = Flow::new(MARGIN, MARGIN - 8.0, WIDTH - 2.0 * MARGIN);
        head.text(Kind::Strong, &view.speaker.texts.atlas.notice);
        head.text(Kind::Title, title);
        head.text(Kind::Subtitle, subtitle);
        head.gap(16.0);
        let column = MARGIN + MAP_WIDTH + GUTTER;
        Self {
            left: Flow::new(MARGIN, head.y, MAP_WIDTH),
            right: Flow::new(column, head.y, WIDTH - MARGIN - column),
            foot: Flow::new(MARGIN, head.y, WIDTH - 2.0 * MARGIN),
            head,
        }
    }

    /// Where the foot begins.
    fn begin_foot(&mut self) {
        self.foot.y = self.left.y.max(self.right.y) + 14.0;
    }

    /// Height and items, on white paper.
    fn into_items(self) -> (f64, Vec<Item>) {
        let height = (self.foot.y + MARGIN - 8.0).ceil();
        let paper = Item::Rect {
            x: 0.0,
            y: 0.0,
            width: WIDTH,
            height,
            fill: PAPER.to_owned(),
            tile: None,
            stroke: String::new(),
        };
        let flows = [self.head, self.left, self.right, self.foot];
        let items = flows.into_iter().flat_map(|flow| flow.items);
        (height, std::iter::once(paper).chain(items).collect())
    }
}

/// `verfuegbares-einkommen-kreise-2018`.
pub(in crate::atlas) fn file_name(view: &View<'_>, period: &str) -> String {
    let indicator = view.speaker.indicator(view.indicator).short;
    let level = view.speaker.level(&view.level.key).many;
    slug(&format!("{indicator} {level} {period}"))
}

/// Lower-case letters without marks, digits and hyphens.
fn slug(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => name.push_str("ae"),
            'ö' => name.push_str("oe"),
            'ü' => name.push_str("ue"),
            'ß' => name.push_str("ss"),
            letter if letter.is_ascii_alphanumeric() => name.push(letter),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    name.truncate(LONGEST_NAME);
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_need_no_marks() {
        assert_eq!(
            slug("Verfügbares Einkommen, Kreise, 2018/19"),
            "verfuegbares-einkommen-kreise-2018-19"
        );
        assert_eq!(slug("„Größe“ – 5 %"), "groesse-5");
        assert!(slug(&"lang ".repeat(40)).len() <= LONGEST_NAME);
    }
}
