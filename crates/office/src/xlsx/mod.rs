//! A workbook: a sheet of typed rows, and one of sources and notes.
//!
//! Of SpreadsheetML (ECMA-376, ISO/IEC 29500) only what such a file needs, written row by row into a
//! [`Zip`](crate::zip::Zip): a long table takes no more memory than its packed bytes, and whoever waits for
//! it can be let in after any row. Texts stand in their cells, not in a list of their own, so that nothing
//! has to be kept. `sheet` writes a sheet, `parts` the small files around it, `markup` escapes texts.

mod markup;
mod parts;
mod sheet;

use teilraum::atlas::extract::{Cell, Column, Head, Row};

use crate::zip::Zip;
use sheet::{Layout, Sheet, Style};

/// Rows of a sheet below its heading.
pub(crate) const ROWS: usize = 1_048_575;

/// Width of a column in characters, by what it holds.
const WIDTHS: [(&str, f64); 6] = [
    ("key", 14.0),
    ("name", 34.0),
    ("parent", 26.0),
    ("state", 22.0),
    ("class_label", 26.0),
    ("remarks", 60.0),
];
const WIDTH: f64 = 16.0;
/// Widths of the sheet of notes.
const NOTE_WIDTHS: [f64; 3] = [30.0, 110.0, 50.0];

/// A workbook under way.
pub(crate) struct Xlsx {
    zip: Zip,
    /// The sheets that are done: their names, and where the cells that filters use end.
    done: Vec<parts::Listed>,
    sheet: Option<Sheet>,
    layout: Layout,
    labels: Vec<String>,
    styles: Vec<Style>,
    name: String,
    most: usize,
}

impl Xlsx {
    pub fn begin(head: &Head) -> Self {
        Self::with_rows(head, ROWS)
    }

    /// With at most `most` rows on a sheet.
    pub fn with_rows(head: &Head, most: usize) -> Self {
        let [name, _] = head.parts.clone();
        Self {
            zip: Zip::default(),
            done: Vec::new(),
            sheet: None,
            layout: Layout {
                title: head.title.clone(),
                widths: head.columns.iter().map(width).collect(),
                frozen: 2,
                texts: key_column(&head.columns),
                filter: true,
            },
            labels: head.columns.iter().map(|it| it.label.clone()).collect(),
            styles: head.columns.iter().map(style).collect(),
            name,
            most,
        }
    }

    pub fn row(&mut self, row: &Row) {
        if self.sheet.as_ref().is_some_and(|it| it.rows() > self.most) {
            self.close();
        }
        let cells = row.cells.iter().zip(self.styles.iter().copied());
        let cells: Vec<(Cell, Style)> = cells.map(|(cell, style)| (cell.clone(), style)).collect();
        self.open().row(&cells);
        if let Some(sheet) = &mut self.sheet {
            sheet.flush(&mut self.zip);
        }
    }

    /// The sheet to write to, with its heading.
    fn open(&mut self) -> &mut Sheet {
        let number = self.done.len() + 1;
        let (zip, layout, labels) = (&mut self.zip, &self.layout, &self.labels);
        self.sheet.get_or_insert_with(|| {
            let mut sheet = Sheet::begin(zip, number, layout);
            let head = labels
                .iter()
                .map(|it| (Cell::Text(it.clone()), Style::Head));
            sheet.row(&head.collect::<Vec<_>>());
            sheet
        })
    }

    fn close(&mut self) {
        let Some(sheet) = self.sheet.take() else {
            return;
        };
        let number = self.done.len() + 1;
        let name = match number {
            1 => self.name.clone(),
            _ => format!("{} {number}", self.name),
        };
        let last = sheet.last_cell(self.labels.len());
        sheet.end(&mut self.zip, &self.layout, &[]);
        self.done.push(parts::Listed {
            name,
            filtered: Some(last),
        });
    }

    pub fn end(mut self, head: &Head) -> Vec<u8> {
        self.open();
        self.close();
        self.notes(head);
        parts::write(&mut self.zip, &self.done, head);
        self.zip.end()
    }

    fn notes(&mut self, head: &Head) {
        let layout = Layout {
            title: head.title.clone(),
            widths: NOTE_WIDTHS.to_vec(),
            frozen: 0,
            texts: None,
            filter: false,
        };
        let mut sheet = Sheet::begin(&mut self.zip, self.done.len() + 1, &layout);
        let mut links = Vec::new();
        for (at, note) in head.notes.iter().enumerate() {
            let cell = |text: &str| Cell::Text(text.to_owned());
            let mut cells = vec![
                (cell(&note.label), Style::Label),
                (cell(&note.text), Style::Note),
            ];
            if !note.url.is_empty() {
                cells.push((cell(&note.url), Style::Link));
                links.push((format!("C{}", at + 1), note.url.clone()));
            }
            sheet.row(&cells);
        }
        let [_, name] = head.parts.clone();
        sheet.end(&mut self.zip, &layout, &links);
        self.done.push(parts::Listed {
            name,
            filtered: None,
        });
    }
}

fn width(column: &Column) -> f64 {
    let found = WIDTHS.iter().find(|(key, _)| *key == column.key);
    found.map_or(WIDTH, |(_, width)| *width)
}

fn style(column: &Column) -> Style {
    match (column.decimals, column.key) {
        (Some(decimals), _) => Style::Number(decimals),
        (None, "remarks") => Style::Note,
        (None, _) => Style::Text,
    }
}

/// The column of keys: digits, and yet texts.
fn key_column(columns: &[Column]) -> Option<usize> {
    columns.iter().position(|column| column.key == "key")
}
