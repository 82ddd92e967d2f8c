//! A sheet laid out on pages.

use super::face::{Faces, Weight};
use super::flow::{Flow, SMALL, Stop, TEXT, WHOLE};
use super::foot;
use super::lines::Style;
use super::page::{Branch, Labels, Pages, Role};
use super::sheet::{Sheet, SheetRow, SheetTheme};
use super::table::{Block, Cell, Frame, first_height, table};

/// How the columns share the width: indicator, value, comparison, place, course.
const SHARES: [f32; 5] = [25.0, 15.5, 25.0, 17.5, 29.0];

const NAME: Style = Style {
    size: 9.0,
    weight: Weight::Bold,
    grey: 0,
};
const VALUE: Style = Style {
    size: 10.0,
    weight: Weight::Bold,
    grey: 0,
};
const CELL: Style = Style {
    size: 8.0,
    weight: Weight::Regular,
    grey: 0,
};

/// A document, ready to be painted.
pub struct Set {
    /// Its pages.
    pub pages: Pages,
    /// Its structure.
    pub tree: Vec<Branch>,
    /// Its headings.
    pub stops: Vec<Stop>,
}

/// Sets a sheet.
pub fn set(faces: &Faces, sheet: &Sheet) -> Set {
    let mut flow = Flow::new(faces);
    let mut tree = vec![put_top(&mut flow, sheet)];
    tree.extend(put_out(&mut flow, sheet));
    for theme in &sheet.themes {
        tree.push(put_theme(&mut flow, sheet, theme));
    }
    tree.extend(put_notes(&mut flow, sheet));
    tree.extend(put_sources(&mut flow, sheet));
    tree.push(put_about(&mut flow, sheet));
    foot::put(&mut flow, sheet);
    Set {
        pages: flow.pages,
        tree,
        stops: flow.stops,
    }
}

/// Title, place, notice, summary, how to read the pictures.
fn put_top(flow: &mut Flow<'_>, sheet: &Sheet) -> Branch {
    let mut parts = vec![flow.heading(1, &sheet.title)];
    for line in &sheet.lead {
        parts.push(flow.paragraph(TEXT, line));
    }
    if !sheet.notice.is_empty() {
        flow.space(4.0);
        let style = Style {
            weight: Weight::Bold,
            ..TEXT
        };
        parts.push(flow.paragraph(style, &sheet.notice));
    }
    flow.space(6.0);
    parts.push(flow.paragraph(TEXT, &sheet.summary));
    flow.space(6.0);
    parts.push(flow.paragraph(SMALL, &sheet.how));
    Branch::Group(Role::Section, parts)
}

/// What stands out, if anything does; the summary says where nothing does.
fn put_out(flow: &mut Flow<'_>, sheet: &Sheet) -> Option<Branch> {
    let out = &sheet.out;
    if out.groups.is_empty() {
        return None;
    }
    flow.space(12.0);
    let mut parts = vec![flow.heading(2, &out.title)];
    for (title, items) in &out.groups {
        parts.push(flow.heading(3, title));
        let items = items.iter().map(|text| ("•".to_owned(), text.as_str(), &[][..]));
        parts.push(flow.list(TEXT, Labels::Bullets, items));
        flow.space(3.0);
    }
    Some(Branch::Group(Role::Section, parts))
}

fn put_theme(flow: &mut Flow<'_>, sheet: &Sheet, theme: &SheetTheme) -> Branch {
    flow.space(14.0);
    let rows: Vec<[Cell<'_>; 5]> = theme.rows.iter().map(row).collect();
    let frame = Frame {
        summary: format!("{}: {}", theme.title, sheet.heads.join(", ")),
        heads: &sheet.heads,
        shares: SHARES,
    };
    let below = first_height(flow, &frame, &rows);
    let heading = flow.heading_above(2, &theme.title, below);
    let table = table(flow, &frame, &rows);
    Branch::Group(Role::Section, vec![heading, table])
}

fn row(row: &SheetRow) -> [Cell<'_>; 5] {
    let mut name = vec![Block::Text(NAME, row.name.as_str())];
    name.extend(row.lines.iter().map(|line| Block::Text(SMALL, line)));
    let mut value = vec![Block::Text(VALUE, row.value.as_str())];
    value.extend(told(SMALL, &row.interval));
    let mut beside = told(CELL, &row.rank);
    beside.extend(row.beside.iter().map(|line| Block::Text(CELL, line)));
    let strip = row.strip.iter().map(Block::Strip).collect();
    let [direction, words] = &row.course;
    let bold = Style {
        weight: Weight::Bold,
        ..CELL
    };
    let mut course = told(bold, direction);
    course.extend(told(CELL, words));
    let or_nothing = |cell| or(cell, &row.nothing);
    [name, value, or_nothing(beside), or_nothing(strip), or_nothing(course)]
}

/// A text, unless it is empty.
fn told(style: Style, text: &str) -> Cell<'_> {
    let text = Some(text).filter(|text| !text.is_empty());
    text.map(|text| Block::Text(style, text)).into_iter().collect()
}

/// The cell, or that there is nothing to tell: an empty cell reads as a mistake.
fn or<'s>(cell: Cell<'s>, nothing: &'s str) -> Cell<'s> {
    match cell.is_empty() {
        true => told(SMALL, nothing),
        false => cell,
    }
}

fn put_notes(flow: &mut Flow<'_>, sheet: &Sheet) -> Option<Branch> {
    let (title, notes) = &sheet.notes;
    if notes.is_empty() {
        return None;
    }
    flow.space(14.0);
    let heading = flow.heading(2, title);
    let items = (1..).zip(notes);
    let items = items.map(|(n, text): (usize, _)| (format!("{n}."), text.as_str(), &[][..]));
    let list = flow.list(SMALL, Labels::Numbers, items);
    Some(Branch::Group(Role::Section, vec![heading, list]))
}

fn put_sources(flow: &mut Flow<'_>, sheet: &Sheet) -> Option<Branch> {
    let (title, sources) = &sheet.sources;
    if sources.is_empty() {
        return None;
    }
    flow.space(14.0);
    let heading = flow.heading(2, title);
    let items = (1..).zip(sources);
    let items = items.map(|(n, source): (usize, _)| {
        (format!("{n}."), source.text.as_str(), source.links.as_slice())
    });
    let list = flow.list(SMALL, Labels::Numbers, items);
    Some(Branch::Group(Role::Section, vec![heading, list]))
}

fn put_about(flow: &mut Flow<'_>, sheet: &Sheet) -> Branch {
    let (title, texts) = &sheet.about;
    flow.space(14.0);
    let mut parts = vec![flow.heading(2, title)];
    for text in texts {
        parts.push(flow.paragraph(SMALL, text));
        flow.space(3.0);
    }
    parts.extend(sheet.link.as_ref().map(|link| flow.link(TEXT, WHOLE, link)));
    Branch::Group(Role::Section, parts)
}
