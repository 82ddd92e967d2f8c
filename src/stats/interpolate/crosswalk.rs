//! Interpolation by where people live.

use crate::stats::{Reason, checked};
use std::collections::BTreeMap;

/// People at one place (a block, a building) and the two areas the place lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Position of the source area.
    pub source: u32,
    /// Position of the target area.
    pub target: u32,
    /// Inhabitants; a place where they are unknown carries no weight.
    pub population: Option<f64>,
}

/// The people who live in a source area and in a target area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Position of the source area.
    pub source: u32,
    /// Position of the target area.
    pub target: u32,
    /// Inhabitants of both.
    pub population: f64,
    /// Their share of the source's inhabitants; `None` where the source has none.
    pub weight: Option<f64>,
}

/// How the people of source areas are distributed over target areas.
///
/// # Method
/// `interpolate.crosswalk` · point crosswalk · Umsteigeschlüssel
///
/// Rechnet Anzahlen von einer Gebietseinteilung in eine andere um. Maßstab ist, wo die Menschen
/// wohnen, nicht die Fläche. Gebiete ohne bewohnten Punkt lassen sich nicht umrechnen; ihre
/// Anzahlen werden ausgewiesen und nicht stillschweigend weggelassen.
///
/// ```text
/// w_st = Σ Einw(s∩t) / Σ Einw(s)      Anzahl: t = Σ_s w_st · v_s
/// Quote: t = Σ_s Einw(s∩t) · q_s / Σ_s Einw(s∩t)
/// ```
///
/// # Units
/// Weights are shares from 0 to 1; counts and rates keep their unit.
///
/// # Errors
/// [`Reason::NegativeValue`] if a population is negative, [`Reason::MissingValue`] if it is no
/// finite number.
///
/// # References
/// Goodchild, M. F. and Lam, N. S. (1980): Areal interpolation: a variant of the traditional
/// spatial problem. Geo-Processing 1, 297–312.
///
/// ```
/// use teilraum::stats::interpolate::{Crosswalk, Point};
/// let point = |source, target, people: f64| Point { source, target, population: Some(people) };
/// let crosswalk = Crosswalk::new(&[point(0, 0, 150.0), point(0, 1, 50.0)])?;
/// let carried = crosswalk.counts(&[Some(40.0)], 2);
/// assert_eq!(carried.targets, [Ok(30.0), Ok(10.0)]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Crosswalk {
    links: Vec<Link>,
}

/// Counts carried over to the targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// One count per target; [`Reason::MissingValue`] where a source that people share with it has
    /// none.
    pub targets: Vec<Result<f64, Reason>>,
    /// Sources with a count but without a populated point, ascending.
    pub unallocated: Vec<u32>,
    /// What these sources count.
    pub unallocated_count: f64,
    /// Sum of all source counts: that of the targets and what is not allocated.
    pub total_in: f64,
    /// Sum over the targets.
    pub total_out: f64,
}

impl Crosswalk {
    /// Adds up the points.
    ///
    /// # Errors
    /// See [`Crosswalk`].
    pub fn new(points: &[Point]) -> Result<Self, Reason> {
        let mut together = BTreeMap::<(u32, u32), f64>::new();
        let mut alone = BTreeMap::<u32, f64>::new();
        for point in points {
            let people = point.population.unwrap_or(0.0);
            checked::amounts(&[people])?;
            *together.entry((point.source, point.target)).or_default() += people;
            *alone.entry(point.source).or_default() += people;
        }
        let link = |((source, target), population): ((u32, u32), f64)| Link {
            source,
            target,
            population,
            weight: alone
                .get(&source)
                .filter(|all| **all > 0.0)
                .map(|all| population / all),
        };
        Ok(Self {
            links: together.into_iter().map(link).collect(),
        })
    }

    /// Every pair of areas that share a point, by source, then target.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Distributes the counts of the sources over `targets` areas.
    #[must_use]
    pub fn counts(&self, counts: &[Option<f64>], targets: usize) -> Carried {
        let weights = |link: &Link| link.weight;
        let targets = self.sums(counts, targets, weights);
        let known = |source: &u32| count(counts, *source).ok();
        let sources = 0..u32::try_from(counts.len()).unwrap_or(u32::MAX);
        let unallocated: Vec<u32> = sources
            .clone()
            .filter(|source| known(source).is_some() && !self.reaches(*source))
            .collect();
        Carried {
            unallocated_count: unallocated.iter().filter_map(known).sum(),
            unallocated,
            total_in: sources.filter_map(|source| known(&source)).sum(),
            total_out: targets.iter().flatten().sum(),
            targets,
        }
    }

    /// The mean of the sources' rates, weighted by the people in each of `targets` areas.
    ///
    /// Per target: [`Reason::ZeroWeight`] where nobody lives, [`Reason::MissingValue`] where a
    /// source with people there has no rate.
    #[must_use]
    pub fn rates(&self, rates: &[Option<f64>], targets: usize) -> Vec<Result<f64, Reason>> {
        let people = |link: &Link| Some(link.population);
        let ones = vec![Some(1.0); rates.len()];
        let sums = self.sums(rates, targets, people);
        let weights = self.sums(&ones, targets, people);
        let mean = |(sum, weight): (Result<f64, Reason>, Result<f64, Reason>)| match weight? {
            weight if weight > 0.0 => Ok(sum? / weight),
            _ => Err(Reason::ZeroWeight),
        };
        sums.into_iter().zip(weights).map(mean).collect()
    }

    /// Whether the source has people at any point.
    fn reaches(&self, source: u32) -> bool {
        let first = self.links.partition_point(|link| link.source < source);
        let link = self.links.get(first);
        link.is_some_and(|link| link.source == source && link.weight.is_some())
    }

    fn sums(
        &self,
        values: &[Option<f64>],
        targets: usize,
        weight: impl Fn(&Link) -> Option<f64>,
    ) -> Vec<Result<f64, Reason>> {
        let mut sums: Vec<Result<f64, Reason>> = vec![Ok(0.0); targets];
        for link in &self.links {
            let weight = weight(link).unwrap_or(0.0);
            let sum = sums.get_mut(link.target as usize);
            if let (true, Some(sum)) = (weight > 0.0, sum) {
                let add = |sum: f64| Ok(sum + weight * count(values, link.source)?);
                *sum = sum.and_then(add);
            }
        }
        sums
    }
}

fn count(values: &[Option<f64>], source: u32) -> Result<f64, Reason> {
    let value = values.get(source as usize).copied().flatten();
    checked::number(value.ok_or(Reason::MissingValue)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(list: &[(u32, u32, f64)]) -> Vec<Point> {
        let point = |&(source, target, people)| Point {
            source,
            target,
            population: Some(people),
        };
        list.iter().map(point).collect()
    }

    #[test]
    fn sources_without_people_are_reported() {
        let list = points(&[(0, 0, 3.0), (0, 1, 1.0), (1, 1, 0.0)]);
        let crosswalk = Crosswalk::new(&list).unwrap();
        let carried = crosswalk.counts(&[Some(8.0), Some(5.0), Some(2.0), None], 3);
        assert_eq!(carried.targets, [Ok(6.0), Ok(2.0), Ok(0.0)]);
        assert_eq!(carried.unallocated, [1, 2]);
        assert_eq!(carried.unallocated_count, 7.0);
        assert_eq!(crosswalk.links()[2].weight, None);
    }

    #[test]
    fn rates_need_people_and_values() {
        let list = points(&[(0, 0, 30.0), (1, 0, 10.0), (1, 1, 5.0), (2, 2, 0.0)]);
        let crosswalk = Crosswalk::new(&list).unwrap();
        let rates = crosswalk.rates(&[Some(20.0), Some(40.0), None], 3);
        assert_eq!(rates, [Ok(25.0), Ok(40.0), Err(Reason::ZeroWeight)]);
        let gap = crosswalk.rates(&[Some(20.0), None, None], 2);
        assert_eq!(gap, [Err(Reason::MissingValue), Err(Reason::MissingValue)]);
    }

    #[test]
    fn populations_must_be_amounts() {
        let negative = Crosswalk::new(&points(&[(0, 0, -1.0)]));
        assert_eq!(negative, Err(Reason::NegativeValue));
        let none = Crosswalk::new(&points(&[(0, 0, f64::NAN)]));
        assert_eq!(none, Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            list in prop::collection::vec((0_u32..6, 0_u32..4, 0_u32..50), 0..40),
            counts in prop::collection::vec(0.0..1e4, 6),
        ) {
            let list: Vec<_> = list.iter().map(|&(s, t, p)| (s, t, f64::from(p))).collect();
            let counts: Vec<_> = counts.into_iter().map(Some).collect();
            let carried = Crosswalk::new(&points(&list)).unwrap().counts(&counts, 4);
            let out = carried.total_out + carried.unallocated_count;
            prop_assert!((out - carried.total_in).abs() <= 1e-9 * carried.total_in);
        }
    }
}
