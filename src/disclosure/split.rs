//! Takes a system apart into tables that have nothing to do with each other.

use super::cell::CellId;
use super::index::Index;
use super::system::{RelationId, System};

/// Cells tied by relations, and a system of them alone.
pub(super) struct Table {
    /// The cells in the whole system, ascending; the position is the cell of `system`.
    pub cells: Vec<CellId>,
    pub system: System,
}

/// The tables of a system that hold a secret, in the order of their first cell.
pub(super) fn tables(system: &System) -> impl Iterator<Item = Table> {
    let index = Index::new(system);
    let mut seen = vec![false; system.len()];
    let mut seen_rows = vec![false; system.rows().len()];
    let secrets = system.secrets().into_iter();
    secrets.filter_map(move |cell| {
        let (cells, rows) = reach(system, &index, cell, &mut seen, &mut seen_rows);
        (!cells.is_empty()).then(|| table(system, cells, rows))
    })
}

fn reach(
    system: &System,
    index: &Index,
    first: CellId,
    seen: &mut [bool],
    seen_rows: &mut [bool],
) -> (Vec<CellId>, Vec<RelationId>) {
    let (mut cells, mut rows) = (Vec::new(), Vec::new());
    let mut open = vec![first];
    while let Some(cell) = open.pop() {
        let Some(flag) = seen.get_mut(cell.index()).filter(|flag| !**flag) else {
            continue;
        };
        *flag = true;
        cells.push(cell);
        for relation in index.of(cell) {
            let Some(flag) = seen_rows.get_mut(relation.index()).filter(|flag| !**flag) else {
                continue;
            };
            *flag = true;
            rows.push(*relation);
            if let Some(row) = system.rows().get(relation.index()) {
                open.extend(
                    system
                        .terms_of(row)
                        .iter()
                        .map(|(cell, _)| *cell)
                        .chain(row.with),
                );
            }
        }
    }
    cells.sort_unstable();
    rows.sort_unstable();
    (cells, rows)
}

fn table(system: &System, cells: Vec<CellId>, rows: Vec<RelationId>) -> Table {
    let mut part = System::new();
    part.limits = system.limits;
    part.cells = cells
        .iter()
        .filter_map(|cell| system.cells.get(cell.index()).cloned())
        .collect();
    let place = |cell: CellId| cells.binary_search(&cell).ok().map(|at| CellId(at as u32));
    let mut lines: Vec<_> = rows
        .iter()
        .filter_map(|relation| {
            let row = system.rows().get(relation.index())?;
            let terms = system.terms_of(row).iter();
            let terms: Vec<(CellId, i64)> = terms
                .filter_map(|(cell, factor)| Some((place(*cell)?, *factor)))
                .collect();
            Some((terms, row.range, row.with.and_then(place)))
        })
        .collect();
    // The order in which relations were added must not matter.
    lines.sort_by(|a, b| (&a.0, a.1.lo, a.1.hi, a.2).cmp(&(&b.0, b.1.lo, b.1.hi, b.2)));
    for (terms, range, with) in lines {
        part.push_row(&terms, range, with);
    }
    Table {
        cells,
        system: part,
    }
}
