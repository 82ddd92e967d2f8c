//! The Theil index, in all and by groups.

use super::theil_weighted::theil_weighted;
use crate::stats::Reason;
use crate::stats::checked::amounts;

/// A Theil index taken apart: `total` = `between` + `within`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theil {
    /// The index of all units.
    pub total: f64,
    /// What would remain if every unit had the mean of its group.
    pub between: f64,
    /// What lies inside the groups, each counted by its share of the total.
    pub within: f64,
}

/// How unequally a total is spread over units: 0 all the same, at most ln n.
///
/// # Method
/// `inequality.theil` · Theil T index · Theil-Index
///
/// Misst Ungleichheit so, dass sie sich zerlegen lässt: in den Teil zwischen Gruppen (zum Beispiel
/// Bezirken) und den Teil innerhalb der Gruppen. 0 heißt, alle haben gleich viel; der höchste Wert hängt
/// von der Zahl der Einheiten ab, verschieden große Mengen sind also nicht unmittelbar vergleichbar.
///
/// ```text
/// T = Σ sᵢ·ln(n·sᵢ),  sᵢ = xᵢ/Σx,  0·ln 0 = 0
/// T = Σ S_g·ln(S_g·n/n_g) + Σ S_g·T_g
/// ```
///
/// # Units
/// Amounts of zero or more in any unit; the result is in nats. Zeros count exactly, also a group of
/// nothing but zeros, where packages put a tiny number instead.
///
/// # Errors
/// [`Reason::MissingValue`] if a number is none, [`Reason::NegativeValue`] below zero,
/// [`Reason::NTooSmall`] without values, [`Reason::ZeroTotal`] if all are zero.
///
/// # References
/// Theil, H. (1967): Economics and information theory. Amsterdam: North-Holland.
///
/// ```
/// # use teilraum::stats::inequality::theil;
/// // One of two has everything: 1 · ln(2 · 1).
/// assert_eq!(theil(&[0.0, 5.0])?, std::f64::consts::LN_2);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn theil(values: &[f64]) -> Result<f64, Reason> {
    theil_by_group(values, &vec![(); values.len()]).map(|theil| theil.total)
}

/// The [`theil`] index, taken apart between and within groups.
///
/// # Errors
/// As [`theil`]; [`Reason::MissingValue`] also if the lengths differ.
///
/// ```
/// # use teilraum::stats::inequality::theil_by_group;
/// let theil = theil_by_group(&[1.0, 1.0, 3.0, 3.0], &["a", "a", "b", "b"])?;
/// assert_eq!((theil.between, theil.within), (theil.total, 0.0));
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn theil_by_group<G: Ord + Clone>(values: &[f64], groups: &[G]) -> Result<Theil, Reason> {
    amounts(values)?;
    if values.is_empty() {
        return Err(Reason::NTooSmall);
    }
    let each_once = vec![Some(1.0); values.len()];
    theil_weighted(values, &each_once, groups).map(|theil| theil.theil)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As defined, with shares.
    fn slow(values: &[f64]) -> f64 {
        let total: f64 = values.iter().sum();
        let shares = values.iter().map(|value| value / total);
        let n = values.len() as f64;
        let terms = shares.filter(|&s| s > 0.0).map(|s| s * libm::log(n * s));
        terms.sum()
    }

    #[test]
    fn what_has_no_shares_is_refused() {
        assert_eq!(theil(&[]), Err(Reason::NTooSmall));
        assert_eq!(theil(&[0.0, 0.0]), Err(Reason::ZeroTotal));
        assert_eq!(theil(&[1.0, -1.0]), Err(Reason::NegativeValue));
        assert_eq!(theil(&[1.0, f64::NAN]), Err(Reason::MissingValue));
        assert_eq!(theil_by_group(&[1.0], &[1, 2]), Err(Reason::MissingValue));
    }

    #[test]
    fn a_group_that_has_nothing_adds_nothing_of_its_own() {
        let theil = theil_by_group(&[0.0, 0.0, 4.0, 4.0], &[1, 1, 2, 2]).unwrap();
        assert!((theil.between - std::f64::consts::LN_2).abs() < 1e-15);
        assert_eq!(theil.within, 0.0);
    }

    proptest! {
        #[test]
        fn between_and_within_are_all_there_is(
            units in prop::collection::vec((0.0..1e3, 0_u8..4), 1..30), factor in 1e-3..1e3_f64,
        ) {
            let (values, groups): (Vec<f64>, Vec<u8>) = units.into_iter().unzip();
            let parts = theil_by_group(&values, &groups).unwrap();
            prop_assert!((parts.total - parts.between - parts.within).abs() < 1e-12);
            prop_assert!((parts.total - slow(&values)).abs() < 1e-12);
            let scaled: Vec<f64> = values.iter().map(|x| x * factor).collect();
            prop_assert!((theil(&scaled).unwrap() - parts.total).abs() < 1e-12);
        }
    }
}
