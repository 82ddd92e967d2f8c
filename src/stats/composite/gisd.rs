//! The German Index of Socioeconomic Deprivation.

use super::pca;
use crate::stats::normalise::{Direction, Goalposts, at_place, each, known, minmax};
use crate::stats::{Reason, Sorted};

/// The index of every area, and the classes it makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Gisd {
    /// From 0 to 1, rounded to five digits; 1 is the most deprived area of its year.
    pub scores: Vec<Option<f64>>,
    /// The score of every dimension, from 0 to 1 within its year.
    pub dimensions: Vec<Vec<Option<f64>>>,
    /// From 1, least deprived, to 5.
    pub quintiles: Vec<Option<u32>>,
    /// The six cuts of the quintiles of every year, the earliest first.
    pub cuts: Vec<Vec<f64>>,
}

/// Adds up what the indicators of each dimension have in common.
///
/// `dimensions` holds the indicators of each, one value per area (and year); `anchor` is the
/// unemployment rate, with which every dimension has to rise. With `years` the principal components
/// are those of all years together, and the scales and quintiles those of each year. Incomes, taxes
/// and wages go in as logarithms.
///
/// # Method
/// `composite.gisd` · German Index of Socioeconomic Deprivation · Sozialräumlicher Deprivationsindex (GISD)
///
/// Der GISD fasst Bildung, Beschäftigung und Einkommen zu einer Zahl von 0 bis 1 zusammen; 1 hat
/// das Gebiet mit der stärksten Benachteiligung. Er vergleicht die Gebiete eines Jahres miteinander; ob es einem
/// Gebiet besser geht als früher, sagt er nicht.
///
/// ```text
/// je Dimension: Min-Max der ersten Hauptkomponente
/// GISD = Min-Max der Summe, auf 5 Stellen gerundet
/// Fünftel: Quantile Typ 9, Grenze gehört zur oberen Klasse
/// ```
///
/// # Units
/// Indicators in any units; out come numbers from 0 to 1 and classes from 1 to 5.
///
/// # Errors
/// Those of [`pca`] and [`minmax`]; [`Reason::NTooSmall`] without dimensions,
/// [`Reason::MissingValue`] if there are not as many years as areas. An area with a missing
/// indicator has no score.
/// Disagree: quintiles of other classifications hold their upper bound; these hold the lower one.
///
/// # References
/// Michalski, N. et al. (2022): German Index of Socioeconomic Deprivation (GISD): revision, update
/// and applications. Journal of Health Monitoring 7(S5), 2–23.
///
/// ```
/// use teilraum::stats::composite::gisd;
/// let (jobless, low_wage) = ([2.0, 4.0, 6.0].map(Some), [1.0, 2.0, 3.0].map(Some));
/// let index = gisd(&[vec![&jobless[..]], vec![&low_wage[..]]], &jobless, None)?;
/// assert_eq!(index.scores, [0.0, 0.5, 1.0].map(Some));
/// assert_eq!(index.quintiles, [1, 3, 5].map(Some));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn gisd(
    dimensions: &[Vec<&[Option<f64>]>],
    anchor: &[Option<f64>],
    years: Option<&[i32]>,
) -> Result<Gisd, Reason> {
    let years = Years::new(anchor.len(), years)?;
    let dimension = |indicators: &Vec<&[Option<f64>]>| {
        let first = pca(indicators, anchor)?;
        years.each(&first.scores, to_unit)
    };
    let dimensions: Vec<_> = dimensions
        .iter()
        .map(dimension)
        .collect::<Result<_, Reason>>()?;
    if dimensions.is_empty() {
        return Err(Reason::NTooSmall);
    }
    let total = |area: usize| -> Option<f64> {
        dimensions
            .iter()
            .map(|scores| scores.get(area).copied().flatten())
            .sum()
    };
    let totals: Vec<Option<f64>> = (0..anchor.len()).map(total).collect();
    let scores = years.each(&totals, |totals| Ok(each(&to_unit(totals)?, five_digits)))?;
    let mut cuts = Vec::new();
    let quintiles = years.each(&scores, |scores| {
        let fifths = left_closed(scores, 5)?;
        cuts.push(fifths.cuts);
        Ok(fifths.classes)
    })?;
    Ok(Gisd {
        scores,
        dimensions,
        quintiles,
        cuts,
    })
}

/// Which areas belong to the same year, in steps that change all of them.
struct Years(Vec<Vec<usize>>);

impl Years {
    fn new(areas: usize, years: Option<&[i32]>) -> Result<Self, Reason> {
        let Some(years) = years else {
            return Ok(Self(vec![(0..areas).collect()]));
        };
        if years.len() != areas {
            return Err(Reason::MissingValue);
        }
        let mut of = std::collections::BTreeMap::<i32, Vec<usize>>::new();
        for (area, &year) in years.iter().enumerate() {
            of.entry(year).or_default().push(area);
        }
        Ok(Self(of.into_values().collect()))
    }

    /// Changes the values year by year.
    fn each<T: Copy>(
        &self,
        values: &[Option<f64>],
        mut change: impl FnMut(&[Option<f64>]) -> Result<Vec<Option<T>>, Reason>,
    ) -> Result<Vec<Option<T>>, Reason> {
        let mut all = vec![None; values.len()];
        for areas in &self.0 {
            let of_year: Vec<Option<f64>> = areas
                .iter()
                .map(|&area| values.get(area).copied().flatten())
                .collect();
            for (&area, changed) in areas.iter().zip(change(&of_year)?) {
                if let Some(slot) = all.get_mut(area) {
                    *slot = changed;
                }
            }
        }
        Ok(all)
    }
}

fn to_unit(values: &[Option<f64>]) -> Result<Vec<Option<f64>>, Reason> {
    minmax(values, Goalposts::default(), Direction::Up)
}

fn five_digits(value: f64) -> f64 {
    (value * 1e5).round_ties_even() / 1e5
}

/// Classes of about equal size.
#[derive(Clone, Debug, PartialEq)]
pub struct Ntiles {
    /// One more than classes, ascending: minimum, inner cuts, maximum.
    pub cuts: Vec<f64>,
    /// The class of every value, from 1; a value on a cut belongs to the class above it.
    pub classes: Vec<Option<u32>>,
}

/// Cuts values at the quantiles (type 9) into `k` classes that hold their lower bound.
///
/// # Units
/// Those of the values; missing values have no class.
///
/// # Errors
/// [`Reason::NTooSmall`] if `k` is zero or no value is known, [`Reason::MissingValue`] if one is no
/// number.
///
/// # References
/// Hyndman, R. J. and Fan, Y. (1996): Sample quantiles in statistical packages. The American
/// Statistician 50, 361–365, definition 9.
///
/// ```
/// use teilraum::stats::composite::left_closed;
/// let halves = left_closed(&[1.0, 2.0, 3.0].map(Some), 2)?;
/// assert_eq!(halves.cuts, [1.0, 2.0, 3.0]);
/// assert_eq!(halves.classes, [1, 2, 2].map(Some)); // 2 is a cut: the class above it
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn left_closed(values: &[Option<f64>], k: u32) -> Result<Ntiles, Reason> {
    let sorted = known(values)?.ok_or(Reason::NTooSmall)?;
    if k == 0 {
        return Err(Reason::NTooSmall);
    }
    let cut = |part| type_9(&sorted, f64::from(part) / f64::from(k));
    let cuts: Vec<f64> = (0..=k).map(cut).collect();
    let class = |value: f64| (cuts.partition_point(|&cut| cut <= value) as u32).min(k);
    let classes = values.iter().map(|value| value.map(class)).collect();
    Ok(Ntiles { cuts, classes })
}

/// The quantile at `share`, nearly unbiased for a normal distribution.
fn type_9(sorted: &Sorted, share: f64) -> f64 {
    let n = sorted.count() as f64;
    at_place(sorted, n * share + (0.375 + share * 0.25) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_scales_are_those_of_each_year() {
        let jobless = [2.0, 4.0, 6.0, 10.0, 20.0, 30.0].map(Some);
        let years = [2019, 2019, 2019, 2021, 2021, 2021];
        let index = gisd(&[vec![&jobless[..]]], &jobless, Some(&years)).unwrap();
        assert_eq!(index.scores, [0.0, 0.5, 1.0, 0.0, 0.5, 1.0].map(Some));
        assert_eq!(index.cuts.len(), 2);
        let together = gisd(&[vec![&jobless[..]]], &jobless, None).unwrap();
        assert_eq!(together.scores[2], Some(0.14286));
    }

    #[test]
    fn every_dimension_rises_with_the_anchor() {
        let (jobless, wage) = ([2.0, 4.0, 6.0].map(Some), [9.0, 8.0, 7.0].map(Some));
        let index = gisd(&[vec![&wage[..]]], &jobless, None).unwrap();
        assert_eq!(index.scores, [0.0, 0.5, 1.0].map(Some));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let one = [1.0, 2.0].map(Some);
        assert_eq!(gisd(&[], &one, None), Err(Reason::NTooSmall));
        let years = gisd(&[vec![&one[..]]], &one, Some(&[2020]));
        assert_eq!(years, Err(Reason::MissingValue));
        assert_eq!(left_closed(&one, 0), Err(Reason::NTooSmall));
        assert_eq!(left_closed(&[None], 5), Err(Reason::NTooSmall));
    }

    #[test]
    fn the_nine_type_takes_three_eighths() {
        let sorted = Sorted::new(&[0.0, 1.0, 2.0, 3.0]).unwrap();
        // (4 + 1/4)·0.4 + 3/8 = 2.075th of four values.
        assert!((type_9(&sorted, 0.4) - 1.075).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn classes_hold_their_lower_bound(
            values in prop::collection::vec(0_i32..12, 1..40),
            k in 1_u32..8,
        ) {
            let values: Vec<Option<f64>> = values.iter().map(|&v| Some(f64::from(v))).collect();
            let ntiles = left_closed(&values, k).unwrap();
            for (value, class) in values.iter().flatten().zip(ntiles.classes.iter().flatten()) {
                let inner = &ntiles.cuts[1..k as usize];
                let slow = 1 + inner.iter().filter(|cut| *cut <= value).count() as u32;
                prop_assert_eq!(*class, slow);
            }
        }
    }
}
