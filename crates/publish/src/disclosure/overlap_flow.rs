//! Amounts of overlaps that fit the areas on both sides.
//!
//! The office knows the counts of the areas, not of their overlaps. Any amounts that add up will
//! do: an attacker cannot exclude them. Found as a flow from the areas of one side to those of the
//! other, by augmenting paths.

use std::collections::{BTreeMap, VecDeque};

use teilraum::model::AreaIx;

/// An end of an overlap: the area, and its count where it is known.
pub type End = (Option<AreaIx>, Option<i64>);

/// A vertex of the flow: an area of either side, or the outside where counts are not bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Vertex {
    Area(usize, AreaIx),
    Outside(usize),
}

fn vertex(side: usize, (area, count): End) -> Vertex {
    match (area, count) {
        (Some(area), Some(_)) => Vertex::Area(side, area),
        _ => Vertex::Outside(side),
    }
}

/// An amount for each overlap, so that every area with a known count is the sum of its own; `None`
/// where no amounts fit. An overlap between two areas without counts has none.
#[must_use]
pub fn amounts(overlaps: &[[End; 2]]) -> Option<Vec<Option<i64>>> {
    let ends: Vec<[Vertex; 2]> = overlaps
        .iter()
        .map(|[first, second]| [vertex(0, *first), vertex(1, *second)])
        .collect();
    let mut flow = Flow {
        ends: &ends,
        amounts: vec![0; ends.len()],
        missing: BTreeMap::new(),
    };
    for (side, pick) in [(0_usize, 0_usize), (1, 1)] {
        for overlap in overlaps {
            if let Some((Some(area), Some(count))) = overlap.get(pick).copied() {
                flow.missing.insert(Vertex::Area(side, area), count);
            }
        }
    }
    if flow.missing.values().any(|count| *count < 0) {
        return None;
    }
    flow.fill()?;
    let known = |[first, second]: &[End; 2]| {
        !matches!((first, second), ((Some(_), None), _) | (_, (Some(_), None)))
    };
    let amounts = overlaps.iter().zip(&flow.amounts);
    Some(
        amounts
            .map(|(overlap, amount)| known(overlap).then_some(*amount))
            .collect(),
    )
}

struct Flow<'a> {
    ends: &'a [[Vertex; 2]],
    amounts: Vec<i64>,
    /// What each area still lacks.
    missing: BTreeMap<Vertex, i64>,
}

impl Flow<'_> {
    fn fill(&mut self) -> Option<()> {
        while let Some((start, lack)) = self.first_missing() {
            let path = self.path(start)?;
            let end = *path.last().map(|(vertex, _)| vertex)?;
            let mut amount = lack.min(self.lacks(end).unwrap_or(lack));
            for (step, (_, edge)) in path.iter().enumerate() {
                if step % 2 == 1 {
                    amount = amount.min(self.amounts.get(*edge).copied()?);
                }
            }
            self.push(start, end, &path, amount)?;
        }
        Some(())
    }

    fn first_missing(&self) -> Option<(Vertex, i64)> {
        let mut missing = self.missing.iter().filter(|(_, lack)| **lack > 0);
        missing.next().map(|(vertex, lack)| (*vertex, *lack))
    }

    /// What an area lacks; the outside takes anything.
    fn lacks(&self, vertex: Vertex) -> Option<i64> {
        self.missing.get(&vertex).copied()
    }

    /// Edges that lead from `start` to something that takes more, each with the vertex it reaches;
    /// every second one is walked against its amount, which then shrinks.
    fn path(&self, start: Vertex) -> Option<Vec<(Vertex, usize)>> {
        let mut came: BTreeMap<(Vertex, bool), (Vertex, bool, usize)> = BTreeMap::new();
        let mut queue = VecDeque::from([(start, false)]);
        while let Some((at, shrink)) = queue.pop_front() {
            for (edge, [first, second]) in self.ends.iter().enumerate() {
                let next = match () {
                    () if *first == at => *second,
                    () if *second == at => *first,
                    () => continue,
                };
                let room = !shrink || self.amounts.get(edge).is_some_and(|amount| *amount > 0);
                let state = (next, !shrink);
                if !room || came.contains_key(&state) || state == (start, false) {
                    continue;
                }
                came.insert(state, (at, shrink, edge));
                let takes = self.lacks(next).is_none_or(|lack| lack > 0) && next != start;
                if !shrink && takes {
                    return Some(walk_back(&came, state, (start, false)));
                }
                queue.push_back(state);
            }
        }
        None
    }

    fn push(
        &mut self,
        start: Vertex,
        end: Vertex,
        path: &[(Vertex, usize)],
        amount: i64,
    ) -> Option<()> {
        for (step, (_, edge)) in path.iter().enumerate() {
            let slot = self.amounts.get_mut(*edge)?;
            *slot += if step % 2 == 0 { amount } else { -amount };
        }
        for vertex in [start, end] {
            if let Some(lack) = self.missing.get_mut(&vertex) {
                *lack -= amount;
            }
        }
        (amount > 0).then_some(())
    }
}

fn walk_back(
    came: &BTreeMap<(Vertex, bool), (Vertex, bool, usize)>,
    mut state: (Vertex, bool),
    start: (Vertex, bool),
) -> Vec<(Vertex, usize)> {
    let mut path = Vec::new();
    while state != start {
        let Some((vertex, shrink, edge)) = came.get(&state) else {
            break;
        };
        path.push((state.0, *edge));
        state = (*vertex, *shrink);
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(area: u32, count: i64) -> End {
        (Some(AreaIx(area)), Some(count))
    }

    #[test]
    fn a_chain_of_overlaps_has_the_only_amounts_that_fit() {
        let overlaps = [
            [end(1, 10), end(1, 7)],
            [end(1, 10), end(2, 8)],
            [end(2, 6), end(2, 8)],
            [end(2, 6), end(3, 1)],
        ];
        let fitting = amounts(&overlaps);
        assert_eq!(fitting, Some(vec![Some(7), Some(3), Some(5), Some(1)]));
    }

    #[test]
    fn counts_that_do_not_fit_have_no_amounts() {
        assert_eq!(amounts(&[[end(1, 10), end(1, 7)]]), None);
    }

    #[test]
    fn an_area_may_reach_beyond_the_other_system() {
        let overlaps = [[end(1, 10), end(1, 7)], [end(1, 10), (None, None)]];
        assert_eq!(amounts(&overlaps), Some(vec![Some(7), Some(3)]));
    }
}
