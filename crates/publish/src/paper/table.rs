//! Tables over pages: rows that stay whole where they can, heads repeated on each page.

use super::face::Weight;
use super::flow::Flow;
use super::lines::Style;
use super::page::{BOTTOM, Branch, Cursor, Ink, MARGIN, Mark, Role, TOP, WIDTH};
use super::sheet::Strip;
use super::strip;

const HEAD: Style = Style {
    size: 8.0,
    weight: Weight::Bold,
    grey: 0,
};
/// Between the columns.
const GAP: f32 = 9.0;
/// Above and below the text of a row.
const AIR: f32 = 4.0;

/// What a cell holds, from top to bottom.
pub enum Block<'s> {
    /// Text.
    Text(Style, &'s str),
    /// A picture.
    Strip(&'s Strip),
}

/// A cell.
pub type Cell<'s> = Vec<Block<'s>>;

/// What stands above the columns, and how they share the width.
pub struct Frame<'s> {
    /// What the table shows.
    pub summary: String,
    /// Heads of the columns.
    pub heads: &'s [String; 5],
    /// Shares of the width.
    pub shares: [f32; 5],
}

impl Frame<'_> {
    /// Left end and width of each column.
    fn columns(&self) -> [[f32; 2]; 5] {
        let whole: f32 = self.shares.iter().sum();
        let room = WIDTH - 2.0 * MARGIN - GAP * 4.0;
        let mut left = MARGIN;
        self.shares.map(|share| {
            let column = [left, room * share / whole];
            left += column[1] + GAP;
            column
        })
    }
}

/// How much room a table needs to begin: its heads and its first row.
pub fn first_height(flow: &Flow<'_>, frame: &Frame<'_>, rows: &[[Cell<'_>; 5]]) -> f32 {
    let columns = frame.columns();
    let first = rows.first().map(|row| height(flow, columns, row));
    head_height(flow, columns, frame) + first.unwrap_or_default()
}

/// Puts a table below what is there.
pub fn table(flow: &mut Flow<'_>, frame: &Frame<'_>, rows: &[[Cell<'_>; 5]]) -> Branch {
    let columns = frame.columns();
    let heights: Vec<f32> = rows.iter().map(|row| height(flow, columns, row)).collect();
    let head_height = head_height(flow, columns, frame);
    flow.need(head_height + heights.first().copied().unwrap_or_default());
    let head = put_head(flow, columns, frame);
    let mut body = Vec::new();
    for (row, height) in rows.iter().zip(heights) {
        let whole_page = BOTTOM - TOP - head_height;
        if flow.cursor.y + height > BOTTOM
            && (height <= whole_page || flow.cursor.y > BOTTOM - 90.0)
        {
            flow.cursor = flow.cursor.next_page();
            repeat_head(flow, columns, frame);
        }
        body.push(put_row(flow, columns, row));
    }
    Branch::Group(
        Role::Table(frame.summary.clone()),
        vec![
            Branch::Group(Role::Head, vec![head]),
            Branch::Group(Role::Body, body),
        ],
    )
}

fn head_height(flow: &Flow<'_>, columns: [[f32; 2]; 5], frame: &Frame<'_>) -> f32 {
    let heights = columns.iter().zip(frame.heads);
    let heights = heights.map(|([_, width], text)| flow.height(HEAD, text, *width));
    heights.fold(0.0, f32::max) + AIR
}

fn put_head(flow: &mut Flow<'_>, columns: [[f32; 2]; 5], frame: &Frame<'_>) -> Branch {
    let start = flow.cursor;
    let mut end = start;
    let mut cells = Vec::new();
    for (column, text) in columns.into_iter().zip(frame.heads) {
        let mut cursor = start;
        let slots = flow.lines(&mut cursor, column, HEAD, (text, None));
        cells.push(Branch::of_slots(Role::ColumnHead, slots));
        end = end.max(cursor);
    }
    flow.cursor = end;
    flow.space(AIR);
    rule(flow, 1.0, 0);
    Branch::Group(Role::Row, cells)
}

/// The heads once more, which the structure has already.
fn repeat_head(flow: &mut Flow<'_>, columns: [[f32; 2]; 5], frame: &Frame<'_>) {
    let start = flow.cursor;
    let mut inks = Vec::new();
    for ([left, width], text) in columns.into_iter().zip(frame.heads) {
        let lines = super::lines::wrap(flow.faces, HEAD, text, width);
        let lines = (0_u8..).zip(lines);
        inks.extend(lines.map(|(line, run)| Ink::Text {
            at: [left, start.y + HEAD.size + f32::from(line) * HEAD.leading()],
            size: HEAD.size,
            weight: HEAD.weight,
            grey: HEAD.grey,
            run,
        }));
    }
    flow.pages.adorn(start.page, Mark::Adornment, inks);
    flow.cursor.y += head_height(flow, columns, frame);
    rule(flow, 1.0, 0);
}

/// A line across the page below what is there.
fn rule(flow: &mut Flow<'_>, width: f32, grey: u8) {
    let Cursor { page, y } = flow.cursor;
    let line = Ink::Shape {
        points: vec![[MARGIN, y], [WIDTH - MARGIN, y]],
        fill: None,
        stroke: Some((width, grey)),
    };
    flow.pages.adorn(page, Mark::Adornment, vec![line]);
}

fn height(flow: &Flow<'_>, columns: [[f32; 2]; 5], row: &[Cell<'_>; 5]) -> f32 {
    let of_cell = |([_, width], cell): (&[f32; 2], &Cell<'_>)| -> f32 {
        let blocks = cell.iter().map(|block| match block {
            Block::Text(style, text) => flow.height(*style, text, *width),
            Block::Strip(_) => strip::HEIGHT,
        });
        blocks.sum()
    };
    let tallest = columns.iter().zip(row).map(of_cell).fold(0.0, f32::max);
    tallest + 2.0 * AIR
}

fn put_row(flow: &mut Flow<'_>, columns: [[f32; 2]; 5], row: &[Cell<'_>; 5]) -> Branch {
    let mut start = flow.cursor;
    start.y += AIR;
    let mut end = start;
    let mut cells = Vec::new();
    for (at, (column, cell)) in columns.into_iter().zip(row).enumerate() {
        let mut cursor = start;
        let blocks = cell.iter().map(|block| match block {
            Block::Text(style, text) => {
                let slots = flow.lines(&mut cursor, column, *style, (text, None));
                Branch::of_slots(Role::Paragraph, slots)
            }
            Block::Strip(strip) => put_strip(flow, &mut cursor, column, strip),
        });
        let role = if at == 0 { Role::RowHead } else { Role::Cell };
        cells.push(Branch::Group(role, blocks.collect()));
        end = end.max(cursor);
    }
    flow.cursor = end;
    flow.space(AIR);
    rule(flow, 0.5, 140);
    Branch::Group(Role::Row, cells)
}

fn put_strip(flow: &mut Flow<'_>, cursor: &mut Cursor, column: [f32; 2], strip: &Strip) -> Branch {
    if cursor.y + strip::HEIGHT > BOTTOM && cursor.y > TOP {
        *cursor = cursor.next_page();
    }
    let [left, width] = column;
    let inks = strip::draw(flow.faces, strip, column, cursor.y);
    let slot = flow.pages.put_content(cursor.page, inks, None);
    let place = [left, cursor.y, left + width, cursor.y + strip::HEIGHT];
    cursor.y += strip::HEIGHT;
    let figure = Role::Figure(strip.alt.clone(), cursor.page, place);
    Branch::of_slots(figure, vec![slot])
}
