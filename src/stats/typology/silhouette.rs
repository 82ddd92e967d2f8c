//! How well types are kept apart.

use crate::stats::similar::Profiles;
use crate::stats::{Job, Progress, Reason, finish};
use std::ops::Range;

/// How well types are kept apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Separation {
    /// Mean over all areas, from −1 to 1; above one half types are clear, near zero they overlap.
    pub mean: f64,
    /// One value per area; below zero it is closer to another type than to its own.
    pub values: Vec<f64>,
}

/// Compares how far each area lies from its own type and from the nearest other one.
///
/// s = (b − a)/max(a, b), with a the mean distance from the other areas of the own type and b the
/// least mean distance from the areas of another type; 0 for an area that is a type of its own.
///
/// # Units
/// None: from −1 to 1. Compares all pairs of areas.
///
/// # Errors
/// [`Reason::MissingValue`] unless there is one label per area, [`Reason::SingleGroup`] if all areas
/// have the same type.
///
/// # References
/// Rousseeuw, P. J. (1987): Silhouettes: a graphical aid to the interpretation and validation of
/// cluster analysis. Journal of Computational and Applied Mathematics 20, 53–65.
///
/// ```
/// use teilraum::stats::normalise::Divisor;
/// use teilraum::stats::similar::{Gaps, Profiles};
/// use teilraum::stats::typology::silhouette;
/// let rent = [5.0, 9.0, 5.0, 9.0].map(Some);
/// let profiles = Profiles::new(&[&rent], Divisor::Count, Gaps::Refuse)?;
/// assert_eq!(silhouette(&profiles, &[1, 0, 1, 0])?.mean, 1.0);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn silhouette(profiles: &Profiles, labels: &[u32]) -> Result<Separation, Reason> {
    Silhouette::new(profiles, labels).map(finish)
}

/// [`silhouette`] as a job over the areas.
#[derive(Clone, Debug)]
pub struct Silhouette {
    /// The areas by type, and the place of each type in that order.
    order: Vec<usize>,
    types: Vec<Range<usize>>,
    /// Coordinates in that order, dimension after dimension.
    columns: Vec<Vec<f64>>,
    /// Silhouettes in that order, as far as they are known.
    values: Vec<f64>,
}

/// So many distances are computed at once.
const BLOCK: usize = 128;

impl Silhouette {
    /// Brings the areas into the order of their types.
    ///
    /// # Errors
    /// See [`silhouette`].
    pub fn new(profiles: &Profiles, labels: &[u32]) -> Result<Self, Reason> {
        if labels.len() != profiles.count() {
            return Err(Reason::MissingValue);
        }
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_key(|area| labels.get(*area));
        let mut types = Vec::new();
        for same in order.chunk_by(|a, b| labels.get(*a) == labels.get(*b)) {
            let from = types.last().map_or(0, |before: &Range<usize>| before.end);
            types.push(from..from + same.len());
        }
        if types.len() < 2 {
            return Err(Reason::SingleGroup);
        }
        let column = |d: usize| {
            let value = |area: &usize| profiles.row(*area).get(d).copied();
            order.iter().filter_map(value).collect()
        };
        Ok(Self {
            columns: (0..profiles.dimensions()).map(column).collect(),
            values: Vec::with_capacity(order.len()),
            order,
            types,
        })
    }

    /// Sum of the distances of the area at `at` from those of a type.
    fn far(&self, at: usize, of: &Range<usize>) -> f64 {
        let mut sum = 0.0;
        let mut squares = [0.0; BLOCK];
        for from in of.clone().step_by(BLOCK) {
            let to = (from + BLOCK).min(of.end);
            squares.fill(0.0);
            for column in &self.columns {
                let own = column[at];
                for (square, other) in squares.iter_mut().zip(&column[from..to]) {
                    *square += (own - other) * (own - other);
                }
            }
            let squares = squares.iter().take(to - from);
            sum += squares.map(|square| square.sqrt()).sum::<f64>();
        }
        sum
    }

    fn value(&self, at: usize) -> f64 {
        let (mut own, mut next) = (0.0, f64::INFINITY);
        for of in &self.types {
            let sum = self.far(at, of);
            if !of.contains(&at) {
                next = next.min(sum / of.len() as f64);
            } else if of.len() > 1 {
                own = sum / (of.len() - 1) as f64;
            } else {
                return 0.0;
            }
        }
        let larger = next.max(own);
        if larger > 0.0 {
            (next - own) / larger
        } else {
            0.0
        }
    }

    fn result(&self) -> Separation {
        let mut values = vec![0.0; self.order.len()];
        for (value, area) in self.values.iter().zip(&self.order) {
            values[*area] = *value;
        }
        Separation {
            mean: values.iter().sum::<f64>() / values.len() as f64,
            values,
        }
    }
}

impl Job for Silhouette {
    type Output = Separation;

    fn step(&mut self, work: u32) -> Progress<Separation> {
        let each = self.order.len() * (self.columns.len() + 2);
        for _ in 0..(work as usize / each).max(1) {
            if self.values.len() == self.order.len() {
                break;
            }
            self.values.push(self.value(self.values.len()));
        }
        if self.values.len() < self.order.len() {
            let count = |areas: usize| u32::try_from(areas).unwrap_or(u32::MAX);
            return Progress::Running {
                done: count(self.values.len()),
                of: count(self.order.len()),
            };
        }
        Progress::Done(self.result())
    }
}

#[cfg(test)]
mod tests {
    use super::super::points::squared;
    use super::*;
    use crate::stats::normalise::Divisor;
    use crate::stats::similar::Gaps;
    use proptest::prelude::*;

    fn profiles(column: &[f64]) -> Profiles {
        let column: Vec<Option<f64>> = column.iter().copied().map(Some).collect();
        let square: Vec<Option<f64>> = column.iter().map(|v| v.map(|v| v * v)).collect();
        Profiles::new(&[&column, &square], Divisor::Count, Gaps::Refuse).unwrap()
    }

    /// The slow twin: every mean distance by itself.
    fn plain(profiles: &Profiles, labels: &[u32]) -> Vec<f64> {
        let mean = |at: usize, label: u32| {
            let others = (0..labels.len()).filter(|other| *other != at && labels[*other] == label);
            let far: Vec<f64> = others
                .map(|other| squared(profiles.row(at), profiles.row(other)).sqrt())
                .collect();
            (!far.is_empty()).then(|| far.iter().sum::<f64>() / far.len() as f64)
        };
        let value = |at: usize| {
            let Some(own) = mean(at, labels[at]) else {
                return 0.0;
            };
            let others = (0..9).filter(|label| *label != labels[at]);
            let next = others
                .filter_map(|label| mean(at, label))
                .fold(f64::INFINITY, f64::min);
            if own.max(next) > 0.0 {
                (next - own) / own.max(next)
            } else {
                0.0
            }
        };
        (0..labels.len()).map(value).collect()
    }

    #[test]
    fn an_area_alone_counts_zero_and_one_type_is_none() {
        let profiles = profiles(&[1.0, 2.0, 8.0]);
        let found = silhouette(&profiles, &[0, 0, 5]).unwrap();
        assert_eq!(found.values[2], 0.0);
        assert_eq!(silhouette(&profiles, &[3; 3]), Err(Reason::SingleGroup));
        assert_eq!(silhouette(&profiles, &[3; 2]), Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn as_the_plain_way_in_steps_of_any_size(
            areas in prop::collection::vec((0_i32..30, 0_u32..5), 3..300),
            size in 1_u32..5000,
        ) {
            let column: Vec<f64> = (0..).zip(&areas).map(|(i, area)| f64::from(area.0 + i % 2)).collect();
            let labels: Vec<u32> = areas.iter().map(|area| area.1).collect();
            let constant = column.iter().all(|value| *value == column[0]);
            let one_type = labels.iter().all(|label| *label == labels[0]);
            prop_assume!(!constant && !one_type);
            let profiles = profiles(&column);
            let expected = plain(&profiles, &labels);
            let mut job = Silhouette::new(&profiles, &labels).unwrap();
            let found = loop {
                if let Progress::Done(found) = job.step(size) {
                    break found;
                }
            };
            for (one, other) in found.values.iter().zip(&expected) {
                prop_assert!((one - other).abs() < 1e-12, "{} {}", one, other);
            }
            prop_assert_eq!(silhouette(&profiles, &labels), Ok(found));
        }
    }
}
