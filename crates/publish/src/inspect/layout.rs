//! Where a table begins and ends, and what its columns hold.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{keys, numbers, periods, signs};
use crate::read::table::Table;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The keys of areas, or their names.
    Key,
    /// Periods of a kind.
    Period(&'static str),
    /// Numbers, and signs instead of them.
    Value,
    /// Something else.
    Text,
    /// Nothing.
    Empty,
}

/// A table's parts.
#[derive(Debug)]
pub struct Layout {
    /// Rows of the header.
    pub header: Range<usize>,
    /// Rows of data.
    pub data: Range<usize>,
    /// Columns of a row of data.
    pub width: usize,
    /// What the columns hold.
    pub classes: Vec<Class>,
    /// Rows among the data that are of another width.
    pub odd: Vec<usize>,
}

impl Layout {
    /// The parts of `table`; `None` if no part of it looks like data.
    #[must_use]
    pub fn of(table: &Table) -> Option<Self> {
        let width = usual_width(table)?;
        let fits = |row: &usize| match table.is_sheet() {
            true => filled(table, *row) >= 2,
            false => table.width(*row) == width && filled(table, *row) >= 2,
        };
        let rows: Vec<usize> = (0..table.len()).filter(fits).collect();
        let body = rows.get(rows.len() / 2..).filter(|body| !body.is_empty())?;
        let classes = classes(table, body, &rows, width);
        let values: Vec<usize> = positions(&classes, |class| class == Class::Value);
        let official = has_official_keys(table, body, &classes);
        let data = |row: usize| is_data(table, row, &classes, official, &rows);
        let first = rows.iter().copied().find(|row| data(*row))?;
        let last = rows.iter().copied().rev().find(|row| {
            let number =
                |at: &usize| !table.text(*row, *at).is_empty() && is_value(table, *row, *at);
            values.iter().any(number) || data(*row)
        })?;
        if last < first {
            return None;
        }
        let total = |row: &usize| is_total_row(table, *row, &classes);
        let totals = (0..first).rev().take_while(total).count();
        let first = first - totals;
        let speaks = |row: &usize| values.iter().any(|at| !table.text(*row, *at).is_empty());
        let header = (0..first).rev().take_while(speaks).count();
        let odd =
            |row: &usize| !table.is_blank(*row) && !table.is_sheet() && table.width(*row) != width;
        Some(Self {
            header: first - header..first,
            data: first..last + 1,
            width,
            odd: (first..last + 1).filter(odd).collect(),
            classes,
        })
    }

    /// Columns of the class that `wanted` accepts.
    #[must_use]
    pub fn columns(&self, wanted: impl Fn(Class) -> bool) -> Vec<usize> {
        positions(&self.classes, wanted)
    }

    /// The column of keys.
    #[must_use]
    pub fn key(&self) -> Option<usize> {
        self.columns(|class| class == Class::Key).first().copied()
    }

    /// The column of periods with their kind.
    #[must_use]
    pub fn period(&self) -> Option<(usize, &'static str)> {
        self.classes
            .iter()
            .enumerate()
            .find_map(|(at, class)| match class {
                Class::Period(kind) => Some((at, *kind)),
                _ => None,
            })
    }

    /// The texts over `column`, one per header row.
    #[must_use]
    pub fn names<'t>(&self, table: &'t Table, column: usize) -> Vec<&'t str> {
        self.header
            .clone()
            .map(|row| table.text(row, column))
            .collect()
    }
}

fn positions(classes: &[Class], wanted: impl Fn(Class) -> bool) -> Vec<usize> {
    let all = classes.iter().enumerate();
    all.filter(|(_, class)| wanted(**class))
        .map(|(at, _)| at)
        .collect()
}

fn filled(table: &Table, row: usize) -> usize {
    table.row(row).filter(|cell| !cell.text.is_empty()).count()
}

/// The width that most rows have; the largest one with several cells in a sheet, where rows end with their last cell.
fn usual_width(table: &Table) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in (0..table.len()).filter(|row| filled(table, *row) >= 2) {
        *counts.entry(table.width(row)).or_default() += 1;
    }
    match table.is_sheet() {
        true => counts.keys().next_back().copied(),
        false => counts
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(width, _)| *width),
    }
}

fn is_value(table: &Table, row: usize, column: usize) -> bool {
    let cell = table.cell(row, column);
    cell.is_number || numbers::looks_like_one(cell.text)
}

fn classes(table: &Table, body: &[usize], rows: &[usize], width: usize) -> Vec<Class> {
    let mut classes: Vec<Class> = (0..width).map(|at| class(table, body, at)).collect();
    let name = |at: usize| {
        let above = rows.iter().take(12).map(|row| table.text(*row, at));
        above
            .filter(|text| !numbers::looks_like_one(text))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let period = (0..width).filter(|at| matches!(classes.get(*at), Some(Class::Period(_))));
    let period = period.max_by_key(|at| (periods::is_hint(&name(*at)), width - at));
    for (at, class) in classes.iter_mut().enumerate() {
        // Years among the values of a table with another column of time are numbers like any other.
        if matches!(class, Class::Period(_)) && Some(at) != period {
            *class = if table.is_sheet() || (body.iter().all(|row| is_value(table, *row, at))) {
                Class::Value
            } else {
                Class::Text
            };
        }
    }
    let key = (0..width).filter_map(|at| {
        Some((
            key_score(table, body, at, &name(at), classes.get(at).copied())?,
            width - at,
        ))
    });
    if let Some((_, from_end)) = key.max()
        && let Some(class) = classes.get_mut(width - from_end)
    {
        *class = Class::Key;
    }
    classes
}

fn class(table: &Table, body: &[usize], column: usize) -> Class {
    let texts: Vec<&str> = body
        .iter()
        .map(|row| table.text(*row, column))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() {
        return Class::Empty;
    }
    if let Some(kind) = periods::kind_of_all(&texts) {
        return Class::Period(kind);
    }
    let numbers = texts
        .iter()
        .filter(|text| numbers::looks_like_one(text))
        .count();
    let known = texts.iter().filter(|text| signs::is_known(text)).count();
    match numbers * 2 > texts.len() || numbers + known == texts.len() {
        true => Class::Value,
        false => Class::Text,
    }
}

/// How much speaks for `column` as that of keys; `None` if nothing does.
fn key_score(
    table: &Table,
    body: &[usize],
    column: usize,
    name: &str,
    class: Option<Class>,
) -> Option<usize> {
    let texts: Vec<&str> = body
        .iter()
        .map(|row| table.text(*row, column))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() || matches!(class, Some(Class::Period(_))) {
        return None;
    }
    let official = texts
        .iter()
        .filter(|text| keys::form(text).is_some())
        .count()
        * 10
        >= texts.len() * 9;
    let zeros = texts
        .iter()
        .any(|text| text.len() > 1 && text.starts_with('0') && !text.contains([',', '.']));
    let hint = keys::is_hint(name);
    let different = texts.iter().collect::<BTreeSet<_>>().len();
    let whole = texts
        .iter()
        .all(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let score = match (official, hint, zeros) {
        (true, true, _) => 100,
        (true, _, true) => 90,
        (true, _, _) if class == Some(Class::Text) => 80,
        (true, _, _) if column == 0 && whole && different * 2 > texts.len() => 60,
        (false, true, _) if whole => 40,
        _ if class == Some(Class::Text) && different * 3 > texts.len() => 20,
        _ if class == Some(Class::Text) => 10,
        _ => return None,
    };
    Some(score)
}

/// Whether most keys are official ones; a total without a key changes nothing.
fn has_official_keys(table: &Table, body: &[usize], classes: &[Class]) -> bool {
    let Some(at) = classes.iter().position(|class| *class == Class::Key) else {
        return false;
    };
    let keys = body.iter().map(|row| table.text(*row, at));
    let keys: Vec<&str> = keys.filter(|key| !key.is_empty()).collect();
    let official = keys.iter().filter(|key| keys::form(key).is_some());
    official.count() * 2 > keys.len()
}

/// Whether a row above the first key is a total: a text, no key, and a number in each column of values.
fn is_total_row(table: &Table, row: usize, classes: &[Class]) -> bool {
    let holds = |class: Class, fits: &dyn Fn(usize) -> bool| {
        positions(classes, |one| one == class).into_iter().all(fits)
    };
    let number = |at: usize| is_value(table, row, at);
    holds(Class::Value, &number)
        && holds(Class::Key, &|at| table.text(row, at).is_empty())
        && positions(classes, |class| class == Class::Text)
            .into_iter()
            .any(|at| !table.text(row, at).is_empty())
        && !names_columns(table, row, classes)
}

/// Whether a row holds years over several columns of values.
fn names_columns(table: &Table, row: usize, classes: &[Class]) -> bool {
    let values = positions(classes, |class| class == Class::Value);
    let is_period = |at: &usize| periods::kind_of_all(&[table.text(row, *at)]).is_some();
    values.len() > 1 && values.iter().all(is_period)
}

fn is_data(table: &Table, row: usize, classes: &[Class], official: bool, rows: &[usize]) -> bool {
    let values = positions(classes, |class| class == Class::Value);
    let says = |at: &usize| {
        let text = table.text(row, *at);
        text.is_empty() || is_value(table, row, *at) || signs::is_known(text)
    };
    let any = values.iter().any(|at| !table.text(row, *at).is_empty());
    let key = positions(classes, |class| class == Class::Key)
        .first()
        .map(|at| table.text(row, *at));
    let period = classes.iter().enumerate().all(|(at, class)| match class {
        Class::Period(kind) => {
            let text = table.text(row, at);
            text.is_empty() || periods::is_of(text, kind)
        }
        _ => true,
    });
    // A row of years over columns of other numbers names the columns.
    let last = rows.last().copied().unwrap_or(row);
    let names = names_columns(table, row, classes) && !names_columns(table, last, classes);
    let keyed = key.is_none_or(|key| {
        if official {
            keys::form(key).is_some()
        } else {
            !key.is_empty()
        }
    });
    // Beside an official key, a text among numbers is a sign that nobody knows yet.
    let figures = official || (any && values.iter().all(says));
    figures && period && keyed && !names
}
