//! What a profile says of one indicator.

use crate::model::{Flags, ValueState};
use crate::text::Arg;

use super::super::card::comparisons;
use super::super::remarks::remarks;
use super::answer::ProfileEntry;
use super::group::Group;
use super::movement::movement;
use super::spine::spine;

/// The entry of one indicator.
pub(super) fn entry(group: &Group<'_>) -> ProfileEntry {
    let (view, family) = (&group.view, group.family);
    let speaker = &view.speaker;
    let text = speaker.indicator(view.indicator);
    let limits = group.limits;
    let mut entry = ProfileEntry {
        key: view.indicator.key.clone(),
        label: text.short,
        meaning: text.meaning,
        period: speaker.period(view.period),
        value: speaker.cell(view.indicator, group.cell),
        state: group.cell.state.key().to_owned(),
        rank: rank(group).unwrap_or_default(),
        comparisons: comparisons(
            view,
            family.area,
            Some(group.cell),
            (group.chance.as_ref(), limits),
        ),
        spine: spine(group),
        movement: movement(group),
        notes: notes(group),
        chosen: view.indicator.key == view.state.indicator,
        ..ProfileEntry::default()
    };
    if group.cell.state.is_number() {
        entry.per = speaker.per(view.indicator);
    }
    if !matches!(group.cell.state, ValueState::Value | ValueState::Zero) {
        entry.state_meaning = speaker.state_meaning(group.cell.state);
    }
    if let (Some(chance), Some(limits)) = (&group.chance, limits) {
        entry.interval = chance.words(speaker, limits);
    }
    entry
}

/// "Rang 3 von 22 Kreisen in Thüringen (1 = höchster Wert)".
pub(super) fn rank(group: &Group<'_>) -> Option<String> {
    let (view, of) = (&group.view, group.standing.count());
    let own = group.own().filter(|_| of > 1)?;
    let speaker = &view.speaker;
    let parent = group.family.area.parent;
    let parent = parent.and_then(|ix| view.files.areas.get(ix));
    let place = parent.map(|parent| speaker.locative(parent));
    let rank = speaker.count(group.standing.rank(own));
    let (n, level) = (
        speaker.count(of),
        speaker.level(&view.level.key).many_dative,
    );
    let args = [
        ("rank", Arg::Text(rank.as_str())),
        ("n", Arg::Text(&n)),
        ("level", Arg::Text(&level)),
        ("place", Arg::Text(place.as_deref().unwrap_or("none"))),
    ];
    let rank = speaker.say("kind.profile.rank", &args);
    Some(match (&group.chance, group.limits) {
        (Some(chance), Some(limits)) => chance.rank(speaker, rank, group.standing.ranks(limits)),
        _ => rank,
    })
}

/// Flags and footnotes of the figure, and of the whole series if that has any.
fn notes(group: &Group<'_>) -> Vec<String> {
    let (view, family) = (&group.view, group.family);
    let place = (family.ix, family.area.level);
    let mut notes = remarks(view, place, group.cell, group.note.as_deref());
    // A break of the series is told with the trend.
    let broken = view.speaker.say(&format!("flag.{}", break_key()), &[]);
    notes.retain(|note| *note != broken);
    notes
}

fn break_key() -> &'static str {
    let mut all = Flags::ALL.into_iter();
    let found = all.find(|(flag, _)| *flag == Flags::BREAK_BEFORE);
    found.map_or("", |(_, key)| key)
}
