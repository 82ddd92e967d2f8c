//! Areas by type.

use super::points::squared;
use crate::stats::Reason;
use crate::stats::similar::Profiles;

/// Areas sorted into types that are numbered by what they are like.
///
/// Type 0 has the highest mean in the lead indicator, and so on downwards, so that a type keeps its
/// number and color when the data change a little. Types without areas come last.
#[derive(Clone, Debug, PartialEq)]
pub struct Types {
    /// Type of each area.
    pub labels: Vec<u32>,
    /// How many areas each type has.
    pub sizes: Vec<u32>,
    /// The mean z-scores of each type, one per indicator; none of a type without areas.
    pub centers: Vec<Vec<f64>>,
    /// Sum of the squared distances of all areas from the center of their type.
    pub inertia: f64,
}

impl Types {
    /// Numbers `k` types anew: `labels` tells them apart, `lead` is the position of the indicator
    /// to go by. Of two types with the same mean, the one with the earlier first area comes first.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] if there are fewer areas than types, [`Reason::MissingValue`] unless there
    /// is one label below `k` per area and the lead indicator exists.
    pub fn new(profiles: &Profiles, labels: &[u32], k: usize, lead: usize) -> Result<Self, Reason> {
        if k > profiles.count() {
            return Err(Reason::NTooSmall);
        }
        let fits = labels.iter().all(|label| (*label as usize) < k);
        if !fits || labels.len() != profiles.count() || lead >= profiles.dimensions() {
            return Err(Reason::MissingValue);
        }
        let (sizes, centers) = means(profiles, labels, k);
        let first = |label: usize| labels.iter().position(|one| *one as usize == label);
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_by(|a, b| {
            let mean = |label: &usize| centers.get(*label).and_then(|row: &Vec<f64>| row.get(lead));
            let by_mean = match (mean(a), mean(b)) {
                (Some(a), Some(b)) => b.total_cmp(a),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            by_mean.then_with(|| first(*a).cmp(&first(*b)))
        });
        let mut new = vec![0_u32; k];
        for (number, old) in (0..).zip(&order) {
            new[*old] = number;
        }
        let square = |(row, label): (&[f64], &u32)| squared(row, &centers[*label as usize]);
        Ok(Self {
            inertia: profiles.rows().zip(labels).map(square).sum(),
            labels: labels.iter().map(|label| new[*label as usize]).collect(),
            sizes: order.iter().map(|old| sizes[*old]).collect(),
            centers: order.iter().map(|old| centers[*old].clone()).collect(),
        })
    }
}

/// How many areas each label has, and their mean; none where it has no area.
fn means(profiles: &Profiles, labels: &[u32], k: usize) -> (Vec<u32>, Vec<Vec<f64>>) {
    let mut sizes = vec![0_u32; k];
    let mut sums = vec![Vec::new(); k];
    for (row, label) in profiles.rows().zip(labels) {
        let label = *label as usize;
        sizes[label] += 1;
        if sums[label].is_empty() {
            sums[label] = row.to_vec();
        } else {
            let sum = sums[label].iter_mut().zip(row);
            sum.for_each(|(sum, value)| *sum += value);
        }
    }
    for (sum, size) in sums.iter_mut().zip(&sizes) {
        sum.iter_mut().for_each(|value| *value /= f64::from(*size));
    }
    (sizes, sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::normalise::Divisor;
    use crate::stats::similar::Gaps;

    fn profiles() -> Profiles {
        let [one, other] = [[1.0, 1.0, 3.0, 3.0], [4.0, 6.0, 4.0, 6.0]].map(|c| c.map(Some));
        Profiles::new(&[&one, &other], Divisor::Count, Gaps::Refuse).unwrap()
    }

    #[test]
    fn types_go_down_by_the_lead_indicator() {
        let types = Types::new(&profiles(), &[0, 0, 1, 1], 2, 0).unwrap();
        assert_eq!(types.labels, [1, 1, 0, 0]);
        assert_eq!(types.centers, [[1.0, 0.0], [-1.0, 0.0]]);
        assert_eq!((types.sizes, types.inertia), (vec![2, 2], 4.0));
    }

    #[test]
    fn equal_means_go_by_the_first_area_and_empty_types_come_last() {
        let types = Types::new(&profiles(), &[3, 3, 1, 1], 4, 1).unwrap();
        assert_eq!(types.labels, [0, 0, 1, 1]);
        assert_eq!(types.sizes, [2, 2, 0, 0]);
        assert!(types.centers[3].is_empty());
    }

    #[test]
    fn labels_must_fit() {
        let wrong = |labels: &[u32], lead| Types::new(&profiles(), labels, 2, lead);
        assert_eq!(wrong(&[0, 1], 0), Err(Reason::MissingValue));
        assert_eq!(wrong(&[0, 1, 2, 0], 0), Err(Reason::MissingValue));
        assert_eq!(wrong(&[0, 1, 1, 0], 2), Err(Reason::MissingValue));
        let many = Types::new(&profiles(), &[0; 4], usize::MAX, 0);
        assert_eq!(many, Err(Reason::NTooSmall));
    }
}
