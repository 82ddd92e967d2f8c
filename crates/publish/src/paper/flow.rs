//! Text down the pages: headings, paragraphs, lists, links.

use super::face::{Faces, Weight};
use super::lines::{Style, wrap};
use super::page::{BOTTOM, Branch, Cursor, Ink, Labels, MARGIN, Pages, Role, TOP, WIDTH, Way};
use super::sheet::SheetLink;

/// Text.
pub const TEXT: Style = Style {
    size: 9.5,
    weight: Weight::Regular,
    grey: 0,
};
/// What stands beside something else.
pub const SMALL: Style = Style {
    size: 8.0,
    weight: Weight::Regular,
    grey: 60,
};
/// Room for the label of an item.
const INDENT: f32 = 20.0;
/// How much must fit below a heading, so that it is not the last of its page.
const BELOW_HEADING: f32 = 60.0;

/// A heading, for the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// 1 for the title.
    pub level: u16,
    /// Its text.
    pub text: String,
    /// Where it is.
    pub at: Cursor,
}

/// Text in the making.
pub struct Flow<'a> {
    /// The letters.
    pub faces: &'a Faces,
    /// The pages so far.
    pub pages: Pages,
    /// Where the next thing goes.
    pub cursor: Cursor,
    /// The headings so far.
    pub stops: Vec<Stop>,
}

/// Where lines go: left end and width.
pub type Column = [f32; 2];

/// The whole width.
pub const WHOLE: Column = [MARGIN, WIDTH - 2.0 * MARGIN];

impl<'a> Flow<'a> {
    /// An empty first page.
    pub fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            pages: Pages::default(),
            cursor: Cursor { page: 0, y: TOP },
            stops: Vec::new(),
        }
    }

    /// Leaves room.
    pub fn space(&mut self, points: f32) {
        self.cursor.y += points;
    }

    /// Goes to the next page unless so much fits on this one.
    pub fn need(&mut self, points: f32) {
        if self.cursor.y + points > BOTTOM && self.cursor.y > TOP {
            self.cursor = self.cursor.next_page();
        }
    }

    /// Puts lines of text into a column from `cursor` on, over as many pages as it takes; the slots
    /// they got, one per page.
    pub fn lines(
        &mut self,
        cursor: &mut Cursor,
        [left, width]: Column,
        style: Style,
        (text, link): (&str, Option<&SheetLink>),
    ) -> Vec<usize> {
        let mut slots = Vec::new();
        let (mut inks, mut boxes) = (Vec::new(), Vec::new());
        let way = |boxes: &mut Vec<[f32; 4]>| {
            let boxes = std::mem::take(boxes);
            link.map(|link| Way {
                url: link.url.clone(),
                words: link.words.clone(),
                boxes,
            })
        };
        for run in wrap(self.faces, style, text, width) {
            if cursor.y + style.leading() > BOTTOM && cursor.y > TOP {
                if !inks.is_empty() {
                    let way = way(&mut boxes);
                    let inks = std::mem::take(&mut inks);
                    slots.push(self.pages.put_content(cursor.page, inks, way));
                }
                *cursor = cursor.next_page();
            }
            let right = left + run.width * style.size;
            boxes.push([left, cursor.y, right, cursor.y + style.leading()]);
            inks.push(Ink::Text {
                at: [left, cursor.y + style.size],
                size: style.size,
                weight: style.weight,
                grey: style.grey,
                run,
            });
            cursor.y += style.leading();
        }
        let way = way(&mut boxes);
        slots.push(self.pages.put_content(cursor.page, inks, way));
        slots
    }

    /// How high `text` gets in a column `width` wide.
    pub fn height(&self, style: Style, text: &str, width: f32) -> f32 {
        wrap(self.faces, style, text, width).len() as f32 * style.leading()
    }

    /// A heading of a level, from 1.
    pub fn heading(&mut self, level: u16, text: &str) -> Branch {
        self.heading_above(level, text, BELOW_HEADING)
    }

    /// A heading of a level, from 1, on the page on which `below` points more fit.
    pub fn heading_above(&mut self, level: u16, text: &str, below: f32) -> Branch {
        let size = match level {
            1 => 20.0,
            2 => 13.0,
            _ => 10.5,
        };
        let style = Style {
            size,
            weight: Weight::Bold,
            grey: 0,
        };
        let height = self.height(style, text, WHOLE[1]);
        self.need(height + below);
        self.stops.push(Stop {
            level,
            text: text.to_owned(),
            at: self.cursor,
        });
        let mut cursor = self.cursor;
        let slots = self.lines(&mut cursor, WHOLE, style, (text, None));
        self.cursor = cursor;
        self.space(size * 0.25);
        Branch::of_slots(Role::Heading(level, text.to_owned()), slots)
    }

    /// A paragraph over the whole width.
    pub fn paragraph(&mut self, style: Style, text: &str) -> Branch {
        let mut cursor = self.cursor;
        let slots = self.lines(&mut cursor, WHOLE, style, (text, None));
        self.cursor = cursor;
        Branch::of_slots(Role::Paragraph, slots)
    }

    /// A paragraph that is a link: its words, and its address for those who read it on paper.
    pub fn link(&mut self, style: Style, column: Column, link: &SheetLink) -> Branch {
        let mut cursor = self.cursor;
        let words = format!("{}: {}", link.words, link.url);
        let slots = self.lines(&mut cursor, column, style, (&words, Some(link)));
        self.cursor = cursor;
        let link = Branch::of_slots(Role::Link, slots);
        Branch::Group(Role::Paragraph, vec![link])
    }

    /// A list, each item with its label.
    pub fn list<'t>(
        &mut self,
        style: Style,
        labels: Labels,
        items: impl Iterator<Item = (String, &'t str, &'t [SheetLink])>,
    ) -> Branch {
        let column = [WHOLE[0] + INDENT, WHOLE[1] - INDENT];
        let mut list = Vec::new();
        for (label, text, links) in items {
            self.need(style.leading());
            let (mut beside, mut cursor) = (self.cursor, self.cursor);
            let narrow = [WHOLE[0], INDENT];
            let label = self.lines(&mut beside, narrow, style, (&label, None));
            let slots = self.lines(&mut cursor, column, style, (text, None));
            self.cursor = cursor;
            let mut body = vec![Branch::of_slots(Role::Paragraph, slots)];
            body.extend(links.iter().map(|link| self.link(SMALL, column, link)));
            list.push(Branch::Group(
                Role::Item,
                vec![
                    Branch::of_slots(Role::Label, label),
                    Branch::Group(Role::ItemBody, body),
                ],
            ));
            self.space(2.0);
        }
        Branch::Group(Role::List(labels), list)
    }
}
