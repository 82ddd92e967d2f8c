//! Interpolation by shares of area.

use crate::stats::{Reason, checked};

/// What a source area and a target area have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Position of the source.
    pub source: u32,
    /// Position of the target.
    pub target: u32,
    /// Their common area, positive.
    pub area: f64,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// An amount that is divided where an area is cut (inhabitants). What of a source lies outside
    /// all targets stays outside.
    Amount,
    /// An amount, and every source touched is moved into the targets as a whole: only for targets
    /// that are meant to cover the sources.
    WholeAmount,
    /// A level that holds in every part of an area (density, rent). Rates are better built from
    /// their interpolated numerators and denominators.
    Level,
}

/// The values of the source areas and what they stand on.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// One value per source, `None` where it is missing.
    pub values: &'a [Option<f64>],
    /// One area per source, in the unit of the overlaps; only [`Measure::Amount`] uses it.
    pub areas: &'a [f64],
}

/// Carries values of source areas over to target areas, by the area they share.
///
/// # Method
/// `interpolate.area` · areal interpolation · Flächengewichtung
///
/// Rechnet Werte von einer Gebietseinteilung in eine andere um und tut dabei so, als wäre jeder
/// Wert gleichmäßig über die Fläche seines Gebiets verteilt. Wo Menschen ungleich wohnen, ist das
/// nur eine Näherung.
///
/// ```text
/// Anzahl: t = Σ_s v_s · a(s,t) / A_s      Niveau: t = Σ_s v_s · a(s,t) / Σ_s a(s,t)
/// A_s: Fläche von s; sollen die Ziele alles aufnehmen: Σ_t a(s,t)
/// ```
///
/// Choice: the area of the whole source divides unless [`Measure::WholeAmount`] is asked for, and a
/// target that no source touches has no level.
///
/// # Units
/// Those of the values.
///
/// # Errors
/// Per target: [`Reason::MissingValue`] where a source that touches it has no value,
/// [`Reason::ZeroWeight`] for the level of a target that no source touches (its amount is 0). As a
/// whole: [`Reason::MissingValue`] if an area is no positive number or a position does not exist.
///
/// # References
/// Goodchild, M. F. and Lam, N. S. (1980): Areal interpolation: a variant of the traditional
/// spatial problem. Geo-Processing 1, 297–312.
///
/// ```
/// use teilraum::stats::interpolate::{Measure, Overlap, Sources, by_area};
/// // Ten people on 2 km²: half of the area lies in the first target, a quarter in the second.
/// let overlaps = [(0, 1.0), (1, 0.5)].map(|(target, area)| Overlap { source: 0, target, area });
/// let sources = Sources { values: &[Some(10.0)], areas: &[2.0] };
/// let people = by_area(&overlaps, 3, sources, Measure::Amount)?;
/// assert_eq!(people, [Ok(5.0), Ok(2.5), Ok(0.0)]);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn by_area(
    overlaps: &[Overlap],
    targets: usize,
    sources: Sources<'_>,
    measure: Measure,
) -> Result<Vec<Result<f64, Reason>>, Reason> {
    let touched = covered_area(overlaps, targets)?;
    let whole = whole(overlaps, sources, measure)?;
    let mut sums = vec![Ok(0.0); targets];
    for one in overlaps {
        let value = sources.values.get(one.source as usize);
        let value = *value.ok_or(Reason::MissingValue)?;
        let sum = sums.get_mut(one.target as usize);
        let sum = sum.ok_or(Reason::MissingValue)?;
        let share = match measure {
            Measure::Level => at(&touched, one.target)?,
            Measure::Amount | Measure::WholeAmount => at(&whole, one.source)?,
        };
        *sum = plus(*sum, value, one.area / share);
    }
    if measure == Measure::Level {
        let untouched = touched.iter().map(|area| *area <= 0.0);
        for (sum, _) in sums.iter_mut().zip(untouched).filter(|(_, none)| *none) {
            *sum = Err(Reason::ZeroWeight);
        }
    }
    Ok(sums)
}

/// How much of each target the sources cover, in the unit of the overlaps.
///
/// # Errors
/// [`Reason::MissingValue`] if an area is no positive number or a target does not exist.
pub fn covered_area(overlaps: &[Overlap], targets: usize) -> Result<Vec<f64>, Reason> {
    sum_by(overlaps, targets, |one| one.target)
}

/// What each source's amount is divided by.
fn whole(overlaps: &[Overlap], sources: Sources<'_>, measure: Measure) -> Result<Vec<f64>, Reason> {
    match measure {
        Measure::Amount => Ok(sources.areas.to_vec()),
        Measure::WholeAmount => sum_by(overlaps, sources.values.len(), |one| one.source),
        Measure::Level => Ok(Vec::new()),
    }
}

fn sum_by(
    overlaps: &[Overlap],
    count: usize,
    by: impl Fn(&Overlap) -> u32,
) -> Result<Vec<f64>, Reason> {
    let mut sums = vec![0.0; count];
    for one in overlaps {
        let sum = sums.get_mut(by(one) as usize);
        let usable = one.area > 0.0 && one.area <= 1e100;
        *sum.filter(|_| usable).ok_or(Reason::MissingValue)? += one.area;
    }
    Ok(sums)
}

/// A positive area out of a list.
fn at(areas: &[f64], index: u32) -> Result<f64, Reason> {
    let area = areas.get(index as usize).copied();
    let usable = area.filter(|area| *area > 0.0 && area.is_finite());
    usable.ok_or(Reason::MissingValue)
}

/// Adds a value's share; what has once been missing stays missing.
fn plus(sum: Result<f64, Reason>, value: Option<f64>, share: f64) -> Result<f64, Reason> {
    let value = checked::number(value.ok_or(Reason::MissingValue)?)?;
    checked::finite(sum? + value * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SQUARES: [(u32, u32, f64); 5] = [
        (0, 0, 0.5),
        (0, 1, 0.5),
        (1, 1, 0.5),
        (2, 2, 1.5),
        (1, 2, 0.0),
    ];

    fn overlaps(list: &[(u32, u32, f64)]) -> Vec<Overlap> {
        let positive = list.iter().filter(|one| one.2 > 0.0);
        positive
            .map(|&(source, target, area)| Overlap {
                source,
                target,
                area,
            })
            .collect()
    }

    fn carry(values: &[Option<f64>], measure: Measure) -> Vec<Result<f64, Reason>> {
        let sources = Sources {
            values,
            areas: &[1.0, 1.0, 2.0],
        };
        by_area(&overlaps(&SQUARES), 4, sources, measure).unwrap()
    }

    #[test]
    fn amounts_are_divided_and_what_lies_outside_stays_outside() {
        let values = [Some(10.0), Some(20.0), Some(6.0)];
        let kept = carry(&values, Measure::Amount);
        assert_eq!(kept, [Ok(5.0), Ok(15.0), Ok(4.5), Ok(0.0)]);
        let moved = carry(&values, Measure::WholeAmount);
        assert_eq!(moved, [Ok(5.0), Ok(25.0), Ok(6.0), Ok(0.0)]);
    }

    #[test]
    fn levels_are_averaged_over_the_part_that_is_covered() {
        let levels = carry(&[Some(5.0), None, Some(8.0)], Measure::Level);
        let expected = [
            Ok(5.0),
            Err(Reason::MissingValue),
            Ok(8.0),
            Err(Reason::ZeroWeight),
        ];
        assert_eq!(levels, expected);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let sources = Sources {
            values: &[Some(1.0)],
            areas: &[1.0],
        };
        for wrong in [(1, 0, 1.0), (0, 1, 1.0), (0, 0, f64::NAN), (0, 0, -1.0)] {
            let (source, target, area) = wrong;
            let list = [Overlap {
                source,
                target,
                area,
            }];
            for measure in [Measure::Amount, Measure::WholeAmount, Measure::Level] {
                let refused = by_area(&list, 1, sources, measure);
                assert_eq!(refused, Err(Reason::MissingValue), "{wrong:?} {measure:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_moved_total_is_kept_and_a_constant_level_stays_constant(
            list in prop::collection::vec((0_u32..5, 0_u32..4, 0.01..9.0), 1..30),
            values in prop::collection::vec(0.0..1e4, 5),
        ) {
            let list = overlaps(&list);
            let some: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            let areas = [1.0; 5];
            let sources = Sources { values: &some, areas: &areas };
            let moved = by_area(&list, 4, sources, Measure::WholeAmount).unwrap();
            let out: f64 = moved.into_iter().map(Result::unwrap).sum();
            let touched = |s: &usize| list.iter().any(|one| one.source as usize == *s);
            let all: f64 = (0..5).filter(touched).map(|s| values[s]).sum();
            prop_assert!((out - all).abs() <= 1e-9 * all);

            let same = [Some(7.0); 5];
            let sources = Sources { values: &same, areas: &areas };
            for level in by_area(&list, 4, sources, Measure::Level).unwrap() {
                prop_assert!(level.is_ok_and(|level| (level - 7.0).abs() < 1e-12) || level.is_err());
            }
        }
    }
}
