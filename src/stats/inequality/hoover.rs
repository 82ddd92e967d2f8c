//! The Hoover index.

use crate::stats::Reason;
use crate::stats::checked::{amounts, finite, same_length};

/// The share of the total that would have to move for everybody to have the same.
///
/// # Method
/// `inequality.hoover` · Hoover index (Robin Hood index) · Hoover-Ungleichverteilung
///
/// Sagt, welcher Anteil des Ganzen umverteilt werden müsste, damit jedes Gebiet so viel hat, wie seinem
/// Anteil an der Bevölkerung entspricht. 0 heißt, es ist schon so verteilt. Die Zahl sagt nicht, von wo nach wo.
///
/// ```text
/// H = ½·Σ |Eᵢ/E − Aᵢ/A|
/// ```
///
/// # Units
/// `values` and `population` are amounts of zero or more; the result is a share from 0 to 1.
///
/// # Errors
/// [`Reason::MissingValue`] if a number is none or lengths differ, [`Reason::NegativeValue`] below
/// zero, [`Reason::ZeroTotal`] if the values sum to zero, [`Reason::ZeroWeight`] if nobody lives
/// there.
///
/// # References
/// Hoover, E. M. (1936): The measurement of industrial localization. The Review of Economics and
/// Statistics 18, 162–171.
///
/// ```
/// # use teilraum::stats::inequality::hoover;
/// // Half the people have 9 of 10: 4 of 10 would have to move.
/// assert_eq!(hoover(&[1.0, 9.0], &[50.0, 50.0])?, 0.4);
/// # Ok::<(), teilraum::stats::Reason>(())
/// ```
pub fn hoover(values: &[f64], population: &[f64]) -> Result<f64, Reason> {
    same_length(values, population)?;
    amounts(values)?;
    amounts(population)?;
    let (total, people) = (values.iter().sum::<f64>(), population.iter().sum::<f64>());
    if total == 0.0 {
        return Err(Reason::ZeroTotal);
    }
    if people == 0.0 {
        return Err(Reason::ZeroWeight);
    }
    let units = values.iter().zip(population);
    let apart = units.map(|(value, heads)| (value / total - heads / people).abs());
    finite(apart.sum::<f64>() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_shares_there_is_no_index() {
        assert_eq!(hoover(&[0.0], &[1.0]), Err(Reason::ZeroTotal));
        assert_eq!(hoover(&[], &[]), Err(Reason::ZeroTotal));
        assert_eq!(hoover(&[1.0], &[0.0]), Err(Reason::ZeroWeight));
        assert_eq!(hoover(&[1.0], &[]), Err(Reason::MissingValue));
        assert_eq!(hoover(&[-1.0], &[1.0]), Err(Reason::NegativeValue));
        assert_eq!(hoover(&[1.0], &[f64::NAN]), Err(Reason::MissingValue));
    }

    proptest! {
        #[test]
        fn it_is_a_share_and_knows_no_unit(
            units in prop::collection::vec((0.1..1e3, 0.1..1e3), 1..20), factor in 1e-3..1e3_f64,
        ) {
            let (values, people): (Vec<f64>, Vec<f64>) = units.into_iter().unzip();
            let index = hoover(&values, &people).unwrap();
            prop_assert!((0.0..1.0).contains(&index));
            let scaled: Vec<f64> = values.iter().map(|x| x * factor).collect();
            prop_assert!((hoover(&scaled, &people).unwrap() - index).abs() < 1e-12);
            // Everything above its due has to move.
            let (total, all) = (values.iter().sum::<f64>(), people.iter().sum::<f64>());
            let above = values.iter().zip(&people).map(|(x, p)| (x / total - p / all).max(0.0));
            prop_assert!((above.sum::<f64>() - index).abs() < 1e-12);
        }
    }
}
