//! The chosen area: value, rank, class, comparison with its parents, notes, trend.

use crate::model::{Area, AreaIx, CategoryIx, CellRef, LevelIx, ValueState};
use crate::query::{Point, Series, exists_in, series};
use crate::text::Arg;

use super::answer::{AreaCard, Comparison, SmallTable};
use super::chance::{self, Chance, Limits};
use super::compare::{compared, trend_words};
use super::legend::{cell_color, class_label};
use super::remarks::remarks;
use super::shown::{Doubt, Shown, number};
use super::view::View;

/// The card of the chosen area; `None` if none is chosen or the bundle does not know it.
pub(super) fn card(view: &View<'_>, shown: &Shown) -> Option<AreaCard> {
    let (ix, area) = view.chosen()?;
    let found = cell_of(view, ix, area.level);
    let cell = found.as_ref().map(|(cell, _)| *cell);
    let mut card = AreaCard {
        key: area.key.clone(),
        name: view.speaker.name(area).to_owned(),
        kind: view.speaker.kind(area),
        on_map: view.has_outline(ix),
        ..AreaCard::default()
    };
    match cell {
        Some(cell) => put_value(&mut card, view, cell),
        None => card.value = view.speaker.say("area.no-data", &[]),
    }
    let chance = Chance::of(view.indicator);
    let limits = chance.as_ref().zip(cell).and_then(|(chance, cell)| {
        let limits = chance.limits(cell, view.part((ix, area.level)))?;
        card.interval = chance.words(&view.speaker, limits);
        Some(limits)
    });
    put_place(&mut card, view, shown, ix);
    let doubt = shown.get(ix).and_then(|row| shown.doubt(row));
    if let (Some(chance), Some(doubt)) = (&chance, doubt) {
        put_doubts(&mut card, view, chance, doubt);
    }
    card.comparisons = comparisons(view, area, cell, (chance.as_ref(), limits));
    card.notes = notes(view, ix, area, found);
    if area.valid_to.is_none() && !card.on_map {
        card.notes.push(view.speaker.say("area.no-borders", &[]));
    }
    let notice = &view.speaker.texts.atlas.notice;
    card.notes
        .extend((!notice.is_empty()).then(|| notice.clone()));
    put_trend(&mut card, view, ix, area);
    let spoken = [&card.interval, &card.rank, &card.class].map(String::as_str);
    let value = format!("{} {}", card.value, card.per);
    let named = [
        ("name", Arg::Text(&card.name)),
        ("value", Arg::Text(value.trim())),
    ];
    let head = view.speaker.say("area.spoken", &named);
    let rest = spoken.into_iter().filter(|it| !it.is_empty());
    card.spoken = std::iter::once(head.as_str())
        .chain(rest)
        .collect::<Vec<_>>()
        .join(", ");
    Some(card)
}

pub(super) fn cell_of(
    view: &View<'_>,
    ix: AreaIx,
    level: LevelIx,
) -> Option<(CellRef, Option<String>)> {
    let question = view.question();
    let found = view.table.cell(
        question.indicator,
        level,
        question.category,
        question.period,
        ix,
    )?;
    let note = found.note.map(str::to_owned);
    #[cfg(feature = "kinds")]
    let note = note.or_else(|| super::kinds::reason_of(view, found.cell.flags));
    Some((found.cell, note))
}

fn put_value(card: &mut AreaCard, view: &View<'_>, cell: CellRef) {
    card.value = view.speaker.cell(view.indicator, cell);
    cell.state.key().clone_into(&mut card.state);
    if cell.state.is_number() {
        card.per = view.speaker.per(view.indicator);
    }
    if !matches!(cell.state, ValueState::Value | ValueState::Zero) {
        card.state_meaning = view.speaker.state_meaning(cell.state);
    }
}

/// Rank, class and colour, for areas of the level shown.
fn put_place(card: &mut AreaCard, view: &View<'_>, shown: &Shown, ix: AreaIx) {
    let Some(row) = shown.get(ix) else { return };
    card.color = cell_color(shown, row);
    if let Some(rank) = shown.rank(row).filter(|_| shown.numbers.len() > 1) {
        let rank = view.speaker.count(rank as usize);
        let n = view.speaker.count(shown.numbers.len());
        let level = view.speaker.level(&view.level.key).many_dative;
        let args = [
            ("rank", Arg::Text(&rank)),
            ("n", Arg::Text(&n)),
            ("level", Arg::Text(&level)),
        ];
        card.rank = view.speaker.say("area.rank", &args);
    }
    if let Some((class, breaks)) = row.class().zip(shown.classes.breaks.as_ref()) {
        let label = class_label(view, breaks, class);
        let (class, k) = ((class + 1).to_string(), breaks.count().to_string());
        let args = [
            ("class", Arg::Text(&class)),
            ("k", Arg::Text(&k)),
            ("label", Arg::Text(&label)),
        ];
        card.class = view.speaker.say("area.class", &args);
    }
}

/// Which ranks and classes chance leaves possible.
fn put_doubts(card: &mut AreaCard, view: &View<'_>, chance: &Chance<'_>, doubt: &Doubt) {
    if let Some(ranks) = doubt.ranks.filter(|_| !card.rank.is_empty()) {
        card.rank = chance.rank(&view.speaker, std::mem::take(&mut card.rank), ranks);
    }
    if let Some([low, high]) = doubt.uncertain() {
        let [low, high] = [low, high].map(|class| (class + 1).to_string());
        let range = chance::range(&view.speaker, &low, &high);
        let args = [
            ("class", Arg::Text(card.class.as_str())),
            ("range", Arg::Text(&range)),
        ];
        card.class = view.speaker.say("chance.class", &args);
    }
}

/// The area beside each of its parents, nearest first. Counts are compared as shares of the
/// parent; everything else as differences.
pub(super) fn comparisons(
    view: &View<'_>,
    area: &Area,
    own: Option<CellRef>,
    (chance, limits): (Option<&Chance<'_>>, Option<Limits>),
) -> Vec<Comparison> {
    let words = |parent: &Area, own: i64, other: i64| {
        let words = compared(&view.speaker, view.indicator, parent, own, other);
        match chance {
            Some(chance) => chance.judged(&view.speaker, words, limits, other),
            None => words,
        }
    };
    let parents = area
        .parent
        .into_iter()
        .flat_map(|ix| view.files.areas.lineage(ix));
    let line = |ix: AreaIx| {
        let parent = view.files.areas.get(ix)?;
        let (cell, _) = cell_of(view, ix, parent.level)?;
        let pair = own.and_then(number).zip(number(cell));
        Some(Comparison {
            label: view.speaker.name(parent).to_owned(),
            value: view.speaker.cell(view.indicator, cell),
            difference: pair
                .map(|(own, other)| words(parent, own, other))
                .unwrap_or_default(),
        })
    };
    parents.filter_map(line).collect()
}

fn notes(
    view: &View<'_>,
    ix: AreaIx,
    area: &Area,
    found: Option<(CellRef, Option<String>)>,
) -> Vec<String> {
    let speaker = &view.speaker;
    let mut notes = Vec::new();
    if let Some((cell, note)) = found {
        notes.extend(remarks(view, (ix, area.level), cell, note.as_deref()));
    }
    let dated = |key: &str, date| {
        let date = speaker.date(date);
        speaker.say(key, &[("date", Arg::Text(&date))])
    };
    notes.extend(area.valid_to.map(|date| dated("area.dissolved", date)));
    let new = area.valid_from.filter(|_| !exists_in(area, view.period));
    notes.extend(new.map(|date| dated("area.founded", date)));
    if !area.successors.is_empty() {
        let names: Vec<String> = area
            .successors
            .iter()
            .map(|ix| speaker.name_of(*ix))
            .collect();
        let names = speaker.list(&names);
        notes.push(speaker.say("area.successors", &[("names", Arg::Text(&names))]));
    }
    notes
}

/// The series of an area of any level in the view's category.
pub(super) fn series_of(view: &View<'_>, ix: AreaIx, level: LevelIx) -> Series {
    let which: (_, _, CategoryIx) = (view.indicator_ix, level, view.category);
    series(view.table, which, ix, view.period_count(), &view.breaks())
}

fn put_trend(card: &mut AreaCard, view: &View<'_>, ix: AreaIx, area: &Area) {
    let view = &view.plain();
    let own = series_of(view, ix, area.level);
    let numbers = own
        .0
        .iter()
        .filter(|point| point.cell.state.is_number())
        .count();
    let (Some(first), Some(last)) = (
        view.indicator.periods.first(),
        view.indicator.periods.last(),
    ) else {
        return;
    };
    if numbers < 2 {
        return;
    }
    let (first, last) = (view.speaker.tick(first), view.speaker.tick(last));
    let args = [("first", Arg::Text(&first)), ("last", Arg::Text(&last))];
    card.trend_title = view.speaker.say("trend.title", &args);
    card.trend_words = trend_words(&view.speaker, view.indicator, &own, view.period_ix);
    card.trend = Some(trend_table(view, area, &own, &card.trend_title));
}

fn trend_table(view: &View<'_>, area: &Area, own: &Series, title: &str) -> SmallTable {
    let parents: Vec<(AreaIx, &Area)> = area
        .parent
        .into_iter()
        .flat_map(|ix| view.files.areas.lineage(ix))
        .filter_map(|ix| Some((ix, view.files.areas.get(ix)?)))
        .collect();
    let others: Vec<Series> = parents
        .iter()
        .map(|(ix, parent)| series_of(view, *ix, parent.level))
        .collect();
    let name = view.speaker.name(area);
    let head = std::iter::once(view.speaker.say("trend.period", &[]))
        .chain([name.to_owned()])
        .chain(
            parents
                .iter()
                .map(|(_, parent)| view.speaker.name(parent).to_owned()),
        );
    let cell = |point: Option<&Point>| {
        point
            .map(|point| view.speaker.cell(view.indicator, point.cell))
            .unwrap_or_default()
    };
    let row = |(at, point): (usize, &Point)| {
        let period = view.indicator.periods.get(point.period.index());
        let mut label = period.map(|it| view.speaker.period(it)).unwrap_or_default();
        if point.break_before {
            label = format!("{label} ({})", view.speaker.say("break.note", &[]));
        }
        let others = others.iter().map(|series| cell(series.0.get(at)));
        std::iter::once(label)
            .chain([cell(Some(point))])
            .chain(others)
            .collect()
    };
    let args = [("title", Arg::Text(title)), ("area", Arg::Text(name))];
    SmallTable {
        caption: view.speaker.say("trend.caption", &args),
        head: head.collect(),
        rows: own.0.iter().enumerate().map(row).collect(),
    }
}
