//! The slope index of inequality and its relative twin.

use crate::stats::Reason;
use crate::stats::checked::{finite, number, numbers, same_length};

/// How far a value falls or rises from the most to the least deprived.
#[derive(Clone, Debug, PartialEq)]
pub struct SlopeIndex {
    /// Where the middle of each group lies among all people, from 0 (most deprived) to 1.
    pub midpoints: Vec<f64>,
    /// The line at the most deprived end.
    pub intercept: f64,
    /// The difference between both ends of the line, times the multiplier.
    pub sii: f64,
    /// The ratio of both ends: the least deprived end over the most deprived one, the other way
    /// round for a negative multiplier; [`Reason::ZeroDenominator`] where that end is zero.
    pub rii: Result<f64, Reason>,
}

/// Difference (SII) and ratio (RII) of a value between the ends of the social ladder.
///
/// `population` and `values` stand per group, the most deprived first. The line is fitted through
/// all groups, each weighing as much as it has people. Confidence limits are not part of it.
///
/// # Method
/// `inequality.sii` · slope and relative index of inequality · Steigungsindex und relativer Index der Ungleichheit
///
/// Der Steigungsindex sagt, um wie viel sich ein Wert vom am stärksten zum am wenigsten benachteiligten Ende
/// der Bevölkerung unterscheidet; der relative Index, um das Wievielfache. Beide nutzen alle Gruppen, nicht nur die
/// beiden äußeren, und setzen voraus, dass eine gerade Linie passt.
///
/// ```text
/// a = n/Σn,  b = Σ_{bis hier} a − a/2
/// Gerade y = c₀ + c₁·b, gewichtet mit a;  SII = c₁·Faktor,  RII = (c₀ + c₁)/c₀
/// ```
///
/// # Units
/// `population` people, `values` in any unit, the SII in the same one (times `multiplier`, often
/// −1 so that more is worse), the RII without unit.
///
/// # Errors
/// [`Reason::InvalidGroup`] if a group has nobody or no value or lengths differ,
/// [`Reason::NTooSmall`] below two groups, [`Reason::Infeasible`] if the multiplier is no number.
///
/// # References
/// Pamuk, E. R. (1985): Social class inequality in mortality from 1921 to 1972 in England and Wales.
/// Population Studies 39, 17–31.
///
/// ```
/// # use teilraum::stats::inequality::slope_index;
/// // Two halves with midpoints ¼ and ¾ and values 10 and 5: from 12.5 at one end to 2.5.
/// let index = slope_index(&[100.0, 100.0], &[10.0, 5.0], 1.0)?;
/// assert_eq!((index.midpoints, index.sii, index.rii), (vec![0.25, 0.75], -10.0, Ok(0.2)));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn slope_index(
    population: &[f64],
    values: &[f64],
    multiplier: f64,
) -> Result<SlopeIndex, Reason> {
    let multiplier = number(multiplier).map_err(|_| Reason::Infeasible)?;
    let valid = same_length(population, values)
        .and_then(|()| numbers(population))
        .and_then(|()| numbers(values));
    if valid.is_err() || population.iter().any(|&people| people <= 0.0) {
        return Err(Reason::InvalidGroup);
    }
    if values.len() < 2 {
        return Err(Reason::NTooSmall);
    }
    let people: f64 = population.iter().sum();
    let weights: Vec<f64> = population.iter().map(|group| group / people).collect();
    let midpoints = midpoints(&weights);
    let (intercept, slope) = weighted_line(&midpoints, values, &weights);
    let intercept = finite(intercept)?;
    Ok(SlopeIndex {
        midpoints,
        intercept,
        sii: finite(slope * multiplier)?,
        rii: ratio(intercept, intercept + slope, multiplier < 0.0),
    })
}

fn midpoints(weights: &[f64]) -> Vec<f64> {
    let mut upto = 0.0;
    let middle = |weight: &f64| {
        upto += weight;
        upto - weight / 2.0
    };
    weights.iter().map(middle).collect()
}

/// Intercept and slope of least squares; the weights sum to 1.
fn weighted_line(x: &[f64], y: &[f64], weights: &[f64]) -> (f64, f64) {
    let points = || x.iter().zip(y).zip(weights);
    let x_mean: f64 = points().map(|((x, _), w)| w * x).sum();
    let y_mean: f64 = points().map(|((_, y), w)| w * y).sum();
    let xy: f64 = points()
        .map(|((x, y), w)| w * (x - x_mean) * (y - y_mean))
        .sum();
    let xx: f64 = points()
        .map(|((x, _), w)| w * (x - x_mean) * (x - x_mean))
        .sum();
    let slope = xy / xx;
    (y_mean - slope * x_mean, slope)
}

fn ratio(most: f64, least: f64, inverse: bool) -> Result<f64, Reason> {
    let (over, under) = if inverse {
        (most, least)
    } else {
        (least, most)
    };
    if under == 0.0 {
        return Err(Reason::ZeroDenominator);
    }
    finite(over / under)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn groups_without_people_or_value_are_refused() {
        assert_eq!(
            slope_index(&[1.0, 0.0], &[1.0, 2.0], 1.0),
            Err(Reason::InvalidGroup)
        );
        assert_eq!(
            slope_index(&[1.0, 1.0], &[1.0, f64::NAN], 1.0),
            Err(Reason::InvalidGroup)
        );
        assert_eq!(
            slope_index(&[1.0, 1.0], &[1.0], 1.0),
            Err(Reason::InvalidGroup)
        );
        assert_eq!(slope_index(&[1.0], &[1.0], 1.0), Err(Reason::NTooSmall));
        assert_eq!(
            slope_index(&[1.0; 2], &[1.0; 2], f64::NAN),
            Err(Reason::Infeasible)
        );
    }

    #[test]
    fn a_negative_multiplier_turns_both_round() {
        let index = slope_index(&[100.0, 100.0], &[10.0, 5.0], -100.0).unwrap();
        assert_eq!((index.sii, index.rii), (1000.0, Ok(5.0)));
    }

    #[test]
    fn a_line_that_starts_at_zero_has_no_ratio() {
        let index = slope_index(&[1.0, 1.0], &[0.25, 0.75], 1.0).unwrap();
        assert_eq!((index.sii, index.rii), (1.0, Err(Reason::ZeroDenominator)));
    }

    proptest! {
        #[test]
        fn the_line_follows_shift_and_scale(
            groups in prop::collection::vec((1.0..1e4, 1.0..1e2), 2..12), factor in 0.1..10.0_f64,
        ) {
            let (people, values): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
            let index = slope_index(&people, &values, 1.0).unwrap();
            let moved: Vec<f64> = values.iter().map(|y| y * factor + 3.0).collect();
            let other = slope_index(&people, &moved, 1.0).unwrap();
            prop_assert!((other.sii - index.sii * factor).abs() < 1e-7 * (1.0 + index.sii.abs()));
            prop_assert!((other.intercept - index.intercept * factor - 3.0).abs() < 1e-7 * (1.0 + index.intercept.abs()));
        }

        #[test]
        fn the_residuals_are_free_of_the_line(
            groups in prop::collection::vec((1.0..1e4, 1.0..1e2), 2..12),
        ) {
            let (people, values): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
            let index = slope_index(&people, &values, 1.0).unwrap();
            let all: f64 = people.iter().sum();
            let line = |b: f64| index.intercept + index.sii * b;
            let left = people.iter().zip(&values).zip(&index.midpoints);
            let (mut plain, mut sloped) = (0.0, 0.0);
            for ((n, y), &b) in left {
                plain += n / all * (y - line(b));
                sloped += n / all * (y - line(b)) * b;
            }
            prop_assert!(plain.abs() < 1e-8 && sloped.abs() < 1e-8);
        }
    }
}
