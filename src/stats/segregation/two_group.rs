//! A group and all others: six measures of how apart they live.

use crate::stats::Reason;
use crate::stats::checked::{amounts, finite, same_length};

/// How apart a group and all others live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segregation {
    /// Dissimilarity D: the share of the group that would have to move for an even spread.
    pub dissimilarity: f64,
    /// Isolation xPx: the share of the own group where a member lives, on average.
    pub isolation: f64,
    /// Interaction xPy: the share of all others where a member lives, on average.
    pub interaction: f64,
    /// Entropy index H: how much less mixed the units are than the whole.
    pub entropy: f64,
    /// Gini of the shares of the group.
    pub gini: f64,
    /// η²: isolation beyond what the size of the group brings about.
    pub eta_squared: f64,
}

/// How unevenly a group lives among all, by six common measures.
///
/// # Method
/// `segregation.two_group` · segregation of two groups (D, xPx, xPy, H, Gini, η²) · Segregationsmaße (Segregationsindex, Isolations- und Kontaktindex)
///
/// Sagen, wie getrennt eine Gruppe vom Rest der Bevölkerung wohnt. Der Segregationsindex D nennt den Anteil der
/// Gruppe, der umziehen müsste, damit sie überall gleich stark vertreten wäre. In kleinen Gebieten fällt D schon
/// durch Zufall hoch aus; Werte für verschieden große Gebiete sind deshalb nicht vergleichbar.
///
/// ```text
/// D = Σ t|p − P| / [2TP(1 − P)],  p = g/t,  P = G/T
/// xPx = Σ (g/G)(g/t),  xPy = 1 − xPx,  η² = (xPx − P)/(1 − P)
/// H = Σ t(E − Eᵢ)/(E·T),  E = −P·ln P − (1 − P)·ln(1 − P)
/// Gini = ΣΣ tᵢtⱼ|pᵢ − pⱼ| / [2T²P(1 − P)]
/// ```
///
/// # Units
/// `group` and `total` are numbers of people per unit; the results are shares.
///
/// # Errors
/// Units without people do not count. [`Reason::MissingValue`] if a number is none or lengths
/// differ, [`Reason::NegativeValue`] below zero, [`Reason::GroupExceedsTotal`] where the group is
/// larger than the total, [`Reason::ZeroTotal`] if nobody lives anywhere, [`Reason::SingleGroup`]
/// if the group is nobody or everybody.
///
/// # References
/// Duncan, O. D. and Duncan, B. (1955): A methodological analysis of segregation indexes. American
/// Sociological Review 20, 210–217. Massey, D. S. and Denton, N. A. (1988): The dimensions of
/// residential segregation. Social Forces 67, 281–315.
///
/// ```
/// # use teilraum::stats::segregation::two_group;
/// // Two districts of 100, with 10 and 30 of the group, P = 0.2: D = (10 + 10)/(2 · 200 · 0.16).
/// let apart = two_group(&[10.0, 30.0], &[100.0, 100.0])?;
/// assert!((apart.dissimilarity - 0.3125).abs() < 1e-15);
/// // A quarter of the group lives among 10 %, the rest among 30 %.
/// assert!((apart.isolation - 0.25).abs() < 1e-15);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn two_group(group: &[f64], total: &[f64]) -> Result<Segregation, Reason> {
    same_length(group, total)?;
    amounts(group)?;
    amounts(total)?;
    let units = || group.iter().zip(total);
    if units().any(|(group, total)| group > total) {
        return Err(Reason::GroupExceedsTotal);
    }
    let people: f64 = total.iter().sum();
    if people == 0.0 {
        return Err(Reason::ZeroTotal);
    }
    let members: f64 = group.iter().sum();
    // Counted from both sides: the difference of large sums would not be exactly zero.
    let others: f64 = units().map(|(group, total)| total - group).sum();
    if members == 0.0 || others == 0.0 {
        return Err(Reason::SingleGroup);
    }
    let inhabited = units().filter(|&(_, &total)| total > 0.0);
    let unit = |(group, total): (&f64, &f64)| Unit {
        weight: total / people,
        share: group / total,
        members: group / members,
    };
    let units: Vec<Unit> = inhabited.map(unit).collect();
    measure(units, members / people, others / people)
}

struct Unit {
    /// Its part of all people.
    weight: f64,
    /// The group's share in it.
    share: f64,
    /// Its part of the group.
    members: f64,
}

/// The measures; `share` and `rest` are those of the group and of all others in the whole.
fn measure(mut units: Vec<Unit>, share: f64, rest: f64) -> Result<Segregation, Reason> {
    let apart: f64 = units
        .iter()
        .map(|unit| unit.weight * (unit.share - share).abs())
        .sum();
    let isolation: f64 = units.iter().map(|unit| unit.members * unit.share).sum();
    let mixed = entropy(share);
    let less: f64 = units
        .iter()
        .map(|unit| unit.weight * (mixed - entropy(unit.share)))
        .sum();
    units.sort_unstable_by(|a, b| a.share.total_cmp(&b.share));
    Ok(Segregation {
        dissimilarity: finite(apart / (2.0 * share * rest))?,
        isolation: finite(isolation)?,
        interaction: finite(1.0 - isolation)?,
        entropy: finite(less / mixed)?,
        gini: finite(distance(&units) / (share * rest))?,
        eta_squared: finite((isolation - share) / rest)?,
    })
}

/// Half the mean distance of all pairs: every gap between sorted shares, times the people on
/// either side of it.
fn distance(sorted: &[Unit]) -> f64 {
    let mut below = 0.0;
    let gaps = sorted.windows(2).map(|pair| match pair {
        [unit, next] => {
            below += unit.weight;
            (next.share - unit.share) * below * (1.0 - below)
        }
        _ => 0.0,
    });
    gaps.sum()
}

/// How mixed two parts are: 0 if there is only one of them, ln 2 if they are equal.
fn entropy(share: f64) -> f64 {
    let part = |share: f64| {
        if share > 0.0 {
            -share * libm::log(share)
        } else {
            0.0
        }
    };
    part(share) + part(1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_two_groups_is_refused() {
        assert_eq!(
            two_group(&[0.0, 0.0], &[5.0, 9.0]),
            Err(Reason::SingleGroup)
        );
        assert_eq!(
            two_group(&[5.0, 9.0], &[5.0, 9.0]),
            Err(Reason::SingleGroup)
        );
        assert_eq!(two_group(&[6.0], &[5.0]), Err(Reason::GroupExceedsTotal));
        assert_eq!(two_group(&[0.0], &[0.0]), Err(Reason::ZeroTotal));
        assert_eq!(two_group(&[], &[]), Err(Reason::ZeroTotal));
        assert_eq!(two_group(&[1.0], &[]), Err(Reason::MissingValue));
        assert_eq!(two_group(&[f64::NAN], &[1.0]), Err(Reason::MissingValue));
        assert_eq!(two_group(&[-1.0], &[1.0]), Err(Reason::NegativeValue));
    }

    #[test]
    fn entirely_apart_is_one_by_every_measure_and_evenly_mixed_is_zero() {
        let apart = two_group(&[50.0, 0.0], &[50.0, 150.0]).unwrap();
        for one in [
            apart.dissimilarity,
            apart.isolation,
            apart.entropy,
            apart.gini,
            apart.eta_squared,
        ] {
            assert!((one - 1.0).abs() < 1e-12);
        }
        let mixed = two_group(&[10.0, 30.0], &[40.0, 120.0]).unwrap();
        for zero in [
            mixed.dissimilarity,
            mixed.entropy,
            mixed.gini,
            mixed.eta_squared,
        ] {
            assert!(zero.abs() < 1e-12);
        }
        assert!((mixed.isolation - 0.25).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_other_form_of_dissimilarity_and_all_pairs_agree(
            units in prop::collection::vec((0_u32..50, 0_u32..50), 2..25),
        ) {
            let group: Vec<f64> = units.iter().map(|unit| f64::from(unit.0)).collect();
            let total: Vec<f64> = units.iter().map(|unit| f64::from(unit.0 + unit.1)).collect();
            let (members, people) = (group.iter().sum::<f64>(), total.iter().sum::<f64>());
            prop_assume!(members > 0.0 && people > members);
            let found = two_group(&group, &total).unwrap();
            let parts = group.iter().zip(&total);
            let apart = parts.clone().map(|(g, t)| (g / members - (t - g) / (people - members)).abs());
            prop_assert!((found.dissimilarity - apart.sum::<f64>() / 2.0).abs() < 1e-12);
            let share = members / people;
            let pairs = parts.clone().flat_map(|(g, t)| parts.clone().map(move |(h, u)| (g * u - h * t).abs()));
            let gini = pairs.sum::<f64>() / (2.0 * people * people * share * (1.0 - share));
            prop_assert!((found.gini - gini).abs() < 1e-12);
            prop_assert!(found.gini >= found.dissimilarity - 1e-12);
        }

        #[test]
        fn an_empty_unit_changes_nothing(g in 1.0..50.0, h in 1.0..50.0) {
            let with = two_group(&[g, 0.0, h], &[60.0, 0.0, 70.0]).unwrap();
            prop_assert_eq!(with, two_group(&[g, h], &[60.0, 70.0]).unwrap());
        }
    }
}
