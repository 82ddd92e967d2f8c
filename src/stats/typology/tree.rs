//! Groups joined step by step, and where to cut.

use super::Types;
use crate::stats::Reason;
use crate::stats::similar::Profiles;

/// Two groups become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Join {
    /// An area of the one group.
    pub one: u32,
    /// An area of the other.
    pub other: u32,
    pub height: f64,
}

/// Areas joined into ever larger groups, up to one of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    joins: Vec<Join>,
    count: usize,
}

impl Tree {
    /// Of joins in any order.
    pub(super) fn new(mut joins: Vec<Join>, count: usize) -> Self {
        joins.sort_by(|a, b| a.height.total_cmp(&b.height));
        Self { joins, count }
    }

    /// The heights of all joins, ascending: one fewer than areas.
    pub fn heights(&self) -> impl ExactSizeIterator<Item = f64> {
        self.joins.iter().map(|join| join.height)
    }

    /// Cuts the tree into at most `k` groups, numbered in the order of their first areas.
    ///
    /// Joins of the same height fall together, so that ties give fewer groups.
    ///
    /// # Errors
    /// [`Reason::Infeasible`] if `k` is zero.
    pub fn cut(&self, k: usize) -> Result<Vec<u32>, Reason> {
        if k == 0 {
            return Err(Reason::Infeasible);
        }
        let needed = self.count.saturating_sub(k);
        let last = needed.checked_sub(1).and_then(|last| self.joins.get(last));
        let up_to = last.map_or(f64::NEG_INFINITY, |join| join.height);
        let mut groups: Vec<usize> = (0..self.count).collect();
        for join in self.joins.iter().take_while(|join| join.height <= up_to) {
            let one = root(&mut groups, join.one as usize);
            let other = root(&mut groups, join.other as usize);
            groups[one.max(other)] = one.min(other);
        }
        // The root of a group is its first area.
        let (mut labels, mut next) = (vec![0; self.count], 0);
        for area in 0..self.count {
            let first = root(&mut groups, area);
            labels[area] = labels[first];
            if first == area {
                labels[area] = next;
                next += 1;
            }
        }
        Ok(labels)
    }

    /// The groups of a cut as types, numbered by the indicator at position `lead`.
    ///
    /// # Errors
    /// As [`Tree::cut`] and [`Types::new`].
    pub fn types(&self, profiles: &Profiles, k: usize, lead: usize) -> Result<Types, Reason> {
        let labels = self.cut(k)?;
        let groups = labels.iter().max().map_or(0, |last| *last as usize + 1);
        Types::new(profiles, &labels, groups, lead)
    }
}

fn root(groups: &mut [usize], mut area: usize) -> usize {
    while groups[area] != area {
        groups[area] = groups[groups[area]];
        area = groups[area];
    }
    area
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let join = |one, other, height| Join { one, other, height };
        let joins = vec![
            join(0, 3, 4.0),
            join(1, 2, 1.0),
            join(3, 4, 1.0),
            join(0, 1, 9.0),
        ];
        Tree::new(joins, 5)
    }

    #[test]
    fn groups_are_numbered_by_their_first_areas() {
        assert_eq!(tree().cut(2).unwrap(), [0, 1, 1, 0, 0]);
        assert_eq!(tree().cut(1).unwrap(), [0; 5]);
        assert_eq!(tree().cut(5).unwrap(), [0, 1, 2, 3, 4]);
        assert_eq!(tree().cut(usize::MAX).unwrap(), [0, 1, 2, 3, 4]);
        assert_eq!(tree().cut(0), Err(Reason::Infeasible));
    }

    #[test]
    fn joins_of_one_height_fall_together() {
        assert_eq!(tree().cut(3).unwrap(), [0, 1, 1, 2, 2]);
        assert_eq!(tree().cut(4).unwrap(), [0, 1, 1, 2, 2]);
    }
}
