//! The rows: each value typed, each text as the table says it.

use crate::model::{AreaIx, Scaled, ValueState};

use super::super::chance::Chance;
use super::super::kinds;
use super::super::legend::class_label;
use super::super::listing::table_row;
use super::super::shown::{Shown, ShownRow, number};
use super::super::view::View;

/// What stands in one place of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(Scaled),
}

/// One area in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The area.
    pub area: AreaIx,
    /// The number of the view, if it has one.
    pub value: Option<Scaled>,
    /// The state of the view's value.
    pub state: ValueState,
    /// What stands in the columns of [`Head`](super::Head).
    pub cells: Vec<Cell>,
}

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Key,
    Name,
    Parent,
    Period,
    Value,
    State,
    Lower,
    Upper,
    Second,
    SecondState,
    Rank,
    RankFrom,
    RankTo,
    Class,
    ClassLabel,
    Remarks,
}

impl Field {
    /// The stable name, as GeoJSON has it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Name => "name",
            Self::Parent => "parent",
            Self::Period => "period",
            Self::Value => "value",
            Self::State => "state",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Second => "second",
            Self::SecondState => "second_state",
            Self::Rank => "rank",
            Self::RankFrom => "rank_from",
            Self::RankTo => "rank_to",
            Self::Class => "class",
            Self::ClassLabel => "class_label",
            Self::Remarks => "remarks",
        }
    }
}

/// What the columns of a view say.
pub(super) fn fields(view: &View<'_>, shown: &Shown) -> Vec<Field> {
    let mut fields = vec![
        Field::Key,
        Field::Name,
        Field::Parent,
        Field::Period,
        Field::Value,
        Field::State,
    ];
    let doubtful = Chance::of(view.indicator).is_some();
    if doubtful {
        fields.extend([Field::Lower, Field::Upper]);
    }
    if shown.two.is_some() {
        fields.extend([Field::Second, Field::SecondState]);
    }
    fields.push(Field::Rank);
    if doubtful {
        fields.extend([Field::RankFrom, Field::RankTo]);
    }
    if shown.two.is_none() && shown.classes.breaks.is_some() {
        fields.push(Field::Class);
    }
    if shown.two.is_some() || shown.classes.breaks.is_some() {
        fields.push(Field::ClassLabel);
    }
    fields.push(Field::Remarks);
    fields
}

/// How many decimals the numbers of a column have; `None` for texts.
pub(super) fn decimals(view: &View<'_>, field: Field) -> Option<u8> {
    match field {
        Field::Value | Field::Lower | Field::Upper => Some(view.indicator.decimals),
        Field::Second => kinds::second(view).map(|second| second.indicator.decimals),
        Field::Rank | Field::RankFrom | Field::RankTo | Field::Class => Some(0),
        _ => None,
    }
}

/// What the columns say of a row.
pub(super) fn row(view: &View<'_>, shown: &Shown, it: &ShownRow, fields: &[Field]) -> Row {
    let mut told = table_row(view, shown, it);
    kinds::retell_row(view, shown, &mut told);
    let doubt = shown.doubt(it);
    let limits = doubt.and_then(|doubt| doubt.limits);
    let ranks = doubt.and_then(|doubt| doubt.ranks);
    let second = shown.two.as_ref().and_then(|two| two.cell(it.row.area));
    let units = |units: Option<i64>| units.map(|units| scaled(units, view.indicator.decimals));
    let place = |place: Option<usize>| place.and_then(|it| whole(it as u64));
    let cell = |field: &Field| match field {
        Field::Key => text(&told.key),
        Field::Name => text(&told.name),
        Field::Parent => text(&told.parent),
        Field::Period => text(&view.speaker.tick(view.period)),
        Field::Value => number_cell(units(number(it.row.cell))),
        Field::State => text(&view.speaker.state(it.row.cell.state)),
        Field::Lower => number_cell(units(limits.map(|limits| limits[0]))),
        Field::Upper => number_cell(units(limits.map(|limits| limits[1]))),
        Field::Second => number_cell(second.and_then(|cell| {
            let decimals = decimals(view, Field::Second)?;
            Some(scaled(number(cell)?, decimals))
        })),
        Field::SecondState => {
            second.map_or(Cell::Nothing, |cell| text(&view.speaker.state(cell.state)))
        }
        Field::Rank => number_cell(shown.rank(it).and_then(|rank| whole(u64::from(rank)))),
        Field::RankFrom => number_cell(place(ranks.map(|ranks| ranks[0]))),
        Field::RankTo => number_cell(place(ranks.map(|ranks| ranks[1]))),
        Field::Class => number_cell(place(it.class().map(|class| class + 1))),
        Field::ClassLabel => text(&label(view, shown, it, &told.class)),
        Field::Remarks => text(&told.note),
    };
    Row {
        area: it.row.area,
        value: units(number(it.row.cell)),
        state: it.row.cell.state,
        cells: fields.iter().map(cell).collect(),
    }
}

/// "über 5,0 bis 7,5"; of two indicators the field, which `told` names.
fn label(view: &View<'_>, shown: &Shown, it: &ShownRow, told: &str) -> String {
    if shown.two.is_some() {
        return told.to_owned();
    }
    let class = it.class().zip(shown.classes.breaks.as_ref());
    class.map_or_else(String::new, |(class, breaks)| {
        class_label(view, breaks, class)
    })
}

fn scaled(units: i64, decimals: u8) -> Scaled {
    Scaled { units, decimals }
}

fn whole(number: u64) -> Option<Scaled> {
    Some(scaled(i64::try_from(number).ok()?, 0))
}

fn text(text: &str) -> Cell {
    match text {
        "" => Cell::Nothing,
        text => Cell::Text(text.to_owned()),
    }
}

fn number_cell(number: Option<Scaled>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}
