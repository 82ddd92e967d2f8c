//! What the table shows where two indicators are on the map: both values, and the field.

use crate::model::CellRef;
use crate::state::SortColumn;
use crate::text::Arg;

use super::super::answer::{Table, TableRow};
use super::super::shown::{Shown, number};
use super::super::view::View;
use super::matrix::{axis, class_name};
use super::two::{Field, Two};

/// Tells a table of the first indicator anew.
pub(super) fn put_columns(both: [&View<'_>; 2], shown: &Shown, two: &Two, table: &mut Table) {
    let [view, second] = both;
    let speaker = &view.speaker;
    let name = speaker.indicator(view.indicator).short;
    table.second_label = axis(second);
    table.rank_label = speaker.say("kind.two.ranked", &[("indicator", Arg::Text(&name))]);
    table.class_label = speaker.say("kind.two.fields", &[]);
    let values = |it: &&mut super::super::answer::TableColumn| it.column == SortColumn::Value;
    if let Some(column) = table.columns.iter_mut().find(values) {
        column.label = axis(view);
    }
    for row in &mut table.rows {
        put_row(both, shown, two, row);
    }
}

/// Tells a row anew where two indicators are shown.
#[cfg(feature = "extract")]
pub(in crate::atlas) fn retell_row(view: &View<'_>, shown: &Shown, row: &mut TableRow) {
    if let (Some(second), Some(two)) = (super::second(view), &shown.two) {
        put_row([view, &second], shown, two, row);
    }
}

/// "4,1" beside the first value, "hoch, niedrig" in the place of the class.
fn put_row([view, second]: [&View<'_>; 2], shown: &Shown, two: &Two, row: &mut TableRow) {
    row.class = String::new();
    let found = view.files.areas.find(view.level, &row.key);
    let Some(own) = found.and_then(|area| shown.get(area)) else {
        return;
    };
    let (area, cell) = (own.row.area, own.row.cell);
    row.second = two
        .cell(area)
        .map(|it| value(second, it))
        .unwrap_or_default();
    if let Some(Field([one, other])) = two.field(area, cell) {
        let names = [
            class_name(view, one, &two.breaks[0]),
            class_name(second, other, &two.breaks[1]),
        ];
        row.class = names.join(", ");
    }
}

/// A number without its unit, which the head of the column tells.
fn value(view: &View<'_>, cell: CellRef) -> String {
    match number(cell) {
        Some(units) if cell.state != crate::model::ValueState::RoundedToZero => {
            view.speaker.number(view.indicator, units)
        }
        _ => view.speaker.state(cell.state),
    }
}
