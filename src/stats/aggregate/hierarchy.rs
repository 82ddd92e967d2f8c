//! From the smallest areas up a tree of areas.

use crate::stats::{Reason, checked};

/// What is brought together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Counts: they are summed.
    Count,
    /// Numerators by denominators, times the factor: both are summed first.
    Ratio(f64),
    /// As a ratio, but no numerator may exceed its denominator.
    Share(f64),
    /// Means, weighted by how many stand behind each.
    Mean,
    /// What parts do not tell: medians, quantiles, Gini, distinct counts, ranks, indices.
    NonAdditive,
}

/// What missing parts do to the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gaps {
    /// One missing part, and the whole is missing.
    Strict,
    /// The whole is published as partial if at least this share of it is known.
    Coverage(f64),
}

/// A smallest area with what its measure needs; the rest stays empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Unit {
    /// The node right above, as its place in the list of nodes.
    pub parent: Option<usize>,
    /// Count, or numerator of a ratio.
    pub numerator: Option<f64>,
    /// Denominator of a ratio.
    pub denominator: Option<f64>,
    /// Mean of the unit.
    pub value: Option<f64>,
    /// How many stand behind the mean.
    pub weight: Option<f64>,
}

/// How a total came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Every unit is known.
    Complete,
    /// Some are missing, but enough are known.
    Partial,
    /// Some are missing, and none may be.
    Incomplete,
    /// Too many are missing.
    BelowCoverage,
    /// Nothing stands behind the total.
    ZeroDenominator,
}

impl Status {
    /// The stable name used in message keys, exports and reference cases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complete => "ok",
            Self::Partial => "partial",
            Self::Incomplete => "incomplete",
            Self::BelowCoverage => "below_coverage",
            Self::ZeroDenominator => "zero_denominator",
        }
    }
}

/// The figure of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// The figure itself, where there is one.
    pub value: Option<f64>,
    /// The sum of counts, numerators or weighted means of the known units.
    pub numerator: Option<f64>,
    /// The sum of their denominators or weights.
    pub denominator: Option<f64>,
    /// The units below the node.
    pub units: usize,
    /// Those of them without a figure.
    pub missing: usize,
    /// The known share: of units for counts, else of denominators or weights.
    pub coverage: Option<f64>,
    /// How the figure came about.
    pub status: Status,
}

/// The figures of all areas above `units`, each unit counted once on every level.
///
/// # Method
/// `aggregate.hierarchy` · aggregation up a hierarchy · Aggregation in der Gebietshierarchie
///
/// Die Quote eines Bezirks ist nicht der Durchschnitt seiner Stadtteile: Zähler und Nenner werden
/// einzeln addiert und dann geteilt. Fehlen Teile, bleibt das Ganze leer oder wird mit dem
/// bekannten Anteil als unvollständig gezeigt; ein fehlender Wert zählt nie als null.
///
/// ```text
/// Anzahl: Σ Zähler;  Quote: Σ Zähler / Σ Nenner · Faktor;  Mittelwert: Σ w·x / Σ w
/// Abdeckung: Σ Nenner der bekannten / Σ bekannte Nenner
/// ```
///
/// # Units
/// `parents` names for every node the node right above it; both lists form a tree (or several).
/// The result has a total for every node; a node without units has `units` 0 and is incomplete.
/// A unit with the weight 0 needs no mean; one without denominator is missing with weight 0.
///
/// # Errors
/// [`Reason::NonAdditive`] if the measure cannot be built from parts, [`Reason::MissingValue`] if
/// one is no number, [`Reason::NumeratorOutOfRange`] for a share of more than everything,
/// [`Reason::Infeasible`] if a node is unknown or above itself, or the coverage is no share.
///
/// # References
/// Openshaw, S. (1984): The modifiable areal unit problem. Concepts and Techniques in Modern
/// Geography 38.
///
/// ```
/// use teilraum::stats::aggregate::{Gaps, Measure, Unit, hierarchy};
/// let quarter = |numerator, denominator| Unit {
///     parent: Some(0),
///     numerator: Some(numerator),
///     denominator: Some(denominator),
///     ..Unit::default()
/// };
/// let quarters = [quarter(50.0, 100.0), quarter(30.0, 300.0)];
/// let totals = hierarchy(Measure::Ratio(100.0), Gaps::Strict, &quarters, &[None])?;
/// // 80 of 400 are 20 %; the mean of 50 % and 10 % would be 30 %.
/// assert_eq!(totals[0].value, Some(20.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn hierarchy(
    measure: Measure,
    gaps: Gaps,
    units: &[Unit],
    parents: &[Option<usize>],
) -> Result<Vec<Total>, Reason> {
    if measure == Measure::NonAdditive {
        return Err(Reason::NonAdditive);
    }
    if matches!(gaps, Gaps::Coverage(least) if !(0.0..=1.0).contains(&least)) {
        return Err(Reason::Infeasible);
    }
    let mut sums = vec![Sums::default(); parents.len()];
    for unit in units {
        let part = part(measure, unit)?;
        let mut next = unit.parent;
        // On a way longer than there are nodes, one of them is above itself.
        for _ in 0..=parents.len() {
            let Some(node) = next else { break };
            sums.get_mut(node).ok_or(Reason::Infeasible)?.add(part);
            next = parents.get(node).copied().flatten();
        }
        if next.is_some() {
            return Err(Reason::Infeasible);
        }
    }
    sums.iter().map(|sums| sums.total(measure, gaps)).collect()
}

/// What a unit brings into every node above it.
#[derive(Clone, Copy)]
struct Part {
    numerator: f64,
    denominator: f64,
    /// What it weighs in the coverage.
    weight: f64,
    missing: bool,
}

fn part(measure: Measure, unit: &Unit) -> Result<Part, Reason> {
    let (over, under) = match measure {
        Measure::Count | Measure::NonAdditive => (unit.numerator, Some(1.0)),
        Measure::Ratio(_) | Measure::Share(_) => (unit.numerator, unit.denominator),
        Measure::Mean => (unit.value, unit.weight),
    };
    let over = over.map(checked::number).transpose()?;
    let under = under.map(checked::number).transpose()?;
    let weight = under.unwrap_or(0.0);
    let unneeded = measure == Measure::Mean && under == Some(0.0);
    let known = if unneeded {
        Some((0.0, 0.0))
    } else {
        over.zip(under)
    };
    let (over, under) = known.unwrap_or_default();
    if matches!(measure, Measure::Share(_)) && over > under {
        return Err(Reason::NumeratorOutOfRange);
    }
    let numerator = match measure {
        Measure::Mean => over * under,
        _ => over,
    };
    Ok(Part {
        numerator,
        denominator: under,
        weight,
        missing: known.is_none(),
    })
}

/// What has come together in a node.
#[derive(Clone, Copy, Default)]
struct Sums {
    numerator: f64,
    denominator: f64,
    weight: f64,
    units: usize,
    missing: usize,
}

impl Sums {
    fn add(&mut self, part: Part) {
        self.units += 1;
        self.missing += usize::from(part.missing);
        self.weight += part.weight;
        if !part.missing {
            self.numerator += part.numerator;
            self.denominator += part.denominator;
        }
    }

    fn total(&self, measure: Measure, gaps: Gaps) -> Result<Total, Reason> {
        let coverage = (self.weight > 0.0).then(|| self.denominator / self.weight);
        let status = self.status(measure, gaps, coverage);
        let summed = !matches!(status, Status::Incomplete | Status::BelowCoverage);
        let counted = measure == Measure::Count;
        let value = match measure {
            Measure::Count => self.numerator,
            Measure::Ratio(factor) | Measure::Share(factor) => {
                self.numerator / self.denominator * factor
            }
            Measure::Mean | Measure::NonAdditive => self.numerator / self.denominator,
        };
        let there = matches!(status, Status::Complete | Status::Partial);
        Ok(Total {
            value: there.then(|| checked::finite(value)).transpose()?,
            numerator: summed.then_some(self.numerator),
            denominator: (summed && !counted).then_some(self.denominator),
            units: self.units,
            missing: self.missing,
            coverage,
            status,
        })
    }

    fn status(&self, measure: Measure, gaps: Gaps, coverage: Option<f64>) -> Status {
        let gap = self.missing > 0;
        let nothing = self.missing == self.units;
        match (gaps, coverage) {
            _ if self.units == 0 => Status::Incomplete,
            (Gaps::Strict, _) if gap => Status::Incomplete,
            // Without a single known unit there is no figure, whatever is asked for.
            (Gaps::Coverage(_), None) if gap => Status::BelowCoverage,
            (Gaps::Coverage(least), Some(known)) if gap && (known < least || nothing) => {
                Status::BelowCoverage
            }
            _ if measure != Measure::Count && self.denominator == 0.0 => Status::ZeroDenominator,
            _ if gap => Status::Partial,
            _ => Status::Complete,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(parent: usize, numerator: Option<f64>, denominator: Option<f64>) -> Unit {
        Unit {
            parent: Some(parent),
            numerator,
            denominator,
            ..Unit::default()
        }
    }

    fn one(measure: Measure, gaps: Gaps, units: &[Unit]) -> Total {
        hierarchy(measure, gaps, units, &[None]).unwrap()[0]
    }

    #[test]
    fn what_parts_do_not_tell_is_refused() {
        let refused = hierarchy(Measure::NonAdditive, Gaps::Strict, &[], &[]);
        assert_eq!(refused, Err(Reason::NonAdditive));
    }

    #[test]
    fn a_tree_that_is_none_is_refused() {
        let unit = [ratio(0, Some(1.0), Some(2.0))];
        for parents in [&[Some(0)][..], &[Some(1), Some(0)], &[Some(7)], &[]] {
            let refused = hierarchy(Measure::Count, Gaps::Strict, &unit, parents);
            assert_eq!(refused, Err(Reason::Infeasible), "{parents:?}");
        }
    }

    #[test]
    fn a_share_of_more_than_everything_is_refused_and_a_rate_is_not() {
        for unit in [
            ratio(0, Some(3.0), Some(2.0)),
            ratio(0, Some(3.0), Some(0.0)),
        ] {
            let of = |measure| hierarchy(measure, Gaps::Strict, &[unit], &[None]);
            assert_eq!(of(Measure::Share(1.0)), Err(Reason::NumeratorOutOfRange));
            assert!(of(Measure::Ratio(1.0)).is_ok());
        }
    }

    #[test]
    fn a_missing_part_never_counts_as_zero() {
        let units = [ratio(0, Some(10.0), Some(20.0)), ratio(0, None, Some(60.0))];
        let strict = one(Measure::Ratio(1.0), Gaps::Strict, &units);
        assert_eq!((strict.value, strict.status), (None, Status::Incomplete));
        assert_eq!(strict.coverage, Some(0.25));
        let enough = one(Measure::Ratio(1.0), Gaps::Coverage(0.25), &units);
        assert_eq!((enough.value, enough.status), (Some(0.5), Status::Partial));
        let little = one(Measure::Ratio(1.0), Gaps::Coverage(0.26), &units);
        assert_eq!((little.value, little.status), (None, Status::BelowCoverage));
        let nothing = one(Measure::Count, Gaps::Coverage(0.0), &units[1..]);
        assert_eq!(
            (nothing.value, nothing.status),
            (None, Status::BelowCoverage)
        );
    }

    #[test]
    fn without_a_denominator_a_unit_is_missing_and_weighs_nothing() {
        let units = [ratio(0, Some(10.0), Some(20.0)), ratio(0, Some(5.0), None)];
        let total = one(Measure::Ratio(1.0), Gaps::Coverage(1.0), &units);
        assert_eq!((total.value, total.missing), (Some(0.5), 1));
        assert_eq!(total.coverage, Some(1.0));
    }

    #[test]
    fn nobody_has_no_ratio() {
        let total = one(
            Measure::Ratio(1.0),
            Gaps::Strict,
            &[ratio(0, Some(0.0), Some(0.0))],
        );
        assert_eq!((total.value, total.status), (None, Status::ZeroDenominator));
        assert_eq!((total.numerator, total.coverage), (Some(0.0), None));
    }

    #[test]
    fn a_mean_without_weight_is_not_needed() {
        let mean = |value, weight| Unit {
            parent: Some(0),
            value,
            weight,
            ..Unit::default()
        };
        let units = [
            mean(Some(4.0), Some(3.0)),
            mean(None, Some(0.0)),
            mean(Some(8.0), Some(1.0)),
        ];
        let total = one(Measure::Mean, Gaps::Strict, &units);
        assert_eq!((total.value, total.missing), (Some(5.0), 0));
        let unknown = one(Measure::Mean, Gaps::Strict, &[mean(Some(4.0), None)]);
        assert_eq!((unknown.status, unknown.missing), (Status::Incomplete, 1));
    }

    proptest! {
        #[test]
        fn the_top_is_the_same_with_and_without_levels_between(
            counts in prop::collection::vec((prop::option::of(0u32..50), 50u32..90, 1usize..4), 1..30),
        ) {
            let unit = |parent, (x, n, _): &(Option<u32>, u32, usize)| {
                ratio(parent, x.map(f64::from), Some(f64::from(*n)))
            };
            let deep: Vec<Unit> = counts.iter().map(|c| unit(c.2, c)).collect();
            let flat: Vec<Unit> = counts.iter().map(|c| unit(0, c)).collect();
            let above = [None, Some(0), Some(0), Some(1)];
            for gaps in [Gaps::Strict, Gaps::Coverage(0.5)] {
                let measure = Measure::Ratio(100.0);
                let deep = hierarchy(measure, gaps, &deep, &above)?;
                let flat = hierarchy(measure, gaps, &flat, &[None])?;
                prop_assert_eq!(deep[0], flat[0]);
            }
        }
    }
}
