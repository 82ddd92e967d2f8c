//! Which relations give a secret away.

use super::attack::Attack;
use super::audit::Breach;
use super::cell::CellId;
use super::index::Index;
use super::local::{Local, is_unknown};
use super::system::{RelationId, System};

/// More relations than this are not searched for the needless ones.
const MANY: usize = 256;

/// Relations that together give the secret away, ascending, none of them needlessly: first as many
/// around the secret as are enough, then each is left out that can be.
pub(super) fn because(system: &System, index: &Index, breach: &Breach) -> Vec<RelationId> {
    let around = around(system, index, breach.interval.cell);
    let mut take = 1;
    while take < around.len() && !gives_away(system, breach, around.get(..take).unwrap_or_default())
    {
        take *= 2;
    }
    let mut rows: Vec<RelationId> = around.into_iter().take(take).collect();
    if rows.len() <= MANY {
        for at in (0..rows.len()).rev() {
            let mut fewer = rows.clone();
            fewer.remove(at);
            if gives_away(system, breach, &fewer) {
                rows = fewer;
            }
        }
    }
    rows.sort_unstable();
    rows
}

fn gives_away(system: &System, breach: &Breach, rows: &[RelationId]) -> bool {
    let local = Local::among(system, breach.interval.cell, rows);
    let Some(unknown) = local.position(breach.interval.cell) else {
        return true;
    };
    let Some(mut attack) = Attack::new(&local, system.limits) else {
        return false;
    };
    if let Some(alone) = breach.contributor {
        let held = local.position(alone);
        return held.is_some_and(|held| !attack.moves_while_held(unknown, held));
    }
    let need = i128::from(breach.width);
    let reach = attack.reach(unknown, need);
    reach.width() < need && reach.ends == [true, true]
}

/// The relations readers know, from the secret outwards.
fn around(system: &System, index: &Index, start: CellId) -> Vec<RelationId> {
    let mut rows: Vec<RelationId> = Vec::new();
    let mut seen = std::collections::BTreeSet::from([start]);
    let mut seen_rows = std::collections::BTreeSet::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(cell) = queue.pop_front() {
        for relation in index.of(cell) {
            let Some((_, terms)) = system.told(*relation) else {
                continue;
            };
            if seen_rows.insert(*relation) {
                rows.push(*relation);
                let unknown = terms
                    .iter()
                    .map(|(cell, _)| *cell)
                    .filter(|cell| is_unknown(system, *cell));
                queue.extend(unknown.filter(|cell| seen.insert(*cell)));
            }
        }
    }
    rows
}
