//! Who counts as a neighbour, and how much.

use super::WeightsError;

/// Spatial weights of all areas: for each its neighbours, ascending, each with a positive weight.
///
/// Checked once: every neighbour exists, none twice, an area itself only where asked for
/// ([`with_self`](Self::with_self)). They need not be symmetric. An area without neighbours is an
/// island: its row is empty and stays so.
///
/// ```
/// use teilraum::stats::spatial::Weights;
/// let row = Weights::binary(&[vec![1], vec![0, 2], vec![1], vec![]])?; // 0–1–2, and an island
/// assert_eq!(row.islands(), [3]);
/// assert_eq!(row.sums().s0, 4.0);
/// assert_eq!(row.row_standardised().row(1).collect::<Vec<_>>(), [(0, 0.5), (2, 0.5)]);
/// # Ok::<(), teilraum::stats::spatial::WeightsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Per area: one-past-last entry.
    ends: Vec<usize>,
    neighbours: Vec<u32>,
    values: Vec<f64>,
}

/// The three sums that the moments of Moran's I are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Σ w_ij.
    pub s0: f64,
    /// ½ Σ (w_ij + w_ji)².
    pub s1: f64,
    /// Σ (w_i. + w_.i)².
    pub s2: f64,
}

impl Weights {
    /// Weight 1 for each neighbour.
    ///
    /// # Errors
    /// [`WeightsError`] if a neighbour does not exist, is listed twice, or is the area itself.
    pub fn binary(lists: &[Vec<u32>]) -> Result<Self, WeightsError> {
        Self::build(lists.len(), |area| {
            let list = lists.get(area).into_iter().flatten();
            list.map(|&neighbour| (neighbour, 1.0)).collect()
        })
    }

    /// Weight 1 for each neighbour in the published lists of a level, which hold positions in the
    /// bundle; `first_area` is that of the level's first area.
    ///
    /// # Errors
    /// As [`binary`](Self::binary).
    pub fn published(first_area: u32, lists: &[Vec<u32>]) -> Result<Self, WeightsError> {
        let place = |&area: &u32| (area.wrapping_sub(first_area), 1.0);
        Self::build(lists.len(), |area| {
            let list = lists.get(area).into_iter().flatten();
            list.map(place).collect()
        })
    }

    /// Any positive weights, as for distances.
    ///
    /// # Errors
    /// As [`binary`](Self::binary), and if a weight is not a positive number.
    pub fn general(rows: &[Vec<(u32, f64)>]) -> Result<Self, WeightsError> {
        Self::build(rows.len(), |area| {
            rows.get(area).cloned().unwrap_or_default()
        })
    }

    fn build(areas: usize, row: impl Fn(usize) -> Vec<(u32, f64)>) -> Result<Self, WeightsError> {
        if areas > u32::MAX as usize {
            return Err(WeightsError::TooMany { found: areas });
        }
        let mut weights = Self::with_capacity(areas);
        for area in 0..areas {
            let mut row = row(area);
            row.sort_unstable_by_key(|(neighbour, _)| *neighbour);
            check_row(area as u32, &row, areas)?;
            weights.push(row.into_iter());
        }
        Ok(weights)
    }

    fn with_capacity(areas: usize) -> Self {
        Self {
            ends: Vec::with_capacity(areas),
            neighbours: Vec::new(),
            values: Vec::new(),
        }
    }

    fn push(&mut self, row: impl Iterator<Item = (u32, f64)>) {
        for (neighbour, weight) in row {
            self.neighbours.push(neighbour);
            self.values.push(weight);
        }
        self.ends.push(self.neighbours.len());
    }

    /// Number of areas.
    #[must_use]
    pub fn areas(&self) -> usize {
        self.ends.len()
    }

    /// Number of weights.
    pub(super) fn entries(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of an area, ascending; itself only after [`with_self`](Self::with_self).
    #[must_use]
    pub fn neighbours(&self, area: u32) -> &[u32] {
        self.neighbours.get(self.span(area)).unwrap_or_default()
    }

    /// The weights of an area's neighbours, in the same order.
    #[must_use]
    pub fn values(&self, area: u32) -> &[f64] {
        self.values.get(self.span(area)).unwrap_or_default()
    }

    /// The neighbours of an area, ascending, each with its weight.
    pub fn row(&self, area: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let neighbours = self.neighbours(area).iter().copied();
        neighbours.zip(self.values(area).iter().copied())
    }

    fn span(&self, area: u32) -> std::ops::Range<usize> {
        let place = area as usize;
        let end = self.ends.get(place).copied().unwrap_or(0);
        let before = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        before.copied().unwrap_or(0)..end
    }

    fn all(&self) -> std::ops::Range<u32> {
        0..self.areas() as u32
    }

    /// Whether an area has no neighbour but possibly itself.
    #[must_use]
    pub fn is_island(&self, area: u32) -> bool {
        self.neighbours(area).iter().all(|&other| other == area)
    }

    /// The areas without neighbours, ascending.
    #[must_use]
    pub fn islands(&self) -> Vec<u32> {
        self.all().filter(|&area| self.is_island(area)).collect()
    }

    /// Each weight divided by the sum of its row, so that Σ w x is a mean; islands stay empty.
    #[must_use]
    pub fn row_standardised(&self) -> Self {
        self.map_rows(|area| {
            let total: f64 = self.values(area).iter().sum();
            self.row(area).map(move |(to, weight)| (to, weight / total))
        })
    }

    /// Each area also counts itself, with this weight; one that does already gets it anew.
    ///
    /// # Errors
    /// [`WeightsError::NotPositive`] if the weight is not a positive number.
    pub fn with_self(&self, weight: f64) -> Result<Self, WeightsError> {
        check_weight(0, 0, weight)?;
        Ok(self.map_rows(|area| {
            let below = self.row(area).take_while(move |(to, _)| *to < area);
            let above = self.row(area).skip_while(move |(to, _)| *to <= area);
            below.chain([(area, weight)]).chain(above)
        }))
    }

    /// The weights among the areas marked, which move together: those left out are nobody's
    /// neighbours any more. Binary weights stay binary; standardise afterwards.
    ///
    /// An area without a value must leave before a statistic is computed.
    #[must_use]
    pub fn among(&self, marked: &[bool]) -> Self {
        let stays = |area: u32| marked.get(area as usize).copied().unwrap_or(false);
        let mut places = Vec::with_capacity(self.areas());
        let mut count = 0;
        for area in self.all() {
            places.push(count);
            count += u32::from(stays(area));
        }
        let place = |area: u32| places.get(area as usize).copied().unwrap_or(0);
        let mut weights = Self::with_capacity(count as usize);
        for area in self.all().filter(|&area| stays(area)) {
            let row = self.row(area).filter(|(to, _)| stays(*to));
            weights.push(row.map(|(to, weight)| (place(to), weight)));
        }
        weights
    }

    /// Without the weights that areas give themselves.
    pub(super) fn without_self(&self) -> Self {
        self.map_rows(|area| self.row(area).filter(move |(to, _)| *to != area))
    }

    /// Whether every area gives all its neighbours the same weight.
    pub(super) fn has_equal_rows(&self) -> bool {
        self.all().all(|area| {
            self.values(area)
                .array_windows()
                .all(|[one, other]| one == other)
        })
    }

    fn map_rows<I: Iterator<Item = (u32, f64)>>(&self, row: impl Fn(u32) -> I) -> Self {
        let mut weights = Self::with_capacity(self.areas());
        self.all().for_each(|area| weights.push(row(area)));
        weights
    }

    /// S0, S1 and S2.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        let mut both = vec![0.0; self.areas()];
        for area in self.all() {
            for (to, weight) in self.row(area) {
                sums.s0 += weight;
                sums.s1 += weight * weight + weight * self.weight(to, area);
                for end in [area, to] {
                    both[end as usize] += weight;
                }
            }
        }
        sums.s2 = both.iter().map(|total| total * total).sum();
        sums
    }

    /// The weight that `area` gives `to`; 0 if they are no neighbours.
    #[must_use]
    pub fn weight(&self, area: u32, to: u32) -> f64 {
        let found = self.neighbours(area).binary_search(&to).ok();
        let weight = found.and_then(|place| self.values(area).get(place));
        weight.copied().unwrap_or(0.0)
    }
}

fn check_row(area: u32, row: &[(u32, f64)], areas: usize) -> Result<(), WeightsError> {
    for &(neighbour, weight) in row {
        if neighbour as usize >= areas {
            return Err(WeightsError::Unknown {
                area,
                neighbour,
                areas,
            });
        }
        if neighbour == area {
            return Err(WeightsError::Itself { area });
        }
        check_weight(area, neighbour, weight)?;
    }
    let twice = row
        .array_windows()
        .find(|[(one, _), (other, _)]| one == other);
    match twice {
        Some(&[(neighbour, _), _]) => Err(WeightsError::Twice { area, neighbour }),
        None => Ok(()),
    }
}

/// Weights beyond these are no measure of nearness, and their squares could overflow or vanish.
fn check_weight(area: u32, neighbour: u32, weight: f64) -> Result<(), WeightsError> {
    if (1e-100..=1e100).contains(&weight) {
        return Ok(());
    }
    Err(WeightsError::NotPositive {
        area,
        neighbour,
        found: weight.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// S0, S1, S2 as written down, over all pairs.
    fn plain_sums(weights: &Weights) -> Sums {
        let all = || weights.all();
        let w = |i, j| weights.weight(i, j);
        let square = |x: f64| x * x;
        let pairs = || all().flat_map(|i| all().map(move |j| (i, j)));
        let both = |i| all().map(|j| w(i, j) + w(j, i)).sum::<f64>();
        Sums {
            s0: pairs().map(|(i, j)| w(i, j)).sum(),
            s1: pairs().map(|(i, j)| square(w(i, j) + w(j, i))).sum::<f64>() / 2.0,
            s2: all().map(|i| square(both(i))).sum(),
        }
    }

    #[test]
    fn lists_that_do_not_fit_are_refused_with_their_place() {
        let refused = |lists: &[Vec<u32>]| Weights::binary(lists).unwrap_err();
        assert_eq!(
            refused(&[vec![2], vec![]]),
            WeightsError::Unknown {
                area: 0,
                neighbour: 2,
                areas: 2
            }
        );
        assert_eq!(
            refused(&[vec![], vec![0, 0]]),
            WeightsError::Twice {
                area: 1,
                neighbour: 0
            }
        );
        assert_eq!(refused(&[vec![0]]), WeightsError::Itself { area: 0 });
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let rows = [vec![(1, weight)], vec![]];
            let error = Weights::general(&rows).unwrap_err();
            assert!(matches!(error, WeightsError::NotPositive { area: 0, .. }));
        }
    }

    #[test]
    fn published_lists_hold_positions_in_the_bundle() {
        let weights = Weights::published(17, &[vec![18], vec![17], vec![]]).unwrap();
        assert_eq!(
            weights,
            Weights::binary(&[vec![1], vec![0], vec![]]).unwrap()
        );
        assert!(Weights::published(17, &[vec![3]]).is_err());
    }

    #[test]
    fn an_area_that_counts_itself_alone_is_still_an_island() {
        let alone = Weights::binary(&[vec![], vec![2], vec![1]]).unwrap();
        let starred = alone.with_self(1.0).unwrap();
        assert_eq!(starred.neighbours(1), [1, 2]);
        assert_eq!(starred.islands(), [0]);
        assert_eq!(starred.with_self(1.0).unwrap(), starred);
        assert!(alone.with_self(0.0).is_err());
    }

    #[test]
    fn areas_left_out_are_nobodys_neighbours() {
        let row = Weights::binary(&[vec![1], vec![0, 2], vec![1, 3], vec![2]]).unwrap();
        let left = row.among(&[true, false, true, true]);
        assert_eq!(left, Weights::binary(&[vec![], vec![2], vec![1]]).unwrap());
    }

    proptest! {
        #[test]
        fn sums_are_those_over_all_pairs(
            rows in prop::collection::vec(prop::collection::btree_map(0_u32..8, 0.1..9.0, 0..8), 8),
            starred: bool,
        ) {
            let mut rows: Vec<Vec<(u32, f64)>> =
                rows.into_iter().map(|row| row.into_iter().collect()).collect();
            for (area, row) in rows.iter_mut().enumerate() {
                row.retain(|(to, _)| *to as usize != area);
            }
            let weights = Weights::general(&rows).unwrap();
            let weights = if starred { weights.with_self(0.5).unwrap() } else { weights };
            for weights in [weights.row_standardised(), weights] {
                let (fast, plain) = (weights.sums(), plain_sums(&weights));
                for (one, other) in [(fast.s0, plain.s0), (fast.s1, plain.s1), (fast.s2, plain.s2)] {
                    prop_assert!((one - other).abs() <= 1e-9 * other.abs());
                }
            }
        }

        #[test]
        fn standardised_rows_sum_to_one_or_nothing(
            lists in prop::collection::vec(prop::collection::btree_set(0_u32..6, 0..6), 6),
        ) {
            let lists: Vec<Vec<u32>> = lists.into_iter().enumerate()
                .map(|(area, list)| list.into_iter().filter(|&to| to as usize != area).collect())
                .collect();
            let weights = Weights::binary(&lists).unwrap().row_standardised();
            for area in weights.all() {
                let total: f64 = weights.values(area).iter().sum();
                let expected = if weights.is_island(area) { 0.0 } else { 1.0 };
                prop_assert!((total - expected).abs() < 1e-12);
            }
        }
    }
}
