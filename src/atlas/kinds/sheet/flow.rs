//! A column that fills from top to bottom.

use super::item::{Anchor, Item, Tile, measured, wrapped};
use super::{ACCENT, INK, LINE, SOFT};

/// What a text is for; it decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Subtitle,
    Head,
    Entry,
    Strong,
    Note,
}

impl Kind {
    /// Size of the letters and height of a line.
    pub const fn sizes(self) -> [f64; 2] {
        match self {
            Self::Title => [25.0, 32.0],
            Self::Subtitle => [15.0, 21.0],
            Self::Head => [14.0, 19.0],
            Self::Entry | Self::Strong => [13.0, 18.0],
            Self::Note => [11.5, 16.0],
        }
    }

    pub const fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Head | Self::Strong)
    }

    const fn color(self) -> &'static str {
        match self {
            Self::Subtitle | Self::Note => SOFT,
            _ => INK,
        }
    }
}

/// Width and height of a legend's swatch, and the space beside it.
const SWATCH: [f64; 3] = [22.0, 14.0, 8.0];
/// Space between a label and its count.
const COUNT_GAP: f64 = 10.0;

/// A column and how far it has been filled.
pub(super) struct Flow {
    pub items: Vec<Item>,
    pub x: f64,
    pub width: f64,
    /// Where the next line begins.
    pub y: f64,
}

impl Flow {
    pub fn new(x: f64, y: f64, width: f64) -> Self {
        Self {
            items: Vec::new(),
            x,
            width,
            y,
        }
    }

    pub fn gap(&mut self, height: f64) {
        self.y += height;
    }

    /// A paragraph; nothing if it is empty.
    pub fn text(&mut self, kind: Kind, text: &str) {
        self.lines(kind, text, self.x, self.width);
    }

    /// Lines from `x` on, no wider than `room`.
    pub fn lines(&mut self, kind: Kind, text: &str, x: f64, room: f64) {
        let [size, height] = kind.sizes();
        for line in wrapped(text, size, kind.is_bold(), room) {
            self.put(kind, line, x, Anchor::Start, self.y + size);
            self.y += height;
        }
    }

    /// One line with its base line at `y`.
    pub fn put(&mut self, kind: Kind, text: String, x: f64, anchor: Anchor, y: f64) {
        let [size, _] = kind.sizes();
        self.items.push(Item::Text {
            x,
            y,
            size,
            bold: kind.is_bold(),
            anchor,
            color: kind.color().to_owned(),
            halo: String::new(),
            text,
        });
    }

    /// A swatch with its label, and its count at the right edge.
    pub fn entry(
        &mut self,
        fill: String,
        tile: Option<Tile>,
        label: &str,
        count: &str,
        strong: bool,
    ) {
        let [wide, high, space] = SWATCH;
        let kind = if strong { Kind::Strong } else { Kind::Entry };
        let [size, _] = kind.sizes();
        self.items.push(Item::Rect {
            x: self.x,
            y: self.y + 1.5,
            width: wide,
            height: high,
            fill,
            tile,
            stroke: LINE.to_owned(),
        });
        let counted = measured(count, size, kind.is_bold());
        if !count.is_empty() {
            let right = self.x + self.width;
            self.put(kind, count.to_owned(), right, Anchor::End, self.y + size);
        }
        let x = self.x + wide + space;
        let before = self.y;
        let room = self.width - wide - space - counted - COUNT_GAP;
        self.lines(kind, label, x, room.max(size));
        self.y = self.y.max(before + kind.sizes()[1]) + 3.0;
    }

    /// A line across the swatches between two entries, with its value.
    pub fn rule(&mut self, label: &str) {
        let [wide, _, space] = SWATCH;
        let [size, height] = Kind::Note.sizes();
        self.items.push(Item::Rect {
            x: self.x - 4.0,
            y: self.y + height / 2.0 - 1.0,
            width: wide + 8.0,
            height: 2.0,
            fill: INK.to_owned(),
            tile: None,
            stroke: String::new(),
        });
        let (x, y) = (self.x + wide + space, self.y + height / 2.0 + size * 0.35);
        self.put(Kind::Note, label.to_owned(), x, Anchor::Start, y);
        self.y += height + 2.0;
    }

    /// A line about the entry above.
    pub fn beside(&mut self, text: &str) {
        let [wide, _, space] = SWATCH;
        self.y -= 3.0;
        self.lines(
            Kind::Note,
            text,
            self.x + wide + space,
            self.width - wide - space,
        );
        self.y += 3.0;
    }

    /// The chosen area with its value.
    pub fn chosen(&mut self, name: &str, value: &str) {
        let [wide, high, space] = SWATCH;
        self.items.push(Item::Rect {
            x: self.x + 1.0,
            y: self.y + 1.5,
            width: wide - 2.0,
            height: high,
            fill: String::new(),
            tile: None,
            stroke: ACCENT.to_owned(),
        });
        let x = self.x + wide + space;
        let room = self.width - wide - space;
        self.lines(Kind::Strong, name, x, room);
        self.lines(Kind::Entry, value, x, room);
    }

    /// A bar of `length` with a label beside it.
    pub fn scale(&mut self, length: f64, label: String) {
        let [size, height] = Kind::Note.sizes();
        let y = self.y + size;
        let bar = |x: f64, y: f64, width: f64, height: f64| Item::Rect {
            x,
            y,
            width,
            height,
            fill: SOFT.to_owned(),
            tile: None,
            stroke: String::new(),
        };
        self.items.push(bar(self.x, y - 2.0, length, 1.5));
        self.items.push(bar(self.x, y - 6.0, 1.5, 4.0));
        self.items
            .push(bar(self.x + length - 1.5, y - 6.0, 1.5, 4.0));
        self.put(Kind::Note, label, self.x + length + 8.0, Anchor::Start, y);
        self.y += height;
    }
}
