//! Several indicators in one number.

use crate::stats::Reason;
use crate::stats::normalise::{
    Direction, Divisor, Goalposts, Winsorising, minmax, usable, winsorise, zscore,
};

/// One part of an index.
#[derive(Clone, Copy, Debug)]
pub struct Indicator<'a> {
    /// One value per area, in the same order for every indicator.
    pub values: &'a [Option<f64>],
    /// Whether a high value means a high score.
    pub direction: Direction,
    /// The share at either end that is pulled in to the quantile there.
    pub winsorise: Option<f64>,
    /// Fixed ends of the scale, for [`Scale::MinMax`].
    pub goalposts: Goalposts,
}

impl<'a> Indicator<'a> {
    /// An indicator taken as it is: a high value means a high score.
    #[must_use]
    pub fn up(values: &'a [Option<f64>]) -> Self {
        Self {
            values,
            direction: Direction::Up,
            winsorise: None,
            goalposts: Goalposts::default(),
        }
    }

    /// An indicator turned round: a high value means a low score.
    #[must_use]
    pub fn down(values: &'a [Option<f64>]) -> Self {
        Self {
            direction: Direction::Down,
            ..Self::up(values)
        }
    }

    fn on(&self, scale: Scale) -> Result<Vec<Option<f64>>, Reason> {
        let pulled = self.winsorise.map(|share| {
            let (lower, upper) = (share, share);
            winsorise(self.values, Winsorising::Quantile { lower, upper })
        });
        let pulled = pulled.transpose()?.map(|result| result.values);
        let values = pulled.as_deref().unwrap_or(self.values);
        match scale {
            Scale::ZScore(divisor) => zscore(values, divisor, self.direction),
            Scale::MinMax => minmax(values, self.goalposts, self.direction),
        }
    }
}

/// The common scale of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Standard deviations from the mean.
    ZScore(Divisor),
    /// Between two goalposts; arithmetic scores then run from 0 to 100.
    MinMax,
}

/// How the parts become one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aggregate {
    /// Σ w·s: a high part makes up for a low one.
    Arithmetic,
    /// Π s^w with s stretched from 0…1 to `floor`…100, so that no factor is zero: a low part can be
    /// made up for only in part. A part still not positive leaves the area without a score (zero
    /// gives zero), so this suits [`Scale::MinMax`].
    Geometric {
        /// What 0 becomes, usually 1.
        floor: f64,
    },
}

/// What happens to an area some of whose parts are missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Missing {
    /// It has no score.
    #[default]
    Refuse,
    /// The weights of its other parts are scaled up, if together they have at least this share.
    Reweight {
        /// The least share of the weights that must be known, from 0 to 1.
        min_weight: f64,
    },
}

/// Parts on a common scale, ready for any weights.
///
/// Preparing sorts every indicator and may take some milliseconds for 11,000 areas; weighting after
/// that is one pass over contiguous columns, for every move of a slider.
///
/// # Method
/// `composite.index` · composite index · Sozialindex
///
/// Ein Index fasst mehrere Merkmale zu einer Zahl zusammen. Die Gewichte sind eine Entscheidung,
/// keine Messung: Andere Gewichte geben andere Ränge. Beim arithmetischen Mittel gleicht ein gutes
/// Merkmal ein schlechtes ganz aus, beim geometrischen nur zum Teil.
///
/// ```text
/// arithmetisch:  Σ w·s / Σ w   (bei Min-Max-Normierung mal 100)
/// geometrisch:   Π (lo + s·(100 − lo))^(w / Σ w),   lo = 1
/// ```
///
/// # Units
/// Values in any units; scores run from 0 to 100 for min-max, else in standard deviations.
/// Weights in any unit: only their ratios count.
///
/// # Errors
/// Preparing: [`Reason::ZeroRange`] or [`Reason::ZeroVariance`] if an indicator does not vary (drop
/// it), [`Reason::MissingValue`] for what is no number or for columns of unequal length,
/// [`Reason::NTooSmall`] without indicators, [`Reason::InfeasibleBounds`] for a share to winsorise
/// or a floor that is none.
/// Weighting: [`Reason::ZeroWeight`] if the weights sum to zero, [`Reason::NegativeValue`] if one is
/// negative, [`Reason::MissingValue`] if one is no number or their count differs from that of the
/// indicators. An area with a missing part has no score, or one by [`Missing::Reweight`].
///
/// # References
/// OECD and JRC (2008): Handbook on Constructing Composite Indicators. Methodology and User Guide.
/// Paris, chapter 6.
///
/// ```
/// use teilraum::stats::composite::{Aggregate, Indicator, Missing, Prepared, Scale};
/// let (a, b) = ([Some(0.0), Some(1.0), None], [Some(2.0), Some(0.0), Some(1.0)]);
/// let indicators = [Indicator::up(&a), Indicator::up(&b)];
/// let prepared = Prepared::new(&indicators, Scale::MinMax, Aggregate::Arithmetic)?;
/// let scores = prepared.scores(&[3.0, 1.0], Missing::Refuse)?;
/// assert_eq!(scores, [Some(25.0), Some(75.0), None]);
/// let scores = prepared.scores(&[3.0, 1.0], Missing::Reweight { min_weight: 0.25 })?;
/// assert_eq!(scores[2], Some(50.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    columns: Vec<Column>,
    areas: usize,
    /// Areas with a missing part, ascending.
    incomplete: Vec<usize>,
    geometric: bool,
    factor: f64,
}

/// One part of every area, on the common scale (its logarithm, if the parts are multiplied).
#[derive(Clone, Debug, PartialEq)]
struct Column {
    /// 0 where the part is missing.
    parts: Vec<f64>,
    known: Vec<bool>,
}

impl Column {
    fn new(parts: &[Option<f64>]) -> Self {
        Self {
            parts: parts.iter().map(|part| part.unwrap_or(0.0)).collect(),
            known: parts.iter().map(Option::is_some).collect(),
        }
    }
}

/// Room for rounding where a share of weights is compared with the least share.
const SLACK: f64 = 1e-12;

impl Prepared {
    /// Brings the indicators onto the scale.
    ///
    /// # Errors
    /// See the type.
    pub fn new(
        indicators: &[Indicator<'_>],
        scale: Scale,
        aggregate: Aggregate,
    ) -> Result<Self, Reason> {
        let on_scale = |indicator: &Indicator<'_>| indicator.on(scale);
        let columns: Result<Vec<_>, Reason> = indicators.iter().map(on_scale).collect();
        let factor = match (scale, aggregate) {
            (Scale::MinMax, Aggregate::Arithmetic) => 100.0,
            _ => 1.0,
        };
        let columns = stretched(columns?, aggregate)?;
        Self::from_columns(columns, aggregate != Aggregate::Arithmetic, factor)
    }

    /// Takes parts that are on a common scale already; scores are their weighted means.
    ///
    /// # Errors
    /// As for [`Prepared::new`].
    pub fn of_parts(parts: &[&[Option<f64>]]) -> Result<Self, Reason> {
        let mut all = parts.iter().copied().flatten().flatten();
        if all.any(|&part| !usable(part)) {
            return Err(Reason::MissingValue);
        }
        let columns = parts.iter().map(|column| column.to_vec()).collect();
        Self::from_columns(columns, false, 1.0)
    }

    fn from_columns(
        columns: Vec<Vec<Option<f64>>>,
        geometric: bool,
        factor: f64,
    ) -> Result<Self, Reason> {
        let areas = columns.first().ok_or(Reason::NTooSmall)?.len();
        if columns.iter().any(|column| column.len() != areas) {
            return Err(Reason::MissingValue);
        }
        let mut complete = vec![true; areas];
        for column in &columns {
            for (complete, part) in complete.iter_mut().zip(column) {
                *complete &= part.is_some();
            }
        }
        let incomplete = complete
            .iter()
            .enumerate()
            .filter(|(_, complete)| !**complete);
        Ok(Self {
            incomplete: incomplete.map(|(area, _)| area).collect(),
            columns: columns.iter().map(|column| Column::new(column)).collect(),
            areas,
            geometric,
            factor,
        })
    }

    /// How many areas there are, with those that have no score.
    #[must_use]
    pub fn areas(&self) -> usize {
        self.areas
    }

    /// How many indicators there are, at least one.
    #[must_use]
    pub fn indicators(&self) -> usize {
        self.columns.len()
    }

    /// The score of every area.
    ///
    /// # Errors
    /// See the type.
    pub fn scores(&self, weights: &[f64], missing: Missing) -> Result<Vec<Option<f64>>, Reason> {
        let weights = self.shares(weights)?;
        let mut sums = vec![0.0; self.areas];
        self.add_up(&weights, &mut sums);
        let mut scores: Vec<Option<f64>> = sums.iter().map(|&sum| self.score(sum)).collect();
        for &area in &self.incomplete {
            let score = match missing {
                Missing::Refuse => None,
                Missing::Reweight { min_weight } => self.reweighted(area, &weights, min_weight),
            };
            if let Some(slot) = scores.get_mut(area) {
                *slot = score;
            }
        }
        Ok(scores)
    }

    /// The weights as shares of one.
    pub(super) fn shares(&self, weights: &[f64]) -> Result<Vec<f64>, Reason> {
        if weights.len() != self.columns.len() {
            return Err(Reason::MissingValue);
        }
        let total = checked_total(weights)?;
        Ok(weights.iter().map(|weight| weight / total).collect())
    }

    /// Adds Σ w·part to the sum of every area; what is missing counts as 0.
    ///
    /// Areas are taken in blocks that stay in the fastest memory while column after column is added,
    /// in their order, so that the sums are the same however the blocks are cut.
    pub(super) fn add_up(&self, weights: &[f64], sums: &mut [f64]) {
        const BLOCK: usize = 1024;
        for (block, sums) in sums.chunks_mut(BLOCK).enumerate() {
            for (column, &weight) in self.columns.iter().zip(weights) {
                let parts = column.parts.get(block * BLOCK..).unwrap_or_default();
                for (sum, part) in sums.iter_mut().zip(parts) {
                    *sum += weight * part;
                }
            }
        }
    }

    /// Turns sums into scores; one that is none becomes 0.
    pub(super) fn to_scores(&self, sums: &mut [f64]) {
        for sum in sums {
            *sum = self.score(*sum).unwrap_or(0.0);
        }
    }

    /// The same for some of the areas, named by position.
    pub(super) fn only(&self, areas: &[usize]) -> Self {
        let column = |column: &Column| Column {
            parts: areas
                .iter()
                .filter_map(|&area| column.parts.get(area).copied())
                .collect(),
            known: areas
                .iter()
                .filter_map(|&area| column.known.get(area).copied())
                .collect(),
        };
        let incomplete = |area: &usize| self.incomplete.binary_search(area).is_ok();
        let incomplete = areas
            .iter()
            .enumerate()
            .filter(|(_, area)| incomplete(area));
        Self {
            columns: self.columns.iter().map(column).collect(),
            areas: areas.len(),
            incomplete: incomplete.map(|(place, _)| place).collect(),
            geometric: self.geometric,
            factor: self.factor,
        }
    }

    fn score(&self, sum: f64) -> Option<f64> {
        let score = if self.geometric {
            libm::exp(sum)
        } else {
            sum * self.factor
        };
        score.is_finite().then_some(score)
    }

    fn reweighted(&self, area: usize, weights: &[f64], min_weight: f64) -> Option<f64> {
        let (mut total, mut sum) = (0.0, 0.0);
        for (column, weight) in self.columns.iter().zip(weights) {
            if column.known.get(area) == Some(&true) {
                total += weight;
                sum += weight * column.parts.get(area)?;
            }
        }
        let enough = total > 0.0 && total >= min_weight - SLACK;
        enough.then(|| self.score(sum / total)).flatten()
    }
}

/// Stretches the parts from 0…1 to floor…100 and takes logarithms, if they are to be multiplied.
fn stretched(
    columns: Vec<Vec<Option<f64>>>,
    aggregate: Aggregate,
) -> Result<Vec<Vec<Option<f64>>>, Reason> {
    let Aggregate::Geometric { floor } = aggregate else {
        return Ok(columns);
    };
    if !floor.is_finite() || floor.abs() > 100.0 {
        return Err(Reason::InfeasibleBounds);
    }
    // The logarithm of what is not positive is kept here as it is; the score made of it is withheld.
    let stretch = |part: f64| libm::log(floor + part * (100.0 - floor));
    let column = |parts: &Vec<Option<f64>>| parts.iter().map(|part| part.map(stretch)).collect();
    Ok(columns.iter().map(column).collect())
}

/// The sum of weights that can be used.
fn checked_total(weights: &[f64]) -> Result<f64, Reason> {
    if weights.iter().any(|&weight| !usable(weight)) {
        return Err(Reason::MissingValue);
    }
    if weights.iter().any(|&weight| weight < 0.0) {
        return Err(Reason::NegativeValue);
    }
    match weights.iter().sum::<f64>() {
        total if total > 0.0 => Ok(total),
        _ => Err(Reason::ZeroWeight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF: Missing = Missing::Reweight { min_weight: 0.5 };
    const GEOMETRIC: Aggregate = Aggregate::Geometric { floor: 1.0 };

    fn prepared(columns: &[Vec<Option<f64>>], aggregate: Aggregate) -> Result<Prepared, Reason> {
        let indicators: Vec<Indicator<'_>> = columns.iter().map(|v| Indicator::up(v)).collect();
        Prepared::new(&indicators, Scale::MinMax, aggregate)
    }

    #[test]
    fn a_zero_part_pulls_the_geometric_score_to_the_root_of_its_floor() {
        let columns = [vec![Some(0.0), Some(1.0)], vec![Some(1.0), Some(0.0)]];
        let scores = prepared(&columns, GEOMETRIC).unwrap();
        let scores = scores.scores(&[1.0, 1.0], Missing::Refuse).unwrap();
        assert!((scores[0].unwrap() - 10.0).abs() < 1e-12);
    }

    #[test]
    fn a_product_of_what_is_not_positive_has_no_score() {
        let values = [-3.0, 0.0, 3.0].map(Some);
        let index = Prepared::new(
            &[Indicator::up(&values)],
            Scale::ZScore(Divisor::Count),
            GEOMETRIC,
        );
        let scores = index.unwrap().scores(&[1.0], Missing::Refuse).unwrap();
        assert_eq!((scores[0], scores[1].is_some()), (None, true));
        let columns = [vec![Some(0.0), Some(1.0)]];
        let index = prepared(&columns, Aggregate::Geometric { floor: 0.0 }).unwrap();
        let scores = index.scores(&[1.0], Missing::Refuse).unwrap();
        assert_eq!(scores[0], Some(0.0));
    }

    #[test]
    fn weights_that_cannot_be_used_are_refused() {
        let index = prepared(&[vec![Some(0.0), Some(1.0)]], Aggregate::Arithmetic).unwrap();
        let refused = |weights: &[f64]| index.scores(weights, HALF).unwrap_err();
        assert_eq!(refused(&[0.0]), Reason::ZeroWeight);
        assert_eq!(refused(&[-1.0]), Reason::NegativeValue);
        assert_eq!(refused(&[f64::NAN]), Reason::MissingValue);
        assert_eq!(refused(&[1.0, 1.0]), Reason::MissingValue);
    }

    #[test]
    fn indicators_that_cannot_be_used_are_refused() {
        let refused =
            |columns: &[Vec<Option<f64>>]| prepared(columns, Aggregate::Arithmetic).unwrap_err();
        assert_eq!(refused(&[]), Reason::NTooSmall);
        assert_eq!(refused(&[vec![Some(1.0); 3]]), Reason::ZeroRange);
        let uneven = [vec![Some(1.0), Some(2.0)], vec![Some(1.0), Some(2.0), None]];
        assert_eq!(refused(&uneven), Reason::MissingValue);
        let floor = Aggregate::Geometric { floor: f64::NAN };
        let refused = prepared(&[vec![Some(1.0), Some(2.0)]], floor);
        assert_eq!(refused, Err(Reason::InfeasibleBounds));
    }

    #[test]
    fn an_area_with_exactly_the_least_share_has_a_score() {
        let mut columns = vec![vec![Some(0.0), Some(1.0), Some(0.5)]; 10];
        columns[..3].iter_mut().for_each(|column| column[2] = None);
        let index = prepared(&columns, Aggregate::Arithmetic).unwrap();
        let least = |min_weight| Missing::Reweight { min_weight };
        let score = |min_weight| index.scores(&[0.1; 10], least(min_weight)).unwrap()[2];
        assert!((score(0.7).unwrap() - 50.0).abs() < 1e-9);
        assert_eq!(score(0.71), None);
    }

    #[test]
    fn an_area_without_any_part_has_no_score_even_if_none_is_demanded() {
        let columns = [vec![Some(0.0), Some(1.0), None]];
        let index = prepared(&columns, Aggregate::Arithmetic).unwrap();
        let scores = index.scores(&[1.0], Missing::Reweight { min_weight: 0.0 });
        assert_eq!(scores.unwrap()[2], None);
    }

    /// The score by definition, one area at a time.
    fn slow(
        parts: &[Vec<Option<f64>>],
        area: usize,
        weights: &[f64],
        geometric: bool,
        least: Option<f64>,
    ) -> Option<f64> {
        let known: Vec<(f64, f64)> = parts
            .iter()
            .zip(weights)
            .filter_map(|(column, &weight)| Some((column[area]?, weight)))
            .collect();
        let total: f64 = weights.iter().sum();
        let known_total: f64 = known.iter().map(|(_, weight)| weight).sum();
        let share = known_total / total;
        let usable = known.len() == parts.len()
            || least.is_some_and(|least| known_total > 0.0 && share >= least);
        usable.then(|| {
            if geometric {
                let factor = |&(s, w): &(f64, f64)| libm::pow(1.0 + s * 99.0, w / known_total);
                known.iter().map(factor).product()
            } else {
                known.iter().map(|(s, w)| s * w).sum::<f64>() / known_total * 100.0
            }
        })
    }

    proptest! {
        #[test]
        fn the_definition_area_by_area_gives_the_same(
            values in prop::collection::vec(
                prop::collection::vec(prop::option::weighted(0.8, -50.0..50.0), 4), 3..30),
            weights in prop::collection::vec(0.1..3.0, 4),
            geometric: bool,
            reweight: bool,
        ) {
            let column = |k: usize| values.iter().map(|row| row[k]).collect::<Vec<_>>();
            let columns: Vec<Vec<Option<f64>>> = (0..4).map(column).collect();
            let aggregate = if geometric { GEOMETRIC } else { Aggregate::Arithmetic };
            let Ok(index) = prepared(&columns, aggregate) else { return Ok(()) };
            let missing = if reweight { HALF } else { Missing::Refuse };
            let fast = index.scores(&weights, missing).unwrap();
            let parts: Vec<Vec<Option<f64>>> = columns
                .iter()
                .map(|values| minmax(values, Goalposts::default(), Direction::Up).unwrap())
                .collect();
            for (area, fast) in fast.iter().enumerate() {
                let least = reweight.then_some(0.5);
                let slow = slow(&parts, area, &weights, geometric, least);
                prop_assert_eq!(fast.is_some(), slow.is_some());
                let apart = fast.unwrap_or(0.0) - slow.unwrap_or(0.0);
                prop_assert!(apart.abs() < 1e-9, "{fast:?} {slow:?}");
            }
        }

        #[test]
        fn only_the_ratios_of_the_weights_count(
            rows in prop::collection::vec(prop::collection::vec(0.0..9.0, 3), 3..20),
            weights in prop::collection::vec(0.1..3.0, 3),
        ) {
            let column = |k: usize| rows.iter().map(|row| Some(row[k])).collect::<Vec<_>>();
            let columns: Vec<Vec<Option<f64>>> = (0..3).map(column).collect();
            let index = prepared(&columns, Aggregate::Arithmetic).unwrap();
            let one = index.scores(&weights, Missing::Refuse).unwrap();
            // A power of two keeps every digit.
            let scaled: Vec<f64> = weights.iter().map(|weight| weight * 4.0).collect();
            prop_assert_eq!(one, index.scores(&scaled, Missing::Refuse).unwrap());
        }
    }
}
