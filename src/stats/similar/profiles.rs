//! Areas described by several indicators on one scale.

use crate::stats::normalise::{Direction, Divisor, zscore};
use crate::stats::{Reason, checked};

/// What to do with areas that lack a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gaps {
    /// Refuse: nothing is made up.
    #[default]
    Refuse,
    /// Put the mean of the indicator; say so beside the result.
    Mean,
}

/// One row per area: its z-score in every indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Profiles {
    /// Row after row.
    values: Vec<f64>,
    dimensions: usize,
    count: usize,
}

impl Profiles {
    /// Puts indicators, each with one value per area, on the scale of their standard deviation.
    ///
    /// # Errors
    /// [`Reason::NTooSmall`] without indicator, [`Reason::MissingValue`] if columns differ in length
    /// or a value is missing (and gaps are refused) or no number, [`Reason::ZeroVariance`] if an
    /// indicator does not vary.
    ///
    /// ```
    /// use teilraum::stats::normalise::Divisor;
    /// use teilraum::stats::similar::{Gaps, Profiles};
    /// let [rent, age] = [[5.0, 7.0], [40.0, 40.5]].map(|values| values.map(Some));
    /// let profiles = Profiles::new(&[&rent, &age], Divisor::Count, Gaps::Refuse)?;
    /// assert_eq!(profiles.row(1), [1.0, 1.0]);
    /// # Ok::<(), teilraum::stats::Reason>(())
    /// ```
    pub fn new(
        indicators: &[&[Option<f64>]],
        divisor: Divisor,
        gaps: Gaps,
    ) -> Result<Self, Reason> {
        let first = indicators.first().ok_or(Reason::NTooSmall)?;
        let whole = |column: &&[Option<f64>]| column.iter().all(Option::is_some);
        if gaps == Gaps::Refuse && !indicators.iter().all(whole) {
            return Err(Reason::MissingValue);
        }
        let (dimensions, count) = (indicators.len(), first.len());
        let mut values = vec![0.0; dimensions * count];
        for (place, column) in indicators.iter().enumerate() {
            checked::same_length(first, column)?;
            let scores = zscore(column, divisor, Direction::Up)?;
            let cells = values.iter_mut().skip(place).step_by(dimensions);
            for (cell, score) in cells.zip(scores) {
                *cell = score.unwrap_or(0.0);
            }
        }
        Ok(Self {
            values,
            dimensions,
            count,
        })
    }

    /// How many areas there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many indicators describe them.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The z-scores of an area, in the order of the indicators; none if there is no such area.
    #[must_use]
    pub fn row(&self, area: usize) -> &[f64] {
        let from = area.saturating_mul(self.dimensions);
        let to = from.saturating_add(self.dimensions);
        self.values.get(from..to).unwrap_or_default()
    }

    /// All rows, in the order of the areas.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> + Clone {
        self.values.chunks_exact(self.dimensions)
    }
}

/// Profiles of areas without gaps.
#[cfg(test)]
pub(crate) fn complete(columns: &[Vec<f64>]) -> Result<Profiles, Reason> {
    let columns: Vec<Vec<Option<f64>>> = columns
        .iter()
        .map(|column| column.iter().copied().map(Some).collect())
        .collect();
    let columns: Vec<&[Option<f64>]> = columns.iter().map(Vec::as_slice).collect();
    Profiles::new(&columns, Divisor::Count, Gaps::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(columns: &[&[Option<f64>]], gaps: Gaps) -> Result<Profiles, Reason> {
        Profiles::new(columns, Divisor::Count, gaps)
    }

    #[test]
    fn gaps_are_refused_or_filled_with_the_mean() {
        let columns: [&[_]; 2] = [
            &[Some(1.0), Some(3.0), None],
            &[Some(1.0), Some(2.0), Some(3.0)],
        ];
        assert_eq!(new(&columns, Gaps::Refuse), Err(Reason::MissingValue));
        let filled = new(&columns, Gaps::Mean).unwrap();
        assert_eq!((filled.row(0)[0], filled.row(2)[0]), (-1.0, 0.0));
        assert_eq!(filled.row(3), [0.0; 0]);
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        assert_eq!(new(&[], Gaps::Mean), Err(Reason::NTooSmall));
        assert_eq!(new(&[&[]], Gaps::Mean), Err(Reason::ZeroVariance));
        let constant = [Some(2.0); 3];
        assert_eq!(new(&[&constant], Gaps::Mean), Err(Reason::ZeroVariance));
        let uneven: [&[_]; 2] = [&[Some(1.0), Some(2.0)], &[Some(1.0)]];
        assert_eq!(new(&uneven, Gaps::Mean), Err(Reason::MissingValue));
        let infinite = [Some(1.0), Some(f64::INFINITY)];
        assert_eq!(new(&[&infinite], Gaps::Mean), Err(Reason::MissingValue));
    }
}
