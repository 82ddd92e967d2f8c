//! Pages as lists of things to draw, and the structure of the document beside them.
//!
//! What is drawn belongs to a slot; the structure is a tree whose leaves are slots. So a text can go on
//! over pages, and what only adorns a page is no part of the structure.

use super::face::{Run, Weight};

/// A4, in points.
pub const WIDTH: f32 = 595.28;
/// A4, in points.
pub const HEIGHT: f32 = 841.89;
/// Left and right of the text.
pub const MARGIN: f32 = 42.0;
/// Where text begins.
pub const TOP: f32 = 44.0;
/// Where text ends; what is below is the foot.
pub const BOTTOM: f32 = HEIGHT - 66.0;

/// Something to draw. Places are in points from the upper left corner.
#[derive(Clone, Debug)]
pub enum Ink {
    /// A line of text; `at` is the left end of its base line.
    Text {
        /// Where.
        at: [f32; 2],
        /// Size of the letters.
        size: f32,
        /// How strong they are.
        weight: Weight,
        /// How grey.
        grey: u8,
        /// The glyphs.
        run: Run,
    },
    /// An outline through points.
    Shape {
        /// The points.
        points: Vec<[f32; 2]>,
        /// Fill, as a grey.
        fill: Option<u8>,
        /// Width and grey of the line; it closes where there is a fill.
        stroke: Option<(f32, u8)>,
    },
    /// A black disc.
    Dot {
        /// Its middle.
        at: [f32; 2],
        /// Its radius.
        radius: f32,
    },
}

/// What a piece is for those who cannot see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing: rules, repeated heads.
    Adornment,
    /// The foot of the page.
    Foot,
    /// Content.
    Slot(usize),
}

/// Where a piece leads.
#[derive(Clone, Debug)]
pub struct Way {
    /// The address.
    pub url: String,
    /// What it leads to.
    pub words: String,
    /// What of the page is the link: left, top, right, bottom of each line.
    pub boxes: Vec<[f32; 4]>,
}

/// Things drawn together.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What they are.
    pub mark: Mark,
    /// The things.
    pub inks: Vec<Ink>,
    /// Where they lead.
    pub way: Option<Way>,
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// The same sign before each.
    Bullets,
    /// 1, 2, 3 …
    Numbers,
}

/// The part that a branch plays.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A part with a heading.
    Section,
    /// A heading of a level, from 1, with its text.
    Heading(u16, String),
    /// A paragraph.
    Paragraph,
    /// A table, with what it shows in a sentence.
    Table(String),
    /// The head of a table.
    Head,
    /// The rows of a table.
    Body,
    /// A row.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A list.
    List(Labels),
    /// An item of a list.
    Item,
    /// Its number.
    Label,
    /// Its text.
    ItemBody,
    /// A picture with its words, its page and its place there: left, top, right, bottom.
    Figure(String, usize, [f32; 4]),
    /// A link.
    Link,
}

/// A part of the structure.
#[derive(Clone, Debug, PartialEq)]
pub enum Branch {
    /// Parts that belong together.
    Group(Role, Vec<Branch>),
    /// What is drawn for a slot.
    Slot(usize),
}

impl Branch {
    /// A group of slots.
    pub fn of_slots(role: Role, slots: Vec<usize>) -> Self {
        Self::Group(role, slots.into_iter().map(Self::Slot).collect())
    }
}

/// Where the next thing goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    /// The page, from 0.
    pub page: usize,
    /// How far down it, in points.
    pub y: f32,
}

impl Cursor {
    /// The top of the next page.
    pub fn next_page(self) -> Self {
        Self {
            page: self.page + 1,
            y: TOP,
        }
    }

    /// The one further down.
    pub fn max(self, other: Self) -> Self {
        match (other.page, other.y) > (self.page, self.y) {
            true => other,
            false => self,
        }
    }
}

/// The pages so far.
#[derive(Debug, Default)]
pub struct Pages {
    pages: Vec<Vec<Piece>>,
    slots: usize,
}

impl Pages {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// The pieces, page by page.
    pub fn iter(&self) -> impl Iterator<Item = &[Piece]> {
        self.pages.iter().map(Vec::as_slice)
    }

    /// Puts a piece on a page.
    pub fn put(&mut self, page: usize, piece: Piece) {
        while self.pages.len() <= page {
            self.pages.push(Vec::new());
        }
        if let Some(pieces) = self.pages.get_mut(page) {
            pieces.push(piece);
        }
    }

    /// Puts content on a page; its slot.
    pub fn put_content(&mut self, page: usize, inks: Vec<Ink>, way: Option<Way>) -> usize {
        let slot = self.slots;
        self.slots += 1;
        let mark = Mark::Slot(slot);
        self.put(page, Piece { mark, inks, way });
        slot
    }

    /// Puts what is no content on a page.
    pub fn adorn(&mut self, page: usize, mark: Mark, inks: Vec<Ink>) {
        let way = None;
        self.put(page, Piece { mark, inks, way });
    }
}
