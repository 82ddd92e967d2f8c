//! The cheapest way to let one secret move: a closed pattern of cells that rise and fall together.
//!
//! The secret rises by one. Every sum it stands in is then off by one and must be closed by another
//! cell of it, which throws other sums off, and so on, until nothing is open: in one line two cells,
//! in a table of two dimensions a rectangle or a longer cycle, in three a box. Scaled up and down as
//! far as the amounts allow, the pattern shows readers an interval. Partial patterns are looked at in
//! the order of what they cost at least.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cell::{CellId, Range, UNBOUNDED};
use super::index::Index;
use super::local::FAR;
use super::system::{RelationId, System};

/// A pattern is given up beyond this many cells.
const LONG: usize = 40;

/// A cell closes at most about this many sums at once; each open sum is thus expected to cost at
/// least this part of its cheapest cell.
const SHARED: u64 = 3;

/// What to look for.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    /// The secret.
    pub cell: CellId,
    /// How wide its interval must be.
    pub need: i128,
    /// A cell that must not move.
    pub held: Option<CellId>,
    /// Give up after this many partial patterns.
    pub patterns: u32,
}

/// What to withhold, and what that costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub hides: Vec<CellId>,
    pub cost: u64,
}

/// A sum that is off.
#[derive(Clone, Copy)]
struct Open {
    relation: RelationId,
    off: i128,
    /// The least that closing it costs.
    least: u64,
}

/// A partial pattern.
#[derive(Clone)]
struct Partial {
    steps: Vec<(CellId, i64)>,
    hides: Vec<CellId>,
    open: Vec<Open>,
    cost: u64,
    /// How often the pattern fits upwards and downwards, as far as its cells allow.
    up: i128,
    down: i128,
}

impl Partial {
    fn holds(&self, cell: CellId) -> bool {
        self.steps.iter().any(|(other, _)| *other == cell)
    }

    fn hides(&self, cell: CellId) -> bool {
        self.hides.contains(&cell)
    }

    /// What a finished pattern around this one costs about at least.
    fn estimate(&self) -> u64 {
        let all: u64 = self.open.iter().map(|open| open.least).sum();
        let dearest = self.open.iter().map(|open| open.least).max().unwrap_or(0);
        self.cost + dearest.max(all / SHARED)
    }
}

/// Looks for patterns in a system with its present print.
pub(super) struct Search<'a> {
    pub system: &'a System,
    pub index: &'a Index,
}

impl Search<'_> {
    /// The cheapest pattern found.
    pub(super) fn cheapest(&self, wish: Wish) -> Option<Plan> {
        let empty = Partial {
            steps: Vec::new(),
            hides: Vec::new(),
            open: Vec::new(),
            cost: 0,
            up: FAR,
            down: FAR,
        };
        let mut store = vec![self.with(&empty, wish, wish.cell, 1, false)?];
        let mut heap = BinaryHeap::new();
        heap.push(Reverse((0, 0, 0, 0_usize)));
        let mut left = wish.patterns;
        while let Some(Reverse((_, _, _, at))) = heap.pop() {
            let partial = store.get(at)?.clone();
            let Some(open) = self.next(&partial, wish.need) else {
                return Some(Plan {
                    hides: partial.hides,
                    cost: partial.cost,
                });
            };
            left = left.checked_sub(1)?;
            for next in self.closed(&partial, wish, open) {
                heap.push(Reverse((
                    next.estimate(),
                    next.open.len(),
                    next.steps.len(),
                    store.len(),
                )));
                store.push(next);
            }
        }
        None
    }

    /// The sum to close next: the shortest that must be; `None` if the pattern is finished.
    fn next(&self, partial: &Partial, need: i128) -> Option<Open> {
        let (mut up, mut down) = (partial.up, partial.down);
        let mut tight = None;
        let mut first: Option<(usize, Open)> = None;
        for open in &partial.open {
            let Some((row, terms)) = self.system.told(open.relation) else {
                continue;
            };
            if row.range.lo == row.range.hi {
                if first.is_none_or(|(length, _)| terms.len() < length) {
                    first = Some((terms.len(), *open));
                }
                continue;
            }
            let Some((above, below)) = self.leeway(row.range, terms, open.off) else {
                return Some(*open);
            };
            (up, down) = (up.min(above), down.min(below));
            tight = tight.or_else(|| (up.saturating_add(down) < need).then_some(*open));
        }
        first.map(|(_, open)| open).or(tight)
    }

    /// How often a sum may go off upwards and downwards before readers would see it.
    fn leeway(&self, range: Range, terms: &[(CellId, i64)], off: i128) -> Option<(i128, i128)> {
        let value = |cell: &CellId| self.system.cells.get(cell.index())?.value;
        let product =
            |(cell, factor): &(CellId, i64)| Some(i128::from(value(cell)?) * i128::from(*factor));
        let sum = terms.iter().map(product).sum::<Option<i128>>()?;
        let times = |end: i64, size: i128| {
            if end.abs() == UNBOUNDED {
                FAR
            } else {
                (i128::from(end) - sum).abs() / size
            }
        };
        let (above, below) = (times(range.hi, off.abs()), times(range.lo, off.abs()));
        Some(if off > 0 {
            (above, below)
        } else {
            (below, above)
        })
    }

    /// All ways to close a sum: by another of its cells, or by withholding what tells it.
    fn closed(&self, partial: &Partial, wish: Wish, open: Open) -> Vec<Partial> {
        let mut ways = Vec::new();
        let Some((row, terms)) = self.system.told(open.relation) else {
            return ways;
        };
        for (cell, factor) in terms {
            let factor = i128::from(*factor);
            let step = i64::try_from(-open.off / factor).unwrap_or(0);
            if open.off % factor != 0
                || step == 0
                || partial.holds(*cell)
                || wish.held == Some(*cell)
            {
                continue;
            }
            ways.extend(self.with(partial, wish, *cell, step, false));
            if self.is_vague(*cell) {
                ways.extend(self.with(partial, wish, *cell, step, true));
            }
        }
        if let Some(teller) = row.with {
            ways.extend(self.without(partial, teller));
        }
        ways
    }

    /// Whether the cell is printed, but not exactly, so that it can move a little for nothing.
    fn is_vague(&self, cell: CellId) -> bool {
        let cell = self.system.cells.get(cell.index());
        cell.is_some_and(|cell| cell.shown.is_some_and(|shown| shown.lo < shown.hi))
    }

    /// The pattern with one more cell, if it fits. An amount printed exactly is withheld for it; one
    /// printed vaguely moves within its print, unless it is to be withheld as well.
    fn with(
        &self,
        partial: &Partial,
        wish: Wish,
        id: CellId,
        step: i64,
        hide: bool,
    ) -> Option<Partial> {
        let cell = self.system.cells.get(id.index())?;
        let value = cell.value?;
        let printed = cell.shown.is_some() && !partial.hides(id);
        let hide = printed && (hide || !self.is_vague(id));
        if partial.steps.len() >= LONG || hide && !cell.free {
            return None;
        }
        let range = if printed && !hide {
            cell.range()
        } else {
            cell.known
        };
        let room = |end: i64| {
            if end.abs() == UNBOUNDED {
                FAR
            } else {
                i128::from(end.abs_diff(value)) / i128::from(step.abs())
            }
        };
        let (above, below) = (room(range.hi), room(range.lo));
        let (above, below) = if step > 0 {
            (above, below)
        } else {
            (below, above)
        };
        let mut next = partial.clone();
        (next.up, next.down) = (next.up.min(above), next.down.min(below));
        if next.up.saturating_add(next.down) < wish.need {
            return None;
        }
        next.steps.push((id, step));
        if hide {
            next.cost += cell.cost;
            next.hides.push(id);
        }
        self.throw_off(next, wish, id, step)
    }

    /// Books what the last step does to the sums of its cell.
    fn throw_off(&self, mut next: Partial, wish: Wish, id: CellId, step: i64) -> Option<Partial> {
        for relation in self.index.of(id) {
            let Some((row, terms)) = self.system.told(*relation) else {
                continue;
            };
            if row.with.is_some_and(|teller| next.hides(teller)) {
                continue;
            }
            let at = terms.binary_search_by_key(&id, |(cell, _)| *cell).ok()?;
            let change = i128::from(terms.get(at)?.1) * i128::from(step);
            if let Some(at) = next.open.iter().position(|open| open.relation == *relation) {
                let off = next.open.get(at)?.off + change;
                if off == 0 {
                    next.open.swap_remove(at);
                    continue;
                }
                next.open.get_mut(at)?.off = off;
            } else {
                let open = Open {
                    relation: *relation,
                    off: change,
                    least: 0,
                };
                next.open.push(open);
            }
            let exact = row.range.lo == row.range.hi;
            let least = if exact {
                self.least(&next, wish, terms, row.with)?
            } else {
                0
            };
            if let Some(open) = next.open.iter_mut().find(|open| open.relation == *relation) {
                open.least = least;
            }
        }
        Some(next)
    }

    /// The least that closing a sum costs; `None` if nothing can close it.
    fn least(
        &self,
        partial: &Partial,
        wish: Wish,
        terms: &[(CellId, i64)],
        teller: Option<CellId>,
    ) -> Option<u64> {
        let price = |id: CellId| {
            let cell = self.system.cells.get(id.index())?;
            if cell.shown.is_none() || self.is_vague(id) {
                Some(0)
            } else {
                cell.free.then_some(cell.cost)
            }
        };
        let usable = |id: &CellId| !partial.holds(*id) && wish.held != Some(*id);
        let parts = terms
            .iter()
            .map(|(id, _)| *id)
            .filter(usable)
            .filter_map(price);
        parts.chain(teller.and_then(price)).min()
    }

    /// The pattern with a print withheld, and with it all that it tells.
    fn without(&self, partial: &Partial, teller: CellId) -> Option<Partial> {
        let cell = self.system.cells.get(teller.index())?;
        if partial.hides(teller) || !cell.free || cell.shown.is_none() {
            return None;
        }
        let mut next = partial.clone();
        next.cost += cell.cost;
        next.hides.push(teller);
        let told_by = |open: &Open| {
            self.system
                .rows()
                .get(open.relation.index())
                .and_then(|row| row.with)
        };
        next.open.retain(|open| told_by(open) != Some(teller));
        Some(next)
    }
}
