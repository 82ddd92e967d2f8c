//! What a kind of map adds to an answer made of classes.

use crate::model::Flags;
use crate::text::Arg;

use super::super::answer::{Answer, ClassControls, Comparison, Hover};
use super::super::shown::{Shown, number};
use super::super::view::View;
use super::change::{Measured, REASONS};
use super::told::Told;

/// Puts what only the kind of map knows into an answer.
pub(in crate::atlas) fn finish(view: &View<'_>, shown: Option<&Shown>, answer: &mut Answer) {
    super::retell(view, shown, answer);
    if let Some(shown) = shown {
        super::easy::put(view, shown, answer);
        put_kind(view, shown, answer);
        super::manner::put_manner(view, answer);
    }
    super::filter::finish(view, answer);
}

/// What changes and colors without classes tell.
fn put_kind(view: &View<'_>, shown: &Shown, answer: &mut Answer) {
    if let Some(ramp) = &shown.ramp {
        answer.class_controls = ClassControls::default();
        answer.kinds.ramp = Some(ramp.legend(shown)).filter(|it| !it.stops.is_empty());
    }
    let Some(measured) = view.measured else {
        return;
    };
    put_moved(view, shown, answer);
    put_reasons(view, shown, answer);
    put_both(view, measured, answer);
}

/// How many areas rose, fell and stayed, after what the map shows.
fn put_moved(view: &View<'_>, shown: &Shown, answer: &mut Answer) {
    let numbers = &shown.numbers;
    if numbers.len() < 2 || answer.words.is_empty() {
        return;
    }
    let down = numbers.partition_point(|it| *it < 0);
    let same = numbers.partition_point(|it| *it <= 0) - down;
    let up = numbers.len() - down - same;
    let all = match (up, down) {
        (_, 0) if same == 0 => "up",
        (0, _) if same == 0 => "down",
        _ => "some",
    };
    let counts = [numbers.len(), up, down, same];
    let [n, up, down, same] = counts.map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let args = [
        ("n", Arg::Text(n.as_str())),
        ("level", Arg::Text(&level)),
        ("up", Arg::Text(&up)),
        ("down", Arg::Text(&down)),
        ("same", Arg::Text(&same)),
        ("all", Arg::Text(all)),
    ];
    answer
        .words
        .insert(1, view.speaker.say("kind.change.moved", &args));
}

/// Why areas are not comparable, and how many.
fn put_reasons(view: &View<'_>, shown: &Shown, answer: &mut Answer) {
    let key = crate::model::ValueState::NotApplicable.key();
    let Some(state) = answer.legend.states.iter_mut().find(|it| it.state == key) else {
        return;
    };
    let counted = |(flag, key): (Flags, &str)| {
        let rows = shown.rows.iter().map(|it| it.row.cell.flags);
        let n = rows.filter(|it| it.contains(flag)).count();
        let (reason, count) = (reason(view, key), view.speaker.count(n));
        let args = [
            ("reason", Arg::Text(reason.as_str())),
            ("n", Arg::Text(&count)),
        ];
        (n > 0).then(|| view.speaker.say("kind.change.counted", &args))
    };
    let reasons: Vec<String> = REASONS.into_iter().filter_map(counted).collect();
    if !reasons.is_empty() {
        state.meaning = reasons.join(" ");
    }
}

/// A sentence on why two values cannot be compared.
fn reason(view: &View<'_>, key: &str) -> String {
    view.speaker
        .told
        .map_or_else(String::new, |told| said(view, told, key))
}

/// The message `key` with what a kind of map knows.
pub(super) fn said(view: &View<'_>, told: &Told, key: &str) -> String {
    let args = told.args.iter();
    let args: Vec<_> = args.map(|(name, text)| (*name, Arg::Text(text))).collect();
    view.speaker.say(key, &args)
}

/// Why the value of a cell cannot be told, if it is a change.
pub(in crate::atlas) fn reason_of(view: &View<'_>, flags: Flags) -> Option<String> {
    view.measured?;
    let (_, key) = REASONS
        .into_iter()
        .find(|(flag, _)| flags.contains(*flag))?;
    Some(reason(view, key))
}

/// The two values of the chosen area before those of its parents.
fn put_both(view: &View<'_>, measured: &Measured, answer: &mut Answer) {
    let (Some(card), Some((ix, area))) = (&mut answer.area, view.chosen()) else {
        return;
    };
    let plain = view.plain();
    let mut between = measured.between.to_vec();
    between.dedup();
    let line = |period: crate::model::PeriodIx| {
        let table = &plain.files.table;
        let found = table.cell(plain.indicator_ix, area.level, plain.category, period, ix)?;
        Some(Comparison {
            label: plain
                .speaker
                .tick(plain.indicator.periods.get(period.index())?),
            value: plain.speaker.cell(plain.indicator, found.cell),
            difference: String::new(),
        })
    };
    let lines = between.into_iter().filter_map(line);
    card.comparisons.splice(0..0, lines);
}

/// What is under the pointer, where it is a change.
pub(in crate::atlas) fn hovered(
    view: &View<'_>,
    row: &super::super::shown::ShownRow,
    hover: &mut Hover,
) {
    let told = view.measured.map(|it| &it.told);
    if let Some(measure) = told.and_then(|it| it.measure.as_ref())
        && number(row.row.cell).is_some()
    {
        hover.value = format!("{} {}", hover.value, measure.per);
    }
}
