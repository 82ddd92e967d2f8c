//! Protects a secret for which no single pattern was found: withholds ever more around it until the
//! attack fails, then publishes again what was not needed.

use super::attack::Attack;
use super::cell::CellId;
use super::index::Index;
use super::local::{Local, is_unknown};
use super::system::System;

/// Unknowns around a secret that take part in proving it safe before anything is withheld for it;
/// those farther away keep their truth.
pub(super) const NEAR: usize = 80;

/// Withheld around one secret at most before what was not needed is published again.
const MOST: usize = 1024;

/// What must hold for a secret.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    pub cell: CellId,
    pub need: i128,
    /// A cell that keeps its amount: its contributor is the reader.
    pub held: Option<CellId>,
}

/// Whether the secret is proven safe with the present print, looking only at the unknowns nearest to
/// it, about `near` of them.
pub(super) fn is_safe(system: &System, index: &Index, goal: Goal, near: usize) -> bool {
    proof(system, index, goal, near).is_some()
}

/// The cells that move in the proof that the secret is safe; with a cell held, all that could.
fn proof(system: &System, index: &Index, goal: Goal, near: usize) -> Option<Vec<CellId>> {
    if !is_unknown(system, goal.cell) {
        return None;
    }
    let local = Local::near(system, index, goal.cell, near);
    let unknown = local.position(goal.cell)?;
    let mut attack = Attack::new(&local, system.limits)?;
    if let Some(held) = goal.held.and_then(|held| local.position(held)) {
        return attack
            .moves_while_held(unknown, held)
            .then(|| local.cells.clone());
    }
    // What is far away keeps its amount anyway.
    let need = if goal.held.is_some() { 1 } else { goal.need };
    let reach = attack.reach(unknown, need);
    let moved = reach.fillings.iter().flatten().map(|(at, _)| *at);
    let cells = moved.filter_map(|at| local.cells.get(at as usize).copied());
    (reach.width() >= need).then(|| cells.collect())
}

/// Withholds what makes the secret safe: the cells, or `None` if nothing near does.
pub(super) fn grow(system: &mut System, index: &Index, goal: Goal) -> Option<Vec<CellId>> {
    let around = candidates(system, index, goal.cell);
    let mut taken = 0;
    let mut take = 8;
    while taken < around.len() {
        let end = take.min(around.len());
        print(system, around.get(taken..end).unwrap_or_default(), false);
        taken = end;
        if let Some(moved) = proof(system, index, goal, NEAR + 2 * taken) {
            let taken = around.get(..taken).unwrap_or_default();
            let needed = needed(system, index, taken, &moved);
            return Some(trim(system, index, goal, &needed));
        }
        take *= 4;
    }
    print(system, &around, true);
    None
}

/// Publishes again what does not move in the proof; the rest.
fn needed(system: &mut System, index: &Index, taken: &[CellId], moved: &[CellId]) -> Vec<CellId> {
    // What stands in no relation tells some, and may be needed without moving.
    let keeps = |cell: &CellId| moved.contains(cell) || index.of(*cell).is_empty();
    let (kept, idle): (Vec<CellId>, Vec<CellId>) = taken.iter().partition(|cell| keeps(cell));
    print(system, &idle, true);
    kept
}

/// Publishes again whatever the secret does not need, the dearest first; what stays withheld.
fn trim(system: &mut System, index: &Index, goal: Goal, taken: &[CellId]) -> Vec<CellId> {
    let mut order = taken.to_vec();
    let cost = |cell: &CellId| system.cells.get(cell.index()).map_or(0, |cell| cell.cost);
    order.sort_by_key(|cell| (std::cmp::Reverse(cost(cell)), *cell));
    let near = NEAR + 2 * order.len();
    let mut kept = Vec::new();
    for cell in order {
        print(system, &[cell], true);
        if !is_safe(system, index, goal, near) {
            print(system, &[cell], false);
            kept.push(cell);
        }
    }
    kept.sort_unstable();
    kept
}

/// Withholds cells, or prints them again as they were.
fn print(system: &mut System, cells: &[CellId], on: bool) {
    for id in cells {
        if let Some(cell) = system.cells.get_mut(id.index()) {
            cell.shown = if on { cell.print } else { None };
        }
    }
}

/// Cells that may be withheld, the nearest first, among equally near ones the cheapest.
fn candidates(system: &System, index: &Index, start: CellId) -> Vec<CellId> {
    let mut seen = std::collections::BTreeSet::from([start]);
    let mut found = Vec::new();
    let mut ring = vec![start];
    while !ring.is_empty() && found.len() < MOST {
        let rows = ring.iter().flat_map(|cell| index.of(*cell));
        let told = rows.filter_map(|relation| system.told(*relation));
        let named: std::collections::BTreeSet<CellId> = told
            .flat_map(|(row, terms)| terms.iter().map(|(cell, _)| *cell).chain(row.with))
            .collect();
        ring = named
            .into_iter()
            .filter(|cell| seen.insert(*cell))
            .collect();
        let cost = |id: &CellId| system.cells.get(id.index()).map_or(0, |cell| cell.cost);
        ring.sort_by_key(|cell| (cost(cell), *cell));
        ring.retain(|id| {
            system
                .cells
                .get(id.index())
                .is_some_and(|cell| cell.free || cell.shown.is_none())
        });
        let free = |id: &CellId| {
            system
                .cells
                .get(id.index())
                .is_some_and(|cell| cell.free && cell.shown.is_some())
        };
        found.extend(ring.iter().copied().filter(free));
    }
    found.truncate(MOST);
    found
}
