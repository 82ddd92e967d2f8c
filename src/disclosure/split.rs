//! Takes a system apart into tables that have nothing to do with each other.

use super::cell::{Cell, CellId};
use super::index::Index;
use super::system::{RelationId, Row, System};

/// Cells tied by relations, and a system of them alone. Cells that must be equal, such as a town
/// and the district that consists of it, are one cell there.
pub(super) struct Table {
    /// The cells of the whole system that stand behind each cell of `system`.
    pub members: Vec<Vec<CellId>>,
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
        (!cells.is_empty()).then(|| table(system, &cells, &rows))
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

fn table(system: &System, cells: &[CellId], rows: &[RelationId]) -> Table {
    let leaders = leaders(system, cells, rows);
    let mut places = vec![CellId(0); cells.len()];
    let mut part = System::new();
    part.limits = system.limits;
    let mut members: Vec<Vec<CellId>> = Vec::new();
    for (at, id) in cells.iter().enumerate() {
        let (Some(cell), Some(leader)) = (system.cells.get(id.index()), leaders.get(at).copied())
        else {
            continue;
        };
        if leader == at {
            if let Some(place) = places.get_mut(at) {
                *place = CellId(part.cells.len() as u32);
            }
            part.cells.push(cell.clone());
            members.push(vec![*id]);
        } else {
            let place = places.get(leader).copied().unwrap_or(CellId(0));
            if let (Some(own), Some(list)) = (
                part.cells.get_mut(place.index()),
                members.get_mut(place.index()),
            ) {
                own.absorb(cell);
                list.push(*id);
            }
            if let Some(own) = places.get_mut(at) {
                *own = place;
            }
        }
    }
    let place = |cell: CellId| {
        cells
            .binary_search(&cell)
            .ok()
            .and_then(|at| places.get(at).copied())
    };
    let lines = rows
        .iter()
        .filter_map(|relation| system.rows().get(relation.index()));
    let mut lines: Vec<_> = lines
        .map(|row| {
            (
                merged(system.terms_of(row), place),
                row.range,
                row.with.and_then(place),
            )
        })
        .filter(|(terms, _, _)| !terms.is_empty())
        .collect();
    // The order in which relations were added must not matter.
    lines.sort_by(|a, b| (&a.0, a.1.lo, a.1.hi, a.2).cmp(&(&b.0, b.1.lo, b.1.hi, b.2)));
    for (terms, range, with) in lines {
        part.push_row(&terms, range, with);
    }
    Table {
        members,
        system: part,
    }
}

/// For each cell, by position, the first of those that must be equal to it.
fn leaders(system: &System, cells: &[CellId], rows: &[RelationId]) -> Vec<usize> {
    let mut leaders: Vec<usize> = (0..cells.len()).collect();
    let find = |leaders: &[usize], cell: CellId| {
        let mut at = cells.binary_search(&cell).ok()?;
        while let Some(next) = leaders.get(at).copied().filter(|next| *next != at) {
            at = next;
        }
        Some(at)
    };
    let rows = rows
        .iter()
        .filter_map(|relation| system.rows().get(relation.index()));
    for pair in rows.filter_map(|row| equals(system, row)) {
        if let [Some(a), Some(b)] = pair.map(|cell| find(&leaders, cell))
            && let Some(place) = leaders.get_mut(a.max(b))
        {
            *place = a.min(b);
        }
    }
    cells
        .iter()
        .map(|cell| find(&leaders, *cell).unwrap_or(0))
        .collect()
}

/// The two cells a relation makes equal, whatever is withheld.
fn equals(system: &System, row: &Row) -> Option<[CellId; 2]> {
    let always = row.with.is_none() && row.range.lo == 0 && row.range.hi == 0;
    match system.terms_of(row) {
        [(a, 1), (b, -1)] | [(a, -1), (b, 1)] if always => {
            let value = |id: &CellId| system.cells.get(id.index()).and_then(|cell| cell.value);
            (value(a) == value(b)).then_some([*a, *b])
        }
        _ => None,
    }
}

/// Terms over the places of their cells, each once, none with zero.
fn merged(terms: &[(CellId, i64)], place: impl Fn(CellId) -> Option<CellId>) -> Vec<(CellId, i64)> {
    let mut sum = std::collections::BTreeMap::new();
    for (cell, factor) in terms {
        if let Some(place) = place(*cell) {
            *sum.entry(place).or_insert(0) += factor;
        }
    }
    sum.into_iter().filter(|(_, factor)| *factor != 0).collect()
}

impl Cell {
    /// Becomes both cells at once, which are equal: printed if either is, and as secret as either.
    fn absorb(&mut self, other: &Self) {
        self.known = self.known.and(other.known);
        self.cost = match (self.shown, other.shown) {
            (Some(_), Some(_)) => self.cost.saturating_add(other.cost),
            (None, Some(_)) => other.cost,
            _ => self.cost,
        };
        self.free = match (self.shown, other.shown) {
            (Some(_), Some(_)) => self.free && other.free,
            (None, Some(_)) => other.free,
            _ => self.free,
        };
        self.shown = match (self.shown, other.shown) {
            (Some(a), Some(b)) => Some(a.and(b)),
            (a, b) => a.or(b),
        };
        self.print = self.shown;
        self.width = self.width.max(other.width);
        self.alone |= other.alone;
    }
}
