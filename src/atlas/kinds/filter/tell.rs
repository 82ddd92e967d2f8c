//! The filter as a sentence: what is asked, joined by "and" and "or".

use crate::model::{AreaIx, Indicator, LevelIx, Scaled, UnitText};
use crate::state::{Condition, Figure, PERCENT_DECIMALS, Side, Span, Test};
use crate::text::Arg;

use super::super::super::view::View;
use super::Filtered;
use super::figures::{between, view_of};

/// How many areas or types a condition names before it counts the rest.
const NAMED: usize = 4;

/// "Kreise, für die gilt: Verfügbares Einkommen (2018) mindestens 20.000 € und …"; empty while
/// nothing is asked.
pub(super) fn sentence(view: &View<'_>, filtered: &Filtered) -> String {
    let any = filtered.key.filter.any;
    let asks = |at: usize| filtered.each.get(at).is_some_and(Option::is_some);
    let groups = filtered.key.filter.groups();
    let told = |group: &Vec<(usize, &Condition)>| -> Option<(String, usize)> {
        let group = group.iter().filter(|(at, _)| asks(*at));
        let told: Vec<String> = group.map(|(_, it)| condition(view, &it.test)).collect();
        (!told.is_empty()).then(|| (joined(view, &told, !any), told.len()))
    };
    let groups: Vec<_> = groups.iter().filter_map(told).collect();
    if groups.is_empty() {
        return String::new();
    }
    let several = groups.len() > 1;
    let whole = |(text, size): &(String, usize)| match several && *size > 1 {
        true => format!("({text})"),
        false => text.clone(),
    };
    let groups: Vec<String> = groups.iter().map(whole).collect();
    let conditions = joined(view, &groups, any);
    let level = view.speaker.level(&view.level.key).many;
    let args = [
        ("level", Arg::Text(&level)),
        ("conditions", Arg::Text(&conditions)),
    ];
    view.speaker.say("kind.filter.sentence", &args)
}

/// "A und B und C", or with "oder": each joint is said, so that none is mistaken for the other.
fn joined(view: &View<'_>, items: &[String], any: bool) -> String {
    let key = if any {
        "kind.filter.or"
    } else {
        "kind.filter.and"
    };
    let all = items.iter().cloned().reduce(|head, last| {
        let args = [("head", Arg::Text(&head)), ("last", Arg::Text(&last))];
        view.speaker.say(key, &args)
    });
    all.unwrap_or_default()
}

/// What a condition asks, without a verb: "Pkw-Dichte (01.01.2018) höchstens 600".
pub(super) fn condition(view: &View<'_>, test: &Test) -> String {
    match test {
        Test::Value { figure, of, span } => value(view, figure, of.as_deref(), *span),
        Test::Change {
            figure,
            since,
            relative,
            span,
        } => change(view, figure, since.as_deref(), *relative, *span),
        Test::Against {
            figure,
            level,
            side,
            certain,
        } => against(view, figure, level, *side, *certain),
        Test::Within { areas } => within(view, areas),
        Test::Kind { kinds } => {
            let name = |key: &String| {
                let named = view.speaker.texts.area_kinds.get(key);
                named.unwrap_or(key).clone()
            };
            let kinds: Vec<String> = kinds.iter().map(name).collect();
            let kinds = either(view, &kinds);
            view.speaker
                .say("kind.filter.kinds", &[("kinds", Arg::Text(&kinds))])
        }
    }
}

/// "Verfügbares Einkommen, weiblich (2018)".
fn named(view: &View<'_>, figure: &Figure) -> String {
    let Some(of) = view_of(view, figure) else {
        return figure.indicator.clone();
    };
    let period = view.speaker.tick(of.period);
    let name = indicator_name(view, of.indicator, figure);
    let args = [("name", Arg::Text(&name)), ("period", Arg::Text(&period))];
    view.speaker.say("kind.filter.figure", &args)
}

/// "Verfügbares Einkommen, weiblich".
pub(super) fn indicator_name(view: &View<'_>, indicator: &Indicator, figure: &Figure) -> String {
    let plain = view.plain();
    let texts = plain.speaker.texts;
    let mut name = plain.speaker.indicator(indicator).short;
    for choice in &figure.categories {
        let key = format!("{}/{}", choice.axis, choice.category);
        let category = texts.categories.get(&key).unwrap_or(&choice.category);
        name = format!("{name}, {category}");
    }
    name
}

/// How a bound is written.
type Written<'a> = &'a dyn Fn(Scaled) -> String;

/// "mindestens 20.000 €", "von 5,0 bis 7,5 %"; what `none` says without a bound.
fn bounds(view: &View<'_>, span: Span, none: &str, written: Written<'_>) -> String {
    let how = match (span.low, span.high) {
        (None, None) => none,
        (Some(_), None) => "low",
        (None, Some(_)) => "high",
        (Some(low), Some(high)) if low == high => "just",
        (Some(_), Some(_)) => "both",
    };
    let [low, high] = [span.low, span.high].map(|it| it.map(written).unwrap_or_default());
    let args = [
        ("how", Arg::Text(how)),
        ("low", Arg::Text(&low)),
        ("high", Arg::Text(&high)),
    ];
    view.speaker.say("kind.filter.bounds", &args)
}

fn value(view: &View<'_>, figure: &Figure, of: Option<&str>, span: Span) -> String {
    let indicator = view_of(view, figure).map(|it| it.indicator);
    let plain = view.plain();
    let written = |it: Scaled| {
        let value = indicator.map(|indicator| plain.speaker.value(indicator, it.units));
        value.unwrap_or_default()
    };
    let bounds = bounds(view, span, "known", &written);
    let name = named(view, figure);
    let place = of.map(|level| place(view, level)).unwrap_or_default();
    let args = [
        ("name", Arg::Text(&name)),
        ("bounds", Arg::Text(&bounds)),
        ("of", Arg::Text(if of.is_some() { "yes" } else { "no" })),
        ("place", Arg::Text(&place)),
    ];
    view.speaker.say("kind.filter.value", &args)
}

/// "auf der Ebene Land", or "in Deutschland" where the level has one area.
fn place(view: &View<'_>, level: &str) -> String {
    let catalogue = view.files.catalogue.as_ref();
    let found = catalogue.and_then(|it| it.levels.get(it.level(level)?.index()));
    let only = found.filter(|it| it.range().len() == 1);
    let only = only.and_then(|it| view.files.areas.get(AreaIx(it.range().start)));
    if let Some(area) = only {
        return view.speaker.locative(area);
    }
    let level = view.speaker.level(level).one;
    view.speaker
        .say("kind.filter.place", &[("level", Arg::Text(&level))])
}

fn change(
    view: &View<'_>,
    figure: &Figure,
    since: Option<&str>,
    relative: bool,
    span: Span,
) -> String {
    let of = view_of(view, figure);
    let written = |it: Scaled| difference(&view.plain(), of.as_ref(), relative, it);
    let bounds = bounds(view, span, "known", &written);
    let name = change_name(view, figure, since);
    let args = [("name", Arg::Text(&name)), ("bounds", Arg::Text(&bounds))];
    view.speaker.say("kind.filter.change", &args)
}

/// "Verfügbares Einkommen, Veränderung 2010 bis 2018".
fn change_name(view: &View<'_>, figure: &Figure, since: Option<&str>) -> String {
    let of = view_of(view, figure);
    let name = of
        .as_ref()
        .map(|of| indicator_name(view, of.indicator, figure));
    let tick = |ix: crate::model::PeriodIx| {
        let period = of.as_ref()?.indicator.periods.get(ix.index())?;
        Some(view.speaker.tick(period))
    };
    let periods = of.as_ref().and_then(|of| between(of, since));
    let periods = periods.map(|it| it.map(|ix| tick(ix).unwrap_or_default()));
    let [from, to] = periods.unwrap_or_default();
    let args = [
        (
            "name",
            Arg::Text(name.as_deref().unwrap_or(&figure.indicator)),
        ),
        (
            "known",
            Arg::Text(if from.is_empty() { "no" } else { "yes" }),
        ),
        ("since", Arg::Text(&from)),
        ("until", Arg::Text(&to)),
    ];
    view.speaker.say("kind.filter.changed", &args)
}

/// A change with its sign and unit: "+5,0 %", "−874 €".
pub(super) fn difference(
    plain: &View<'_>,
    of: Option<&View<'_>>,
    relative: bool,
    change: Scaled,
) -> String {
    let percent = UnitText {
        symbol: "%".to_owned(),
        ..UnitText::default()
    };
    match of {
        Some(_) if relative => plain.speaker.numbers.difference_with_symbol(
            Scaled {
                decimals: PERCENT_DECIMALS,
                ..change
            },
            &percent,
        ),
        Some(of) => plain.speaker.difference(of.indicator, change.units),
        None => String::new(),
    }
}

fn against(view: &View<'_>, figure: &Figure, level: &str, side: Side, certain: bool) -> String {
    let (name, place) = (named(view, figure), place(view, level));
    let side = match side {
        Side::Above => "above",
        Side::Below => "below",
    };
    let args = [
        ("name", Arg::Text(&name)),
        ("certain", Arg::Text(if certain { "yes" } else { "no" })),
        ("side", Arg::Text(side)),
        ("place", Arg::Text(&place)),
    ];
    view.speaker.say("kind.filter.against", &args)
}

fn within(view: &View<'_>, keys: &[String]) -> String {
    let place = |key: &String| {
        let area = view.files.area(key, view.level_ix);
        let area = area.and_then(|ix| view.files.areas.get(ix));
        area.map_or_else(|| key.clone(), |area| view.speaker.locative(area))
    };
    let places: Vec<String> = keys.iter().map(place).collect();
    let places = either(view, &places);
    view.speaker
        .say("kind.filter.within", &[("places", Arg::Text(&places))])
}

/// "in Bayern oder im Saarland"; of many, the first and how many more.
fn either(view: &View<'_>, items: &[String]) -> String {
    let (named, rest) = items.split_at(items.len().min(NAMED));
    let mut named = named.to_vec();
    if !rest.is_empty() {
        let n = view.speaker.count(rest.len());
        let args = [
            ("n", Arg::Count(rest.len() as i64)),
            ("n_text", Arg::Text(&n)),
        ];
        named.push(view.speaker.say("kind.filter.more", &args));
    }
    joined(view, &named, true)
}

/// "Den Filter erfüllen 27 von 400 Kreisen."
pub(super) fn counted(view: &View<'_>, filtered: &Filtered) -> String {
    let [met, total] = [filtered.tally.met, filtered.total].map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let args = [
        ("n", Arg::Count(filtered.tally.met as i64)),
        ("n_text", Arg::Text(&met)),
        ("total", Arg::Text(&total)),
        ("level", Arg::Text(&level)),
    ];
    view.speaker.say("kind.filter.count", &args)
}

/// "gefiltert: 27 von 400 Kreisen".
pub(super) fn heading(view: &View<'_>, filtered: &Filtered) -> String {
    let [met, total] = [filtered.tally.met, filtered.total].map(|n| view.speaker.count(n));
    let level = view.speaker.level(&view.level.key).many_dative;
    let args = [
        ("n", Arg::Text(&met)),
        ("total", Arg::Text(&total)),
        ("level", Arg::Text(&level)),
    ];
    view.speaker.say("kind.filter.heading", &args)
}

/// "Bei 3 Gebieten fehlt eine Angabe: …"; empty where all are decided.
pub(super) fn open(view: &View<'_>, n: usize) -> String {
    if n == 0 {
        return String::new();
    }
    let text = view.speaker.count(n);
    let args = [("n", Arg::Count(n as i64)), ("n_text", Arg::Text(&text))];
    view.speaker.say("kind.filter.open", &args)
}

/// Levels above the view's with figures of an indicator, nearest first.
pub(super) fn levels_above(view: &View<'_>, indicator: &Indicator) -> Vec<LevelIx> {
    let catalogue = view.files.catalogue.as_ref();
    let lineage = catalogue
        .into_iter()
        .flat_map(|it| it.lineage(view.level_ix));
    let has = indicator.levels();
    lineage.skip(1).filter(|ix| has.contains(ix)).collect()
}

/// What an axis shows: the figure without bounds.
pub(super) fn axis(view: &View<'_>, test: &Test) -> String {
    match test {
        Test::Change { figure, since, .. } => change_name(view, figure, since.as_deref()),
        _ => test.figure().map(|it| named(view, it)).unwrap_or_default(),
    }
}
