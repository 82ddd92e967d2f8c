//! The cheapest pattern of a small table: all sets of cells in the order of their cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::audit::audit;
use super::cell::CellId;
use super::system::System;

/// Tables with more cells to choose from are not searched.
const FEW: usize = 40;

/// The cheapest set of cells that makes every secret safe and costs less than `than`; `None` if
/// there is none, or none was found among the first `tries` sets. `left` counts the tries down.
pub(super) fn cheaper(system: &System, than: u64, left: &mut u32) -> Option<Vec<CellId>> {
    let price = |id: CellId| system.cells.get(id.index()).map_or(0, |cell| cell.cost);
    let free = |id: &CellId| {
        system
            .cells
            .get(id.index())
            .is_some_and(|cell| cell.free && cell.shown.is_some())
    };
    let mut cells: Vec<CellId> = system.ids().filter(free).collect();
    cells.sort_by_key(|cell| (price(*cell), *cell));
    if cells.len() > FEW {
        return None;
    }
    let cost = |at: usize| cells.get(at).map(|cell| price(*cell));
    let mut heap = BinaryHeap::from([Reverse((0, Vec::new()))]);
    while let Some(Reverse((spent, set))) = heap.pop() {
        if spent >= than {
            return None;
        }
        *left = left.checked_sub(1)?;
        let chosen: Vec<CellId> = set
            .iter()
            .filter_map(|at: &usize| cells.get(*at).copied())
            .collect();
        if is_safe(system, &chosen) {
            return Some(chosen);
        }
        // Each set comes from exactly one other: by appending the next cell, or by moving its last.
        let next = set.last().map_or(0, |last| last + 1);
        let Some(more) = cost(next) else {
            continue;
        };
        let mut longer = set.clone();
        longer.push(next);
        heap.push(Reverse((spent + more, longer)));
        if let Some(last) = set.last() {
            let mut moved = set.clone();
            moved.pop();
            moved.push(next);
            heap.push(Reverse((spent + more - cost(*last).unwrap_or(0), moved)));
        }
    }
    None
}

fn is_safe(system: &System, chosen: &[CellId]) -> bool {
    let mut tried = system.clone();
    tried.withhold(chosen).is_ok() && audit(&tried).is_empty()
}
