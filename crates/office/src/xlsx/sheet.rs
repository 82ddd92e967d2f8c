//! One sheet, row by row.

use std::fmt::Write;

use teilraum::atlas::extract::Cell;

use super::markup::{column, push, push_cell};
use crate::zip::{Open, Zip};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HYPERLINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
/// Bytes packed at once.
const PIECE: usize = 1 << 16;
/// Most characters of a heading on paper, by the format.
const LONGEST_HEADING: usize = 200;

/// Most decimals that have a format of their own.
pub(super) const MOST_DECIMALS: u8 = 9;

/// How a cell looks; the order of `parts::styles`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As it comes.
    Text,
    /// The name of a column.
    Head,
    /// A longer text.
    Note,
    /// What a note is about.
    Label,
    /// An address.
    Link,
    /// A number with so many decimals.
    Number(u8),
}

impl Style {
    fn index(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Head => 1,
            Self::Note => 2,
            Self::Label => 3,
            Self::Link => 4,
            Self::Number(decimals) => 5 + decimals.min(MOST_DECIMALS),
        }
    }
}

/// What a sheet looks like around its cells.
pub(super) struct Layout {
    pub title: String,
    /// Widths of its columns, in characters.
    pub widths: Vec<f64>,
    /// How many columns stay in sight; with them the first row, 0 for neither.
    pub frozen: usize,
    /// The column whose numbers are meant to be texts.
    pub texts: Option<usize>,
    /// Whether its rows can be filtered.
    pub filter: bool,
}

/// A sheet under way.
pub(super) struct Sheet {
    number: usize,
    entry: Open,
    /// Not yet packed.
    text: String,
    rows: usize,
}

impl Sheet {
    pub fn begin(zip: &mut Zip, number: usize, layout: &Layout) -> Self {
        let mut text =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/>\
             </sheetPr>"
        );
        put_view(&mut text, number == 1, layout.frozen);
        text.push_str("<cols>");
        for (at, width) in (1..).zip(&layout.widths) {
            let _ = write!(
                text,
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        text.push_str("</cols><sheetData>");
        Self {
            number,
            entry: zip.open(&format!("xl/worksheets/sheet{number}.xml")),
            text,
            rows: 0,
        }
    }

    /// How many rows there are, the heading among them.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The name of the last cell of a table so many columns wide.
    pub fn last_cell(&self, columns: usize) -> String {
        format!("{}{}", column(columns.saturating_sub(1)), self.rows.max(1))
    }

    pub fn row(&mut self, cells: &[(Cell, Style)]) {
        self.rows += 1;
        let row = self.rows;
        let _ = write!(self.text, "<row r=\"{row}\">");
        for (at, (cell, style)) in cells.iter().enumerate() {
            let (column, style) = (column(at), style.index());
            match cell {
                Cell::Nothing => {}
                Cell::Number(number) => {
                    let _ = write!(
                        self.text,
                        "<c r=\"{column}{row}\" s=\"{style}\"><v>{number}</v></c>"
                    );
                }
                Cell::Text(text) => {
                    let _ = write!(
                        self.text,
                        "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is>\
                         <t xml:space=\"preserve\">"
                    );
                    push_cell(&mut self.text, text);
                    self.text.push_str("</t></is></c>");
                }
            }
        }
        self.text.push_str("</row>");
    }

    /// Packs what has been written, once it is worth it.
    pub fn flush(&mut self, zip: &mut Zip) {
        if self.text.len() >= PIECE {
            zip.write(&mut self.entry, self.text.as_bytes());
            self.text.clear();
        }
    }

    /// Ends the sheet; `links` are cells with their addresses.
    pub fn end(mut self, zip: &mut Zip, layout: &Layout, links: &[(String, String)]) {
        let text = &mut self.text;
        text.push_str("</sheetData>");
        let last = format!(
            "{}{}",
            column(layout.widths.len().saturating_sub(1)),
            self.rows.max(1)
        );
        if layout.filter {
            let _ = write!(text, "<autoFilter ref=\"A1:{last}\"/>");
        }
        if !links.is_empty() {
            text.push_str("<hyperlinks>");
            for (id, (cell, _)) in (1..).zip(links) {
                let _ = write!(text, "<hyperlink ref=\"{cell}\" r:id=\"rId{id}\"/>");
            }
            text.push_str("</hyperlinks>");
        }
        put_paper(text, &layout.title);
        if let Some(at) = layout.texts.filter(|_| self.rows > 1) {
            let (name, rows) = (column(at), self.rows);
            let _ = write!(
                text,
                "<ignoredErrors><ignoredError sqref=\"{name}2:{name}{rows}\" \
                 numberStoredAsText=\"1\"/></ignoredErrors>"
            );
        }
        text.push_str("</worksheet>");
        zip.write(&mut self.entry, self.text.as_bytes());
        zip.close(self.entry);
        if !links.is_empty() {
            let name = format!("xl/worksheets/_rels/sheet{}.xml.rels", self.number);
            zip.add(&name, relations(links).as_bytes());
        }
    }
}

fn put_view(text: &mut String, first: bool, frozen: usize) {
    let selected = if first { " tabSelected=\"1\"" } else { "" };
    let _ = write!(
        text,
        "<sheetViews><sheetView workbookViewId=\"0\"{selected}>"
    );
    if frozen > 0 {
        let _ = write!(
            text,
            "<pane xSplit=\"{frozen}\" ySplit=\"1\" topLeftCell=\"{}2\" activePane=\"bottomRight\" \
             state=\"frozen\"/>",
            column(frozen)
        );
    }
    text.push_str("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
}

/// On paper: across, as wide as a page, with the title above and page numbers below.
fn put_paper(text: &mut String, title: &str) {
    text.push_str(
        "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" \
         footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" \
         fitToHeight=\"0\"/><headerFooter><oddHeader>&amp;L",
    );
    let short: String = title.chars().take(LONGEST_HEADING).collect();
    push(text, &short.replace('&', "&&"));
    text.push_str("</oddHeader><oddFooter>&amp;R&amp;P/&amp;N</oddFooter></headerFooter>");
}

fn relations(links: &[(String, String)]) -> String {
    let mut text = String::from(super::parts::RELATIONS_OPEN);
    for (id, (_, address)) in (1..).zip(links) {
        let _ = write!(
            text,
            "<Relationship Id=\"rId{id}\" Type=\"{HYPERLINK}\" Target=\""
        );
        push(&mut text, address);
        text.push_str("\" TargetMode=\"External\"/>");
    }
    text.push_str("</Relationships>");
    text
}
