//! Which relations name a cell.

use super::cell::CellId;
use super::system::{RelationId, Row, System};

/// For each cell the relations that name it, in one flat list.
pub(super) struct Index {
    starts: Vec<u32>,
    rows: Vec<RelationId>,
}

impl Index {
    pub(super) fn new(system: &System) -> Self {
        let mut starts = vec![0_u32; system.len() + 1];
        for (cell, _) in system.rows().iter().flat_map(|row| system.terms_of(row)) {
            if let Some(count) = starts.get_mut(cell.index() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![RelationId(0); sum as usize];
        for (at, row) in system.rows().iter().enumerate() {
            for (cell, _) in system.terms_of(row) {
                let Some(place) = next.get_mut(cell.index()) else {
                    continue;
                };
                if let Some(entry) = rows.get_mut(*place as usize) {
                    *entry = RelationId(at as u32);
                }
                *place += 1;
            }
        }
        Self { starts, rows }
    }

    /// The relations that name the cell, ascending.
    pub(super) fn of(&self, cell: CellId) -> &[RelationId] {
        let start = self.starts.get(cell.index()).copied().unwrap_or(0);
        let end = self.starts.get(cell.index() + 1).copied().unwrap_or(start);
        self.rows
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}

impl System {
    /// Whether readers know the relation: what tells it is published.
    pub(super) fn is_told(&self, row: &Row) -> bool {
        row.with.is_none_or(|cell| !self.is_withheld(cell))
    }

    /// The row and its terms, if readers know it.
    pub(super) fn told(&self, relation: RelationId) -> Option<(&Row, &[(CellId, i64)])> {
        let row = self
            .rows()
            .get(relation.index())
            .filter(|row| self.is_told(row))?;
        Some((row, self.terms_of(row)))
    }
}
