//! One connected part of a publication: the amounts readers do not know exactly, and what ties them.

use super::cell::{CellId, UNBOUNDED};
use super::index::Index;
use super::system::{RelationId, Row, System};

/// Stands for "no bound" where sums are computed: no sum of a system comes near it.
pub(super) const FAR: i128 = 1 << 120;

/// A closed range; ends at ±[`FAR`] are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub lo: i128,
    pub hi: i128,
}

impl Span {
    fn of(lo: i64, hi: i64) -> Self {
        Self {
            lo: if lo == -UNBOUNDED { -FAR } else { lo.into() },
            hi: if hi == UNBOUNDED { FAR } else { hi.into() },
        }
    }

    fn less(self, known: i128) -> Self {
        let shift = |end: i128| if end.abs() == FAR { end } else { end - known };
        Self {
            lo: shift(self.lo),
            hi: shift(self.hi),
        }
    }

    pub(super) const fn contains(self, value: i128) -> bool {
        self.lo <= value && value <= self.hi
    }
}

/// A relation among unknowns: the sum of factor · unknown lies in the span.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub terms: Vec<(u32, i64)>,
    pub span: Span,
}

/// The unknowns and lines of a connected part.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    /// The unknowns' cells, ascending.
    pub cells: Vec<CellId>,
    /// What is known of each without any line.
    pub spans: Vec<Span>,
    /// The true amounts, where this office knows them.
    pub truth: Vec<Option<i64>>,
    pub lines: Vec<Line>,
}

impl Local {
    /// The parts that hold these cells, each once, in the order of their first cell. Cells that are
    /// published exactly are in none.
    pub(super) fn parts(system: &System, index: &Index, cells: &[CellId]) -> Vec<Self> {
        let mut seen = vec![false; system.len()];
        let mut seen_rows = vec![false; system.rows().len()];
        let mut parts = Vec::new();
        for cell in cells {
            if is_unknown(system, *cell) && seen.get(cell.index()) == Some(&false) {
                let (cells, rows) = reach(system, index, *cell, &mut seen, &mut seen_rows);
                parts.push(Self::of(system, cells, &rows));
            }
        }
        parts
    }

    /// The part made by some relations alone, whatever else is known.
    pub(super) fn among(system: &System, start: CellId, rows: &[RelationId]) -> Self {
        let told = rows.iter().filter_map(|row| system.told(*row));
        let named = told.flat_map(|(_, terms)| terms.iter().map(|(cell, _)| *cell));
        let mut cells: Vec<CellId> = named.chain([start]).collect();
        cells.retain(|cell| is_unknown(system, *cell));
        cells.sort_unstable();
        cells.dedup();
        Self::of(system, cells, rows)
    }

    /// The unknowns nearest to a cell, at most about `most`, as if readers knew all others. What is
    /// possible then is possible.
    pub(super) fn near(system: &System, index: &Index, start: CellId, most: usize) -> Self {
        let mut seen = std::collections::BTreeSet::from([start]);
        let mut rows = std::collections::BTreeSet::new();
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(cell) = queue.pop_front() {
            for relation in index.of(cell) {
                let Some((_, terms)) = system.told(*relation).filter(|_| rows.insert(*relation))
                else {
                    continue;
                };
                let full = seen.len() >= most;
                let unknown = terms
                    .iter()
                    .map(|(cell, _)| *cell)
                    .filter(|cell| is_unknown(system, *cell));
                // What this office does not know cannot stay at its truth.
                let wanted = unknown.filter(|id| {
                    !full
                        || system
                            .cells
                            .get(id.index())
                            .is_some_and(|cell| cell.value.is_none())
                });
                queue.extend(wanted.filter(|cell| seen.insert(*cell)));
            }
        }
        Self::of(
            system,
            seen.into_iter().collect(),
            &rows.into_iter().collect::<Vec<_>>(),
        )
    }

    fn of(system: &System, mut cells: Vec<CellId>, rows: &[RelationId]) -> Self {
        cells.sort_unstable();
        let of_cell = cells
            .iter()
            .filter_map(|cell| system.cells.get(cell.index()));
        let (spans, truth) = of_cell
            .map(|cell| {
                let range = cell.range();
                (Span::of(range.lo, range.hi), cell.value)
            })
            .unzip();
        let mut local = Self {
            cells,
            spans,
            truth,
            lines: Vec::new(),
        };
        let told = rows.iter().filter_map(|row| system.told(*row));
        local.lines = told
            .map(|(row, terms)| local.line(system, row, terms))
            .collect();
        // The order in which relations were added must not matter.
        local.lines.sort_by(|a, b| {
            (&a.terms, a.span.lo, a.span.hi).cmp(&(&b.terms, b.span.lo, b.span.hi))
        });
        local
    }

    fn line(&self, system: &System, row: &Row, terms: &[(CellId, i64)]) -> Line {
        let mut known = 0_i128;
        let mut unknown = Vec::new();
        for (cell, factor) in terms {
            if let Some(at) = self.position(*cell) {
                unknown.push((at, *factor));
            } else if let Some(cell) = system.cells.get(cell.index()) {
                known += i128::from(*factor) * i128::from(cell.value.unwrap_or(cell.range().lo));
            }
        }
        Line {
            terms: unknown,
            span: Span::of(row.range.lo, row.range.hi).less(known),
        }
    }

    /// The position of a cell among the unknowns.
    pub(super) fn position(&self, cell: CellId) -> Option<u32> {
        self.cells.binary_search(&cell).ok().map(|at| at as u32)
    }
}

/// Whether readers do not know the amount from print alone.
pub(super) fn is_unknown(system: &System, cell: CellId) -> bool {
    let range = system.cells.get(cell.index()).map(super::cell::Cell::range);
    range.is_some_and(|range| range.lo < range.hi)
}

/// All unknowns tied to the first one, and the relations that tie them, in no order.
fn reach(
    system: &System,
    index: &Index,
    first: CellId,
    seen: &mut [bool],
    seen_rows: &mut [bool],
) -> (Vec<CellId>, Vec<RelationId>) {
    let mut visit = |cell: CellId| {
        let new = is_unknown(system, cell) && seen.get(cell.index()) == Some(&false);
        if let Some(flag) = seen.get_mut(cell.index()) {
            *flag |= new;
        }
        new
    };
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    let mut open = Vec::new();
    if visit(first) {
        open.push(first);
    }
    while let Some(cell) = open.pop() {
        cells.push(cell);
        for relation in index.of(cell) {
            let Some(flag) = seen_rows.get_mut(relation.index()).filter(|flag| !**flag) else {
                continue;
            };
            *flag = true;
            if let Some((_, terms)) = system.told(*relation) {
                rows.push(*relation);
                open.extend(
                    terms
                        .iter()
                        .map(|(cell, _)| *cell)
                        .filter(|cell| visit(*cell)),
                );
            }
        }
    }
    (cells, rows)
}
