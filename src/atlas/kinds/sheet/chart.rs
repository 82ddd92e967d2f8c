//! A chart on a sheet: its title, the picture as the page lays it out, what it shows in words.

use super::super::super::Atlas;
use super::super::super::heading::source;
use super::super::charts::{ChartPicture, Charts, FONT, Mark, Part};
use super::flow::Kind;
use super::item::Item;
use super::{
    ACCENT, INK, LINE, MARGIN, Parts, SOFT, Sheet, SheetOrder, WIDTH, file_name, foot, svg,
};

/// Behind the marks.
const GROUND: &str = "#e4e2dd";
/// Lines of the axes.
const GRID: &str = "#dfdbd1";

impl Charts {
    /// The chart shown on a sheet; `None` while there is none.
    #[must_use]
    pub fn sheet(&self, atlas: &Atlas, order: &SheetOrder) -> Option<Sheet> {
        let view = atlas.view()?;
        let answer = self.answer(atlas)?;
        let picture = self.clone().picture(atlas, WIDTH - 2.0 * MARGIN)?;
        let mut parts = Parts::new(&view, &answer.title, "");
        let body = &mut parts.left;
        body.width = WIDTH - 2.0 * MARGIN;
        let corner = [body.x, body.y];
        body.items
            .extend(picture.marks.iter().map(|mark| item(mark, corner)));
        body.gap(picture.height + 14.0);
        for words in &answer.words {
            body.text(Kind::Entry, words);
        }
        body.gap(6.0);
        body.text(Kind::Note, &answer.reading);
        parts.begin_foot();
        let (sources, statuses) = (source(&view), [view.indicator.territorial_status.as_str()]);
        foot::put(
            &mut parts.foot,
            &view,
            (&sources, &statuses),
            (atlas, order),
        );
        let (height, items) = parts.into_items();
        let period = view.plain().speaker.tick(view.plain().period);
        Some(Sheet {
            width: WIDTH,
            height,
            name: format!("{}-{}", file_name(&view, &period), answer.chart),
            desc: answer.words.join(" "),
            title: answer.title,
            items,
            maps: Vec::new(),
        })
    }

    /// The chart shown on a sheet, as SVG; `None` while there is none.
    #[must_use]
    pub fn sheet_svg(&self, atlas: &Atlas, order: &SheetOrder) -> Option<String> {
        Some(svg::written(&self.sheet(atlas, order)?, &[]))
    }
}

impl ChartPicture {
    /// The chart alone as SVG, in the colors of paper.
    #[must_use]
    pub fn svg(&self, title: &str) -> String {
        let sheet = Sheet {
            width: self.width,
            height: self.height,
            name: String::new(),
            title: title.to_owned(),
            desc: String::new(),
            items: self.marks.iter().map(|mark| item(mark, [0.0; 2])).collect(),
            maps: Vec::new(),
        };
        svg::written(&sheet, &[])
    }
}

/// A mark whose picture begins at `corner`, with its color.
fn item(mark: &Mark, [x, y]: [f64; 2]) -> Item {
    match mark {
        Mark::Path {
            part,
            d,
            width,
            dash,
            within: [left, top, right, bottom],
        } => Item::Path {
            x,
            y,
            d: d.clone(),
            width: *width,
            dash: *dash,
            color: line(*part, *width).to_owned(),
            within: [x + left, y + top, x + right, y + bottom],
        },
        Mark::Text {
            part,
            x: across,
            y: down,
            anchor,
            bold,
            text,
        } => Item::Text {
            x: x + across,
            y: y + down,
            size: FONT,
            bold: *bold,
            anchor: *anchor,
            color: letters(*part).to_owned(),
            halo: String::new(),
            text: text.clone(),
        },
    }
}

const fn letters(part: Part) -> &'static str {
    match part {
        Part::Chosen => ACCENT,
        Part::Parent | Part::Whole | Part::Median | Part::Compared => INK,
        _ => SOFT,
    }
}

fn line(part: Part, width: f64) -> &'static str {
    match part {
        Part::Grid => GRID,
        Part::Half => GROUND,
        Part::Interval if width == 0.0 => "#ecd5dd",
        Part::Interval => "#b4b7bd",
        Part::Now | Part::Break => LINE,
        Part::Dot | Part::Tick => SOFT,
        Part::Chosen => ACCENT,
        Part::Parent | Part::Whole | Part::Median | Part::Compared => INK,
    }
}
