//! Protects a secret for which no single pattern was found: withholds ever more around it until the
//! attack fails, then publishes again what was not needed.

use super::attack::Attack;
use super::cell::CellId;
use super::index::Index;
use super::local::{Local, is_unknown};
use super::system::System;

/// Unknowns around a secret that take part in proving it safe; those farther away keep their truth.
const NEAR: usize = 250;

/// Withheld around one secret at most before what was not needed is published again.
const MOST: usize = 512;

/// What must hold for a secret.
#[derive(Clone, Copy)]
pub(super) struct Goal {
    pub cell: CellId,
    pub need: i128,
    /// A cell that keeps its amount: its contributor is the reader.
    pub held: Option<CellId>,
}

/// Whether the secret is proven safe with the present print, looking only at what is near.
pub(super) fn is_safe(system: &System, index: &Index, goal: Goal) -> bool {
    if !is_unknown(system, goal.cell) {
        return false;
    }
    let local = Local::near(system, index, goal.cell, NEAR);
    let Some(unknown) = local.position(goal.cell) else {
        return false;
    };
    let Some(mut attack) = Attack::new(&local, system.limits) else {
        return false;
    };
    match goal.held.map(|held| local.position(held)) {
        None => attack.reach(unknown, goal.need).width() >= goal.need,
        Some(Some(held)) => attack.moves_while_held(unknown, held),
        // Far away it keeps its amount anyway.
        Some(None) => attack.reach(unknown, 1).width() >= 1,
    }
}

/// Withholds what makes the secret safe: the cells, or `None` if nothing near does.
pub(super) fn grow(system: &mut System, index: &Index, goal: Goal) -> Option<Vec<CellId>> {
    let around = candidates(system, index, goal.cell);
    let mut taken = 0;
    let mut take = 4;
    while taken < around.len() {
        let more = around
            .get(taken..take.min(around.len()))
            .unwrap_or_default();
        print(system, more, false);
        taken = take.min(around.len());
        if is_safe(system, index, goal) {
            return Some(trim(
                system,
                index,
                goal,
                around.get(..taken).unwrap_or_default(),
            ));
        }
        take *= 2;
    }
    print(system, &around, true);
    None
}

/// Publishes again whatever the secret does not need, the dearest first; what stays withheld.
fn trim(system: &mut System, index: &Index, goal: Goal, taken: &[CellId]) -> Vec<CellId> {
    let mut order = taken.to_vec();
    let cost = |cell: &CellId| system.cells.get(cell.index()).map_or(0, |cell| cell.cost);
    order.sort_by_key(|cell| (std::cmp::Reverse(cost(cell)), *cell));
    let mut kept = Vec::new();
    for cell in order {
        print(system, &[cell], true);
        if !is_safe(system, index, goal) {
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
