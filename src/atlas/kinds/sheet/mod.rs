//! A view as a picture to save: title, map, legend, source, date, link on one sheet.
//!
//! [`Atlas::sheet`] lays it out once, as a list of primitives ([`Item`]); [`Atlas::sheet_svg`] writes
//! them as SVG with the map as paths, and the browser draws the same list on a canvas, with the map's
//! pixels from [`SheetPicture`]. Text is measured by the table of advances, so that it fits whichever
//! font is there. Colors are those of white paper, whatever the page looks like.

mod flow;
mod item;
mod legend;
mod picture;
mod svg;

pub use item::{Anchor, Item, Tile, measured, wrapped};
pub use picture::SheetPicture;

use crate::geom::Outlines;
use crate::model::Date;
use crate::scene::Camera;
use crate::text::Arg;

use super::super::answer::Answer;
use super::super::map::round_length;
use super::super::view::View;
use super::super::{Atlas, SCALE_BAR_CSS_PX, length_label};
use super::multiples::camera;
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
    /// Size of the map.
    pub map: [u32; 2],
}

impl Atlas {
    /// The present view on a sheet; `None` while it is not complete.
    #[must_use]
    pub fn sheet(&self, order: &SheetOrder) -> Option<Sheet> {
        let view = self.view()?;
        let answer = self.answer();
        let (outlines, _) = self.map.drawn().filter(|_| answer.complete)?;
        let mut head = Flow::new(MARGIN, MARGIN - 8.0, WIDTH - 2.0 * MARGIN);
        head.text(Kind::Strong, &view.speaker.texts.atlas.notice);
        head.text(Kind::Title, &answer.heading.title);
        head.text(Kind::Subtitle, &answer.heading.subtitle);
        head.gap(16.0);
        let top = head.y;
        let size = [
            MAP_WIDTH as u32,
            (MAP_WIDTH * self.sheet_aspect(outlines)) as u32,
        ];
        let mut left = Flow::new(MARGIN, top + f64::from(size[1]) + 4.0, MAP_WIDTH);
        left.items.push(Item::Map {
            x: MARGIN,
            y: top,
            width: f64::from(size[0]),
            height: f64::from(size[1]),
        });
        if let Some((label, length)) = self.sheet_scale(&view, outlines, size) {
            left.scale(length, label);
        }
        let column = MARGIN + MAP_WIDTH + GUTTER;
        let mut right = Flow::new(column, top, WIDTH - MARGIN - column);
        legend::put(&mut right, &answer);
        let foot_top = left.y.max(right.y) + 14.0;
        let mut foot = Flow::new(MARGIN, foot_top, WIDTH - 2.0 * MARGIN);
        put_foot(&mut foot, &view, &answer, self.version(), order);
        let height = (foot.y + MARGIN - 8.0).ceil();
        let paper = Item::Rect {
            x: 0.0,
            y: 0.0,
            width: WIDTH,
            height,
            fill: PAPER.to_owned(),
            tile: None,
            stroke: String::new(),
        };
        let flows = [head, left, right, foot];
        let items = flows.into_iter().flat_map(|flow| flow.items);
        Some(Sheet {
            width: WIDTH,
            height,
            name: file_name(&view),
            desc: answer.words.join(" "),
            title: answer.heading.title,
            items: std::iter::once(paper).chain(items).collect(),
            map: size,
        })
    }

    /// Height over width of the map: of the land, or of what the reader looks at.
    fn sheet_aspect(&self, outlines: &Outlines) -> f64 {
        let looked = self.state.as_ref().and_then(|it| it.camera);
        let seen = self.map.ground().filter(|_| looked.is_some());
        let seen = seen.map(|it| [it.camera.width_px, it.camera.height_px].map(f64::from));
        let size = seen.or(outlines.bounds().map(|bounds| bounds.size_m()));
        let ratio = size.map_or(1.0, |[width, height]| height / width);
        let [least, most] = MAP_ASPECT;
        if ratio.is_finite() {
            ratio.clamp(least, most)
        } else {
            1.0
        }
    }

    /// From where the sheet's map looks, at `density` pixels per CSS pixel.
    fn sheet_camera(&self, outlines: &Outlines, size: [u32; 2], density: f64) -> Option<Camera> {
        let looked = self.state.as_ref().and_then(|it| it.camera);
        camera(outlines, looked, size, density)
    }

    /// Label and length of the scale's bar.
    fn sheet_scale(
        &self,
        view: &View<'_>,
        outlines: &Outlines,
        size: [u32; 2],
    ) -> Option<(String, f64)> {
        let px_per_m = self.sheet_camera(outlines, size, 1.0)?.px_per_m;
        let length = round_length(SCALE_BAR_CSS_PX / px_per_m)?;
        Some((length_label(view, length), f64::from(length) * px_per_m))
    }
}

/// Source, licence, territorial status, data version, date and link.
fn put_foot(foot: &mut Flow, view: &View<'_>, answer: &Answer, version: &str, order: &SheetOrder) {
    for line in &answer.source {
        foot.text(Kind::Note, &line.text);
    }
    let status = &view.indicator.territorial_status;
    if !status.is_empty() {
        let label = view.speaker.say("method.territory", &[]);
        foot.text(Kind::Note, &format!("{label}: {status}"));
    }
    let atlas = &view.speaker.texts.atlas.title;
    let date = order.date.parse::<Date>().ok();
    let date = date.map(|date| view.speaker.date(date)).unwrap_or_default();
    let made = [
        ("atlas", Arg::Text(atlas.as_str())),
        ("version", Arg::Text(version)),
        ("date", Arg::Text(&date)),
    ];
    let key = if date.is_empty() {
        "kind.sheet.undated"
    } else {
        "kind.sheet.made"
    };
    foot.text(Kind::Note, &view.speaker.say(key, &made));
    foot.text(Kind::Note, &order.link);
}

/// `verfuegbares-einkommen-kreise-2018`.
fn file_name(view: &View<'_>) -> String {
    let indicator = view.speaker.indicator(view.indicator).short;
    let level = view.speaker.level(&view.level.key).many;
    let period = view.speaker.tick(view.period);
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
