//! What tables of changes say of areas: when they began and ended, what followed, and areas that no
//! list names because they are gone.

use std::collections::{BTreeMap, BTreeSet};

use teilraum::model::{Date, LevelIx};

use super::{Entry, Line, short_of};
use crate::config::atlas::LevelConfig;
use crate::config::changes::{Change, Lives};

/// Adds the areas of `level` that only changes with a name know, and fills in begin, end and
/// successors where the lines leave them open.
pub(super) fn complete(
    entries: &mut Vec<Entry>,
    config: &LevelConfig,
    level: LevelIx,
    changes: &[Change],
) {
    let lives = Lives::of(changes, &config.key);
    add_former(entries, config, level, changes);
    let listed: BTreeSet<String> = entries.iter().map(|it| it.line.key.clone()).collect();
    for entry in entries {
        fill(&mut entry.line, &lives, &listed);
    }
}

/// The newest changes come first, so that the parent of what followed is known.
fn add_former(entries: &mut Vec<Entry>, config: &LevelConfig, level: LevelIx, changes: &[Change]) {
    let parents = entries.iter();
    let mut parents: BTreeMap<String, String> = parents
        .map(|entry| (entry.line.key.clone(), entry.line.parent.clone()))
        .collect();
    let here = changes.iter().filter(|change| change.level == config.key);
    for change in here.rev() {
        let parent = parents.get(&change.to).cloned();
        if change.from_name.is_empty() || parents.contains_key(&change.from) {
            continue;
        }
        let Some(parent) = parent else { continue };
        parents.insert(change.from.clone(), parent.clone());
        let line = Line {
            key: change.from.clone(),
            parent,
            name: change.from_name.clone(),
            short: short_of(&change.from_name),
            ..Line::default()
        };
        let place = change.place.clone();
        entries.push(Entry { line, level, place });
    }
}

fn fill(line: &mut Line, lives: &Lives<'_>, listed: &BTreeSet<String>) {
    let key = line.key.as_str();
    let births = lives.births.get(key);
    let death = lives.deaths.get(key).and_then(BTreeMap::last_key_value);
    let reborn = |day: &Date| {
        births
            .and_then(BTreeSet::last)
            .is_some_and(|last| last >= day)
    };
    let death = death.filter(|(day, _)| !reborn(day));
    if let Some((day, followers)) = death {
        if line.valid_to.is_empty() {
            line.valid_to = day.to_string();
        }
        if line.successors.is_empty() && line.valid_to == day.to_string() {
            let followers = followers.iter().filter(|key| listed.contains(**key));
            line.successors = followers.copied().collect::<Vec<_>>().join("|");
        }
    }
    if let Some(birth) = births.and_then(BTreeSet::last)
        && line.valid_from.is_empty()
    {
        line.valid_from = birth.to_string();
    }
}
