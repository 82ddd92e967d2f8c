//! The view in plain words: topic, time, highest and lowest, the middle, the whole, what is missing.

use crate::model::{MeasureKind, PeriodKind, Scaled, ValueState};
use crate::state::MapKind;
use crate::text::{Arg, long_date};

use super::super::super::heading::categories;
use super::super::super::shown::{Shown, number};
use super::super::super::view::View;
use super::super::super::words::{
    count_certain, count_states, median, off_the_map, place_of, whole_of,
};
use super::super::finish::said;
use super::amount::Amount;

/// How much of the areas must lie on each side of the median for "about half" to be true, in percent.
const ABOUT_HALF: usize = 40;

/// The paragraphs of a view, in reading order.
pub(super) fn words(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let mut words = vec![joined([topic(view), time(view)])];
    match shown.numbers.as_slice() {
        [] => words.push(view.speaker.say("words.none", &[])),
        [_] => words.extend(the_one(view, shown)),
        [low, .., high] if low == high => words.push(all_equal(view, *low)),
        [low, .., high] => {
            words.push(end(view, shown, *high, "high"));
            words.push(end(view, shown, *low, "low"));
            words.extend(colors(view, shown));
            words.extend(middle(view, shown));
        }
    }
    words.extend(whole(view, shown));
    words.extend(percent(view));
    words.extend(gaps(view, shown));
    words.extend(off_the_map(view, shown));
    words
}

/// Sentences as one paragraph.
pub(super) fn joined<const N: usize>(sentences: [String; N]) -> String {
    let told: Vec<String> = sentences.into_iter().filter(|it| !it.is_empty()).collect();
    told.join(" ")
}

/// What it is about, and which groups are counted.
fn topic(view: &View<'_>) -> String {
    let plain = view.plain();
    let name = plain.speaker.indicator(plain.indicator).short;
    let topic = view
        .speaker
        .say("kind.easy.topic", &[("topic", Arg::Text(&name))]);
    let groups = categories(view);
    if groups.is_empty() {
        return topic;
    }
    let groups = view.speaker.list(&groups);
    let groups = view
        .speaker
        .say("kind.easy.groups", &[("groups", Arg::Text(&groups))]);
    joined([topic, groups])
}

/// When it was so, or between when it changed.
fn time(view: &View<'_>) -> String {
    let speaker = &view.speaker;
    if let Some(measured) = view.measured {
        return said(view, &measured.told, "kind.easy.between");
    }
    let period = match view.period.kind {
        PeriodKind::Date => {
            let day = long_date(view.period.end, speaker.language());
            let args = [("label", Arg::Text(&day)), ("year", Arg::Text(""))];
            speaker.say("period.in.date", &args)
        }
        _ => speaker.in_period(view.period),
    };
    speaker.say("kind.easy.time", &[("period", Arg::Text(&period))])
}

/// The only number there is: of the one area of a level, or of one among several.
fn the_one(view: &View<'_>, shown: &Shown) -> Option<String> {
    let row = shown.rows.iter().find(|it| number(it.row.cell).is_some())?;
    let area = view.files.areas.get(row.row.area)?;
    let place = view.speaker.locative(area);
    if view.measured.is_some() {
        let units = row.row.cell.value;
        return Some(change(
            view,
            "kind.easy.change.whole",
            units,
            &[("place", &place)],
        ));
    }
    let amount = Amount::of_cell(&view.speaker, view.indicator, row.row.cell);
    let args = [
        ("place", Arg::Text(&place)),
        ("value", Arg::Text(&amount.text)),
        ("verb", amount.verb()),
    ];
    let key = match shown.rows.len() {
        1 => "kind.easy.whole",
        _ => "kind.easy.only",
    };
    Some(view.speaker.say(key, &args))
}

fn all_equal(view: &View<'_>, units: i64) -> String {
    let amount = Amount::of(&view.speaker, view.indicator, units);
    let level = view.speaker.level(&view.level.key).many;
    let args = [
        ("level", Arg::Text(level.as_str())),
        ("value", Arg::Text(&amount.text)),
        ("verb", amount.verb()),
    ];
    view.speaker.say("kind.easy.all-equal", &args)
}

/// Where the highest or the lowest value is, and what it is; of changes, the greatest rise and fall.
fn end(view: &View<'_>, shown: &Shown, units: i64, which: &str) -> String {
    let place = place_of(view, shown, units);
    if view.measured.is_some() {
        return change(
            view,
            "kind.easy.change",
            units,
            &[("which", which), ("place", &place)],
        );
    }
    let amount = Amount::of(&view.speaker, view.indicator, units);
    let args = [
        ("which", Arg::Text(which)),
        ("place", Arg::Text(&place)),
        ("value", Arg::Text(&amount.text)),
        ("verb", amount.verb()),
    ];
    view.speaker.say("kind.easy.end", &args)
}

/// A sentence on a change, with how much and which way.
fn change(view: &View<'_>, key: &str, units: i64, more: &[(&str, &str)]) -> String {
    let way = match units.signum() {
        1 => "up",
        0 => "none",
        _ => "down",
    };
    let size = Scaled {
        units: units.saturating_abs(),
        decimals: view.indicator.decimals,
    };
    // A change in percent is told in percent; only the distance of two such is in points.
    let unit = view.speaker.unit(view.indicator);
    let value = view.speaker.numbers.with_noun(size, &unit);
    let own = [("way", way), ("value", value.as_str())];
    let args = own.iter().chain(more);
    let args: Vec<_> = args.map(|(name, text)| (*name, Arg::Text(text))).collect();
    view.speaker.say(key, &args)
}

/// How to read the colors, where darker is more.
fn colors(view: &View<'_>, shown: &Shown) -> Option<String> {
    let colored = matches!(view.state.map.kind, MapKind::Classes | MapKind::Unclassed);
    let darker_is_more = view.indicator.midpoint.is_none() && shown.classes.breaks.is_some();
    (colored && darker_is_more && view.has_map()).then(|| view.speaker.say("kind.easy.colors", &[]))
}

/// The median, and that half of the areas lie on either side where that is about so.
fn middle(view: &View<'_>, shown: &Shown) -> Option<String> {
    if view.measured.is_some() {
        return None;
    }
    let units = median(&shown.numbers)?;
    let amount = Amount::of(&view.speaker, view.indicator, units);
    let below = shown.numbers.partition_point(|it| *it < units);
    let above = shown.numbers.len() - shown.numbers.partition_point(|it| *it <= units);
    let about_half = |n: usize| n * 100 >= shown.numbers.len() * ABOUT_HALF;
    let halves = about_half(below) && about_half(above);
    let level = view.speaker.level(&view.level.key).many;
    let args = [
        ("value", Arg::Text(&amount.text)),
        ("level", Arg::Text(&level)),
        ("halves", Arg::Text(if halves { "yes" } else { "no" })),
    ];
    Some(view.speaker.say("kind.easy.middle", &args))
}

/// The value of the whole, and how many areas certainly differ from it.
fn whole(view: &View<'_>, shown: &Shown) -> Option<String> {
    let (top, cell) = whole_of(view)?;
    let place = view.speaker.locative(top);
    if view.measured.is_some() {
        return Some(change(
            view,
            "kind.easy.change.whole",
            cell.value,
            &[("place", &place)],
        ));
    }
    let amount = Amount::of_cell(&view.speaker, view.indicator, cell);
    let args = [
        ("place", Arg::Text(&place)),
        ("value", Arg::Text(&amount.text)),
        ("verb", amount.verb()),
    ];
    let told = view.speaker.say("kind.easy.whole", &args);
    let Some((n, total)) = count_certain(view, shown, cell) else {
        return Some(told);
    };
    let rest = match n {
        0 => "all",
        n if n == total => "none",
        _ => "some",
    };
    let [n, total] = [n, total].map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let args = [
        ("n", Arg::Text(n.as_str())),
        ("total", Arg::Text(&total)),
        ("level", Arg::Text(&level)),
        ("rest", Arg::Text(rest)),
    ];
    Some(joined([told, view.speaker.say("kind.easy.certain", &args)]))
}

/// What percent means, where values are told in percent.
fn percent(view: &View<'_>) -> Option<String> {
    let indicator = view.plain().indicator;
    let is_share = indicator.kind == MeasureKind::Share && view.measured.is_none();
    let says_of_what = !view.speaker.indicator(indicator).among.is_empty();
    (is_share && !says_of_what).then(|| view.speaker.say("kind.easy.percent.meaning", &[]))
}

/// How many areas lack a number, why, and that this is not nothing.
fn gaps(view: &View<'_>, shown: &Shown) -> Vec<String> {
    let level = view.speaker.level(&view.level.key);
    let gap = |(state, n): (ValueState, usize)| {
        let count = view.speaker.count(n);
        let areas = if n == 1 { &level.one } else { &level.many };
        let args = [("n", Arg::Text(&count)), ("areas", Arg::Text(areas))];
        if view.measured.is_some() && state == ValueState::NotApplicable {
            return view.speaker.say("kind.easy.incomparable", &args);
        }
        let key = format!("kind.easy.none.{}", state.key());
        let told = view.speaker.say(&key, &args);
        joined([told, view.speaker.state_meaning(state)])
    };
    let mut words: Vec<String> = count_states(shown).into_iter().map(gap).collect();
    if !words.is_empty() {
        words.push(view.speaker.say("kind.easy.none", &[]));
    }
    words
}
