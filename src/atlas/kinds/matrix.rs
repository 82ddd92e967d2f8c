//! The legend of two indicators: a table of nine fields with counts.

use crate::classify::Breaks;
use crate::model::ValueState;
use crate::text::{self, Arg};

use super::super::answer::{Legend, LegendState, dto};
use super::super::shown::Shown;
use super::super::view::View;
use super::two::{CLASSES, Field, Two};

dto! {
    /// A field of the matrix, a switch that highlights its areas.
    pub struct MatrixCell {
        /// What an action is to be sent with.
        pub class: u8,
        /// Fill as `#rrggbb`.
        pub color: String,
        /// How many areas are in it.
        pub count: String,
        /// Whether the reader highlights it.
        pub highlighted: bool,
        /// "Einkommen hoch (über 22.000), Arbeitslosigkeit niedrig (bis 4,1): 12 Kreise".
        pub spoken: String,
    }

    /// The head of a row or column.
    pub struct MatrixHead {
        /// "hoch".
        pub name: String,
        /// "über 20.000 bis 22.000".
        pub label: String,
    }

    /// A row of the matrix.
    pub struct MatrixRow {
        /// The class of the first indicator.
        pub head: MatrixHead,
        /// Fields, the lowest class of the second indicator first.
        pub cells: Vec<MatrixCell>,
    }

    /// The legend of two indicators.
    pub struct Matrix {
        /// "Kreise je Feld".
        pub caption: String,
        /// What rises from row to row: "Einkommen, 2018 (Euro je Einwohner)".
        pub up: String,
        /// What rises from column to column.
        pub across: String,
        /// Classes of the second indicator, lowest first.
        pub columns: Vec<MatrixHead>,
        /// Classes of the first indicator, highest first.
        pub rows: Vec<MatrixRow>,
        /// What is to be said of it: another period, fewer classes.
        pub notes: Vec<String>,
    }
}

/// The matrix of a view.
pub(super) fn matrix(view: &View<'_>, second: &View<'_>, shown: &Shown, two: &Two) -> Matrix {
    let both = [view, second];
    let [rows, columns] = [0, 1].map(|at| heads(both[at], &two.breaks[at]));
    let counts = counts(shown, two);
    let row = |(first, head): (usize, &MatrixHead)| MatrixRow {
        head: head.clone(),
        cells: (0..columns.len())
            .map(|at| {
                let field = Field([first, at]);
                let count = counts.get(field.bit()).copied().unwrap_or(0);
                let spoken = [Some(head), columns.get(at)];
                cell(
                    both,
                    two,
                    field,
                    spoken.map(|it| it.cloned().unwrap_or_default()),
                    count,
                )
            })
            .collect(),
    };
    Matrix {
        caption: title(view),
        up: axis(view),
        across: axis(second),
        rows: rows.iter().enumerate().map(row).rev().collect(),
        notes: notes(both, two),
        columns,
    }
}

/// "Kreise je Feld".
fn title(view: &View<'_>) -> String {
    let level = view.speaker.level(&view.level.key).many;
    view.speaker
        .say("kind.two.legend", &[("level", Arg::Text(&level))])
}

/// "Einkommen, 2018 (Euro je Einwohner)".
pub(super) fn axis(view: &View<'_>) -> String {
    let name = view.speaker.indicator(view.indicator).short;
    let period = view.speaker.period(view.period);
    let unit = view.speaker.unit_long(view.indicator);
    let named = [
        ("indicator", Arg::Text(&name)),
        ("period", Arg::Text(&period)),
        ("unit", Arg::Text(&unit)),
    ];
    if unit.is_empty() {
        return view.speaker.say("kind.two.axis.bare", &named[..2]);
    }
    view.speaker.say("kind.two.axis", &named)
}

fn heads(view: &View<'_>, breaks: &Breaks) -> Vec<MatrixHead> {
    let head = |class: usize| MatrixHead {
        name: class_name(view, class, breaks),
        label: text::class_label(
            breaks.range(class),
            view.indicator.decimals,
            &view.speaker.numbers,
        ),
    };
    (0..breaks.count()).map(head).collect()
}

/// "niedrig", "mittel", "hoch".
pub(super) fn class_name(view: &View<'_>, class: usize, breaks: &Breaks) -> String {
    let which = match (class, breaks.count()) {
        (_, 0 | 1) => "all",
        (0, _) => "low",
        (class, count) if class + 1 >= count => "high",
        _ => "middle",
    };
    view.speaker
        .say("kind.two.class", &[("which", Arg::Text(which))])
}

/// How many areas each field has, by its bit.
pub(super) fn counts(shown: &Shown, two: &Two) -> Vec<usize> {
    let mut counts = vec![0; usize::from(CLASSES) * usize::from(CLASSES)];
    for it in &shown.rows {
        let field = two.field(it.row.area, it.row.cell);
        if let Some(count) = field.and_then(|it| counts.get_mut(it.bit())) {
            *count += 1;
        }
    }
    counts
}

fn cell(
    [view, second]: [&View<'_>; 2],
    two: &Two,
    field: Field,
    [row, column]: [MatrixHead; 2],
    count: usize,
) -> MatrixCell {
    let speaker = &view.speaker;
    let [first_name, second_name] = [view, second].map(|it| speaker.indicator(it.indicator).short);
    let n = speaker.count(count);
    let level = speaker.level(&view.level.key);
    let level = if count == 1 { level.one } else { level.many };
    let args = [
        ("first", Arg::Text(&first_name)),
        ("first_class", Arg::Text(&row.name)),
        ("first_label", Arg::Text(&row.label)),
        ("second", Arg::Text(&second_name)),
        ("second_class", Arg::Text(&column.name)),
        ("second_label", Arg::Text(&column.label)),
        ("n", Arg::Text(&n)),
        ("level", Arg::Text(&level)),
    ];
    MatrixCell {
        class: field.bit() as u8,
        color: two.color(field).to_string(),
        highlighted: view.state.highlight >> field.bit() & 1 == 1,
        spoken: speaker.say("kind.two.cell", &args),
        count: n,
    }
}

/// Another period of the second, and fewer classes than three.
fn notes([view, second]: [&View<'_>; 2], two: &Two) -> Vec<String> {
    let speaker = &view.speaker;
    let name = |of: &View<'_>| speaker.indicator(of.indicator).short;
    let (wanted, found) = (speaker.period(view.period), speaker.period(second.period));
    let named = name(second);
    let other = || {
        let args = [
            ("second", Arg::Text(&named)),
            ("wanted", Arg::Text(&wanted)),
            ("found", Arg::Text(&found)),
        ];
        speaker.say("kind.two.period", &args)
    };
    let mut notes: Vec<String> = (view.period.key != second.period.key)
        .then(other)
        .into_iter()
        .collect();
    for (of, breaks) in [view, second].into_iter().zip(&two.breaks) {
        if breaks.count() < usize::from(CLASSES) {
            let (named, reached) = (name(of), speaker.count(breaks.count()));
            let args = [
                ("indicator", Arg::Text(&named)),
                ("reached", Arg::Text(&reached)),
            ];
            notes.push(speaker.say("kind.two.fewer", &args));
        }
    }
    notes
}

/// The page's legend beside the matrix: its title, and the states that keep areas out of every field.
pub(super) fn legend(view: &View<'_>, shown: &Shown, two: &Two) -> Legend {
    let mut states = [0; ValueState::ALL.len()];
    for it in &shown.rows {
        let gap = two.gap(it.row.area, it.row.cell).state;
        if let Some(count) = states.get_mut(gap as usize) {
            *count += 1;
        }
    }
    let state = |state: ValueState| {
        let count = states.get(state as usize).copied().unwrap_or(0);
        (!state.is_number() && count > 0).then(|| LegendState {
            state: state.key().to_owned(),
            label: view.speaker.state(state),
            meaning: view.speaker.state_meaning(state),
            count: view.speaker.count(count),
        })
    };
    Legend {
        title: title(view),
        states: ValueState::ALL.into_iter().filter_map(state).collect(),
        ..Legend::default()
    }
}
