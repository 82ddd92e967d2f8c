//! The table of a view, and what is under the pointer: one row either way.

use std::cmp::Ordering;

use crate::model::{AreaWords, sort_by};
use crate::state::SortColumn;
use crate::text::{self, Arg};

use super::answer::{Hover, Table, TableColumn, TableRow};
use super::card::cell_of;
use super::chance::{self, Chance, Limits};
use super::legend::{cell_color, class_label};
use super::remarks::remarks;
use super::shown::{Shown, ShownRow, number};
use super::view::View;

/// A table with more rows than this comes in pages: a browser needs seconds for more.
const ROWS_ON_ONE_PAGE: usize = 2_000;
/// Rows of each page then.
const PAGE_ROWS: usize = 500;

/// The table, sorted as the state says; of a long one the page that the state says.
pub(super) fn table(view: &View<'_>, shown: &Shown, title: &str) -> Table {
    let speaker = &view.speaker;
    let unit = speaker.unit_long(view.indicator);
    let rows = ordered(view, shown);
    let total = rows.len();
    let size = if total > ROWS_ON_ONE_PAGE {
        PAGE_ROWS
    } else {
        ROWS_ON_ONE_PAGE
    };
    let pages = total.div_ceil(size).max(1);
    let page = (view.state.page as usize).min(pages - 1);
    let chosen = view.chosen().map(|(ix, _)| ix);
    let chosen = rows.iter().position(|row| Some(row.row.area) == chosen);
    let first = page * size;
    let on_page: Vec<&ShownRow> = rows.into_iter().skip(first).take(size).collect();
    let label = |key: &str| speaker.say(key, &[]);
    let chance = Chance::of(view.indicator);
    let caption = [("title", Arg::Text(title)), ("unit", Arg::Text(&unit))];
    Table {
        caption: if unit.is_empty() {
            title.to_owned()
        } else {
            speaker.say("table.caption", &caption)
        },
        columns: columns(view, &unit),
        second_label: String::new(),
        interval_label: chance.map(|it| it.name(speaker)).unwrap_or_default(),
        rank_label: label("table.rank"),
        class_label: label("table.class"),
        note_label: label("table.note"),
        page_label: if pages > 1 {
            page_label(view, [first, first + on_page.len()], total)
        } else {
            String::new()
        },
        rows: on_page
            .into_iter()
            .map(|it| table_row(view, shown, it))
            .collect(),
        first: first as u32,
        total: total as u32,
        page: page as u32,
        pages: pages as u32,
        chosen_page: chosen.map(|at| (at / size) as u32),
    }
}

/// The rows of the table, sorted as the state says.
pub(super) fn ordered<'s>(view: &View<'_>, shown: &'s Shown) -> Vec<&'s ShownRow> {
    let mut rows: Vec<&ShownRow> = shown.rows.iter().collect();
    sort(view, &mut rows);
    #[cfg(feature = "kinds")]
    super::kinds::filter::keep(view, &mut rows);
    rows
}

/// "Zeilen 501 bis 1.000 von 10.997".
fn page_label(view: &View<'_>, [first, end]: [usize; 2], total: usize) -> String {
    let [first, last, total] = [first + 1, end, total].map(|n| view.speaker.count(n));
    let args = [
        ("first", Arg::Text(&first)),
        ("last", Arg::Text(&last)),
        ("total", Arg::Text(&total)),
    ];
    view.speaker.say("table.page", &args)
}

/// The heads of the columns that can be sorted by.
pub(super) fn columns(view: &View<'_>, unit: &str) -> Vec<TableColumn> {
    let sort = view.state.sort;
    let sorted = |column| match (column == sort.column, sort.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    };
    let area = view.speaker.level(&view.level.key).one;
    let say = |key: &str| view.speaker.say(key, &[]);
    let value = view
        .speaker
        .say("table.value", &[("unit", Arg::Text(unit))]);
    let value = if unit.is_empty() {
        view.speaker.indicator(view.indicator).short
    } else {
        value
    };
    [
        (SortColumn::Key, say("table.key")),
        (SortColumn::Name, area),
        (SortColumn::Parent, say("table.parent")),
        (SortColumn::Value, value),
    ]
    .into_iter()
    .map(|(column, label)| TableColumn {
        column,
        label,
        sorted: sorted(column).to_owned(),
        numeric: column == SortColumn::Value,
    })
    .collect()
}

/// Sorts rows; ties and everything else by key, rows without a number last either way.
fn sort(view: &View<'_>, rows: &mut Vec<&ShownRow>) {
    let areas = &view.files.areas;
    let descending = view.state.sort.descending;
    let turn = |order: Ordering| if descending { order.reverse() } else { order };
    let key = |words: AreaWords<'_>| text::collation_key(view.speaker.named(words.key, words.name));
    let name = |row: &ShownRow| areas.words(row.row.area).map(key);
    let parent = |row: &ShownRow| areas.words(areas.words(row.row.area)?.parent?).map(key);
    match view.state.sort.column {
        SortColumn::Key if descending => rows.reverse(),
        SortColumn::Key => {}
        SortColumn::Name => sort_by_key(rows, name),
        SortColumn::Parent => sort_by_key(rows, parent),
        SortColumn::Value => sort_by(rows, |a, b| {
            match (number(a.row.cell), number(b.row.cell)) {
                (Some(a), Some(b)) => turn(a.cmp(&b)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            }
        }),
    }
    if descending
        && matches!(
            view.state.sort.column,
            SortColumn::Name | SortColumn::Parent
        )
    {
        rows.reverse();
    }
}

/// Sorts by a key that is made once for each row.
fn sort_by_key<K: Ord>(rows: &mut Vec<&ShownRow>, key: impl Fn(&ShownRow) -> K) {
    let mut keyed: Vec<_> = rows.drain(..).map(|row| (key(row), row)).collect();
    sort_by(&mut keyed, |(a, _), (b, _)| a.cmp(b));
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

/// A row as the table shows it.
pub(super) fn table_row(view: &View<'_>, shown: &Shown, it: &ShownRow) -> TableRow {
    let areas = &view.files.areas;
    let area = areas.get(it.row.area);
    let parent = area.and_then(|area| area.parent);
    let place = (it.row.area, view.level_ix);
    let value = match number(it.row.cell) {
        Some(units) if it.row.cell.state != crate::model::ValueState::RoundedToZero => {
            view.speaker.number(view.indicator, units)
        }
        _ => view.speaker.state(it.row.cell.state),
    };
    let range = |[lower, upper]: Limits| {
        let number = |units| view.speaker.number(view.indicator, units);
        chance::range(&view.speaker, &number(lower), &number(upper))
    };
    let doubt = shown.doubt(it);
    let with_doubt = |at: usize, doubt: Option<[usize; 2]>| {
        let count = |n| view.speaker.count(n);
        match doubt.filter(|[low, high]| low != high) {
            Some([low, high]) => {
                let range = chance::range(&view.speaker, &count(low), &count(high));
                format!("{} ({range})", count(at))
            }
            None => count(at),
        }
    };
    let classes = doubt.and_then(|it| it.classes);
    let note = cell_of(view, it.row.area, view.level_ix).and_then(|(_, note)| note);
    TableRow {
        key: area.map(|area| area.key.clone()).unwrap_or_default(),
        name: view.speaker.name_of(it.row.area),
        parent: parent
            .map(|ix| view.speaker.name_of(ix))
            .unwrap_or_default(),
        value,
        second: String::new(),
        interval: doubt
            .and_then(|it| it.limits)
            .map(range)
            .unwrap_or_default(),
        state: it.row.cell.state.key().to_owned(),
        rank: shown
            .rank(it)
            .map(|rank| with_doubt(rank as usize, doubt.and_then(|it| it.ranks)))
            .unwrap_or_default(),
        class: it
            .class()
            .map(|class| with_doubt(class + 1, classes.map(|it| it.map(|class| class + 1))))
            .unwrap_or_default(),
        color: cell_color(shown, it),
        note: remarks(view, place, it.row.cell, note.as_deref()).join(" "),
        chosen: view.chosen().is_some_and(|(ix, _)| ix == it.row.area),
    }
}

/// What is said of an area under the pointer.
pub(super) fn hover(view: &View<'_>, shown: &Shown, it: &ShownRow) -> Hover {
    let class = it.class().zip(shown.classes.breaks.as_ref());
    let area = view.files.areas.get(it.row.area);
    let value = view.speaker.cell(view.indicator, it.row.cell);
    let limits = shown.doubt(it).and_then(|doubt| doubt.limits);
    #[cfg_attr(not(feature = "kinds"), allow(unused_mut))]
    let mut hover = Hover {
        key: area.map(|area| area.key.clone()).unwrap_or_default(),
        name: view.speaker.name_of(it.row.area),
        value: match (limits, Chance::of(view.indicator)) {
            (Some(limits), Some(chance)) => {
                format!("{value} ({})", chance.range(&view.speaker, limits))
            }
            _ => value,
        },
        class: match class {
            Some((class, breaks)) => class_label(view, breaks, class),
            None => String::new(),
        },
        color: cell_color(shown, it),
    };
    #[cfg(feature = "kinds")]
    super::kinds::hovered(view, it, &mut hover);
    hover
}
