//! The Theil index of people who all have the value of their unit.

use super::Theil;
use crate::stats::Reason;
use crate::stats::checked::{amounts, finite, number, same_length};
use std::collections::BTreeMap;

/// A weighted Theil index with its groups.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedTheil<G> {
    /// The index, between and within.
    pub theil: Theil,
    /// Every group that has people, ascending.
    pub groups: Vec<GroupTheil<G>>,
}

/// One group of a weighted Theil index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupTheil<G> {
    /// Its key.
    pub group: G,
    /// Its share of the total amount.
    pub share: f64,
    /// The index inside it; 0 if it has nothing.
    pub within: f64,
}

/// How unequal people are who all have the value of their unit, between and within groups.
///
/// # Method
/// `inequality.theil_weighted` · population-weighted Theil index · bevölkerungsgewichteter Theil-Index
///
/// Der Theil-Index, bei dem jede Einheit so viel zählt, wie Menschen in ihr leben: So wiegt ein großer
/// Stadtteil mehr als ein kleiner. Unterschiede innerhalb der Einheiten kennt die Zahl nicht.
///
/// ```text
/// Y = Σ w·x,  μ = Y/Σw
/// T = Σ (w·x/Y)·ln(x/μ) = Σ (Y_g/Y)·ln(μ_g/μ) + Σ (Y_g/Y)·T_g
/// ```
///
/// # Units
/// `values` per head, of zero or more, in any unit; `weights` people; the result is in nats.
///
/// # Errors
/// Units without people (weight missing, zero or less) are left out. [`Reason::MissingValue`] if a
/// number is none or lengths differ, [`Reason::NegativeValue`] below zero, [`Reason::ZeroWeight`]
/// if nobody is left, [`Reason::ZeroTotal`] if they have nothing.
///
/// # References
/// Theil, H. (1967): Economics and information theory. Amsterdam: North-Holland.
///
/// ```
/// # use teilraum::stats::inequality::theil_weighted;
/// // Half the people have everything: ln 2, all of it between the groups.
/// let people = [Some(10.0), Some(4.0), Some(6.0)];
/// let theil = theil_weighted(&[0.0, 7.0, 7.0], &people, &["north", "south", "south"])?;
/// assert!((theil.theil.between - 2_f64.ln()).abs() < 1e-15);
/// assert_eq!((theil.groups[1].share, theil.groups[1].within), (1.0, 0.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn theil_weighted<G: Ord + Clone>(
    values: &[f64],
    weights: &[Option<f64>],
    groups: &[G],
) -> Result<WeightedTheil<G>, Reason> {
    same_length(values, weights)?;
    same_length(values, groups)?;
    let mut parts: BTreeMap<&G, Vec<Unit>> = BTreeMap::new();
    for ((&value, &weight), group) in values.iter().zip(weights).zip(groups) {
        let Some(weight) = weight.filter(|&weight| weight.is_nan() || weight > 0.0) else {
            continue;
        };
        amounts(&[value])?;
        let weight = number(weight)?;
        parts.entry(group).or_default().push(Unit { value, weight });
    }
    let all = Total::of(parts.values().flatten());
    if all.people == 0.0 {
        return Err(Reason::ZeroWeight);
    }
    if all.amount == 0.0 {
        return Err(Reason::ZeroTotal);
    }
    take_apart(&parts, all)
}

fn take_apart<G: Ord + Clone>(
    parts: &BTreeMap<&G, Vec<Unit>>,
    all: Total,
) -> Result<WeightedTheil<G>, Reason> {
    let total = all.index(parts.values().flatten());
    let (mut between, mut within) = (0.0, 0.0);
    let mut groups = Vec::with_capacity(parts.len());
    for (&group, units) in parts {
        let own = Total::of(units);
        let (share, inside) = (own.amount / all.amount, own.index(units));
        between += all.term(own.amount, own.mean());
        within += share * inside;
        groups.push(GroupTheil {
            group: group.clone(),
            share: finite(share)?,
            within: finite(inside)?,
        });
    }
    let theil = Theil {
        total: finite(total)?,
        between: finite(between)?,
        within: finite(within)?,
    };
    Ok(WeightedTheil { theil, groups })
}

#[derive(Clone, Copy)]
struct Unit {
    value: f64,
    weight: f64,
}

/// Amount and people of some units.
#[derive(Clone, Copy)]
struct Total {
    amount: f64,
    people: f64,
}

impl Total {
    fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Self {
        let (mut amount, mut people) = (0.0, 0.0);
        for unit in units {
            amount += unit.weight * unit.value;
            people += unit.weight;
        }
        Self { amount, people }
    }

    fn mean(self) -> f64 {
        self.amount / self.people
    }

    /// What an amount held at `mean` per head adds to the index of this total.
    fn term(self, amount: f64, mean: f64) -> f64 {
        if amount == 0.0 {
            return 0.0;
        }
        amount / self.amount * libm::log(mean / self.mean())
    }

    fn index<'a>(self, units: impl IntoIterator<Item = &'a Unit>) -> f64 {
        let terms = units.into_iter();
        terms
            .map(|unit| self.term(unit.weight * unit.value, unit.value))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_or_nothing_is_refused() {
        let one = [Some(1.0)];
        let theil = |value: f64, weight: Option<f64>| theil_weighted(&[value], &[weight], &["a"]);
        assert_eq!(theil(1.0, Some(0.0)), Err(Reason::ZeroWeight));
        assert_eq!(theil(1.0, None), Err(Reason::ZeroWeight));
        assert_eq!(theil(0.0, Some(3.0)), Err(Reason::ZeroTotal));
        assert_eq!(theil(-1.0, Some(3.0)), Err(Reason::NegativeValue));
        assert_eq!(theil(f64::NAN, Some(3.0)), Err(Reason::MissingValue));
        assert_eq!(theil(1.0, Some(f64::NAN)), Err(Reason::MissingValue));
        assert_eq!(
            theil_weighted::<u8>(&[1.0], &one, &[]),
            Err(Reason::MissingValue)
        );
    }

    proptest! {
        #[test]
        fn a_weight_counts_like_so_many_units(
            units in prop::collection::vec((0_u32..20, 0_u32..5, 0_u8..3), 1..20),
        ) {
            prop_assume!(units.iter().any(|&(x, w, _)| x > 0 && w > 0));
            let values: Vec<f64> = units.iter().map(|unit| f64::from(unit.0)).collect();
            let weights: Vec<_> = units.iter().map(|unit| Some(f64::from(unit.1))).collect();
            let groups: Vec<u8> = units.iter().map(|unit| unit.2).collect();
            let weighted = theil_weighted(&values, &weights, &groups).unwrap();
            let (one_each, their_groups): (Vec<f64>, Vec<u8>) = units.iter()
                .flat_map(|&(x, w, g)| std::iter::repeat_n((f64::from(x), g), w as usize)).unzip();
            let plain = crate::stats::inequality::theil_by_group(&one_each, &their_groups).unwrap();
            prop_assert!((weighted.theil.total - plain.total).abs() < 1e-12);
            prop_assert!((weighted.theil.between - plain.between).abs() < 1e-12);
            prop_assert!((weighted.theil.within - plain.within).abs() < 1e-12);
            let shares: f64 = weighted.groups.iter().map(|group| group.share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-12);
        }
    }
}
