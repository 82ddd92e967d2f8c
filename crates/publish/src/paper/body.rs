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
        let items = items
            .iter()
            .map(|text| ("•".to_owned(), text.as_str(), &[][..]));
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
    [
        name,
        value,
        or_nothing(beside),
        or_nothing(strip),
        or_nothing(course),
    ]
}

/// A text, unless it is empty.
fn told(style: Style, text: &str) -> Cell<'_> {
    let text = Some(text).filter(|text| !text.is_empty());
    text.map(|text| Block::Text(style, text))
        .into_iter()
        .collect()
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
        (
            format!("{n}."),
            source.text.as_str(),
            source.links.as_slice(),
        )
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

#[cfg(test)]
mod tests {
    use super::super::page::{HEIGHT, Ink, MARGIN, WIDTH};
    use super::super::sheet::Strip;
    use super::*;
    use teilraum::atlas::profile::Spine;

    const LONG: &str = "Nichterwerbsfähigeleistungsberechtigtenquotenentwicklung ";

    fn row(words: &str) -> SheetRow {
        let spine = Spine {
            own: 0.0,
            middle: vec![0.2, 0.9],
            median: 1.0,
            parent: Some(1.5),
            from: LONG.to_owned(),
            to: LONG.to_owned(),
            words: String::new(),
        };
        SheetRow {
            name: LONG.repeat(2),
            value: "unbekannt oder geheim".to_owned(),
            strip: Some(Strip {
                spine,
                alt: "Bild".to_owned(),
            }),
            course: ["steigt".to_owned(), words.to_owned()],
            nothing: "keine Angabe".to_owned(),
            ..SheetRow::default()
        }
    }

    fn sheet(rows: Vec<SheetRow>) -> Sheet {
        Sheet {
            title: LONG.repeat(5),
            heads: ["Indikator", "Wert", "Vergleich", "Platz", "Verlauf"].map(str::to_owned),
            themes: vec![SheetTheme {
                title: LONG.repeat(4),
                rows,
            }],
            about: ("Zu diesem Profil".to_owned(), vec![LONG.repeat(9)]),
            foot: vec![LONG.repeat(9)],
            page: "Seite {page} von {pages}".to_owned(),
            ..Sheet::default()
        }
    }

    fn places(inks: &[Ink]) -> Vec<[f32; 2]> {
        let of_ink = |ink: &Ink| match ink {
            Ink::Text { at, size, run, .. } => {
                let seen = run.text.trim_end().len();
                let seen = run
                    .glyphs
                    .iter()
                    .filter(|glyph| glyph.text_range.start < seen);
                let width: f32 = seen.map(|glyph| glyph.x_advance * size).sum();
                vec![*at, [at[0] + width, at[1] - size]]
            }
            Ink::Shape { points, .. } => points.clone(),
            Ink::Dot { at, .. } => vec![*at],
        };
        inks.iter().flat_map(of_ink).collect()
    }

    #[test]
    fn everything_lies_inside_the_margins_however_long_it_is() {
        let faces = Faces::new().unwrap();
        // The last row is taller than a page.
        let rows = vec![row("kurz"), row(&LONG.repeat(20)), row(&LONG.repeat(120))];
        let set = set(&faces, &sheet(rows));
        assert!(set.pages.count() > 2);
        for piece in set.pages.iter().flatten() {
            for [x, y] in places(&piece.inks) {
                let (left, right) = (MARGIN - 0.1, WIDTH - MARGIN + 0.1);
                assert!((left..=right).contains(&x), "{x}: {piece:?}");
                assert!(y > 20.0 && y < HEIGHT - 10.0, "{y}: {piece:?}");
            }
        }
    }

    #[test]
    fn a_heading_is_never_the_last_of_its_page() {
        let faces = Faces::new().unwrap();
        for count in 1..12 {
            let mut sheet = sheet((0..count).map(|_| row("kurz")).collect());
            let one = sheet.themes.first().cloned();
            sheet.themes.extend(one);
            let set = set(&faces, &sheet);
            for stop in &set.stops {
                let below = set.pages.iter().nth(stop.at.page).into_iter().flatten();
                let content =
                    below.filter(|it| matches!(it.mark, super::super::page::Mark::Slot(_)));
                let places = content.flat_map(|it| places(&it.inks));
                let lower = places.filter(|[_, y]| *y > stop.at.y + 60.0);
                assert!(lower.count() > 0, "{count}: {stop:?}");
            }
        }
    }
}
