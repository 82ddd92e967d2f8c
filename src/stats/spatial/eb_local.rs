//! Empirical Bayes smoothing towards the mean of the neighbourhood.

use super::Weights;
use super::eb::{Counted, Prior, counted};
use crate::stats::Reason;

/// Rates drawn towards the mean of the area and its neighbours, the more the smaller the population.
///
/// # Method
/// `smooth.eb_local` · local empirical Bayes smoothing · Lokale Empirische-Bayes-Glättung
///
/// Wie die Empirische-Bayes-Glättung, nur zieht sie jede Quote nicht zum Gesamtmittel, sondern zum
/// Mittel des Gebiets und seiner Nachbarn. Regionale Unterschiede bleiben so erhalten. Das Ergebnis
/// ist geschätzt, nicht gezählt, und eine Karte davon muss „modelliert“ heißen.
///
/// ```text
/// über das Gebiet i und seine Nachbarn:
/// m_i = Σe/Σb,  A_i = max(0, Σ b_j(r_j − m_i)²/Σb − m_i/b̄_i)
/// θ_i = m_i + (r_i − m_i)·A_i/(A_i + m_i/b_i)
/// ```
///
/// Where packages disagree: deviations are taken from the centre's mean (GeoDa, esda), not from each
/// neighbour's own (spdep's default).
///
/// # Units
/// Events and population are counts; rates are events per head. Of `weights` only who neighbours
/// whom counts.
///
/// # Errors
/// An area with a missing count or without population has no rate and stays out of its neighbours'
/// sums; an area without neighbours keeps its own rate. [`Reason::NegativeValue`] for negative
/// events, [`Reason::MissingValue`] if lists and areas differ in number or hold what is no number.
///
/// # References
/// Marshall, R. J. (1991): Mapping disease and mortality rates using empirical Bayes estimators.
/// Applied Statistics 40, 283–294.
///
/// ```
/// use teilraum::stats::spatial::{Weights, eb_local};
/// let pair_and_island = Weights::binary(&[vec![1], vec![0], vec![]])?;
/// let rates = eb_local(
///     &[Some(10.0), Some(30.0), Some(1.0)],
///     &[Some(100.0), Some(100.0), Some(2.0)],
///     &pair_and_island,
/// )?;
/// assert!((rates[0].expect("counted") - 0.12).abs() < 1e-15); // as if the pair were all there is
/// assert_eq!(rates[2], Some(0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn eb_local(
    events: &[Option<f64>],
    population: &[Option<f64>],
    weights: &Weights,
) -> Result<Vec<Option<f64>>, Reason> {
    let areas = counted(events, population)?;
    if areas.len() != weights.areas() {
        return Err(Reason::MissingValue);
    }
    Ok((0..areas.len() as u32)
        .map(|area| smooth(&areas, weights, area))
        .collect())
}

fn smooth(areas: &[Option<Counted>], weights: &Weights, area: u32) -> Option<f64> {
    let counted = |area: u32| areas.get(area as usize).copied().flatten();
    let own = counted(area)?;
    let neighbours = weights.neighbours(area).iter().copied();
    let others = neighbours
        .filter(|&other| other != area)
        .filter_map(counted);
    let prior = Prior::of(others.chain([own]))?;
    Some(prior.smooth(own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::spatial::eb_global;
    use proptest::prelude::*;

    #[test]
    fn an_area_without_population_stays_out_of_its_neighbours_means() {
        let weights = Weights::binary(&[vec![1, 2], vec![0], vec![0]]).unwrap();
        let events = [Some(10.0), Some(30.0), Some(5.0)];
        let with = eb_local(&events, &[Some(100.0), Some(100.0), Some(0.0)], &weights).unwrap();
        let missing = eb_local(&events, &[Some(100.0), Some(100.0), None], &weights).unwrap();
        assert_eq!(with, missing);
        assert_eq!(with[2], None);
        assert!((with[0].unwrap() - 0.12).abs() < 1e-15);
    }

    #[test]
    fn counts_that_do_not_fit_the_areas_are_refused() {
        let weights = Weights::binary(&[vec![1], vec![0]]).unwrap();
        let found = eb_local(&[Some(1.0)], &[Some(1.0)], &weights);
        assert_eq!(found, Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn where_all_are_neighbours_it_is_the_global_one(
            areas in prop::collection::vec((0_u16..90, 1_u16..900), 2..9), starred: bool,
        ) {
            let n = areas.len() as u32;
            let list = |area: u32| (0..n).filter(|to| *to != area).collect();
            let weights = Weights::binary(&(0..n).map(list).collect::<Vec<_>>()).unwrap();
            let weights = if starred { weights.with_self(1.0).unwrap() } else { weights };
            let part = |which: fn(&(u16, u16)) -> u16| -> Vec<Option<f64>> {
                areas.iter().map(|area| Some(f64::from(which(area)))).collect()
            };
            let (events, population) = (part(|area| area.0), part(|area| area.1));
            let local = eb_local(&events, &population, &weights).unwrap();
            let global = eb_global(&events, &population).unwrap().rates;
            for (local, global) in local.iter().zip(&global) {
                prop_assert!((local.unwrap() - global.unwrap()).abs() <= 1e-9);
            }
        }
    }
}
